"""The kinds of durable work, and what goes on beside requests: jobs, mail, sweeping."""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from datetime import datetime

from wallet.accounts import ConsoleSender, SmtpSender, mail, sweeping
from wallet.jobs.progress import relay
from wallet.jobs.rechecks import RECHECK
from wallet.jobs.runner import JobKind, Runner, RunningJob
from wallet.learner.examiner import Examiner
from wallet.learner.importing import IMPORT, run_import
from wallet.learner.learner import Learner
from wallet.learner.rechecking import run_recheck

MAIL_EVERY_SECONDS = 1.0
MOST_IMPORT_ATTEMPTS = 20
"""An import goes on from its last item each time; given up, its items would wait for ever."""
_log = logging.getLogger(__name__)


def kinds(intake: Examiner) -> Mapping[str, JobKind]:
    """Return what each kind of job does; a new kind is one more line."""

    def for_learner(
        work: Callable[[Learner, RunningJob, Examiner], Awaitable[None]],
    ) -> Callable[[RunningJob], Awaitable[None]]:
        async def run(job: RunningJob) -> None:
            await work(Learner(job.claim.learner_id), job, intake)

        return run

    return {
        IMPORT: JobKind(for_learner(run_import), max_attempts=MOST_IMPORT_ATTEMPTS),
        RECHECK: JobKind(for_learner(run_recheck)),
    }


@asynccontextmanager
async def working(
    intake: Examiner, sender: SmtpSender | ConsoleSender, clock: Callable[[], datetime]
) -> AsyncIterator[None]:
    """Work off jobs and mail meanwhile; on leaving, what runs is finished or put back."""
    runner = Runner(kinds(intake))
    async with relay():
        work = asyncio.create_task(runner.run(), name="jobs")
        chores = [
            asyncio.create_task(_again_and_again(name, every, chore), name=name)
            for name, every, chore in (
                ("mail", MAIL_EVERY_SECONDS, lambda: mail.deliver_due(sender, now=clock())),
                ("sweeping", sweeping.EVERY.total_seconds(), lambda: sweeping.sweep(now=clock())),
            )
        ]
        try:
            yield
        finally:
            runner.stop()
            for chore in chores:
                chore.cancel()
            await asyncio.wait([work, *chores])


async def _again_and_again(name: str, every: float, chore: Callable[[], Awaitable[object]]) -> None:
    while True:
        try:
            await chore()
        except Exception:  # noqa: BLE001  # the database or the mail server may be away for a while
            _log.exception("%s did not go through, and is tried again", name)
        await asyncio.sleep(every)
