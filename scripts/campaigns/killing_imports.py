"""Kill a serving wallet at random moments while badges are imported, then count what is there.

A real `wallet serve` (web and worker in one process) takes imports over HTTP from a client that
is killed at times too. After each kill both start again. In the end one start runs to the end,
and everything that was acknowledged is there once and whole, on SQLite and on PostgreSQL.
"""

import argparse
import asyncio
import json
import os
import random
import signal
import socket
import sys
import time
from asyncio.subprocess import Process
from collections.abc import AsyncIterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import asynccontextmanager, suppress
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime, timedelta
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit, urlunsplit
from uuid import UUID

import asyncpg  # type: ignore[import-untyped]  # it ships no types
from auditing import Audit, audit
from badges import Badge, sign_badges
from producing import Journal

from wallet.accounts.account import account_for
from wallet.accounts.sessions import SessionLifetimes, issue_for
from wallet.jobs.queue import ENDED
from wallet.store.connection import open_store
from wallet.store.migrating import migrate
from wallet.store.models.jobs import Job

_POSTGRES = os.environ.get("WALLET_TEST_POSTGRES_URL", "postgres://root@127.0.0.1:5432/test")
_PREFIX = "wallet_campaign_"
_LEARNERS = 3
_LONGEST_ROUND = 25.0  # an item is passed over after three deaths, each a lease of 15 s apart
_KILLS_IN_ONE_ROUND = 20
_BADGES_PER_KILL = 20
_START_SECONDS = 1.5
_LONGEST_LIFE = 1.0
_PATIENCE_SECONDS = 120.0
_LIFETIMES = SessionLifetimes(access=timedelta(hours=12), whole=timedelta(hours=12))


class StuckError(Exception):
    """The campaign cannot go on; the message says what is in the way."""


@dataclass(slots=True)
class Scene:
    """One round on one database: where everything is, and what was started."""

    url: str
    folder: Path
    badges: list[Badge]
    chance: random.Random
    port: int = 0
    learners: list[UUID] = field(default_factory=list)
    started: list[Process] = field(default_factory=list)

    @property
    def address(self) -> str:
        """Where the wallet serves."""
        return f"http://127.0.0.1:{self.port}"


async def round_of(scene: Scene, kills: int) -> Audit:
    """Kill so many times, or fewer in the time that a round has; run to the end; say what is."""
    await _prepare(scene)
    begun, killed = time.monotonic(), 0
    try:
        producer = await _produce(scene)
        while killed < kills and time.monotonic() - begun < _LONGEST_ROUND:
            server = await _serve(scene)
            await _random_moment(scene, server)
            await _kill(server)
            killed += 1
            if scene.chance.random() < 0.3:  # noqa: PLR2004  # now and then
                await _kill(producer)
                producer = await _produce(scene)
        await _kill(producer)
        found = await _run_to_the_end(scene)
    finally:
        for process in scene.started:
            if process.returncode is None:
                await _kill(process)
    found.kills = killed
    return found


async def _prepare(scene: Scene) -> None:
    with socket.socket() as chosen:
        chosen.bind(("127.0.0.1", 0))
        scene.port = chosen.getsockname()[1]
    await migrate(scene.url)
    moment = datetime.now(UTC)
    tokens = []
    async with open_store(scene.url):
        for number in range(_LEARNERS):
            learner = await account_for(f"learner-{number}@wallet.example", now=moment)
            issued = await issue_for(learner, now=moment, lifetimes=_LIFETIMES)
            scene.learners.append(learner)
            tokens.append(issued.access_token)
    (scene.folder / "tokens.json").write_text(json.dumps(tokens))
    (scene.folder / "badges.json").write_text(json.dumps([asdict(each) for each in scene.badges]))


async def _serve(scene: Scene) -> Process:
    wallet = Path(sys.executable).with_name("wallet")
    command = (str(wallet), "serve", "--no-demo", "--port", str(scene.port))
    settings = {
        "PATH": os.environ["PATH"],
        "WALLET_DATA_DIR": str(scene.folder),
        "WALLET_DATABASE_URL": scene.url,
    }
    return await _start(scene, "server", command, settings)


async def _produce(scene: Scene, *options: str) -> Process:
    script = Path(__file__).with_name("producing.py")
    seed = str(scene.chance.randrange(1 << 30))
    command = (sys.executable, str(script), scene.address, str(scene.folder), "--seed", seed)
    return await _start(scene, "producer", (*command, *options), dict(os.environ))


async def _start(
    scene: Scene, name: str, command: tuple[str, ...], settings: dict[str, str]
) -> Process:
    with (scene.folder / f"{name}.log").open("ab") as log:
        process = await asyncio.create_subprocess_exec(
            *command, env=settings, stdout=log, stderr=log
        )
    scene.started.append(process)
    return process


async def _random_moment(scene: Scene, server: Process) -> None:
    """Wait for one: while the wallet starts, at times; else soon after it serves."""
    if scene.chance.random() < 0.2:  # noqa: PLR2004  # now and then
        await asyncio.sleep(scene.chance.uniform(0, _START_SECONDS))
        return
    await _until_it_serves(scene, server)
    await asyncio.sleep(scene.chance.uniform(0, _LONGEST_LIFE))


async def _until_it_serves(scene: Scene, server: Process) -> None:
    deadline = time.monotonic() + _PATIENCE_SECONDS
    while time.monotonic() < deadline:
        if server.returncode is not None:
            raise StuckError("The wallet did not start.")
        with suppress(OSError):
            reader, writer = await asyncio.open_connection("127.0.0.1", scene.port)
            writer.write(b"GET /health/ready HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
            answer = await reader.read()
            writer.close()
            if answer.startswith(b"HTTP/1.1 200"):
                return
        await asyncio.sleep(0.02)
    raise StuckError("The wallet did not get ready.")


async def _kill(process: Process) -> None:
    """Kill it; nothing but a kill is to have ended it, unless it ended well.

    Raises:
        StuckError: it gave up by itself before.
    """
    with suppress(ProcessLookupError):
        process.kill()
    if await process.wait() not in {0, -signal.SIGKILL}:
        raise StuckError(f"Process {process.pid} gave up by itself.")


async def _run_to_the_end(scene: Scene) -> Audit:
    server = await _serve(scene)
    await _until_it_serves(scene, server)
    producer = await _produce(scene, "--to-end")
    if await producer.wait():
        raise StuckError("The producer gave up.")
    async with open_store(scene.url):
        await _until_all_ended()
        server.send_signal(signal.SIGTERM)
        await asyncio.wait_for(server.wait(), _PATIENCE_SECONDS)
        found = await audit(Journal.read(scene.folder / "journal"), scene.badges, scene.learners)
    if b"Traceback" in (scene.folder / "server.log").read_bytes():
        found.broken.append(f"the wallet's log tells of an error:\n{_ends_of_logs(scene)}")
    return found


async def _until_all_ended() -> None:
    """Wait for the jobs, those of killed workers too, whose leases must end first."""
    deadline = time.monotonic() + _PATIENCE_SECONDS
    states = [state.value for state in ENDED]
    while time.monotonic() < deadline:
        if not await Job.exclude(state__in=states).exists():
            return
        await asyncio.sleep(0.1)


def _ends_of_logs(scene: Scene) -> str:
    return "\n".join(
        f"{log.name}: {log.read_text(errors='replace')[-4_000:]}"
        for log in sorted(scene.folder.glob("*.log"))
    )


@asynccontextmanager
async def empty_database(name: str, folder: Path) -> AsyncIterator[str]:
    """Yield the URL of a database that is there for one round."""
    if name == "sqlite":
        yield f"sqlite://{folder / 'wallet.sqlite3'}"
        return
    own = f"{_PREFIX}{os.getpid()}"
    await _administer(f'DROP DATABASE IF EXISTS "{own}" WITH (FORCE)', f'CREATE DATABASE "{own}"')
    try:
        yield urlunsplit(urlsplit(_POSTGRES)._replace(path=f"/{own}"))
    finally:
        await _administer(f'DROP DATABASE IF EXISTS "{own}" WITH (FORCE)')


async def _administer(*statements: str) -> None:
    server = await asyncpg.connect(urlunsplit(urlsplit(_POSTGRES)._replace(query="")), timeout=5)
    try:
        for statement in statements:
            await server.execute(statement)
    finally:
        await server.close()


async def campaign(database: str, kills: int, seed: int) -> list[Audit]:
    """Kill so many times on one database, in rounds; return what each came to."""
    audits: list[Audit] = []
    while (killed := sum(each.kills for each in audits)) < kills:
        count = min(_KILLS_IN_ONE_ROUND, kills - killed)
        with TemporaryDirectory(prefix=_PREFIX) as folder:
            badges = await asyncio.to_thread(sign_badges, count * _BADGES_PER_KILL)
            async with empty_database(database, Path(folder)) as url:
                chance = random.Random(f"{seed} {database} {killed}")  # noqa: S311  # repeatable
                scene = Scene(url, Path(folder), badges, chance)
                try:
                    audits.append(await round_of(scene, count))
                except StuckError as error:
                    raise StuckError(f"{database}: {error}\n{_ends_of_logs(scene)}") from error
    return audits


def main() -> int:
    """Run the campaign on each database at once; 1 where there is any fault."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=20, help="on each database")
    parser.add_argument("--database", choices=("sqlite", "postgres", "both"), default="both")
    parser.add_argument("--seed", type=int, default=random.randrange(1 << 30))  # noqa: S311
    asked = parser.parse_args()
    names = ("sqlite", "postgres") if asked.database == "both" else (asked.database,)
    print(f"seed {asked.seed}", flush=True)
    # a process holds one store, so each database has one
    with ProcessPoolExecutor(len(names), get_context("spawn")) as processes:
        running = {
            name: processes.submit(_campaign, name, asked.kills, asked.seed) for name in names
        }
        try:
            return _print({name: each.result() for name, each in running.items()})
        except StuckError as error:
            print(error)
            return 1


def _campaign(database: str, kills: int, seed: int) -> list[Audit]:
    return asyncio.run(campaign(database, kills, seed))


def _print(audits: dict[str, list[Audit]]) -> int:
    columns = ("kills", "requests", "items", "credentials", "taken_up_again")
    faults = ("lost", "doubled", "broken")
    print(f"{'':<10}{''.join(f'{name:>16}' for name in (*columns, *faults))}")
    for name, rounds in audits.items():
        counted = [sum(getattr(each, column) for each in rounds) for column in columns]
        counted += [sum(len(getattr(each, fault)) for each in rounds) for fault in faults]
        print(f"{name:<10}{''.join(f'{count:>16,}' for count in counted)}")
    every = [each for rounds in audits.values() for each in rounds]
    sentences = [sentence for each in every for sentence in each.faults]
    if not any(each.taken_up_again for each in every):
        sentences.append("broken: no kill met an import under way, so nothing was shown")
    for sentence in sentences:
        print(sentence)
    lost, doubled = (sum(len(getattr(each, fault)) for each in every) for fault in faults[:2])
    kills = sum(each.kills for each in every)
    print(f"{kills} kills, lost {lost}, doubled {doubled}")
    return 1 if sentences else 0


if __name__ == "__main__":
    sys.exit(main())
