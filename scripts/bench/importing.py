"""The work of `imports`: one file of many signed badges, all different, imported by one process.

The whole job: the file is taken apart, each badge is kept, read, verified and stored with its
report, and progress is told after each. Beside it in the same process, on the same badges: the
verification alone. What the process holds at most is read off it before and after, for it must
not grow with what a file holds.
"""

import argparse
import asyncio
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit
from uuid import uuid4

import asyncpg
from verifying import MOMENT, credential

from wallet.intake import Examined, Intake
from wallet.intake.offline_sources import OfflineSources
from wallet.jobs.runner import JobKind, Runner, RunningJob
from wallet.learner.importing import IMPORT, FromFile, request_import, run_import
from wallet.learner.learner import Learner
from wallet.proofs.compiled_analysis import CompiledFirst
from wallet.proofs.contexts import Contexts
from wallet.proofs.keys import KeyKind, PrivateKey
from wallet.proofs.signing import sign_data_integrity
from wallet.proofs.workers import LinkedDataPool
from wallet.store.connection import open_store
from wallet.store.migrating import migrate
from wallet.store.models.credentials import Credential
from wallet.store.models.jobs import Job, JobState

POSTGRES_URL = os.environ.get("WALLET_TEST_POSTGRES_URL", "postgres://root@127.0.0.1:5432/test")
ALONE = 1_000
"""Badges that are enough to tell how fast they are verified."""
MEBIBYTE = 1024 * 1024


def badges(count: int) -> Iterator[str]:
    """Yield the JSON of signed badges, each unlike any other."""
    key, contexts = PrivateKey.generate(KeyKind.ED25519), Contexts.gather()
    issuer = f"did:key:{key.public().multikey()}"
    for number in range(count):
        signed = sign_data_integrity(
            credential(number, issuer),
            suite="eddsa-rdfc-2022",
            key=key,
            verification_method=f"{issuer}#{key.public().multikey()}",
            created=MOMENT,
            contexts=contexts,
        )
        yield json.dumps(signed)


async def run(url: str, content: bytes) -> dict[str, float]:
    """Import a file into a new database; return how long it took and what was held for it."""
    await migrate(url)
    async with open_store(url):
        contexts = Contexts.gather()
        pool = LinkedDataPool(contexts)
        intake = Intake(
            OfflineSources(clock=lambda: MOMENT), CompiledFirst(contexts, pool), lambda: MOMENT
        )
        alone = await _verify(intake, json.loads(content)[:ALONE])
        before = _peak()
        learner = Learner(uuid4())
        await request_import(learner, [FromFile("all.json", content)])

        async def import_(job: RunningJob) -> None:
            await run_import(learner, job, intake)

        runner = Runner({IMPORT: JobKind(import_)})
        began = time.perf_counter()
        running = asyncio.create_task(runner.run())
        while not await Job.exists(kind=IMPORT, state=JobState.COMPLETED.value):  # noqa: ASYNC110
            await asyncio.sleep(0.2)
        seconds = time.perf_counter() - began
        runner.stop()
        await running
        count = await Credential.filter(learner_id=learner.id, verdict="VERIFIED").count()
        await pool.close()
    return {"count": count, "rate": count / seconds, "alone": alone, "grown": _peak() - before}


async def _verify(intake: Intake, originals: list[object]) -> float:
    texts = [json.dumps(each).encode() for each in originals]
    began = time.perf_counter()
    for text in texts:
        documents = intake.documents_in(text)
        if not isinstance(documents, tuple):
            raise SystemExit(f"An honest document was refused: {documents.message}")
        if not isinstance(await intake.examine(documents[0], known=None), Examined):
            raise SystemExit("An honest document was not verified.")
    return len(texts) / (time.perf_counter() - began)


def _peak() -> float:
    """Return the most that this process has held, in MiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


@contextmanager
def databases(url: str, folder: str) -> Iterator[dict[str, str]]:
    """Yield the address of a new database of each kind; PostgreSQL's is dropped at the end."""
    name = f"wallet_bench_{os.getpid()}"
    asyncio.run(_execute(url, f'CREATE DATABASE "{name}"'))
    try:
        yield {
            "sqlite": f"sqlite://{folder}/bench.sqlite3",
            "postgres": urlunsplit(urlsplit(url)._replace(path=f"/{name}")),
        }
    finally:
        asyncio.run(_execute(url, f'DROP DATABASE "{name}" WITH (FORCE)'))


async def _execute(url: str, statement: str) -> None:
    server = await asyncpg.connect(url.replace("postgres://", "postgresql://", 1))
    await server.execute(statement)
    await server.close()


def main() -> None:
    """Measure on both databases, each in a process of its own, and print what came of it."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--credentials", type=int, default=10_000)
    options.add_argument("--database-url", default=POSTGRES_URL)
    options.add_argument("--json", action="store_true")
    options.add_argument("--run", nargs=2, metavar=("URL", "FILE"), help=argparse.SUPPRESS)
    given = options.parse_args()
    if given.run:
        print(json.dumps(asyncio.run(run(given.run[0], Path(given.run[1]).read_bytes()))))
        return
    ratios = {}
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "all.json")
        file.write_text("[" + ",\n".join(badges(given.credentials)) + "]")
        size = file.stat().st_size / MEBIBYTE
        print(f"{given.credentials:,} badges in one file of {size:.1f} MiB")
        with databases(given.database_url, folder) as urls:
            for name, url in urls.items():
                command = [sys.executable, __file__, "--run", url, str(file)]
                done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
                found = json.loads(done.stdout.splitlines()[-1])
                ratios[name] = round(found["rate"] / found["alone"], 4)
                print(
                    f"{name:<10}{found['rate']:>8,.0f} /s, {found['count']:,.0f} verified; "
                    f"{ratios[name]:.2f} of verification alone ({found['alone']:,.0f} /s); "
                    f"the process grew by {found['grown']:,.0f} MiB"
                )
    if given.json:
        print(json.dumps({"ratios": ratios}))


if __name__ == "__main__":
    main()
