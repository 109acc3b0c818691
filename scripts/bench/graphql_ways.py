"""A filled database in, the page served in each way out: ours, by hand, and by other software.

Each server is a process of its own on loopback, ended by its process id. Other people's are npm
packages; where npm is absent they are left out, and that is said.
"""

import asyncio
import json
import os
import shutil
import signal
import socket
import sys
from asyncio.subprocess import DEVNULL, Process
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

from graphql_ceilings import SIZE
from graphql_load import Asking, answer

from wallet.api.identifiers import kind_and_key

OURS = "wallet, GraphQL"
_HERE = Path(__file__).parent
_PEERS = _HERE / "peers"
QUERY = f"""
query Page {{
  viewer {{
    credentials(first: {SIZE}) {{
      nodes {{
        id name format addedAt validFrom
        issuer {{ id name url }}
        achievement {{ id name alignments {{ targetName targetUrl frameworkName }} }}
        verification {{ id verdict integrity standing trust recipient checkedAt }}
      }}
    }}
  }}
}}
"""
_POSTGRAPHILE_QUERY = f"""
query Page($learner: UUID!) {{
  allCredentials(
    first: {SIZE}, condition: {{learnerId: $learner, archivedAt: null}}
    orderBy: [ADDED_AT_DESC, ID_DESC]
  ) {{
    nodes {{
      id name: title format addedAt validFrom
      issuer: issuerByIssuerId {{ id name url }}
      achievement: achievementByAchievementId {{ id name alignments }}
      verification: latestReport {{ id verdict integrity standing trust recipient checkedAt }}
    }}
  }}
}}
"""
_HEADERS = {"Content-Type": "application/json", "Accept": "application/json"}
Learners = dict[str, UUID]
"""Learners by their access tokens."""


@dataclass(frozen=True, slots=True)
class Way:
    """A server's answer to the page; `key` names it among the ratios."""

    key: str
    name: str
    port: int
    asked: list[Asking]
    page_of: Callable[[Any], Any] = lambda found: found


@asynccontextmanager
async def served(
    url: str, folder: Path, learners: Learners, *, peers: bool
) -> AsyncIterator[list[Way]]:
    """Serve the page in each way for the learners in turn, as long as this is entered."""
    async with AsyncExitStack() as stack:

        async def start(*command: str, **settings: str) -> int:
            return await stack.enter_async_context(_serving(command, settings))

        ways = await _own_ways(start, url, folder, learners)
        if peers:
            ways += await _peer_ways(start, url, learners)
        await _expect_the_same(ways)
        yield ways


async def _own_ways(start: Any, url: str, folder: Path, learners: Learners) -> list[Way]:
    command = str(Path(sys.executable).with_name("wallet"))
    settings = {"WALLET_DATA_DIR": str(folder), "WALLET_DATABASE_URL": url}
    wallet = await start(command, "serve", "--no-demo", "--port", "{port}", **settings)
    ceilings = await start(sys.executable, str(_HERE / "graphql_ceilings.py"), url, "{port}")
    plain = await start(sys.executable, str(_HERE / "graphql_strawberry.py"), url, "{port}")
    body = json.dumps({"query": QUERY})
    ours = [
        Asking("POST", "/graphql", _HEADERS | {"Authorization": f"Bearer {token}"}, body)
        for token in learners
    ]

    def by_hand(path: str) -> list[Asking]:
        return [Asking("GET", f"{path}?learner={each}", {}) for each in learners.values()]

    return [
        Way("wallet", OURS, wallet, ours),
        Way("sql_json", "one SQL statement that returns the JSON", ceilings, by_hand("/sql")),
        Way("rows", "one statement, rows to dicts to orjson", ceilings, by_hand("/rows")),
        Way("strawberry", "plain Strawberry, DataLoaders", plain, _named(learners)),
    ]


async def _peer_ways(start: Any, url: str, learners: Learners) -> list[Way]:
    if not await _installed():
        return []
    node, script = str(shutil.which("node")), str(_PEERS / "serve.mjs")
    production = {"NODE_ENV": "production"}
    apollo = await start(node, script, "apollo", "{port}", url, **production)
    yoga = await start(node, script, "yoga", "{port}", url, **production)
    graphile = await start(
        node, str(_PEERS / "postgraphile" / "serve.mjs"), "{port}", url, **production
    )
    by_condition = [
        Asking(
            "POST",
            "/graphql",
            _HEADERS,
            json.dumps({"query": _POSTGRAPHILE_QUERY, "variables": {"learner": str(learner)}}),
        )
        for learner in learners.values()
    ]
    return [
        Way("apollo", "Apollo Server 5, DataLoaders", apollo, _named(learners)),
        Way("yoga", "GraphQL Yoga 5, DataLoaders", yoga, _named(learners)),
        Way("postgraphile", "PostGraphile 4", graphile, by_condition, _of_postgraphile),
    ]


def _named(learners: Learners) -> list[Asking]:
    """Ask servers that sign nobody in: a header says whose page it is."""
    body = json.dumps({"query": QUERY})
    return [
        Asking("POST", "/graphql", _HEADERS | {"X-Learner": str(each)}, body)
        for each in learners.values()
    ]


async def _installed() -> bool:
    """Install what the lock files name, where that was not done; False where npm is absent."""
    if shutil.which("npm") is None:
        print("npm is not here: Apollo, Yoga and PostGraphile are left out.")
        return False
    for folder in (_PEERS, _PEERS / "postgraphile"):
        if (folder / "node_modules" / ".package-lock.json").is_file():
            continue
        command = ("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--silent")
        process = await asyncio.create_subprocess_exec(*command, cwd=folder)
        if await process.wait():
            raise SystemExit(f"npm could not install what {folder / 'package-lock.json'} names.")
    return True


async def _expect_the_same(ways: list[Way]) -> None:
    """Make certain that all ways answer the same page, the form of their ids apart."""
    pages = [
        _with_keys(way.page_of(json.loads(await answer(way.port, way.asked[-1])))) for way in ways
    ]
    if len(pages[0]["data"]["viewer"]["credentials"]["nodes"]) != SIZE:
        raise SystemExit(f"The page is not whole: {pages[0]}")
    for way, page in zip(ways, pages, strict=True):
        if page != pages[0]:
            raise SystemExit(f"{way.name} answers something else:\n{page}\n{pages[0]}")


def _of_postgraphile(found: Any) -> Any:
    """Return its page in our form: it gives times with an offset, and JSON columns as they are."""
    nodes = found["data"]["allCredentials"]["nodes"]
    for node in nodes:
        node["achievement"]["alignments"] = [
            {
                "targetName": each["target_name"],
                "targetUrl": each["target_url"],
                "frameworkName": each["framework"],
            }
            for each in node["achievement"]["alignments"]
        ]
        for holder, name in (
            (node, "addedAt"),
            (node, "validFrom"),
            (node["verification"], "checkedAt"),
        ):
            holder[name] = holder[name].replace("+00:00", "Z")
    return {"data": {"viewer": {"credentials": {"nodes": nodes}}}}


def _with_keys(value: Any) -> Any:
    """Replace global ids by the keys that they name."""
    if isinstance(value, dict):
        return {k: _key(v) if k == "id" else _with_keys(v) for k, v in value.items()}
    return [_with_keys(each) for each in value] if isinstance(value, list) else value


def _key(text: str) -> str:
    named = kind_and_key(text)
    return str(named[1]) if named is not None else text


@asynccontextmanager
async def _serving(command: tuple[str, ...], settings: dict[str, str]) -> AsyncIterator[int]:
    port = _free_port()
    server = await asyncio.create_subprocess_exec(
        *(part.replace("{port}", str(port)) for part in command),
        env={"PATH": os.environ["PATH"], **settings},
        stdout=DEVNULL,
        stderr=DEVNULL,
    )
    try:
        await _until_it_listens(command, port, server)
        yield port
    finally:
        if server.returncode is None:
            server.send_signal(signal.SIGTERM)
        await server.wait()


async def _until_it_listens(command: tuple[str, ...], port: int, server: Process) -> None:
    for _ in range(1_200):
        try:
            _, writer = await asyncio.open_connection("127.0.0.1", port)
        except OSError:
            if server.returncode is not None:
                break
            await asyncio.sleep(0.05)
        else:
            writer.close()
            return
    raise SystemExit(f"{command[:3]} did not start on port {port}.")


def _free_port() -> int:
    with socket.socket() as chosen:
        chosen.bind(("127.0.0.1", 0))
        port: int = chosen.getsockname()[1]
        return port
