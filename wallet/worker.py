"""The kinds of durable work, and what goes on beside requests: jobs, mail, sweeping."""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from datetime import datetime

from wallet.accounts import ConsoleSender, SmtpSender, mail
from wallet.accounts import sweeping as accounts
from wallet.jobs.due_rechecks import DUE_RECHECKS, PERIOD, enqueue_due
from wallet.jobs.progress import relay
from wallet.jobs.rechecks import RECHECK
from wallet.jobs.runner import JobKind, Runner, RunningJob
from wallet.jobs.schedule import keep_time
from wallet.learner.delivering import MOST_ATTEMPTS, WAITS, deliver
from wallet.learner.examiner import Examiner
from wallet.learner.importing import IMPORT, run_import
from wallet.learner.learner import Learner
from wallet.learner.notifying import TELL
from wallet.learner.outreach import Outreach
from wallet.learner.rechecking import run_recheck
from wallet.learner.telling import DIGEST, send_digest, tell
from wallet.learner.webhooks import WEBHOOK
from wallet.store import sweeping as store

MAIL_EVERY_SECONDS = 1.0
MOST_IMPORT_ATTEMPTS = 20
"""An import goes on from its last item each time; given up, its items would wait for ever."""
LANES = ({IMPORT, TELL, DIGEST}, {RECHECK, DUE_RECHECKS}, {WEBHOOK})
"""Kinds that are worked off beside each other: no import waits for the calendar's rechecks, and
nobody for a stranger's slow server."""
_log = logging.getLogger(__name__)


def kinds(
    intake: Examiner, outreach: Outreach, clock: Callable[[], datetime]
) -> Mapping[str, JobKind]:
    """Return what each kind of job does; a new kind is one more line, and a place in a lane."""

    def for_learner(
        work: Callable[[Learner, RunningJob, Examiner], Awaitable[None]],
    ) -> Callable[[RunningJob], Awaitable[None]]:
        async def run(job: RunningJob) -> None:
            await work(Learner(job.claim.learner_id), job, intake)

        return run

    def out_to(
        work: Callable[[Learner, RunningJob, Outreach], Awaitable[None]],
    ) -> Callable[[RunningJob], Awaitable[None]]:
        async def run(job: RunningJob) -> None:
            await work(Learner(job.claim.learner_id), job, outreach)

        return run

    async def enqueue_due_rechecks(_: RunningJob) -> None:
        await enqueue_due(clock())

    return {
        IMPORT: JobKind(for_learner(run_import), max_attempts=MOST_IMPORT_ATTEMPTS),
        RECHECK: JobKind(for_learner(run_recheck)),
        DUE_RECHECKS: JobKind(enqueue_due_rechecks, max_attempts=1),
        TELL: JobKind(out_to(tell)),
        DIGEST: JobKind(out_to(send_digest)),
        # one that dies with its worker counts, too: the log of the last is written all the same
        WEBHOOK: JobKind(out_to(deliver), max_attempts=2 * MOST_ATTEMPTS, waits=WAITS),
    }


@asynccontextmanager
async def working(
    intake: Examiner,
    sender: SmtpSender | ConsoleSender,
    outreach: Outreach,
    clock: Callable[[], datetime],
) -> AsyncIterator[None]:
    """Work off jobs and mail meanwhile; on leaving, what runs is finished or put back."""
    every_kind = kinds(intake, outreach, clock)
    runners = [Runner({name: every_kind[name] for name in sorted(lane)}) for lane in LANES]
    async with relay():
        work = [asyncio.create_task(runner.run(), name="jobs") for runner in runners]
        chores = [
            asyncio.create_task(_again_and_again(name, every, chore), name=name)
            for name, every, chore in (
                ("mail", MAIL_EVERY_SECONDS, lambda: mail.deliver_due(sender, now=clock())),
                ("sweeping", accounts.EVERY.total_seconds(), lambda: _sweep(clock())),
                ("calendar", PERIOD.total_seconds(), lambda: keep_time({DUE_RECHECKS: PERIOD})),
            )
        ]
        try:
            yield
        finally:
            for runner in runners:
                runner.stop()
            for chore in chores:
                chore.cancel()
            await asyncio.wait([*work, *chores])


async def _sweep(now: datetime) -> None:
    await accounts.sweep(now=now)
    await store.sweep(now=now)


async def _again_and_again(name: str, every: float, chore: Callable[[], Awaitable[object]]) -> None:
    while True:
        try:
            await chore()
        except Exception:  # noqa: BLE001  # the database or the mail server may be away for a while
            _log.exception("%s did not go through, and is tried again", name)
        await asyncio.sleep(every)
