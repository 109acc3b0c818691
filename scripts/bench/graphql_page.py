"""The page of 50 credentials: our GraphQL beside hand-written SQL for this one operation.

Each credential with its issuer, its achievement with alignments, and the newest report without
its findings; 1,000 credentials of 20 learners, who take turns. Each server is a process of its
own; each round measures every way in turn, so that what else the machine does falls on all alike.
Only the ratios mean anything.
"""

import argparse
import asyncio
import json
import os
import signal
import socket
import statistics
import sys
from asyncio.subprocess import DEVNULL, Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import urlsplit, urlunsplit
from uuid import UUID

import asyncpg  # type: ignore[import-untyped]  # it ships no types
from graphql_ceilings import SIZE
from graphql_load import Asking, answer, rate, tool
from graphql_wallets import fill

from wallet.api.identifiers import kind_and_key
from wallet.store.connection import open_store
from wallet.store.migrating import migrate

_POSTGRES = os.environ.get("WALLET_TEST_POSTGRES_URL", "postgres://root@127.0.0.1:5432/test")
_CONNECTIONS = (1, 16)
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


@dataclass(frozen=True, slots=True)
class Way:
    """A server's answer to the page; a peer is one more of these."""

    name: str
    port: int
    asked: list[Asking]


def _ways(wallet: int, ceilings: int, learners: dict[str, UUID]) -> list[Way]:
    body = json.dumps({"query": QUERY})
    headers = {"Content-Type": "application/json", "Accept": "application/json"}
    ours = [
        Asking("POST", "/graphql", headers | {"Authorization": f"Bearer {token}"}, body)
        for token in learners
    ]

    def by_hand(path: str) -> list[Asking]:
        return [Asking("GET", f"{path}?learner={each}", {}) for each in learners.values()]

    return [
        Way("wallet, GraphQL", wallet, ours),
        Way("one SQL statement that returns the JSON", ceilings, by_hand("/sql")),
        Way("one statement, rows to dicts to orjson", ceilings, by_hand("/rows")),
    ]


Rates = dict[int, dict[str, float]]
"""By connections, by way: the median of its rounds."""


async def measure(database: str, asked: argparse.Namespace) -> Rates:
    """Fill a database, serve it in each way, and measure."""
    with TemporaryDirectory(prefix="wallet_bench_") as name:
        folder = Path(name)
        async with _empty(database, folder) as url:
            await migrate(url)
            async with open_store(url):
                learners = await fill(asked.learners, SIZE)
            async with _served(url, folder) as (wallet, ceilings):
                ways = _ways(wallet, ceilings, learners)
                await _expect_the_same(ways)
                return {count: await _rates(ways, count, asked) for count in _CONNECTIONS}


async def _rates(ways: list[Way], connections: int, asked: argparse.Namespace) -> dict[str, float]:
    seen: dict[str, list[float]] = {way.name: [] for way in ways}
    for round_number in range(asked.rounds + 1):
        for way in ways:
            found = await rate(way.port, way.asked, connections, asked.seconds)
            if round_number:  # the first round warms up
                seen[way.name].append(found)
    return {name: statistics.median(values) for name, values in seen.items()}


async def _expect_the_same(ways: list[Way]) -> None:
    """Make certain that all ways answer the same JSON, their ids apart."""
    answers = [json.loads(await answer(way.port, way.asked[-1])) for way in ways]
    pages = [_with_keys(one) for one in answers]
    if len(pages[0]["data"]["viewer"]["credentials"]["nodes"]) != SIZE:
        raise SystemExit(f"The page is not whole: {pages[0]}")
    for way, page in zip(ways, pages, strict=True):
        if page != pages[0]:
            raise SystemExit(f"{way.name} answers something else:\n{page}\n{pages[0]}")


def _with_keys(value: Any) -> Any:
    """Replace global ids by the keys that they name."""
    if isinstance(value, dict):
        return {k: _key(v) if k == "id" else _with_keys(v) for k, v in value.items()}
    return [_with_keys(each) for each in value] if isinstance(value, list) else value


def _key(text: str) -> str:
    named = kind_and_key(text)
    return str(named[1]) if named is not None else text


@asynccontextmanager
async def _served(url: str, folder: Path) -> AsyncIterator[tuple[int, int]]:
    wallet, ceilings = _free_port(), _free_port()
    command = Path(sys.executable).with_name("wallet")
    script = Path(__file__).with_name("graphql_ceilings.py")
    settings = {
        "PATH": os.environ["PATH"],
        "WALLET_DATA_DIR": str(folder),
        "WALLET_DATABASE_URL": url,
    }
    servers = [
        await _start(settings, str(command), "serve", "--no-demo", "--port", str(wallet)),
        await _start(settings, sys.executable, str(script), url, str(ceilings)),
    ]
    try:
        for port, server in zip((wallet, ceilings), servers, strict=True):
            await _until_it_listens(port, server)
        yield wallet, ceilings
    finally:
        for server in servers:
            if server.returncode is None:
                server.send_signal(signal.SIGTERM)
            await server.wait()


async def _start(settings: dict[str, str], *command: str) -> Process:
    return await asyncio.create_subprocess_exec(
        *command, env=settings, stdout=DEVNULL, stderr=DEVNULL
    )


async def _until_it_listens(port: int, server: Process) -> None:
    for _ in range(600):
        try:
            _, writer = await asyncio.open_connection("127.0.0.1", port)
        except OSError:
            if server.returncode is not None:
                break
            await asyncio.sleep(0.05)
        else:
            writer.close()
            return
    raise SystemExit(f"The server on port {port} did not start.")


def _free_port() -> int:
    with socket.socket() as chosen:
        chosen.bind(("127.0.0.1", 0))
        port: int = chosen.getsockname()[1]
        return port


@asynccontextmanager
async def _empty(database: str, folder: Path) -> AsyncIterator[str]:
    if database == "sqlite":
        yield f"sqlite://{folder / 'wallet.sqlite3'}"
        return
    name = f"wallet_bench_{os.getpid()}"
    await _administer(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)', f'CREATE DATABASE "{name}"')
    try:
        yield urlunsplit(urlsplit(_POSTGRES)._replace(path=f"/{name}"))
    finally:
        await _administer(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


async def _administer(*statements: str) -> None:
    server = await asyncpg.connect(urlunsplit(urlsplit(_POSTGRES)._replace(query="")), timeout=5)
    try:
        for statement in statements:
            await server.execute(statement)
    finally:
        await server.close()


def _print(database: str, rates: Rates) -> dict[str, float]:
    """Print one database's table; return our rate as a share of each ceiling's."""
    ratios = {}
    for connections, by_way in rates.items():
        ours, sql, rows = by_way.values()
        print(f"\n{database}, {connections} connection{'s' * (connections > 1)}")
        for name, found in by_way.items():
            print(f"  {name:<42}{found:>9,.1f} /s {found / ours:>7.2f} x ours")
        ratios[f"{database}_{connections}_sql"] = ours / sql
        ratios[f"{database}_{connections}_rows"] = ours / rows
    return ratios


def main() -> None:
    """Measure on each database, then print the tables and the ratios."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=2.0)
    parser.add_argument("--learners", type=int, default=20)
    parser.add_argument("--database", choices=("sqlite", "postgres"))
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    print(
        f"{SIZE} credentials a page, {asked.learners} learners; median of {asked.rounds} rounds "
        f"of {asked.seconds:g} s; load by {tool()}"
    )
    ratios: dict[str, float] = {}
    for database in (asked.database,) if asked.database else ("sqlite", "postgres"):
        try:
            rates = asyncio.run(measure(database, asked))
        except (OSError, TimeoutError, asyncpg.PostgresError) as error:
            print(f"\n{database} was not measured: {error!r}")
            continue
        ratios |= _print(database, rates)
    if asked.json:
        print(json.dumps({"ratios": {name: round(value, 4) for name, value in ratios.items()}}))


if __name__ == "__main__":
    main()
