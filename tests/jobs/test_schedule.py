"""Periodic work: one job for each slot."""

import asyncio
from datetime import timedelta

from wallet.jobs.schedule import enqueue_slots, keep_time
from wallet.store.models.jobs import Job

YEAR = timedelta(days=36500)


async def test_a_slot_is_one_job_however_many_keep_the_time(database):
    waits = await asyncio.gather(*(enqueue_slots({"sweep": YEAR, "rotate": YEAR}) for _ in "abc"))
    assert sorted(await Job.all().values_list("kind", flat=True)) == ["rotate", "sweep"]
    assert all(timedelta(0) < wait <= YEAR for wait in waits)


async def test_the_next_slot_is_another_job(database):
    keeping = asyncio.create_task(keep_time({"sweep": timedelta(seconds=0.2)}))
    await asyncio.sleep(0.7)
    keeping.cancel()
    await asyncio.wait([keeping])
    assert keeping.cancelled()
    assert 3 <= await Job.all().count() <= 5
