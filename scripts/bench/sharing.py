"""A link's page and JSON beside Starlette's plainest route, in one process on SQLite.

The link shows five credentials, has no limit and does not change. The server is a process of its
own; each round measures every way in turn, so that what else the machine does falls on all alike.
Only the ratios mean anything.
"""

import argparse
import asyncio
import json
import statistics
import sys
from asyncio.subprocess import DEVNULL
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import uvicorn
from graphql_load import Asking, rate, tool
from graphql_wallets import fill
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from wallet.sharing.links import create_link
from wallet.sharing.tokens import TokenKeys, token_of
from wallet.store.connection import open_store
from wallet.store.media_links import MediaLinks
from wallet.store.migrating import migrate
from wallet.store.models.credentials import Credential
from wallet.web import WebServices, create_web_routes

_KEY = b"k" * 32
_SHOWN = 5
_CONNECTIONS = 16
_STARTS_WITHIN = 60.0
_BROWSER = {"User-Agent": "Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0", "Accept": "text/html"}
_PROGRAM = {"User-Agent": "bench", "Accept": "application/json"}


async def _serve(database: str, port: int) -> None:
    async def plain(_: Request) -> PlainTextResponse:
        return PlainTextResponse("plain")

    services = WebServices(
        public_url=f"http://127.0.0.1:{port}",
        clock=lambda: datetime.now(UTC),
        media_links=MediaLinks(_KEY, f"http://127.0.0.1:{port}"),
    )
    app = Starlette(routes=[Route("/plain", plain), *create_web_routes(services)])
    async with open_store(database):
        config = uvicorn.Config(app, port=port, log_level="warning", access_log=False)
        await uvicorn.Server(config).serve()


async def _link(database: str) -> str:
    """Fill the store, and return the path of a link."""
    await migrate(database)
    async with open_store(database):
        (owner,) = (await fill(1, _SHOWN)).values()
        held = await Credential.filter(learner_id=owner).values_list("id", flat=True)
        keys = TokenKeys(_KEY)
        share_id = await create_link(owner, credential_ids=list(held), title="CV", keys=keys)
        return f"/s/{token_of(share_id, 1, keys)}"


async def _measure(asked: argparse.Namespace) -> dict[str, list[float]]:
    with TemporaryDirectory() as folder:
        database = f"sqlite://{Path(folder) / 'wallet.sqlite3'}"
        path = await _link(database)
        server = await asyncio.create_subprocess_exec(
            sys.executable, __file__, "--serve", database, "--port", str(asked.port), stdin=DEVNULL
        )
        try:
            await _until_it_listens(asked.port)
            return await _rounds(asked, path)
        finally:
            server.terminate()
            await server.wait()


async def _rounds(asked: argparse.Namespace, path: str) -> dict[str, list[float]]:
    ways = {
        "plain_text": Asking("GET", "/plain", {}),
        "page": Asking("GET", path, _BROWSER),
        "json": Asking("GET", path, _PROGRAM),
    }
    rates: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(asked.rounds):
        for name, way in ways.items():
            rates[name].append(await rate(asked.port, [way], _CONNECTIONS, asked.seconds))
    return rates


async def _until_it_listens(port: int) -> None:
    async with asyncio.timeout(_STARTS_WITHIN):
        while True:
            with suppress(OSError):
                _, writer = await asyncio.open_connection("127.0.0.1", port)
                writer.close()
                return
            await asyncio.sleep(0.1)


def main() -> None:
    """Measure, and print."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--rounds", type=int, default=3)
    arguments.add_argument("--seconds", type=float, default=3.0)
    arguments.add_argument("--port", type=int, default=8765)
    arguments.add_argument("--json", action="store_true")
    arguments.add_argument("--serve", help=argparse.SUPPRESS)
    asked = arguments.parse_args()
    if asked.serve:
        asyncio.run(_serve(asked.serve, asked.port))
        return
    rates = {name: statistics.median(each) for name, each in asyncio.run(_measure(asked)).items()}
    print(f"Load by {tool()}, {_CONNECTIONS} connections; medians of {asked.rounds} rounds.")
    for name, each in rates.items():
        print(f"{name:12} {each:10.0f}/s  {each / rates['plain_text']:6.3f} of plain text")
    if asked.json:
        slowest = min(rates["page"], rates["json"])
        print(json.dumps({"ratios": {"plain_text": round(slowest / rates["plain_text"], 4)}}))


if __name__ == "__main__":
    main()
