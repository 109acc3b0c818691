"""The list that an issuer of version 2 names for its signed assertions."""

import pytest

from tests.fixtures.issuer import REMOVED, edited
from tests.verification.samples import found
from tests.verification.status.lists import examine
from wallet.demonstration import awards, open_badges_2

UID = "uid-77"


async def read(issuer, intake, *revoked, edits=None, of=None, http_status=200):
    listed = open_badges_2.revocation_list(issuer.academy) | {"revokedAssertions": [*revoked]}
    issuer.hosts_at(listed["id"], http_status, edited(listed, edits or {}))
    examined = await examine(issuer.open_badge_2_token(of or {"/uid": UID}), intake)
    assert examined.report.integrity == "INTACT"
    return found(examined, "status.revocation")


@pytest.fixture
def assertion_id(issuer):
    return issuer.issuance.urn(f"assertion {awards.MENTORING.slug}")


async def test_an_assertion_that_is_not_listed_stands(issuer, issuer_intake):
    finding = await read(issuer, issuer_intake, {"id": "urn:uuid:other"}, {"uid": {}}, 3)
    assert (finding.outcome, finding.looked_at) == ("PASS", issuer.academy.url("revoked.json"))


@pytest.mark.parametrize("spelling", ["text", "id", "uid"])
async def test_an_assertion_that_is_listed_is_revoked(
    issuer, issuer_intake, assertion_id, spelling
):
    entry = {"text": assertion_id, "id": {"id": assertion_id}, "uid": {"uid": UID}}[spelling]
    finding = await read(issuer, issuer_intake, entry)
    assert (finding.code, finding.outcome) == ("REVOKED", "FAIL")


async def test_the_issuer_s_reason_is_told(issuer, issuer_intake, assertion_id):
    entry = {"id": assertion_id, "revocationReason": "Left early."}
    assert "Left early." in (await read(issuer, issuer_intake, entry)).message


@pytest.mark.parametrize(
    ("edits", "code"),
    [
        pytest.param(
            {"/issuer": "https://other.example/issuer"}, "STATUS_LIST_ISSUER_MISMATCH", id="another"
        ),
        pytest.param({"/revokedAssertions": REMOVED}, "STATUS_LIST_INVALID", id="without-a-list"),
        pytest.param({"/revokedAssertions": "all"}, "STATUS_LIST_INVALID", id="with-no-list"),
    ],
)
async def test_a_list_that_is_not_in_order(issuer, issuer_intake, edits, code):
    assert (await read(issuer, issuer_intake, edits=edits)).code == code


async def test_a_list_that_names_no_issuer_counts_since_the_profile_names_it(issuer, issuer_intake):
    assert (await read(issuer, issuer_intake, edits={"/issuer": REMOVED})).outcome == "PASS"


async def test_a_missing_list_is_a_doubt(issuer, issuer_intake):
    finding = await read(issuer, issuer_intake, http_status=404)
    assert (finding.code, finding.outcome) == ("STATUS_UNREACHABLE", "UNKNOWN")


async def test_an_assertion_without_an_id_cannot_be_sought(issuer, issuer_intake):
    finding = await read(issuer, issuer_intake, of={"/id": REMOVED})
    assert (finding.code, finding.outcome) == ("STATUS_UNREACHABLE", "UNKNOWN")
    assert "no id" in finding.message
