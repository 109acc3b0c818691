"""The work of `rechecks`: wallets full of signed badges, all due, worked off by one process.

Nothing is left out: the document is opened, its signature verified, its issuer's DID document and
status list fetched over TLS from a real server, the report, its snapshots and the date of the
next look stored.
"""

import argparse
import asyncio
import sys
import tempfile
import time
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.fixtures.issuer import HOST, IssuerServer
from tests.network.peers import LOOPBACK, Authority, serving
from wallet.demonstration import awards
from wallet.demonstration.issuance import IssuerKeys
from wallet.intake import Intake
from wallet.jobs.due_rechecks import enqueue_due
from wallet.jobs.rechecks import RECHECK
from wallet.jobs.runner import JobKind, Runner, RunningJob
from wallet.learner.keeping import take_turns
from wallet.learner.learner import Learner
from wallet.learner.rechecking import run_recheck
from wallet.learner.remembering import remember
from wallet.learner.storing import store_examined
from wallet.network import Fetcher
from wallet.proofs.contexts import Contexts
from wallet.proofs.workers import LinkedDataPool
from wallet.store.connection import open_store, transaction
from wallet.store.json_text import encode
from wallet.store.migrating import migrate
from wallet.store.models.credentials import Credential
from wallet.verification.sources import LiveSources


def _now() -> datetime:
    return datetime.now(UTC)


async def _fill(issuer: IssuerServer, intake: Intake, learners: int, credentials: int) -> None:
    owners = [Learner(uuid4()) for _ in range(learners)]
    for number in range(credentials):
        edits = {"/id": f"urn:uuid:{uuid4()}"}
        badge = issuer.open_badge_3(edits, award=awards.LABORATORY, has_status=True)
        (document,) = intake.documents_in(encode(badge).encode())  # type: ignore[misc]
        examined = await intake.examine(document, known=None)
        learner = owners[number % learners]
        async with transaction():
            await take_turns(learner)
            stored = await store_examined(learner, examined, None, _now())  # type: ignore[arg-type]
            await remember(learner, stored.credential_id, examined)  # type: ignore[arg-type]


async def _work_off(intake: Intake, credentials: int) -> float:
    async def recheck(job: RunningJob) -> None:
        await run_recheck(Learner(job.claim.learner_id), job, intake)

    runner = Runner({RECHECK: JobKind(recheck)})
    began = time.perf_counter()
    running = asyncio.create_task(runner.run())
    enqueued = 0
    while enqueued < credentials or await Credential.filter(recheck_due_at__lte=_soon()).exists():
        enqueued += await enqueue_due(_now())
        await asyncio.sleep(0.1)
    seconds = time.perf_counter() - began
    runner.stop()
    await running
    return seconds


def _soon() -> datetime:
    """Later than any look that is put off while its job waits, sooner than any that was done."""
    return _now() + timedelta(days=5)


async def _measure(url: str, learners: int, credentials: int, folder: Path) -> None:
    await migrate(url)
    authority = Authority(folder)

    async def find(_: str) -> tuple[object, ...]:
        return (LOOPBACK,)

    contexts = Contexts.gather()
    async with open_store(url), serving(authority.proof_for(HOST)) as peer:
        issuer = IssuerServer(peer, IssuerKeys.generate(), contexts)
        fetcher = Fetcher(
            user_agent="wallet-bench",
            resolver=find,  # type: ignore[arg-type]
            ssl_context=authority.believer(),
            trusted_addresses=frozenset({(LOOPBACK, peer.port)}),
        )
        pool = LinkedDataPool(contexts)
        intake = Intake(LiveSources(fetcher, _now), pool, _now)
        await _fill(issuer, intake, learners, credentials)
        await Credential.all().update(recheck_due_at=_now())
        seconds = await _work_off(replace(intake), credentials)
        await pool.close()
        await fetcher.aclose()
    sys.stdout.write(
        f"{credentials} credentials of {learners} learners in {seconds:.1f} s: "
        f"{credentials / seconds * 60:,.0f} a minute\n"
    )


def main() -> None:
    """Measure, and print a line."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--credentials", type=int, default=400)
    options.add_argument("--learners", type=int, default=40)
    options.add_argument("--database-url", default="")
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        url = given.database_url or f"sqlite://{folder}/bench.sqlite3"
        with suppress(KeyboardInterrupt):
            asyncio.run(_measure(url, given.learners, given.credentials, Path(folder)))


if __name__ == "__main__":
    main()
