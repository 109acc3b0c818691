import pytest

from tests.documents.pngs import compressed_text, png
from tests.verification.samples import examine, found, judge, signed
from wallet.documents.limits import LIMITS, MEBIBYTE
from wallet.intake import Refused


async def test_an_ordinary_size():
    finding = found(await examine(signed()), "intake.limits")
    assert (finding.code, finding.outcome) == (None, "PASS")


@pytest.mark.parametrize(
    ("content", "code"),
    [
        pytest.param(b" " * (LIMITS.document_bytes + 1), "INPUT_TOO_LARGE", id="too-large"),
        pytest.param(
            b'{"a":' * (LIMITS.json_depth + 1) + b"1" + b"}" * (LIMITS.json_depth + 1),
            "JSON_TOO_DEEP",
            id="too-deep",
        ),
        pytest.param(
            b'{"a":' + b"[" * 200_000 + b"]" * 200_000 + b"}", "JSON_TOO_DEEP", id="far-too-deep"
        ),
        pytest.param(
            png(*[compressed_text(b"x", b"Comment%d" % n) for n in range(30_000)]),
            "IMAGE_TOO_LARGE",
            id="a-picture-of-many-parts",
        ),
        pytest.param(
            png(compressed_text(b"x" * (8 * MEBIBYTE))), "DECOMPRESSION_LIMIT", id="a-bomb"
        ),
    ],
)
async def test_what_is_too_large(content, code):
    refused = await judge(content)
    assert isinstance(refused, Refused)
    finding = found(refused, "intake.limits")
    assert (finding.code, finding.outcome) == (code, "FAIL")
    assert refused.report.verdict == "NOT_VERIFIED"
