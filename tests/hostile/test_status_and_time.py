"""What speaks for how a badge stands, from somebody who would have it stand otherwise.

Each test is named after its attack. The issuer's lists lie on a real server.
"""

from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest

from tests.fixtures.issuer import OTHER_HOST, edited
from tests.verification.samples import (
    NOW,
    TOKEN_KEY,
    examine,
    found,
    method_of,
    signed,
    unsigned,
)
from tests.verification.status.lists import (
    PATH,
    PLACE,
    bitstring_list,
    entry,
    examine_entries,
    host_token,
    packed,
    revocation,
)
from wallet.intake import Intake
from wallet.intake.shared_sources import SharedSources
from wallet.proofs.jose import sign_compact
from wallet.proofs.workers import InProcess
from wallet.store.shared_answers import StoredAnswers
from wallet.verification.public_documents import LIFE
from wallet.verification.sources import LiveSources

KIND = "BitstringStatusListEntry"
SUITE = "eddsa-rdfc-2022"


class Clock:
    moment = datetime(2026, 11, 23, 12, tzinfo=UTC)

    def __call__(self):
        return self.moment


@pytest.fixture
async def shared(sqlite_database, issuer, issuer_fetcher, issuer_contexts):
    """A wallet whose lists are shared, and its clock."""
    clock = Clock()
    live = LiveSources(issuer_fetcher, clock)
    async with SharedSources(live, StoredAnswers(), clock) as sources:
        yield Intake(sources, InProcess(issuer_contexts), clock), clock


def dated(issuer, moment, *places):
    host_token(issuer, edited(bitstring_list(issuer, *places), {"/validFrom": moment}))


async def test_a_status_list_from_another_issuer(issuer, issuer_intake):
    by = issuer.library
    listed = edited(bitstring_list(issuer), {"/issuer": by.id})
    issuer.hosts(PATH, 200, issuer.maker.prove(listed, by, SUITE))
    examined = await examine_entries(issuer, issuer_intake, entry(issuer, KIND))
    finding = found(examined, "status.revocation")
    assert (finding.code, finding.outcome) == ("STATUS_LIST_ISSUER_MISMATCH", "FAIL")
    assert (examined.report.standing, examined.report.verdict) == ("UNKNOWN", "INCOMPLETE")


async def test_a_status_list_from_another_issuer_in_the_victim_s_name(issuer, issuer_intake):
    issuer.hosts(PATH, 200, issuer.maker.prove(bitstring_list(issuer), issuer.library, SUITE))
    finding = await revocation(issuer, issuer_intake, entry(issuer, KIND))
    assert (finding.code, finding.outcome) == ("STATUS_LIST_INVALID", "FAIL")


async def test_an_unsigned_list_from_another_issuer(issuer, issuer_intake):
    listed = {"issuer": "https://mallory.example", "revokedCredential": []}
    url = issuer.hosts(PATH, 200, listed, host=OTHER_HOST)
    place = {"id": url, "type": "1EdTechRevocationList"}
    examined = await examine_entries(issuer, issuer_intake, place)
    assert found(examined, "status.revocation").code == "STATUS_LIST_ISSUER_MISMATCH"
    assert examined.report.verdict == "INCOMPLETE"


@pytest.mark.parametrize("kind", ["SomethingElse", "1EdTechRevocationlist", ""])
async def test_an_entry_that_nobody_reads_beside_one_that_clears(issuer, issuer_intake, kind):
    host_token(issuer, bitstring_list(issuer))
    hidden = {"id": issuer.url("/x"), "type": kind}
    examined = await examine_entries(issuer, issuer_intake, entry(issuer, KIND), hidden)
    assert found(examined, "status.revocation").code == "STATUS_METHOD_UNKNOWN"
    assert examined.report.verdict == "INCOMPLETE"


async def test_a_revocation_in_the_second_entry(issuer, issuer_intake):
    host_token(issuer, bitstring_list(issuer))
    second = edited(bitstring_list(issuer, PLACE), {"/id": issuer.url("/status/2")})
    host_token(issuer, second, path="/status/2")
    examined = await examine_entries(
        issuer,
        issuer_intake,
        entry(issuer, KIND),
        entry(issuer, KIND, {"/statusListCredential": issuer.url("/status/2")}),
    )
    assert examined.report.standing == "REVOKED"


async def test_a_list_with_another_purpose_than_the_entry_says(issuer, issuer_intake):
    host_token(
        issuer,
        edited(bitstring_list(issuer), {"/credentialSubject/statusPurpose": "suspension"}),
    )
    finding = await revocation(issuer, issuer_intake, entry(issuer, KIND))
    assert finding.code == "STATUS_LIST_PURPOSE_MISMATCH"


async def test_a_list_that_was_altered_on_its_way(issuer, issuer_intake):
    listed = issuer.maker.prove(bitstring_list(issuer, PLACE), issuer.university, SUITE)
    listed["credentialSubject"]["encodedList"] = f"u{packed()}"
    issuer.hosts(PATH, 200, listed)
    finding = await revocation(issuer, issuer_intake, entry(issuer, KIND))
    assert (finding.code, finding.outcome) == ("STATUS_LIST_INVALID", "FAIL")


async def test_a_stale_list(issuer, shared):
    """Whoever keeps the issuer silent gains the list's life, and not a day more."""
    intake, clock = shared
    dated(issuer, "2026-11-01T00:00:00Z")
    assert (await revocation(issuer, intake, entry(issuer, KIND))).outcome == "PASS"
    issuer.hosts(PATH, 503, b"")
    clock.moment += LIFE
    examined = await examine_entries(issuer, intake, entry(issuer, KIND))
    finding = found(examined, "status.revocation")
    assert (finding.code, finding.outcome) == ("STATUS_STALE", "UNKNOWN")
    assert examined.report.verdict == "INCOMPLETE"


async def test_a_list_that_was_out_of_date_when_it_was_served(issuer, issuer_intake):
    listed = edited(bitstring_list(issuer), {"/validUntil": "2026-02-01T00:00:00Z"})
    host_token(issuer, listed)
    finding = await revocation(issuer, issuer_intake, entry(issuer, KIND))
    assert finding.code == "STATUS_LIST_EXPIRED"


async def test_a_rollback_to_the_list_from_before_the_revocation(issuer, shared):
    intake, clock = shared
    dated(issuer, "2026-11-20T00:00:00Z", PLACE)
    assert (await revocation(issuer, intake, entry(issuer, KIND))).code == "REVOKED"
    dated(issuer, "2026-11-01T00:00:00Z")
    for _ in range(5):
        clock.moment += timedelta(hours=6)
        assert (await revocation(issuer, intake, entry(issuer, KIND))).code == "REVOKED"
    clock.moment += LIFE
    finding = await revocation(issuer, intake, entry(issuer, KIND))
    assert (finding.code, finding.outcome) == ("STATUS_STALE", "UNKNOWN")


async def test_who_watches_which_holder_is_looked_at(issuer, shared):
    """The issuer sees one request for its whole list, whoever's badge is looked at."""
    intake, _ = shared
    dated(issuer, "2026-11-01T00:00:00Z")
    for place in range(20):
        where = entry(issuer, KIND, {"/statusListIndex": str(place)})
        await examine_entries(issuer, intake, where)
    assert Counter(each.path for each in issuer.peer.asked)[PATH] == 1


async def test_a_list_so_short_that_it_tells_who_is_meant(issuer, issuer_intake):
    host_token(issuer, bitstring_list(issuer, size=100_000))
    finding = await revocation(issuer, issuer_intake, entry(issuer, KIND))
    assert (finding.code, finding.outcome) == ("STATUS_LIST_TOO_SHORT", "WARN")


@pytest.mark.parametrize(
    ("ahead", "code", "standing"),
    [(59, "CLOCK_SKEW_TOLERATED", "CURRENT"), (61, "NOT_YET_VALID", "NOT_YET_VALID")],
)
async def test_clock_skew(ahead, code, standing):
    begins = (NOW + timedelta(seconds=ahead)).isoformat()
    examined = await examine(signed({"/validFrom": begins}))
    assert found(examined, "validity.period").code == code
    assert examined.report.standing == standing


async def test_clock_skew_prolongs_nothing():
    ended = (NOW - timedelta(seconds=1)).isoformat()
    assert (await examine(signed({"/validUntil": ended}))).report.standing == "EXPIRED"


@pytest.mark.parametrize(
    "moment",
    [
        "9999-12-31T23:59:60Z",
        "99999-01-01T00:00:00Z",
        "2016-12-31T23:59:60Z",
        "0000-01-01T00:00:00Z",
        "-0001-01-01T00:00:00Z",
        "2026-02-30T00:00:00Z",
        "1e999",
        "∞",
    ],
)
async def test_a_moment_at_the_end_of_time(moment):
    """Whatever is made of it, it is an answer, and a date that says nothing lengthens nothing."""
    examined = await examine(signed({"/validUntil": moment}))
    readable = moment.startswith(("9999-", "2016-"))
    assert examined.report.standing == (
        "UNKNOWN" if not readable else "CURRENT" if moment.startswith("9999") else "EXPIRED"
    )


@pytest.mark.parametrize("nbf", [0.5, 10**30, -1, True, "1767225600"], ids=repr)
async def test_a_beginning_of_a_token_that_is_no_moment(nbf):
    examined = await examine(with_claim("nbf", nbf))
    assert found(examined, "proof.claims").code == "JWT_NBF_MISMATCH"
    assert examined.report.verdict == "NOT_VERIFIED"


def with_claim(name, value):
    badge = unsigned(key=TOKEN_KEY)
    claims = {**badge, "iss": badge["issuer"]["id"], "jti": badge["id"], name: value}
    return sign_compact({"typ": "JWT", "kid": method_of(TOKEN_KEY)}, claims, TOKEN_KEY)
