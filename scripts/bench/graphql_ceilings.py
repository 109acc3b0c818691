"""What no general server can beat: the page written out by hand for this one operation.

`/sql` is one statement that returns the JSON, `/rows` one whose rows are made dicts and written
by orjson. Neither parses, plans, signs anybody in or handles an error. Ids are those of the rows.
"""

import asyncio
import sqlite3
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

import asyncpg  # type: ignore[import-untyped]  # it ships no types
import orjson
import uvicorn
import uvloop
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

SIZE = 50
_FROM = f"""
  FROM credential c
  JOIN issuer i ON i.id = c.issuer_id AND i.learner_id = c.learner_id
  JOIN achievement a ON a.id = c.achievement_id AND a.learner_id = c.learner_id
  LEFT JOIN report r ON r.id = c.latest_report_id AND r.learner_id = c.learner_id
  WHERE c.learner_id = $1 ORDER BY c.added_at DESC, c.id DESC LIMIT {SIZE}
"""
_POSTGRES_MOMENT = """to_char({} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')"""
_SQLITE_MOMENT = "replace(substr({}, 1, 19), ' ', 'T') || 'Z'"
_MEMBERS = """
  'id', c.id, 'name', c.title, 'format', c.format, 'addedAt', {added}, 'validFrom', {valid},
  'issuer', {object}('id', i.id, 'name', i.name, 'url', i.url),
  'achievement', {object}('id', a.id, 'name', a.name, 'alignments', {alignments}),
  'verification', {object}('id', r.id, 'verdict', r.verdict, 'integrity', r.integrity,
    'standing', r.standing, 'trust', r.trust, 'recipient', r.recipient, 'checkedAt', {checked})
"""
_POSTGRES_ALIGNMENTS = """
  (SELECT json_agg(json_build_object('targetName', e ->> 'target_name', 'targetUrl',
    e ->> 'target_url', 'frameworkName', e ->> 'framework'))
   FROM jsonb_array_elements(a.alignments) e)
"""
_SQLITE_ALIGNMENTS = """
  (SELECT json_group_array(json_object('targetName', e.value ->> 'target_name', 'targetUrl',
    e.value ->> 'target_url', 'frameworkName', e.value ->> 'framework'))
   FROM json_each(a.alignments) e)
"""
_POSTGRES_MEMBERS = _MEMBERS.format(
    object="json_build_object",
    alignments=_POSTGRES_ALIGNMENTS,
    added=_POSTGRES_MOMENT.format("c.added_at"),
    valid=_POSTGRES_MOMENT.format("c.valid_from"),
    checked=_POSTGRES_MOMENT.format("r.checked_at"),
)
_SQLITE_MEMBERS = _MEMBERS.format(
    object="json_object",
    alignments=_SQLITE_ALIGNMENTS,
    added=_SQLITE_MOMENT.format("c.added_at"),
    valid=_SQLITE_MOMENT.format("c.valid_from"),
    checked=_SQLITE_MOMENT.format("r.checked_at"),
)
_ROW = """
  SELECT c.id, c.title, c.format, c.added_at, c.valid_from, i.id AS issuer_id,
  i.name AS issuer_name, i.url, a.id AS achievement_id, a.name AS achievement_name, a.alignments,
  r.id AS report_id, r.verdict, r.integrity, r.standing, r.trust, r.recipient, r.checked_at
"""
POSTGRES_JSON = f"""
  SELECT json_build_object('data', json_build_object('viewer', json_build_object('credentials',
    json_build_object('nodes', json_agg(node)))))::text
  FROM (SELECT json_build_object({_POSTGRES_MEMBERS}) AS node {_FROM}) AS page
"""  # noqa: S608  # all of it is ours
SQLITE_JSON = f"""
  SELECT json_object('data', json_object('viewer', json_object('credentials',
    json_object('nodes', json_group_array(json(node))))))
  FROM (SELECT json_object({_SQLITE_MEMBERS}) AS node {_FROM.replace("$1", "?")}) AS page
"""  # noqa: S608  # all of it is ours
POSTGRES_ROWS = _ROW + _FROM
SQLITE_ROWS = _ROW + _FROM.replace("$1", "?")

Answer = Callable[[str], Awaitable[bytes | str]]


def _written(rows: list[Any]) -> bytes:
    nodes = [
        {
            "id": str(row["id"]),
            "name": row["title"],
            "format": row["format"],
            "addedAt": _moment(row["added_at"]),
            "validFrom": _moment(row["valid_from"]),
            "issuer": {
                "id": str(row["issuer_id"]),
                "name": row["issuer_name"],
                "url": row["url"],
            },
            "achievement": {
                "id": str(row["achievement_id"]),
                "name": row["achievement_name"],
                "alignments": [
                    {
                        "targetName": each["target_name"],
                        "targetUrl": each["target_url"],
                        "frameworkName": each["framework"],
                    }
                    for each in orjson.loads(row["alignments"])
                ],
            },
            "verification": {
                "id": str(row["report_id"]),
                "verdict": row["verdict"],
                "integrity": row["integrity"],
                "standing": row["standing"],
                "trust": row["trust"],
                "recipient": row["recipient"],
                "checkedAt": _moment(row["checked_at"]),
            },
        }
        for row in rows
    ]
    return orjson.dumps({"data": {"viewer": {"credentials": {"nodes": nodes}}}})


def _moment(value: Any) -> str:
    return f"{str(value)[:19].replace(' ', 'T')}Z"


@asynccontextmanager
async def _postgres(url: str) -> AsyncIterator[tuple[Answer, Answer]]:
    async with asyncpg.create_pool(url, min_size=10, max_size=10) as pool:

        async def sql(learner: str) -> str:
            text: str = await pool.fetchval(POSTGRES_JSON, UUID(learner))
            return text

        async def rows(learner: str) -> bytes:
            return _written(await pool.fetch(POSTGRES_ROWS, UUID(learner)))

        yield sql, rows


@asynccontextmanager
async def _sqlite(url: str) -> AsyncIterator[tuple[Answer, Answer]]:
    held = sqlite3.connect(urlsplit(url).path)
    held.row_factory = sqlite3.Row

    async def sql(learner: str) -> str:
        text: str = held.execute(SQLITE_JSON, [learner]).fetchone()[0]
        return text

    async def rows(learner: str) -> bytes:
        return _written(held.execute(SQLITE_ROWS, [learner]).fetchall())

    try:
        yield sql, rows
    finally:
        held.close()


async def serve(url: str, port: int) -> None:
    """Serve both on loopback until stopped."""
    opened = _sqlite(url) if url.startswith("sqlite") else _postgres(url)
    async with opened as (sql, rows):

        def route(path: str, answer: Answer) -> Route:
            async def respond(request: Request) -> Response:
                body = await answer(request.query_params["learner"])
                return Response(body, media_type="application/json")

            return Route(path, respond)

        app = Starlette(routes=[route("/sql", sql), route("/rows", rows)])
        config = uvicorn.Config(app, port=port, lifespan="off", access_log=False, log_config=None)
        await uvicorn.Server(config).serve()


if __name__ == "__main__":
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(serve(sys.argv[1], int(sys.argv[2])))
