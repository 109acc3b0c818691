"""The ledger: what is enqueued, claimed, ended, and by whom."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from wallet.jobs import queue
from wallet.jobs.queue import Claim, LeaseLostError
from wallet.store.connection import connection, transaction
from wallet.store.models.blobs import Blob
from wallet.store.models.jobs import Job

LEASES = {"import": timedelta(seconds=30), "mail": timedelta(seconds=5)}
BRIEF = {"import": timedelta(milliseconds=1)}


async def take(leases=LEASES) -> Claim:
    claims = await queue.claim(leases, 1)
    return claims[0]


async def state_of(job_id) -> str:
    return (await Job.get(id=job_id)).state


async def test_what_is_enqueued_is_claimed_once_with_what_was_written(database):
    learner = uuid4()
    enqueued = await queue.enqueue("import", {"text": "ü\x00", "n": [1]}, learner_id=learner)
    claim = await take()
    assert (claim.job_id, claim.learner_id, claim.attempt) == (enqueued.job_id, learner, 1)
    assert claim.payload == {"text": "ü\N{REPLACEMENT CHARACTER}", "n": [1]}
    assert await queue.claim(LEASES, 1) == []


async def test_times_are_those_of_the_database_and_read_back_in_utc(database):
    enqueued = await queue.enqueue("import", {}, delay=timedelta(hours=1))
    job = await Job.get(id=enqueued.job_id)
    assert abs(job.created_at - datetime.now(UTC)) < timedelta(seconds=5)
    waits = job.due_at - job.created_at
    assert timedelta(minutes=59) < waits < timedelta(minutes=61)


async def test_work_of_the_future_and_of_unknown_kinds_is_left(database):
    await queue.enqueue("import", {}, delay=timedelta(hours=1))
    await queue.enqueue("unheard-of", {})
    assert not await queue.is_anything_due(LEASES)
    assert await queue.claim(LEASES, 10) == []


async def test_the_oldest_comes_first_and_only_as_many_as_asked(database):
    ids = [(await queue.enqueue("import", {"n": n}, delay=timedelta(0))).job_id for n in range(3)]
    assert await queue.is_anything_due(LEASES)
    assert {claim.job_id for claim in await queue.claim(LEASES, 2)} == set(ids[:2])


async def test_a_rolled_back_cause_leaves_no_job(database):
    async def failing() -> None:
        async with transaction():
            await queue.enqueue("import", {})
            raise RuntimeError("midway")

    with pytest.raises(RuntimeError):
        await failing()
    assert await Job.all().count() == 0


async def test_a_unique_key_makes_a_repeated_call_harmless(database):
    learner, other = uuid4(), uuid4()
    first = await queue.enqueue("import", {"n": 1}, learner_id=learner, unique_key="k")
    await queue.finish(await take())
    async with transaction():
        again = await queue.enqueue("import", {"n": 2}, learner_id=learner, unique_key="k")
        elsewhere = await queue.enqueue("import", {}, learner_id=other, unique_key="k")
    assert first.is_new
    assert not again.is_new
    assert again.job_id == first.job_id
    assert elsewhere.is_new


async def test_effect_and_end_are_one_transaction(database):
    enqueued = await queue.enqueue("import", {})
    claim = await take()

    async def failing() -> None:
        async with transaction():
            await leave_an_effect()
            await queue.finish(claim)
            raise RuntimeError("after the end")

    with pytest.raises(RuntimeError):
        await failing()
    assert (await state_of(enqueued.job_id), await Blob.all().count()) == ("RUNNING", 0)
    async with transaction():
        await leave_an_effect()
        await queue.finish(claim, {"added": 1})
    job = await Job.get(id=enqueued.job_id)
    assert (job.state, job.outcome, job.due_at) == ("COMPLETED", {"added": 1}, None)
    assert job.finished_at is not None
    assert await Blob.all().count() == 1


@pytest.mark.parametrize("step", [queue.extend, queue.finish, queue.release])
async def test_a_worker_that_lost_its_lease_changes_nothing(database, step):
    enqueued = await queue.enqueue("import", {})
    late = await take(BRIEF)
    await wait_for_the_lease_of(enqueued.job_id)
    now = await take()
    assert (now.job_id, now.attempt) == (late.job_id, 2)

    async def come_back() -> None:
        async with transaction():
            await leave_an_effect()
            await step(late)

    with pytest.raises(LeaseLostError):
        await come_back()
    assert await Blob.all().count() == 0
    await queue.finish(now)
    assert await state_of(enqueued.job_id) == "COMPLETED"


async def test_a_prolonged_lease_is_not_taken_over(database):
    await queue.enqueue("import", {})
    claim = await take()
    await queue.extend(claim)
    assert await queue.claim(LEASES, 1) == []
    await queue.finish(claim)


async def test_a_failed_attempt_waits_and_comes_again(database):
    enqueued = await queue.enqueue("import", {})
    await queue.retry(await take(), "TimeoutError: slow\x00", timedelta(hours=1))
    assert await queue.claim(LEASES, 1) == []
    assert (await Job.get(id=enqueued.job_id)).error.startswith("TimeoutError: slow")
    await Job.filter(id=enqueued.job_id).update(due_at=datetime.now(UTC) - timedelta(hours=1))
    claim = await take()
    assert claim.attempt == 2
    await queue.fail(claim, "no use")
    assert await state_of(enqueued.job_id) == "FAILED"
    assert await queue.claim(LEASES, 1) == []


async def test_what_is_put_back_comes_again_at_once_and_counts_no_attempt(database):
    await queue.enqueue("import", {})
    await queue.release(await take())
    assert (await take()).attempt == 1


@pytest.mark.parametrize("claimed", [False, True], ids=["queued", "running"])
async def test_a_cancelled_job_is_not_done_and_its_worker_cannot_end_it(database, claimed):
    learner = uuid4()
    enqueued = await queue.enqueue("import", {}, learner_id=learner)
    claim = await take() if claimed else None
    assert await queue.cancel(learner, enqueued.job_id)
    assert not await queue.cancel(learner, enqueued.job_id)
    assert await queue.claim(LEASES, 1) == []
    if claim:
        with pytest.raises(LeaseLostError):
            await queue.finish(claim)
    assert await state_of(enqueued.job_id) == "CANCELLED"


async def test_nobody_cancels_the_work_of_another(database):
    enqueued = await queue.enqueue("import", {}, learner_id=uuid4())
    assert not await queue.cancel(uuid4(), enqueued.job_id)
    assert await state_of(enqueued.job_id) == "QUEUED"


async def test_a_claim_reads_by_the_index_of_what_is_due(database):
    await queue.enqueue("import", {})
    if database.is_postgres:
        await connection().execute_query("SET enable_seqscan = off")
        explain = "EXPLAIN SELECT id FROM job WHERE due_at <= now() ORDER BY due_at, id LIMIT 1"
    else:
        explain = "EXPLAIN QUERY PLAN SELECT id FROM job WHERE due_at <= 'x' ORDER BY due_at, id"
    plan = " ".join(
        str(value)
        for row in await connection().execute_query_dict(explain)
        for value in row.values()
    )
    if database.is_postgres:
        await connection().execute_query("RESET enable_seqscan")
    assert "idx_job_due_at" in plan


async def leave_an_effect() -> None:
    await Blob.create(owner=uuid4(), sha256="0" * 64, media_type="x/y", size=0, data=b"")


async def wait_for_the_lease_of(job_id) -> None:
    """Let it end on the database's clock without waiting for it."""
    await Job.filter(id=job_id).update(due_at=datetime.now(UTC) - timedelta(seconds=1))
