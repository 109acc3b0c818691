import pytest

from tests.fixtures.issuer import edited
from tests.verification.samples import found
from tests.verification.status.lists import (
    PLACE,
    bitstring_list,
    entry,
    examine_entries,
    host_token,
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
    assert found(examined, CHECK).outcome == "WARN"


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
