import pytest

from tests.fixtures.issuer import edited
from tests.fixtures.sd_jwts import METADATA, METADATA_DOCUMENT, by_hand
from tests.verification.samples import Answering, answer, examine, found, token
from tests.verification.status import test_token_status_list as token_list
from tests.verification.status.lists import (
    PATH,
    PLACE,
    bitstring_list,
    entry,
    examine_entries,
    host_token,
    packed,
)

CHECK = "status.suspension"
KIND = "BitstringStatusListEntry"
SUSPENSION = {"/credentialSubject/statusPurpose": "suspension"}


async def look(issuer, intake, *places, purpose="suspension", listed=SUSPENSION):
    host_token(issuer, edited(bitstring_list(issuer, *places), listed))
    place = entry(issuer, KIND, {"/statusPurpose": purpose})
    examined = await examine_entries(issuer, intake, place)
    return examined, found(examined, CHECK)


async def test_not_suspended(issuer, issuer_intake):
    examined, finding = await look(issuer, issuer_intake)
    assert (finding.code, finding.outcome) == (None, "PASS")
    assert found(examined, "status.revocation").outcome == "SKIPPED"
    assert examined.report.verdict == "VERIFIED"


async def test_suspended(issuer, issuer_intake):
    examined, finding = await look(issuer, issuer_intake, PLACE)
    assert (finding.code, finding.outcome) == ("SUSPENDED", "FAIL")
    assert "suspended" in finding.message
    assert (examined.report.standing, examined.report.verdict) == ("SUSPENDED", "NOT_VERIFIED")


async def test_a_list_for_revocation_suspends_nothing(issuer, issuer_intake):
    _, finding = await look(issuer, issuer_intake, PLACE, listed={})
    assert (finding.code, finding.outcome) == ("STATUS_LIST_PURPOSE_MISMATCH", "FAIL")


async def test_a_missing_list_is_a_doubt(issuer, issuer_intake):
    place = entry(issuer, KIND, {"/statusPurpose": "suspension"})
    examined = await examine_entries(issuer, issuer_intake, place)
    finding = found(examined, CHECK)
    assert (finding.code, finding.outcome) == ("STATUS_UNREACHABLE", "UNKNOWN")
    assert examined.report.standing == "UNKNOWN"


async def test_a_short_list_is_remarked_on(issuer, issuer_intake):
    listed = {"/credentialSubject/statusPurpose": "suspension"}
    host_token(issuer, edited(bitstring_list(issuer, size=100_000), listed))
    place = entry(issuer, KIND, {"/statusPurpose": "suspension"})
    examined = await examine_entries(issuer, issuer_intake, place)
    finding = found(examined, CHECK)
    assert (finding.code, finding.outcome) == ("STATUS_LIST_TOO_SHORT", "WARN")


async def test_a_revocation_is_another_check_s(issuer, issuer_intake):
    examined, finding = await look(issuer, issuer_intake, PLACE, purpose="revocation", listed={})
    assert (finding.code, examined.report.standing) == ("DOES_NOT_APPLY", "REVOKED")


@pytest.mark.parametrize("suspended", [True, False])
async def test_revoked_is_said_before_suspended(issuer, issuer_intake, suspended):
    both = {"/credentialSubject/statusPurpose": ["revocation", "suspension"]}
    host_token(issuer, edited(bitstring_list(issuer, PLACE, *([PLACE + 1] * suspended)), both))
    examined = await examine_entries(
        issuer,
        issuer_intake,
        entry(issuer, KIND, {"/statusPurpose": "suspension", "/statusListIndex": str(PLACE + 1)}),
        entry(issuer, KIND),
    )
    assert examined.report.standing == "REVOKED"
    assert found(examined, CHECK).code == ("SUSPENDED" if suspended else None)


@pytest.mark.parametrize(
    ("edits", "code"),
    [
        ({"/validUntil": "2026-02-01T00:00:00Z"}, "STATUS_LIST_EXPIRED"),
        ({"/type": ["VerifiableCredential"]}, "STATUS_LIST_INVALID"),
        ({"/credentialSubject/encodedList": f"u{packed(size=8)}"}, "STATUS_LIST_RANGE"),
    ],
)
async def test_of_a_list_that_is_not_in_order(issuer, issuer_intake, edits, code):
    examined, finding = await look(issuer, issuer_intake, listed={**SUSPENSION, **edits})
    assert (finding.code, finding.outcome) == (code, "FAIL")
    assert examined.report.standing == "UNKNOWN"


async def test_of_somebody_else_s_list(issuer, issuer_intake):
    by = issuer.library
    listed = edited(bitstring_list(issuer), {**SUSPENSION, "/issuer": by.id})
    issuer.hosts(PATH, 200, issuer.maker.prove(listed, by, "eddsa-rdfc-2022"))
    place = entry(issuer, KIND, {"/statusPurpose": "suspension"})
    finding = found(await examine_entries(issuer, issuer_intake, place), CHECK)
    assert (finding.code, finding.outcome) == ("STATUS_LIST_ISSUER_MISMATCH", "FAIL")


async def test_of_a_number_that_only_its_issuer_knows():
    said = token_list.status_list(bytes([3]), 2)
    web = {METADATA: METADATA_DOCUMENT, token_list.LIST: said}
    entries = {"status_list": {"idx": 0, "uri": token_list.LIST}}
    finding = found(await examine(by_hand({"status": entries}), web), CHECK)
    assert (finding.code, finding.outcome) == ("STATUS_METHOD_UNKNOWN", "UNKNOWN")


@pytest.mark.parametrize(
    ("failure", "code"), [("STALE", "STATUS_STALE"), ("TIMED_OUT", "STATUS_UNREACHABLE")]
)
async def test_of_a_list_that_did_not_come(failure, code):
    url = "https://a.example/list"
    named = {
        "type": KIND,
        "statusPurpose": "suspension",
        "statusListIndex": "1",
        "statusListCredential": url,
    }
    silent = Answering({url: answer(url, http_status=None, failure=failure)})
    finding = found(await examine(token({"/credentialStatus": named}), silent), CHECK)
    assert (finding.code, finding.outcome) == (code, "UNKNOWN")
