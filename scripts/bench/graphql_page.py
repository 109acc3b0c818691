"""The page of 50 credentials: our GraphQL beside hand-written SQL, and beside other servers.

Each credential with its issuer, its achievement with alignments, and the newest report without
its findings; the learners take turns. Each server is a process of its own; each round measures
every way in turn, so that what else the machine does falls on all alike. Only the ratios mean
anything. They are of one round each, ours over theirs, and the median of them counts.
"""

import argparse
import asyncio
import json
import os
import statistics
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit, urlunsplit

import asyncpg  # type: ignore[import-untyped]  # it ships no types
from graphql_ceilings import SIZE
from graphql_load import Measured, measured, tool
from graphql_wallets import fill
from graphql_ways import Way, served

from wallet.store.connection import open_store
from wallet.store.migrating import migrate

_POSTGRES = os.environ.get("WALLET_TEST_POSTGRES_URL", "postgres://root@127.0.0.1:5432/test")
_CONNECTIONS = (1, 16)
Rounds = dict[str, list[Measured]]
"""By the way's key, what its rounds came to."""


async def measure(database: str, asked: argparse.Namespace) -> dict[str, float]:
    """Fill a database, serve it in each way, measure and print; return the ratios."""
    ratios = {}
    with TemporaryDirectory(prefix="wallet_bench_") as name:
        folder = Path(name)
        async with empty_database(database, folder) as url:
            await migrate(url)
            async with open_store(url):
                learners = await fill(asked.learners, SIZE)
            await analyzed(url)
            peers = database == "postgres" and not asked.no_peers
            async with served(url, folder, learners, peers=peers) as ways:
                for count in _CONNECTIONS:
                    rounds = await _rounds(ways, count, asked)
                    ratios |= _print(f"{database}_{count}", ways, rounds)
    return ratios


async def _rounds(ways: list[Way], connections: int, asked: argparse.Namespace) -> Rounds:
    seen: Rounds = {way.key: [] for way in ways}
    for round_number in range(asked.rounds + 1):
        for way in ways:
            found = await measured(way.port, way.asked, connections, asked.seconds)
            if round_number:  # the first round warms up
                seen[way.key].append(found)
    return seen


def _print(place: str, ways: list[Way], rounds: Rounds) -> dict[str, float]:
    """Print one table; return our rate as a share of each other's."""
    database, connections = place.split("_")
    print(f"\n{database}, connections: {connections}")
    print(f"  {'':<42}{'answers/s':>10}{'p50 ms':>9}{'p99 ms':>9}{'ours / it':>11}")
    ratios = {}
    for way in ways:
        own, theirs = rounds["wallet"], rounds[way.key]
        ratio = statistics.median(
            ours.rate / other.rate for ours, other in zip(own, theirs, strict=True)
        )
        rate, p50, p99 = (
            statistics.median(getattr(each, name) for each in theirs)
            for name in ("rate", "p50", "p99")
        )
        print(f"  {way.name:<42}{rate:>10,.1f}{p50:>9.1f}{p99:>9.1f}{ratio:>11.2f}")
        if way.key == "wallet":
            ratios[f"{place}_p99_p50"] = p99 / p50
        else:
            ratios[f"{place}_{way.key}"] = ratio
    return ratios


@asynccontextmanager
async def empty_database(database: str, folder: Path) -> AsyncIterator[str]:
    """Make an empty database, and forget it at the end."""
    if database == "sqlite":
        yield f"sqlite://{folder / 'wallet.sqlite3'}"
        return
    name = f"wallet_bench_{os.getpid()}"
    await _administer(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)', f'CREATE DATABASE "{name}"')
    try:
        yield urlunsplit(urlsplit(_POSTGRES)._replace(path=f"/{name}"))
    finally:
        await _administer(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


async def analyzed(url: str) -> None:
    """Let PostgreSQL look at what was filled in, as it does by itself after a minute."""
    if not url.startswith("sqlite"):
        server = await asyncpg.connect(url)
        await server.execute("VACUUM ANALYZE")
        await server.close()


async def _administer(*statements: str) -> None:
    server = await asyncpg.connect(urlunsplit(urlsplit(_POSTGRES)._replace(query="")), timeout=5)
    try:
        for statement in statements:
            await server.execute(statement)
    finally:
        await server.close()


def main() -> None:
    """Measure on each database, then print the tables and the ratios.

    The ratios without a place are those at 16 connections on PostgreSQL, where that was measured.
    """
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=2.0)
    parser.add_argument("--learners", type=int, default=100)
    parser.add_argument("--database", choices=("sqlite", "postgres"))
    parser.add_argument("--no-peers", action="store_true", help="without npm's servers")
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    print(
        f"{SIZE} credentials a page, {asked.learners} learners; median of {asked.rounds} rounds "
        f"of {asked.seconds:g} s; load by {tool()}"
    )
    ratios: dict[str, float] = {}
    for database in [asked.database] if asked.database else ["sqlite", "postgres"]:
        ratios |= asyncio.run(measure(database, asked))
    first = f"{asked.database or 'postgres'}_{_CONNECTIONS[-1]}_"
    ratios |= {k.removeprefix(first): v for k, v in ratios.items() if k.startswith(first)}
    if asked.json:
        print(json.dumps({"ratios": {name: round(value, 3) for name, value in ratios.items()}}))


if __name__ == "__main__":
    main()
