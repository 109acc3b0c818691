import pytest

from tests.credentials.test_open_badges_2 import ASSERTION
from tests.verification.samples import examine, found, judge, signed, token, unsigned
from wallet.intake import Refused


@pytest.mark.parametrize(
    ("badge", "words"),
    [
        pytest.param(signed(), "OPEN_BADGES_3_LINKED_DATA", id="document"),
        pytest.param(token(), "OPEN_BADGES_3_JWT", id="token"),
    ],
)
async def test_a_generation_that_is_read(badge, words):
    finding = found(await examine(badge), "format.detected")
    assert (finding.code, finding.outcome) == (None, "PASS")
    assert words in finding.message


@pytest.mark.parametrize(
    ("content", "code", "words"),
    [
        pytest.param({}, "FORMAT_UNKNOWN", "no credential", id="nothing"),
        pytest.param({"type": "Profile"}, "FORMAT_UNKNOWN", "profile", id="a-profile"),
        pytest.param(
            {"type": "VerifiablePresentation"}, "FORMAT_UNKNOWN", "presentation", id="presentation"
        ),
        pytest.param(b"\x00\x01", "FORMAT_UNKNOWN", "", id="rubbish"),
        pytest.param(
            {**unsigned(), "type": ["Assertion", "OpenBadgeCredential"], "badge": {}},
            "FORMAT_AMBIGUOUS",
            "two",
            id="two-generations-at-once",
        ),
        pytest.param(
            unsigned({"/credentialSubject/achievement": [{"name": "A"}, {"name": "B"}]}),
            "FORMAT_AMBIGUOUS",
            "several",
            id="two-achievements-at-once",
        ),
    ],
)
async def test_what_is_refused(content, code, words):
    refused = await judge(content)
    assert isinstance(refused, Refused)
    finding = found(refused, "format.detected")
    assert (refused.code, finding.code, finding.outcome) == (code, code, "FAIL")
    assert words in finding.message
    assert (refused.retryable, refused.report.verdict) == (False, "NOT_VERIFIED")


async def test_an_address_that_counts_from_nowhere_is_remarked():
    said = {**ASSERTION, "id": "urn:uuid:1", "badge": {"name": "A", "image": "a.png"}}
    finding = found(await judge(said), "format.detected")
    assert (finding.code, finding.outcome) == ("ADDRESS_INCOMPLETE", "WARN")
    assert "badge/image" in finding.message
