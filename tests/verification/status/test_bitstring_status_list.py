"""One bit for each holder, in a signed credential: what it says, and all that makes it say nothing.

The list lies on a real server; the badge is a VC-JWT, so that an entry may be written in any way.
"""

from base64 import urlsafe_b64encode
from gzip import compress

import pytest

from tests.fixtures.issuer import edited
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
from wallet.verification.status import STATUS_METHODS

KIND = "BitstringStatusListEntry"
BOMB = urlsafe_b64encode(compress(bytes(64 * 1024 * 1024))).decode()
BITS = "/credentialSubject/encodedList"


def host(issuer, *places, edits=None, size=131_072, by=None):
    listed = edited(bitstring_list(issuer, *places, size=size), edits or {})
    return issuer.hosts(PATH, 200, issuer.maker.prove(listed, by or issuer.university, SUITE))


SUITE = "eddsa-rdfc-2022"


@pytest.mark.parametrize("other", [PLACE - 1, PLACE + 1, PLACE ^ 7])
async def test_a_clear_bit_stands_whatever_its_neighbours_say(issuer, issuer_intake, other):
    host(issuer, other)
    examined = await examine_entries(issuer, issuer_intake, entry(issuer, KIND))
    assert (examined.report.standing, examined.report.verdict) == ("CURRENT", "VERIFIED")
    finding = await revocation(issuer, issuer_intake, entry(issuer, KIND))
    assert (finding.outcome, finding.code) == ("PASS", None)
    assert (finding.looked_at, finding.source) == (issuer.url(PATH), "LIVE")


@pytest.mark.parametrize("index", [str(PLACE), PLACE], ids=["index-as-text", "index-as-number"])
async def test_a_set_bit_revokes(issuer, issuer_intake, index):
    host(issuer, PLACE)
    place = entry(issuer, KIND, {"/statusListIndex": index})
    examined = await examine_entries(issuer, issuer_intake, place)
    assert (examined.report.standing, examined.report.verdict) == ("REVOKED", "NOT_VERIFIED")


async def test_the_first_and_the_last_place_are_in_the_list(issuer, issuer_intake):
    host(issuer, 0, 131_071)
    for index in ("0", "131071"):
        finding = await revocation(
            issuer, issuer_intake, entry(issuer, KIND, {"/statusListIndex": index})
        )
        assert finding.code == "REVOKED"


@pytest.mark.parametrize(
    "index",
    ["131072", -1, "-1", "1.0", 1.5, True, None, "", "99999999999999", "\u0661", [PLACE], {}],
    ids=repr,
)
async def test_a_place_outside_the_list_says_nothing(issuer, issuer_intake, index):
    host(issuer, PLACE)
    place = entry(issuer, KIND, {"/statusListIndex": index})
    examined = await examine_entries(issuer, issuer_intake, place)
    assert examined.report.standing == "UNKNOWN"
    finding = await revocation(issuer, issuer_intake, place)
    assert (finding.code, finding.outcome) == ("STATUS_LIST_RANGE", "FAIL")


@pytest.mark.parametrize(
    ("edits", "code", "outcome"),
    [
        pytest.param(
            {"/credentialSubject/statusPurpose": "suspension"},
            "STATUS_LIST_PURPOSE_MISMATCH",
            "FAIL",
            id="for-another-purpose",
        ),
        pytest.param(
            {"/validUntil": "2026-02-01T00:00:00Z"}, "STATUS_LIST_EXPIRED", "FAIL", id="expired"
        ),
        pytest.param(
            {"/validFrom": "2999-01-01T00:00:00Z"}, "STATUS_LIST_EXPIRED", "FAIL", id="to-come"
        ),
        pytest.param(
            {"/type": ["VerifiableCredential"]}, "STATUS_LIST_INVALID", "FAIL", id="no-list-by-type"
        ),
        pytest.param({BITS: packed()}, "STATUS_LIST_INVALID", "FAIL", id="without-multibase"),
        pytest.param({BITS: "u!!"}, "STATUS_LIST_INVALID", "FAIL", id="no-base64"),
        pytest.param({BITS: "uYWJj"}, "STATUS_LIST_INVALID", "FAIL", id="no-gzip"),
        pytest.param({BITS: f"u{packed()[:-20]}"}, "STATUS_LIST_INVALID", "FAIL", id="cut-short"),
        pytest.param({BITS: f"u{BOMB}"}, "STATUS_LIST_INVALID", "FAIL", id="a-gzip-bomb"),
    ],
)
async def test_a_list_that_is_not_in_order(issuer, issuer_intake, edits, code, outcome):
    host(issuer, edits=edits)
    examined = await examine_entries(issuer, issuer_intake, entry(issuer, KIND))
    (finding,) = (f for f in examined.report.findings if f.check == "status.revocation")
    assert (finding.code, finding.outcome) == (code, outcome)
    assert (examined.report.standing, examined.report.verdict) == ("UNKNOWN", "INCOMPLETE")


async def test_a_list_with_unreadable_dates_says_nothing(issuer, issuer_intake):
    host(issuer, edits={"/validUntil": "some day"})
    finding = await revocation(issuer, issuer_intake, entry(issuer, KIND))
    assert finding.code == "STATUS_LIST_INVALID"


async def test_a_list_for_several_purposes_serves_each(issuer, issuer_intake):
    host(issuer, PLACE, edits={"/credentialSubject/statusPurpose": ["revocation", "suspension"]})
    assert (await revocation(issuer, issuer_intake, entry(issuer, KIND))).code == "REVOKED"


async def test_a_short_list_is_remarked_on(issuer, issuer_intake):
    host(issuer, size=100_000)
    examined = await examine_entries(issuer, issuer_intake, entry(issuer, KIND))
    assert examined.report.verdict == "VERIFIED_WITH_WARNINGS"
    finding = await revocation(issuer, issuer_intake, entry(issuer, KIND))
    assert (finding.code, finding.outcome) == ("STATUS_LIST_TOO_SHORT", "WARN")
    host(issuer, PLACE, size=100_000)
    assert (await revocation(issuer, issuer_intake, entry(issuer, KIND))).code == "REVOKED"


@pytest.mark.parametrize(
    ("http_status", "body", "code"),
    [
        pytest.param(404, b"", "STATUS_UNREACHABLE", id="missing"),
        pytest.param(503, b"{}", "STATUS_UNREACHABLE", id="out-of-order"),
        pytest.param(200, b"{}", "STATUS_LIST_INVALID", id="no-credential"),
        pytest.param(200, b"[]", "STATUS_LIST_INVALID", id="an-empty-list"),
        pytest.param(200, b"[{}, {}]", "STATUS_LIST_INVALID", id="a-list"),
        pytest.param(200, b"\xff\x00", "STATUS_LIST_INVALID", id="no-text"),
        pytest.param(200, b"https://issuer.example/x", "STATUS_LIST_INVALID", id="an-address"),
    ],
)
async def test_an_answer_that_is_no_list(issuer, issuer_intake, http_status, body, code):
    issuer.hosts(PATH, http_status, body)
    assert (await revocation(issuer, issuer_intake, entry(issuer, KIND))).code == code


async def test_a_silent_host_is_a_doubt(issuer, issuer_intake):
    url = issuer.url(PATH, "lost.example")
    issuer.lost_hosts.add("lost.example")
    finding = await revocation(
        issuer, issuer_intake, entry(issuer, KIND, {"/statusListCredential": url})
    )
    assert (finding.code, finding.outcome) == ("STATUS_UNREACHABLE", "UNKNOWN")
    assert finding.looked_at == url


@pytest.mark.parametrize("named", [None, 7, ["https://issuer.example/"], {}], ids=repr)
async def test_an_entry_that_names_no_list(issuer, issuer_intake, named):
    place = entry(issuer, KIND, {"/statusListCredential": named})
    assert (await revocation(issuer, issuer_intake, place)).code == "STATUS_LIST_INVALID"


async def test_an_altered_list_says_nothing_either_way(issuer, issuer_intake):
    for before, after in ((), (PLACE,)), ((PLACE,), ()):
        host(issuer, *before)
        listed = issuer.maker.prove(bitstring_list(issuer, *before), issuer.university, SUITE)
        listed["credentialSubject"]["encodedList"] = f"u{packed(*after)}"
        issuer.hosts(PATH, 200, listed)
        finding = await revocation(issuer, issuer_intake, entry(issuer, KIND))
        assert finding.code == "STATUS_LIST_INVALID"


async def test_a_stranger_s_list_may_withdraw_but_never_clear(issuer, issuer_intake):
    by = issuer.library
    host(issuer, edits={"/issuer": by.id}, by=by)
    clear = await revocation(issuer, issuer_intake, entry(issuer, KIND))
    assert (clear.code, clear.outcome) == ("STATUS_LIST_ISSUER_MISMATCH", "FAIL")
    host(issuer, PLACE, edits={"/issuer": by.id}, by=by)
    assert (await revocation(issuer, issuer_intake, entry(issuer, KIND))).code == "REVOKED"


async def test_a_stranger_signing_in_the_issuer_s_name_is_no_list(issuer, issuer_intake):
    host(issuer, by=issuer.library)
    finding = await revocation(issuer, issuer_intake, entry(issuer, KIND))
    assert finding.code == "STATUS_LIST_INVALID"


async def test_a_list_whose_key_cannot_be_had_is_a_doubt(issuer, issuer_intake):
    listed = edited(
        bitstring_list(issuer), {"/issuer": "did:web:lost.example", "/id": issuer.url(PATH)}
    )
    proven = issuer.maker.prove(listed, issuer.university, SUITE)
    proven["proof"]["verificationMethod"] = "did:web:lost.example#proofs"
    issuer.lost_hosts.add("lost.example")
    issuer.hosts(PATH, 200, proven)
    finding = await revocation(issuer, issuer_intake, entry(issuer, KIND))
    assert (finding.code, finding.outcome) == ("STATUS_UNREACHABLE", "UNKNOWN")
    assert "signature" in finding.message


async def test_a_list_may_be_a_token(issuer, issuer_intake):
    host_token(issuer, bitstring_list(issuer, PLACE))
    assert (await revocation(issuer, issuer_intake, entry(issuer, KIND))).code == "REVOKED"
    host_token(issuer, bitstring_list(issuer))
    assert (await revocation(issuer, issuer_intake, entry(issuer, KIND))).code is None


@pytest.mark.parametrize(
    ("size", "bits", "code"),
    [
        pytest.param(2, (2 * 1000 + 1,), "REVOKED", id="its-second-bit-is-set"),
        pytest.param(2, (1000,), None, id="a-bit-elsewhere-is-set"),
        pytest.param("2", (), "STATUS_LIST_INVALID", id="a-size-in-letters"),
        pytest.param(0, (), "STATUS_LIST_INVALID", id="a-size-of-nothing"),
        pytest.param(True, (), "STATUS_LIST_INVALID", id="a-size-that-is-no-number"),
        pytest.param(10**9, (), "STATUS_LIST_INVALID", id="a-size-beyond-all-lists"),
    ],
)
async def test_entries_of_several_bits_are_read_where_they_lie(
    issuer, issuer_intake, size, bits, code
):
    host(issuer, *bits, size=262_144)
    place = entry(issuer, KIND, {"/statusListIndex": "1000", "/statusSize": size})
    assert (await revocation(issuer, issuer_intake, place)).code == code


async def test_a_list_is_as_long_as_it_has_entries(issuer, issuer_intake):
    host(issuer, size=131_072)
    place = entry(issuer, KIND, {"/statusSize": 2, "/statusListIndex": "1000"})
    assert (await revocation(issuer, issuer_intake, place)).code == "STATUS_LIST_TOO_SHORT"


async def test_a_list_from_a_time_to_come_is_not_believed_today(issuer, issuer_intake):
    host(issuer, PLACE, edits={"/validFrom": "2999-01-01T00:00:00Z"})
    assert (await revocation(issuer, issuer_intake, entry(issuer, KIND))).code != "REVOKED"


def test_serves_the_type_of_the_standard():
    assert STATUS_METHODS[KIND].types == (KIND,)
