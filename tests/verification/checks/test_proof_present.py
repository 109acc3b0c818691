import pytest

from tests.fixtures.issuer import REMOVED
from tests.verification.samples import examine, found, signed, token

CHECK = "proof.present"


@pytest.mark.parametrize("badge", [signed(), token()], ids=["document", "token"])
async def test_a_signed_badge(badge):
    finding = found(await examine(badge), CHECK)
    assert (finding.code, finding.outcome) == (None, "PASS")


@pytest.mark.parametrize(
    "proof", [REMOVED, None, [], "signed", 7, ["signed", None]], ids=lambda proof: repr(proof)[:20]
)
async def test_a_badge_that_nobody_signed(proof):
    examined = await examine(signed(after={"/proof": proof}))
    finding = found(examined, CHECK)
    assert (finding.code, finding.outcome) == ("NO_PROOF", "FAIL")
    assert "anybody could have written it" in finding.message
    assert examined.report.verdict == "NOT_VERIFIED"


async def test_a_badge_that_its_site_shows():
    hosted = {"id": "https://a.example/1", "type": "Assertion", "badge": {"name": "B"}}
    finding = found(await examine(hosted), CHECK)
    assert (finding.code, finding.outcome) == ("HOSTED_WITHOUT_PROOF", "SKIPPED")
