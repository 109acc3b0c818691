import pytest

from tests.fixtures.issuer import REMOVED
from tests.verification.samples import STRANGER, TOKEN_KEY, did_of, examine, found, signed, token
from tests.verification.within import (
    ACHIEVEMENT,
    BADGE,
    endorsement,
    endorsement_token,
)
from wallet.credentials.credential import Profile
from wallet.verification.case import MOST_CHILDREN

CHECK = "endorsements"
OF_ACHIEVEMENT = "/credentialSubject/achievement/endorsement"


@pytest.mark.parametrize(
    "edits",
    [
        pytest.param({"/endorsement": [endorsement(BADGE)]}, id="of-the-badge"),
        pytest.param({OF_ACHIEVEMENT: [endorsement(ACHIEVEMENT)]}, id="of-its-achievement"),
        pytest.param(
            {"/endorsementJwt": [endorsement_token(BADGE, key=STRANGER)]}, id="by-a-token"
        ),
    ],
)
async def test_endorsements_that_hold(edits):
    examined = await examine(signed(edits))
    finding = found(examined, CHECK)
    assert (finding.code, finding.outcome, finding.answer) == (None, "PASS", "INFORMATION")
    (endorsed,) = examined.report.nested
    assert (endorsed.verdict, endorsed.kind) == ("VERIFIED", "ENDORSEMENT")
    assert endorsed.comment == {"und": "We would hire them."}


async def test_an_endorsement_of_the_issuer():
    examined = await examine(
        token({"/issuer/endorsement": [endorsement(did_of(TOKEN_KEY), key=STRANGER)]})
    )
    (endorsed,) = examined.report.nested
    assert (endorsed.verdict, endorsed.pointer) == ("VERIFIED", "/issuer/endorsement/0")
    assert endorsed.issuer == Profile(did_of(STRANGER), {"und": "Guild of Solderers"})


BAD = endorsement(BADGE)
UNSIGNED = {name: value for name, value in BAD.items() if name != "proof"}


@pytest.mark.parametrize(
    ("edits", "code", "outcome", "verdict"),
    [
        pytest.param(
            {"/endorsement": [{**BAD, "name": "Best of all"}]},
            *("CHILD_INVALID", "WARN", "NOT_VERIFIED"),
            id="altered",
        ),
        pytest.param(
            {"/endorsement": [UNSIGNED]}, "CHILD_INVALID", "WARN", "NOT_VERIFIED", id="unsigned"
        ),
        pytest.param(
            {"/endorsement": [endorsement("https://elsewhere.example/badge")]},
            *("ENDORSEMENT_MISPLACED", "WARN", "NOT_VERIFIED"),
            id="of-something-else",
        ),
        pytest.param(
            {"/endorsement": [endorsement(BADGE, edits={"/credentialSubject/id": REMOVED})]},
            *("ENDORSEMENT_MISPLACED", "WARN", "NOT_VERIFIED"),
            id="of-nothing",
        ),
        pytest.param(
            {"/endorsementJwt": [token({"/credentialSubject/id": BADGE})]},
            *("ENDORSEMENT_MISPLACED", "WARN", "NOT_VERIFIED"),
            id="that-is-a-badge",
        ),
        pytest.param(
            {"/endorsement": [{**BAD, "proof": {**BAD["proof"], "cryptosuite": "bbs-2023"}}]},
            *("CHILD_INCOMPLETE", "UNKNOWN", "INCOMPLETE"),
            id="of-an-unknown-kind",
        ),
        pytest.param(
            {"/endorsementJwt": [BAD]}, "CHILD_INVALID", "WARN", "NOT_VERIFIED", id="no-token"
        ),
    ],
)
async def test_one_that_is_not_in_order_is_a_remark_and_never_good(edits, code, outcome, verdict):
    examined = await examine(token(edits))
    finding = found(examined, CHECK)
    assert (finding.code, finding.outcome) == (code, outcome)
    assert examined.report.verdict == "VERIFIED"
    (endorsed,) = examined.report.nested
    assert (endorsed.verdict, endorsed.code) == (verdict, code)


async def test_a_badge_without_endorsements():
    assert found(await examine(signed()), CHECK).code == "DOES_NOT_APPLY"


async def test_more_than_are_checked():
    crowd = ["eyJh.eyJi.c2ln"] * (MOST_CHILDREN + 1)
    finding = found(await examine(token({"/endorsementJwt": crowd})), CHECK)
    assert (finding.code, finding.outcome) == ("CHILD_LIMIT", "FAIL")
