"""The kinds of durable work, and what goes on beside requests: jobs, mail, sweeping."""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from datetime import datetime
from uuid import UUID

from wallet.accounts import ConsoleSender, SmtpSender, mail, sweeping
from wallet.jobs.progress import relay
from wallet.jobs.rechecks import RECHECK
from wallet.jobs.runner import JobKind, Runner, RunningJob
from wallet.learner.connecting import Platforms, sync
from wallet.learner.ending import Ending
from wallet.learner.examiner import Examiner
from wallet.learner.fetched import SYNC_EVERY, Collect, Collected
from wallet.learner.fetching import collect
from wallet.learner.importing import IMPORT, run_import
from wallet.learner.learner import Learner
from wallet.learner.rechecking import run_recheck
from wallet.store.connection import transaction
from wallet.store.models.connections import Connection, ConnectionState
from wallet.user_errors import UserError

MAIL_EVERY_SECONDS = 1.0
SYNC_LOOK_SECONDS = 60.0
MOST_DUE = 100
MOST_IMPORT_ATTEMPTS = 20
"""An import goes on from its last item each time; given up, its items would wait for ever."""
_log = logging.getLogger(__name__)


def kinds(intake: Examiner, collect: Collect | None = None) -> Mapping[str, JobKind]:
    """Return what each kind of job does; a new kind is one more line."""

    async def import_(learner: Learner, job: RunningJob, intake: Examiner) -> None:
        await run_import(learner, job, intake, collect)

    def for_learner(
        work: Callable[[Learner, RunningJob, Examiner], Awaitable[None]],
    ) -> Callable[[RunningJob], Awaitable[None]]:
        async def run(job: RunningJob) -> None:
            await work(Learner(job.claim.learner_id), job, intake)

        return run

    return {
        IMPORT: JobKind(for_learner(import_), max_attempts=MOST_IMPORT_ATTEMPTS),
        RECHECK: JobKind(for_learner(run_recheck)),
    }


@asynccontextmanager
async def working(
    intake: Examiner,
    sender: SmtpSender | ConsoleSender,
    clock: Callable[[], datetime],
    platforms: Platforms | None = None,
) -> AsyncIterator[None]:
    """Work off jobs and mail meanwhile; on leaving, what runs is finished or put back."""
    runner = Runner(kinds(intake, None if platforms is None else collecting(platforms)))
    async with relay():
        work = asyncio.create_task(runner.run(), name="jobs")
        chores = [
            asyncio.create_task(_again_and_again(name, every, chore), name=name)
            for name, every, chore in (
                ("mail", MAIL_EVERY_SECONDS, lambda: mail.deliver_due(sender, now=clock())),
                ("connections", SYNC_LOOK_SECONDS, lambda: sync_due(now=clock())),
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


def collecting(platforms: Platforms) -> Collect:
    """Return what fetches from connected platforms."""

    async def from_platform(learner: Learner, connection_id: UUID) -> Collected | Ending:
        return await collect(learner, platforms, connection_id)

    return from_platform


async def sync_due(*, now: datetime) -> None:
    """Begin the imports of connections that are due, and forget those that nobody allowed.

    The next one is put off in the same transaction, so any number of processes begin one.
    """
    await Connection.filter(
        state=ConnectionState.PENDING.value, tokens_sealed=None, pending_until__lte=now
    ).delete()
    for row in await Connection.filter(due_at__lte=now).order_by("due_at").limit(MOST_DUE):
        try:
            async with transaction():
                claimed = await Connection.filter(id=row.id, due_at=row.due_at).update(
                    due_at=now + SYNC_EVERY
                )
                if claimed:
                    await sync(Learner(row.learner_id), row.id)
        except UserError as error:
            _log.info("connection %s is not fetched now: %s", row.id, error.code)


async def _again_and_again(name: str, every: float, chore: Callable[[], Awaitable[object]]) -> None:
    while True:
        try:
            await chore()
        except Exception:  # noqa: BLE001  # the database or the mail server may be away for a while
            _log.exception("%s did not go through, and is tried again", name)
        await asyncio.sleep(every)
