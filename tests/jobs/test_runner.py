"""Workers: how many at once, when they wake, and what becomes of the work of the dead."""

import asyncio
import logging
import resource
import signal
import sys
from asyncio.subprocess import PIPE
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from uuid import uuid4

import anyio
import pytest

from tests.jobs.worker_process import leave_a_mark, marks_of
from wallet.jobs import queue
from wallet.jobs import runner as runner_module
from wallet.jobs.runner import GivenUpError, JobKind, NotYetError, Runner
from wallet.store.connection import transaction
from wallet.store.models.blobs import Blob
from wallet.store.models.jobs import Job

SOON = timedelta(seconds=0.05)


@asynccontextmanager
async def running(function, **settings) -> AsyncIterator[Runner]:
    kind = JobKind(function, max_attempts=3, lease=settings.pop("lease", timedelta(seconds=5)))
    runner = Runner({"mark": kind}, poll=SOON, first_delay=timedelta(0), **settings)
    task = asyncio.create_task(runner.run(grace=timedelta(seconds=0.3)))
    try:
        yield runner
    finally:
        runner.stop()
        await task


@asynccontextmanager
async def worker(url, *, lease=1.0, pace=0.0):
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "tests.jobs.worker_process",
        url,
        str(lease),
        str(pace),
        stdout=PIPE,
    )
    try:
        yield process
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()


async def ended(job_id, *, within=10.0) -> Job:
    async with asyncio.timeout(within):
        while True:
            job = await Job.get(id=job_id)
            if job.state in queue.ENDED:
                return job
            await asyncio.sleep(0.01)


async def enqueue_marks(count: int) -> list:
    return [(await queue.enqueue("mark", {})).job_id for _ in range(count)]


async def test_each_of_many_jobs_is_done_once_by_two_runners(database):
    ids = await enqueue_marks(30)

    def mark(job):
        return leave_a_mark(job, 0)

    async with running(mark), running(mark):
        for job_id in ids:
            assert (await ended(job_id)).state == "COMPLETED"
    assert [await marks_of(job_id) for job_id in ids] == [1] * 30


async def test_no_more_run_at_once_than_allowed(database):
    now, most = 0, 0

    async def count(job) -> None:
        nonlocal now, most
        now += 1
        most = max(most, now)
        await asyncio.sleep(0.02)
        now -= 1

    ids = await enqueue_marks(9)
    async with running(count, concurrency=3):
        for job_id in ids:
            await ended(job_id)
    assert most == 3


async def test_a_worker_wakes_when_the_cause_is_committed(database):
    kind = JobKind(lambda job: leave_a_mark(job, 0))
    runner = Runner({"mark": kind}, poll=timedelta(minutes=1))
    task = asyncio.create_task(runner.run())
    await asyncio.sleep(0.2)
    async with transaction():
        (job_id,) = await enqueue_marks(1)
    await ended(job_id, within=20)  # by looking alone it would be a minute
    runner.stop()
    await task


async def test_a_failure_is_tried_again_and_then_given_up(database, caplog):
    attempts = []

    async def fail(job) -> None:
        attempts.append(job.claim.attempt)
        raise OSError("no route")

    (job_id,) = await enqueue_marks(1)
    with caplog.at_level(logging.CRITICAL, logger="wallet.jobs.runner"):
        async with running(fail):
            job = await ended(job_id)
    assert attempts == [1, 2, 3]
    assert (job.state, job.error) == ("FAILED", "OSError: no route")


async def test_what_no_attempt_can_help_is_tried_once(database):
    async def give_up(job) -> None:
        raise GivenUpError("The account is gone.")

    (job_id,) = await enqueue_marks(1)
    async with running(give_up):
        job = await ended(job_id)
    assert (job.state, job.error, job.attempt) == ("FAILED", "The account is gone.", 1)


async def test_a_job_that_kills_its_workers_is_given_up(database):
    (job_id,) = await enqueue_marks(1)
    await Job.filter(id=job_id).update(attempt=3)
    async with running(lambda job: leave_a_mark(job, 0)):
        job = await ended(job_id)
    assert (job.state, await marks_of(job_id)) == ("FAILED", 0)


async def test_a_long_job_keeps_its_lease(database):
    (job_id,) = await enqueue_marks(1)
    lease = timedelta(seconds=0.3)

    def mark(job):
        return leave_a_mark(job, 1)

    async with running(mark, lease=lease), running(mark, lease=lease):
        job = await ended(job_id)
    assert (job.outcome, await marks_of(job_id)) == ({"attempt": 1}, 1)


async def test_a_cancelled_job_is_stopped_while_it_runs(database):
    began, stopped = asyncio.Event(), asyncio.Event()

    async def dawdle(job) -> None:
        began.set()
        try:
            await asyncio.sleep(30)
        finally:
            stopped.set()

    learner = uuid4()
    enqueued = await queue.enqueue("mark", {}, learner_id=learner)
    async with running(dawdle, lease=timedelta(seconds=0.3)):
        await began.wait()
        await queue.cancel(learner, enqueued.job_id)
        async with asyncio.timeout(3):
            await stopped.wait()
    assert (await Job.get(id=enqueued.job_id)).state == "CANCELLED"


async def test_a_stopped_runner_puts_back_what_it_could_not_end(database):
    began = asyncio.Event()

    async def dawdle(job) -> None:
        began.set()
        await asyncio.sleep(30)

    (job_id,) = await enqueue_marks(1)
    async with running(dawdle):
        await began.wait()
    job = await Job.get(id=job_id)
    assert (job.state, job.attempt) == ("QUEUED", 0)


async def test_the_work_of_a_killed_worker_is_taken_over_once(database):
    (job_id,) = await enqueue_marks(1)
    async with worker(database.url, pace=60) as dying:
        await dying.stdout.readline()
        dying.kill()
        await dying.wait()
    assert (await Job.get(id=job_id)).state == "RUNNING"
    async with worker(database.url), worker(database.url):
        job = await ended(job_id)
    assert (job.state, job.outcome, await marks_of(job_id)) == ("COMPLETED", {"attempt": 2}, 1)


async def test_a_worker_that_was_frozen_past_its_lease_ends_nothing(database):
    (job_id,) = await enqueue_marks(1)
    async with worker(database.url, lease=0.6, pace=1) as zombie:
        await zombie.stdout.readline()
        zombie.send_signal(signal.SIGSTOP)
        async with running(lambda job: leave_a_mark(job, 0)):
            assert (await ended(job_id)).outcome == {"attempt": 2}
        zombie.send_signal(signal.SIGCONT)
        await asyncio.sleep(1.2)
        assert zombie.returncode is None
    assert (await Job.get(id=job_id)).outcome == {"attempt": 2}
    assert await marks_of(job_id) == 1


async def test_waiting_costs_next_to_nothing(database):
    kind = JobKind(lambda job: leave_a_mark(job, 0))
    runner = Runner({"mark": kind})
    task = asyncio.create_task(runner.run())
    await asyncio.sleep(0.1)
    before = resource.getrusage(resource.RUSAGE_SELF)
    await asyncio.sleep(1.5)
    after = resource.getrusage(resource.RUSAGE_SELF)
    runner.stop()
    await task
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    assert spent < 0.3


async def test_a_kind_that_ends_nothing_itself_is_ended_for_it(database):
    async def quietly(job) -> None:
        await Blob.create(
            owner=job.claim.job_id, sha256="1" * 64, media_type="x/y", size=0, data=b""
        )

    (job_id,) = await enqueue_marks(1)
    async with running(quietly):
        assert (await ended(job_id)).state == "COMPLETED"


@pytest.mark.parametrize("kinds", [{"import": JobKind(lambda job: leave_a_mark(job, 0))}])
async def test_other_kinds_are_left_for_who_knows_them(database, kinds):
    (job_id,) = await enqueue_marks(1)
    runner = Runner(kinds, poll=SOON)
    task = asyncio.create_task(runner.run())
    await asyncio.sleep(0.2)
    runner.stop()
    await task
    assert (await Job.get(id=job_id)).state == "QUEUED"


async def test_what_others_were_not_ready_for_is_told_in_a_line_and_waits_its_own_time(
    database, caplog
):
    async def ask(job) -> None:
        raise NotYetError("they are away")

    kind = JobKind(ask, max_attempts=9, waits=(timedelta(hours=1), timedelta(hours=2)))
    runner = Runner({"mark": kind}, poll=SOON)
    enqueued = await queue.enqueue("mark", {})
    caplog.set_level(logging.INFO)
    running = asyncio.create_task(runner.run())
    with anyio.fail_after(10):
        while (job := await Job.get(id=enqueued.job_id)).error is None:  # noqa: ASYNC110
            await asyncio.sleep(0.02)
    runner.stop()
    await running
    assert job.error == "NotYetError: they are away"
    waited = job.due_at - job.created_at
    assert timedelta(minutes=59) < waited < timedelta(minutes=70)
    assert "came to nothing: they are away" in caplog.text
    assert "Traceback" not in caplog.text


async def test_a_job_that_lets_others_go_first_is_done_all_the_same(database, monkeypatch):
    monkeypatch.setattr(runner_module, "TURN_SECONDS", 0.0)
    steps = []

    async def step_by_step(job) -> None:
        while len(steps) < 10:
            steps.append(job.claim.fence)
            await asyncio.sleep(0.002)
            job.end_turn()

    (job_id,) = await enqueue_marks(1)
    async with running(step_by_step):
        job = await ended(job_id)
    assert (job.state, job.attempt) == ("COMPLETED", 1)
    assert len(set(steps)) == 10


async def test_one_learners_many_badges_do_not_hold_up_anothers_one(database, monkeypatch):
    monkeypatch.setattr(runner_module, "TURN_SECONDS", 0.05)
    order = []

    async def import_(job) -> None:
        while job.payload["badges"] > order.count(job.claim.learner_id):
            order.append(job.claim.learner_id)
            await asyncio.sleep(0.01)
            job.end_turn()

    greedy, other = uuid4(), uuid4()
    jobs = [
        (await queue.enqueue("mark", {"badges": 100}, learner_id=greedy)).job_id,
        (await queue.enqueue("mark", {"badges": 1}, learner_id=other)).job_id,
    ]
    async with running(import_, concurrency=1):
        for job_id in jobs:
            assert (await ended(job_id)).state == "COMPLETED"
    assert order.index(other) < 50
