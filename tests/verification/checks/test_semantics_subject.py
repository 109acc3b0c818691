import pytest

from tests.fixtures.issuer import REMOVED
from tests.verification.samples import examine, found, signed

CHECK = "semantics.subject"
IDENTITY = {"type": "IdentityObject", "identityType": "emailAddress", "identityHash": "a@b.example"}


@pytest.mark.parametrize(
    "edits",
    [
        {},
        {
            "/credentialSubject/id": REMOVED,
            "/credentialSubject/identifier": [{**IDENTITY, "hashed": False}],
        },
    ],
    ids=["by-id", "by-identity"],
)
async def test_a_badge_that_names_somebody(edits):
    finding = found(await examine(signed(edits)), CHECK)
    assert (finding.code, finding.outcome) == (None, "PASS")


async def test_a_badge_that_names_nobody():
    examined = await examine(signed({"/credentialSubject/id": REMOVED}))
    finding = found(examined, CHECK)
    assert (finding.code, finding.outcome) == ("SUBJECT_UNIDENTIFIED", "WARN")
    assert finding.pointer == "/credentialSubject"
    assert examined.report.verdict == "VERIFIED_WITH_WARNINGS"


async def test_other_generations_have_other_rules():
    hosted = {"id": "https://a.example/1", "type": "Assertion", "badge": {"name": "B"}}
    assert found(await examine(hosted), CHECK).code == "DOES_NOT_APPLY"
