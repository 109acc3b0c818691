"""What addresses said, kept by owner and moment."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import uuid4

from wallet.store import snapshots
from wallet.store.identifiers import PUBLIC
from wallet.store.models.blobs import Blob
from wallet.verification.finding import SourceKind
from wallet.verification.sources import Answer, no_answer

URL = "https://issuer.example/profile"
MARCH = datetime(2026, 3, 3, tzinfo=UTC)
ANSWER = Answer(
    url=URL,
    final_url=URL + "/",
    http_status=200,
    media_type="application/json",
    body=b'{"id":"x"}',
    fetched_at=MARCH,
    headers={"etag": "1"},
    over_http=True,
)


async def test_an_answer_comes_back_as_a_snapshot(database):
    await snapshots.keep(PUBLIC, [ANSWER])
    assert await snapshots.latest(PUBLIC, URL) == replace(ANSWER, origin=SourceKind.SNAPSHOT)


async def test_the_past_is_answered_as_it_was(database):
    later = replace(ANSWER, body=b"{}", fetched_at=MARCH + timedelta(days=60))
    await snapshots.keep(PUBLIC, [later, ANSWER])
    assert (await snapshots.latest(PUBLIC, URL)).body == b"{}"
    assert (await snapshots.as_of(PUBLIC, URL, MARCH + timedelta(days=1))).body == ANSWER.body
    assert await snapshots.as_of(PUBLIC, URL, MARCH - timedelta(days=1)) is None


async def test_an_address_that_died_still_tells_what_it_said(database):
    dead = no_answer(URL, "HOST_UNREACHABLE", MARCH + timedelta(days=60))
    await snapshots.keep(PUBLIC, [ANSWER, dead])
    assert (await snapshots.latest(PUBLIC, URL)).failure == "HOST_UNREACHABLE"
    assert (await snapshots.latest(PUBLIC, URL, arrived=True)).body == ANSWER.body


async def test_what_is_personal_is_seen_by_its_owner_alone(database):
    learner = uuid4()
    await snapshots.keep(learner, [ANSWER])
    assert await snapshots.latest(learner, URL) is not None
    assert await snapshots.latest(uuid4(), URL) is None
    assert await snapshots.latest(PUBLIC, URL) is None


async def test_what_is_no_live_answer_is_not_kept_again(database):
    await snapshots.keep(PUBLIC, [replace(ANSWER, origin=SourceKind.SNAPSHOT)])
    assert await snapshots.latest(PUBLIC, URL) is None


async def test_the_same_body_is_kept_once(database):
    await snapshots.keep(PUBLIC, [ANSWER, replace(ANSWER, fetched_at=MARCH + timedelta(days=1))])
    assert await Blob.all().count() == 1
