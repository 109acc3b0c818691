"""The kinds of durable work, and what goes on beside requests: jobs, mail, sweeping."""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from datetime import datetime
from typing import TypeVar
from uuid import UUID

from wallet.accounts import ConsoleSender, SmtpSender, mail
from wallet.accounts import sweeping as accounts
from wallet.jobs.due_rechecks import DUE_RECHECKS, PERIOD, enqueue_due
from wallet.jobs.progress import relay
from wallet.jobs.rechecks import RECHECK
from wallet.jobs.runner import JobKind, Runner, RunningJob
from wallet.jobs.schedule import keep_time
from wallet.jobs.visitor_reports import VISITOR_REPORT
from wallet.learner.connecting import Platforms, sync
from wallet.learner.delivering import MOST_ATTEMPTS, WAITS, deliver
from wallet.learner.ending import Ending
from wallet.learner.examiner import Examiner
from wallet.learner.fetched import SYNC_EVERY, Collect, Collected
from wallet.learner.fetching import collect
from wallet.learner.hearing import hear
from wallet.learner.importing import IMPORT, run_import
from wallet.learner.learner import Learner
from wallet.learner.notifying import TELL
from wallet.learner.outreach import Outreach
from wallet.learner.rechecking import run_recheck
from wallet.learner.telling import DIGEST, send_digest, tell
from wallet.learner.webhooks import WEBHOOK
from wallet.store import sweeping as store
from wallet.store.connection import transaction
from wallet.store.models.connections import Connection, ConnectionState
from wallet.user_errors import UserError

MAIL_EVERY_SECONDS = 1.0
SYNC_LOOK_SECONDS = 60.0
MOST_DUE = 100
MOST_IMPORT_ATTEMPTS = 20
"""An import goes on from its last item each time; given up, its items would wait for ever."""
LANES = ({IMPORT, TELL, DIGEST, VISITOR_REPORT}, {RECHECK, DUE_RECHECKS}, {WEBHOOK})
"""Kinds that are worked off beside each other: no import waits for the calendar's rechecks, and
nobody for a stranger's slow server."""
Means = TypeVar("Means")
_log = logging.getLogger(__name__)


def kinds(
    intake: Examiner,
    outreach: Outreach,
    clock: Callable[[], datetime],
    collect: Collect | None = None,
) -> Mapping[str, JobKind]:
    """Return what each kind of job does; a new kind is one more line, and a place in a lane."""

    async def import_(learner: Learner, job: RunningJob, intake: Examiner) -> None:
        await run_import(learner, job, intake, collect)

    async def enqueue_due_rechecks(_: RunningJob) -> None:
        await enqueue_due(clock())

    async def hear_visitor(job: RunningJob) -> None:
        await hear(Learner(job.claim.learner_id), job, clock())

    return {
        IMPORT: JobKind(_with(import_, intake), max_attempts=MOST_IMPORT_ATTEMPTS),
        RECHECK: JobKind(_with(run_recheck, intake)),
        VISITOR_REPORT: JobKind(hear_visitor),
        DUE_RECHECKS: JobKind(enqueue_due_rechecks, max_attempts=1),
        TELL: JobKind(_with(tell, outreach)),
        DIGEST: JobKind(_with(send_digest, outreach)),
        # one that dies with its worker counts, too: the log of the last is written all the same
        WEBHOOK: JobKind(_with(deliver, outreach), max_attempts=2 * MOST_ATTEMPTS, waits=WAITS),
    }


def _with(
    work: Callable[[Learner, RunningJob, Means], Awaitable[None]], means: Means
) -> Callable[[RunningJob], Awaitable[None]]:
    async def run(job: RunningJob) -> None:
        await work(Learner(job.claim.learner_id), job, means)

    return run


@asynccontextmanager
async def working(
    intake: Examiner,
    sender: SmtpSender | ConsoleSender,
    outreach: Outreach,
    clock: Callable[[], datetime],
    platforms: Platforms | None = None,
) -> AsyncIterator[None]:
    """Work off jobs and mail meanwhile; on leaving, what runs is finished or put back."""
    every_kind = kinds(
        intake, outreach, clock, None if platforms is None else collecting(platforms)
    )
    runners = [Runner({name: every_kind[name] for name in sorted(lane)}) for lane in LANES]
    async with relay():
        work = [asyncio.create_task(runner.run(), name="jobs") for runner in runners]
        chores = [
            asyncio.create_task(_again_and_again(name, every, chore), name=name)
            for name, every, chore in (
                ("mail", MAIL_EVERY_SECONDS, lambda: mail.deliver_due(sender, now=clock())),
                ("connections", SYNC_LOOK_SECONDS, lambda: sync_due(now=clock())),
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
