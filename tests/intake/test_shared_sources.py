"""One request for all who want what speaks to everybody; none is shared of what names a learner.

The issuer is a real server that counts; several caches on one database are several processes.
"""

import asyncio
from collections import Counter
from contextlib import AsyncExitStack
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

import pytest

from tests.fixtures.issuer import edited
from tests.verification.samples import found
from tests.verification.status.lists import (
    PATH,
    PLACE,
    bitstring_list,
    entry,
    examine,
    host_token,
)
from wallet.intake import Intake
from wallet.intake.shared_sources import ASK_AGAIN_AFTER, SharedSources
from wallet.proofs.workers import InProcess
from wallet.store.models.snapshots import SourceSnapshot
from wallet.store.shared_answers import StoredAnswers
from wallet.verification.finding import SourceKind
from wallet.verification.public_documents import LIFE, MOST_FRESH, public_document
from wallet.verification.sources import LiveSources

START = datetime(2026, 11, 23, 12, tzinfo=UTC)
LONG_AGO, NEWER = "2026-01-01T00:00:00Z", "2026-11-01T00:00:00Z"


@dataclass
class Clock:
    moment: datetime = START

    def __call__(self):
        return self.moment

    def advance(self, **amount):
        self.moment += timedelta(**amount)


@dataclass
class World:
    """An issuer, a clock, and as many caches on one database as are asked for."""

    issuer: object
    fetcher: object
    contexts: object
    clock: Clock
    stack: AsyncExitStack

    async def process(self):
        live = LiveSources(self.fetcher, self.clock)
        shared = SharedSources(live, StoredAnswers(), self.clock)
        return await self.stack.enter_async_context(shared)

    def intake(self, sources):
        return Intake(sources, InProcess(self.contexts), self.clock)

    def asked(self):
        return Counter(each.path for each in self.issuer.peer.asked)

    def list_of(self, *places, dated=LONG_AGO, **members):
        edits = {"/validFrom": dated, **{f"/{name}": value for name, value in members.items()}}
        host_token(self.issuer, edited(bitstring_list(self.issuer, *places), edits))
        return self.issuer.url(PATH)

    def badge(self, **award):
        place = entry(self.issuer, "BitstringStatusListEntry")
        return self.issuer.open_badge_3_token({"/credentialStatus": place, **award})


@pytest.fixture
async def world(database, issuer, issuer_fetcher, issuer_contexts):
    async with AsyncExitStack() as stack:
        yield World(issuer, issuer_fetcher, issuer_contexts, Clock(), stack)


async def revocation(world, sources):
    return found(await examine(world.badge(), world.intake(sources)), "status.revocation")


async def test_ten_thousand_credentials_of_one_list_make_one_request(world):
    url, sources = world.list_of(), await world.process()
    for _ in range(10):
        answers = await asyncio.gather(*(sources.fetch(url) for _ in range(1000)))
        assert all(answer.arrived for answer in answers)
    assert world.asked() == {PATH: 1}
    assert await SourceSnapshot.all().count() == 1


async def test_whole_checks_share_the_list_and_the_key(world):
    world.list_of()
    sources = await world.process()
    badges = [world.badge(**{"/id": f"urn:uuid:{number}"}) for number in range(8)]
    reports = await asyncio.gather(*(examine(badge, world.intake(sources)) for badge in badges))
    assert {each.report.verdict for each in reports} == {"VERIFIED"}
    assert set(world.asked().values()) == {1}
    assert len(world.asked()) == 2


async def test_a_second_process_finds_what_the_first_one_fetched(world):
    world.list_of()
    first, second = await world.process(), await world.process()
    one = await revocation(world, first)
    world.clock.advance(seconds=20)
    other = await revocation(world, second)
    assert set(world.asked().values()) == {1}
    assert (one.source, one.seen_at) == (other.source, other.seen_at) == ("LIVE", START)


async def test_a_list_is_asked_for_again_when_its_time_is_over(world):
    url, sources = world.list_of(**{"credentialSubject/ttl": 600_000}), await world.process()
    await sources.fetch(url)
    world.clock.advance(minutes=7)
    await sources.fetch(url)
    assert world.asked() == {PATH: 1}
    world.clock.advance(minutes=4)
    again = await sources.fetch(url)
    assert world.asked() == {PATH: 2}
    assert (again.origin, again.fetched_at) == (SourceKind.LIVE, world.clock())


async def test_a_revocation_is_seen_at_the_next_request(world):
    world.list_of()
    sources = await world.process()
    assert (await revocation(world, sources)).outcome == "PASS"
    world.list_of(PLACE, dated=NEWER)
    world.clock.advance(minutes=6)
    assert (await revocation(world, sources)).code == "REVOKED"


async def test_a_silent_issuer_s_last_list_stands_in_with_its_age(world):
    url, sources = world.list_of(), await world.process()
    await revocation(world, sources)
    world.issuer.hosts(PATH, 503, b"")
    world.clock.advance(hours=5)
    finding = await revocation(world, sources)
    assert (finding.outcome, finding.source, finding.seen_at) == ("PASS", "SNAPSHOT", START)
    assert finding.looked_at == url
    for _ in range(20):
        await sources.fetch(url)
    assert world.asked()[PATH] == 2  # it is left alone for a while
    world.clock.moment += ASK_AGAIN_AFTER
    await sources.fetch(url)
    assert world.asked()[PATH] == 3


async def test_a_list_beyond_its_life_is_stale_and_that_is_a_doubt(world):
    world.list_of()
    sources = await world.process()
    await revocation(world, sources)
    world.issuer.hosts(PATH, 503, b"")
    world.clock.moment += LIFE
    finding = await revocation(world, sources)
    assert (finding.code, finding.outcome, finding.seen_at) == ("STATUS_STALE", "UNKNOWN", START)
    assert "23 November 2026" in finding.message


async def test_a_list_does_not_outlive_its_own_end(world):
    world.list_of(validUntil="2026-11-23T13:00:00Z")
    sources = await world.process()
    assert (await revocation(world, sources)).outcome == "PASS"
    world.issuer.hosts(PATH, 503, b"")
    world.clock.advance(hours=2)
    assert (await revocation(world, sources)).code == "STATUS_STALE"


@pytest.mark.parametrize("older", [LONG_AGO, None], ids=["dated-earlier", "without-a-date"])
async def test_an_older_list_never_replaces_a_newer_one(world, older):
    url, sources = world.list_of(PLACE, dated=NEWER), await world.process()
    assert (await revocation(world, sources)).code == "REVOKED"
    old = edited(bitstring_list(world.issuer), {"/validFrom": LONG_AGO})
    if older is None:
        del old["validFrom"]
    host_token(world.issuer, old)
    world.clock.advance(hours=1)
    for process in (sources, await world.process()):
        finding = await revocation(world, process)
        assert (finding.code, finding.source, finding.seen_at) == ("REVOKED", "SNAPSHOT", START)
    assert world.asked()[PATH] == 3
    world.clock.moment += LIFE
    for process in (sources, await world.process()):
        assert (await revocation(world, process)).code == "STATUS_STALE"
    latest = await StoredAnswers().latest(url)
    assert latest.fetched_at == START


async def test_of_two_processes_at_once_the_newer_list_wins(world):
    url = world.list_of(dated=NEWER)
    live = LiveSources(world.fetcher, world.clock)
    newer = await live.fetch(url)
    world.list_of(dated=LONG_AGO)
    older = await live.fetch(url)
    store = StoredAnswers()
    kept = await asyncio.gather(*(store.keep(each) for each in (newer, older, newer, older)))
    assert kept[0].body == kept[2].body == newer.body
    assert (await store.latest(url)).body in {newer.body, kept[1].body}
    assert (await store.keep(older)).body == newer.body


async def test_a_list_of_a_time_to_come_keeps_no_true_one_out(world):
    sources = await world.process()
    world.list_of(dated="2999-01-01T00:00:00Z")
    assert (await revocation(world, sources)).outcome != "PASS"
    world.list_of(PLACE)
    assert (await revocation(world, sources)).code == "REVOKED"


async def test_an_assertion_is_nobody_else_s(world):
    assertion = world.issuer.open_badge_2()
    sources = await world.process()
    for _ in range(2):
        await asyncio.gather(*(sources.fetch(assertion["id"], plain_http=True) for _ in range(3)))
    path = assertion["id"].removeprefix(world.issuer.issuance.site.origin)
    assert world.asked()[path] == 6
    assert await SourceSnapshot.all().count() == 0


async def test_a_profile_that_came_unprotected_is_no_answer_where_that_matters(world):
    url = world.issuer.academy.id
    sources = await world.process()
    answer = await sources.fetch(url, plain_http=True)
    held = sources._held[url]
    sources._held[url] = replace(held, answer=replace(answer, over_http=True))
    assert (await sources.fetch(url, plain_http=True)).over_http
    assert not (await sources.fetch(url)).over_http


@pytest.mark.parametrize(("status", "stands_in"), [(404, False), (410, False), (403, True)])
async def test_an_address_that_says_it_is_gone_has_answered(world, status, stands_in):
    url = world.issuer.university.url("did.json")
    sources = await world.process()
    assert (await sources.fetch(url)).arrived
    world.issuer.hosts_at(url, status, b"{}")
    world.clock.advance(hours=2)
    answer = await sources.fetch(url)
    assert answer.arrived is stands_in
    assert answer.http_status == (200 if stands_in else status)


async def test_a_key_of_a_silent_issuer_is_none_after_its_life(world):
    url = world.issuer.university.url("did.json")
    sources = await world.process()
    await sources.fetch(url)
    world.issuer.hosts_at(url, 500, b"")
    world.clock.moment += LIFE
    answer = await sources.fetch(url)
    assert (answer.arrived, answer.failure, answer.http_status) == (False, None, 500)


async def test_an_asker_who_leaves_takes_nothing_from_the_others(world):
    url, sources = world.list_of(), await world.process()
    leaving = asyncio.create_task(sources.fetch(url))
    staying = asyncio.create_task(sources.fetch(url))
    await asyncio.sleep(0)
    leaving.cancel()
    assert (await staying).arrived
    assert world.asked() == {PATH: 1}


async def test_copies_grow_old_at_different_moments(world):
    url = world.list_of(**{"credentialSubject/ttl": 10**12})
    answer = await LiveSources(world.fetcher, world.clock).fetch(url)
    ends = {
        public_document(replace(answer, url=f"{url}/{number}")).fresh_until for number in range(50)
    }
    assert len(ends) == 50
    assert all(START + MOST_FRESH * 0.8 <= end <= START + MOST_FRESH for end in ends)
