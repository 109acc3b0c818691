"""What is kept for a while goes when its time is over, and nothing else."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import uuid4

from tests.store.test_snapshots import ANSWER, MARCH, URL
from wallet.jobs.queue import enqueue
from wallet.store import snapshots, sweeping
from wallet.store.identifiers import PUBLIC
from wallet.store.models.blobs import Blob
from wallet.store.models.jobs import Job
from wallet.store.models.notifications import Notification
from wallet.store.models.snapshots import SourceSnapshot
from wallet.verification.sources import no_answer

DAY = timedelta(days=1)


async def test_an_old_answer_goes_once_another_came(database):
    later = replace(ANSWER, body=b"{}", fetched_at=MARCH + 30 * DAY)
    await snapshots.keep(PUBLIC, [ANSWER, later])
    assert await sweeping.sweep(now=MARCH + 700 * DAY) == 0
    assert await sweeping.sweep(now=MARCH + 1200 * DAY) == 1
    assert (await snapshots.latest(PUBLIC, URL)).body == b"{}"
    assert await Blob.all().count() == 1


async def test_what_an_issuer_that_is_gone_said_last_stays(database):
    dead = no_answer(URL, "TIMED_OUT", MARCH + 30 * DAY)
    await snapshots.keep(PUBLIC, [ANSWER, dead])
    assert await sweeping.sweep(now=MARCH + 9000 * DAY) == 0
    assert (await snapshots.latest(PUBLIC, URL, arrived=True)).body == ANSWER.body


async def test_what_is_a_learners_is_not_swept(database):
    later = replace(ANSWER, body=b"{}", fetched_at=MARCH + 30 * DAY)
    await snapshots.keep(uuid4(), [ANSWER, later])
    assert await sweeping.sweep(now=MARCH + 9000 * DAY) == 0


async def test_an_address_that_changes_always_is_bounded(database, monkeypatch):
    monkeypatch.setattr(sweeping, "MOST_OF_AN_ADDRESS", 3)
    for number in range(6):
        body = f"{number}".encode()
        await snapshots.keep(PUBLIC, [replace(ANSWER, body=body, fetched_at=MARCH + number * DAY)])
    await snapshots.keep(PUBLIC, [replace(ANSWER, url=URL + "/other")])
    assert await sweeping.sweep(now=MARCH + 10 * DAY) == 3
    kept = await SourceSnapshot.filter(url=URL).order_by("fetched_at")
    assert [row.fetched_at for row in kept] == [MARCH + number * DAY for number in (3, 4, 5)]
    assert await Blob.all().count() == 4


async def test_ended_jobs_go_but_for_those_that_their_learner_sees(database):
    for kind in ("recheck", "import", "tell"):
        await enqueue(kind, {}, unique_key="1")
    await Job.exclude(kind="tell").update(state="COMPLETED", due_at=None)
    now = datetime.now(UTC)
    assert await sweeping.sweep(now=now) == 0
    assert await sweeping.sweep(now=now + 8 * DAY) == 1
    assert sorted(await Job.all().values_list("kind", flat=True)) == ["import", "tell"]


async def test_notices_go_sooner_once_they_were_read(database):
    for number, read in enumerate((MARCH, None)):
        await Notification.create(
            learner_id=uuid4(),
            kind="EXPIRED",
            unique_key=str(number),
            created_at=MARCH,
            read_at=read,
        )
    assert await sweeping.sweep(now=MARCH + 100 * DAY) == 0
    assert await sweeping.sweep(now=MARCH + 200 * DAY) == 1
    assert await sweeping.sweep(now=MARCH + 500 * DAY) == 1
