"""Due jobs in, each run under its lease and ended once: the loop of a worker."""

import asyncio
import logging
import random
import time
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from wallet.jobs import queue
from wallet.jobs.delivery import Delivery, InProcessDelivery
from wallet.jobs.queue import Claim, LeaseLostError

_log = logging.getLogger(__name__)
_BEATS_PER_LEASE = 3
TURN_SECONDS = 3.0
"""That a job which asks works before it goes to the end of the queue."""


class GivenUpError(Exception):
    """What a kind raises when no further attempt can help; the message stays in the ledger."""


class TurnOverError(Exception):
    """What a kind raises when it has worked for long and others wait: it goes on after them."""


class NotYetError(Exception):
    """What a kind raises when others were not ready: tried again like any failure, told in a line.

    The message stays in the ledger.
    """


class RunningJob:
    """A job while its function runs."""

    def __init__(self, claim: Claim) -> None:
        """Hold it by its claim."""
        self.claim = claim
        self.has_ended = False
        self._began = time.monotonic()

    @property
    def payload(self) -> Any:
        """What was written down when it was enqueued."""
        return self.claim.payload

    def end_turn(self) -> None:
        """Call it between steps, so that a long job lets others have their turn.

        Raises:
            TurnOverError: it has worked for `TURN_SECONDS`; let it out.
        """
        if time.monotonic() - self._began > TURN_SECONDS:
            raise TurnOverError

    async def extend(self, *, came_further: bool = False) -> None:
        """Call it in each transaction of a step, so that the step counts only while it is ours.

        Where a step that was done `came_further`, attempts are counted anew from it.

        Raises:
            LeaseLostError: it is no longer; let the transaction fail.
        """
        await queue.extend(self.claim, came_further=came_further)
        if came_further:
            self.claim = replace(self.claim, attempt=1)

    async def finish(self, outcome: Any = None) -> None:
        """End it as done, in the transaction of its last effect.

        Raises:
            LeaseLostError: it is no longer ours; let the transaction fail.
        """
        await queue.finish(self.claim, outcome)
        self.has_ended = True


@dataclass(frozen=True, slots=True)
class JobKind:
    """How jobs of a kind are done.

    `function` must be able to start again after any of its steps. It may end the job itself,
    with its last effect; else the job ends when it returns. The lease is prolonged while it runs.
    `waits` are the times after each failed attempt, the last for all that follow; where there are
    none, the runner's own.
    """

    function: Callable[[RunningJob], Awaitable[None]]
    max_attempts: int = 5
    lease: timedelta = timedelta(seconds=15)
    waits: tuple[timedelta, ...] = ()


class Runner:
    """Takes due jobs of the known kinds and runs them, a bounded number at once."""

    def __init__(
        self,
        kinds: Mapping[str, JobKind],
        *,
        concurrency: int = 8,
        poll: timedelta = timedelta(seconds=1),
        first_delay: timedelta = timedelta(seconds=2),
        longest_delay: timedelta = timedelta(minutes=10),
        delivery: Delivery | None = None,
    ) -> None:
        """Run these `kinds`; look at the ledger every `poll`, whatever the delivery says.

        A failed attempt is made again after `first_delay`, doubled each time up to
        `longest_delay`.
        """
        self._kinds = kinds
        self._leases = {name: kind.lease for name, kind in kinds.items()}
        self._concurrency = concurrency
        self._poll = poll.total_seconds()
        self._first_delay = first_delay
        self._longest_delay = longest_delay
        self._delivery = delivery or InProcessDelivery()
        self._stopping = asyncio.Event()
        self._freed = asyncio.Event()
        self._running: set[asyncio.Task[None]] = set()

    def stop(self) -> None:
        """Take nothing more; `run` returns when what is running has ended."""
        self._stopping.set()

    async def run(self, *, grace: timedelta = timedelta(seconds=10)) -> None:
        """Work until `stop`; what still runs `grace` after it is put back for others."""
        try:
            async with self._delivery.listening() as alarm:
                while not self._stopping.is_set():
                    if not await self._take():
                        await self._wait(alarm.heard(within=self._poll))
        finally:
            if self._running:
                await asyncio.wait(self._running, timeout=grace.total_seconds())
            for task in self._running:
                task.cancel()
            if self._running:
                await asyncio.wait(self._running)

    async def _take(self) -> bool:
        """Start what is due and fits; return whether to look again at once."""
        free = self._concurrency - len(self._running)
        if free == 0:
            self._freed.clear()
            await self._wait(self._freed.wait())
            return True
        try:
            if not await queue.is_anything_due(self._leases):
                return False
            claims = await queue.claim(self._leases, free)
        except Exception:  # noqa: BLE001  # the database may be away for a while
            _log.exception("the ledger could not be read")
            await self._wait(asyncio.sleep(self._poll))
            return False
        for claim in claims:
            task = asyncio.create_task(self._work(claim), name=f"job {claim.kind}")
            self._running.add(task)
            task.add_done_callback(self._forget)
        return bool(claims)

    def _forget(self, task: asyncio.Task[None]) -> None:
        self._running.discard(task)
        self._freed.set()

    async def _wait(self, waited: Awaitable[Any]) -> None:
        """Wait for it, or for `stop`."""
        tasks = (asyncio.ensure_future(waited), asyncio.ensure_future(self._stopping.wait()))
        try:
            await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in tasks:
                task.cancel()

    async def _work(self, claim: Claim) -> None:
        kind = self._kinds[claim.kind]
        try:
            if claim.attempt > kind.max_attempts:
                await queue.fail(claim, "its worker died at each attempt")
            else:
                await self._attempt(kind, RunningJob(claim))
        except LeaseLostError:
            _log.warning("%s %s went to another worker or was cancelled", claim.kind, claim.job_id)
        except asyncio.CancelledError:
            with suppress(LeaseLostError):
                await queue.release(claim)
            raise
        except Exception:  # noqa: BLE001  # the lease will end and the job be taken again
            _log.exception("%s %s could not be ended", claim.kind, claim.job_id)

    async def _attempt(self, kind: JobKind, job: RunningJob) -> None:
        try:
            await _under_lease(kind, job)
            if not job.has_ended:
                await job.finish()
        except LeaseLostError:
            raise
        except TurnOverError:
            await queue.release(job.claim)
        except GivenUpError as error:
            await queue.fail(job.claim, str(error))
        except Exception as error:  # noqa: BLE001  # whatever a kind raises is its failure
            claim = job.claim
            failed = (claim.kind, claim.job_id, claim.attempt)
            if isinstance(error, NotYetError):
                _log.info("%s %s: attempt %d came to nothing: %s", *failed, error)
            else:
                _log.exception("%s %s: attempt %d failed", *failed)
            if claim.attempt >= kind.max_attempts:
                await queue.fail(claim, _words(error))
            else:
                await queue.retry(claim, _words(error), self._delay(kind, claim.attempt))

    def _delay(self, kind: JobKind, attempt: int) -> timedelta:
        if kind.waits:
            wait = kind.waits[min(attempt, len(kind.waits)) - 1]
            return wait * random.uniform(1, 1.1)  # noqa: S311  # spreads load, keeps no secret
        longest = min(self._first_delay * (1 << min(attempt - 1, 20)), self._longest_delay)
        return longest * random.uniform(0.5, 1)  # noqa: S311  # spreads load, keeps no secret


async def _under_lease(kind: JobKind, job: RunningJob) -> None:
    """Run the function while the lease is kept; stop it where the lease is lost.

    Raises:
        LeaseLostError: it was lost.
    """
    working = asyncio.ensure_future(kind.function(job))
    beating = asyncio.create_task(_beat(job))
    try:
        await asyncio.wait((working, beating), return_when=asyncio.FIRST_COMPLETED)
        if not working.done():
            beating.result()  # raises what ended it
        await working
    finally:
        for task in (working, beating):
            task.cancel()
        await asyncio.gather(working, beating, return_exceptions=True)


async def _beat(job: RunningJob) -> None:
    while True:
        await asyncio.sleep(job.claim.lease.total_seconds() / _BEATS_PER_LEASE)
        try:
            if not job.has_ended:
                await job.extend()
        except LeaseLostError:
            raise
        except Exception:  # noqa: BLE001  # a beat may be missed, the fence holds without it
            _log.exception("%s could not be prolonged", job.claim.job_id)


def _words(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"
