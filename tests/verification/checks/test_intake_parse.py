import pytest

from tests.verification.samples import encoded, examine, found, judge, signed, token
from wallet.intake import Refused

TEXT = encoded(signed())


async def test_text_that_can_be_read_in_one_way():
    finding = found(await examine(signed()), "intake.parse")
    assert (finding.code, finding.outcome) == (None, "PASS")


@pytest.mark.parametrize(
    ("content", "code"),
    [
        pytest.param(TEXT[:-1], "JSON_INVALID", id="cut-short"),
        pytest.param(TEXT + b"{}", "JSON_INVALID", id="two-texts"),
        pytest.param(token()[:-1] + "=", "JWS_INVALID", id="a-damaged-token"),
        pytest.param(b'{"name": "A", ' + TEXT[1:], "JSON_DUPLICATE_KEY", id="a-name-twice"),
        pytest.param(b'{"a": NaN, ' + TEXT[1:], "JSON_NON_FINITE", id="no-number"),
        pytest.param(b'{"a": 1e999, ' + TEXT[1:], "JSON_NON_FINITE", id="an-endless-number"),
        pytest.param(b'{"a": "\\ud800", ' + TEXT[1:], "UNICODE_INVALID", id="half-a-character"),
        pytest.param(b'{"a": "\xff", ' + TEXT[1:], "UNICODE_INVALID", id="no-utf-8"),
    ],
)
async def test_text_that_cannot(content, code):
    refused = await judge(content)
    assert isinstance(refused, Refused)
    finding = found(refused, "intake.parse")
    assert (refused.code, finding.code, finding.outcome) == (code, code, "FAIL")
    assert refused.report.verdict == "NOT_VERIFIED"
