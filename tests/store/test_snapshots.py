"""What addresses said, kept by owner and moment."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import uuid4

from wallet.store import snapshots
from wallet.store.identifiers import PUBLIC
from wallet.store.models.blobs import Blob
from wallet.store.models.snapshots import SourceSnapshot
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


async def test_what_goes_on_is_one_row_from_when_until_when(database):
    for days in (0, 10, 20):
        await snapshots.keep(PUBLIC, [replace(ANSWER, fetched_at=MARCH + timedelta(days=days))])
    other = replace(ANSWER, body=b"{}", fetched_at=MARCH + timedelta(days=30))
    await snapshots.keep(PUBLIC, [other, replace(ANSWER, fetched_at=MARCH + timedelta(days=40))])
    rows = await SourceSnapshot.all().order_by("fetched_at")
    assert [(row.fetched_at - MARCH).days for row in rows] == [0, 30, 40]
    assert rows[0].seen_until == MARCH + timedelta(days=20)
    for asked, seen in ((5, 0), (15, 0), (25, 20)):
        answer = await snapshots.as_of(PUBLIC, URL, MARCH + timedelta(days=asked))
        assert (answer.body, answer.fetched_at) == (ANSWER.body, MARCH + timedelta(days=seen))


async def test_looking_often_writes_seldom(database):
    moments = [MARCH + timedelta(minutes=minutes) for minutes in (0, 1, 9)]
    await snapshots.keep(PUBLIC, [replace(ANSWER, fetched_at=moment) for moment in moments])
    assert (await SourceSnapshot.get()).seen_until is None


async def test_a_version_changes_with_what_would_be_answered(database):
    asked = ((PUBLIC,), [snapshots.digest_of(URL)], MARCH + timedelta(days=5))
    nothing = await snapshots.version(*asked)
    await snapshots.keep(PUBLIC, [ANSWER])
    first = await snapshots.version(*asked)
    await snapshots.keep(PUBLIC, [replace(ANSWER, body=b"{}", fetched_at=MARCH + timedelta(9))])
    assert await snapshots.version(*asked) == first != nothing
    await snapshots.keep(PUBLIC, [replace(ANSWER, body=b"1", fetched_at=MARCH + timedelta(2))])
    assert await snapshots.version(*asked) != first


async def test_the_different_documents_of_an_address_are_told_with_their_times(database):
    days = [MARCH + timedelta(days=number) for number in range(6)]
    secure = replace(ANSWER, over_http=False)
    said = [b"{}", b"{}", b'{"a":1}', b'{"a":1}', b"{}", b'{"b":2}']
    answers = [
        replace(secure, body=each, fetched_at=day) for each, day in zip(said, days, strict=True)
    ]
    dead = no_answer(URL, "HOST_UNREACHABLE", days[3])
    plain = replace(ANSWER, body=b'{"http":1}', fetched_at=days[2])
    gone = replace(secure, http_status=404, fetched_at=days[2])
    await snapshots.keep(PUBLIC, [*answers, dead, plain, gone])
    await snapshots.keep(uuid4(), [replace(secure, body=b'{"private":1}')])
    history = snapshots.PublicHistory()
    told = await history.documents_at(URL, days[4])
    assert [(each.answer.body, each.since, each.answer.fetched_at) for each in told] == [
        (b"{}", days[0], days[4]),
        (b'{"a":1}', days[2], days[3]),
    ]
    assert {each.answer.origin for each in told} == {SourceKind.SNAPSHOT}
    assert await history.documents_at(URL, MARCH - timedelta(days=1)) == ()
    assert await history.documents_at("https://other.example/", days[5]) == ()
