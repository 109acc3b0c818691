import pytest

from tests.documents import pdfs
from tests.documents.pngs import png, text
from tests.verification.samples import encoded, examine, found, judge, signed
from wallet.intake import Refused

BADGE, OTHER = encoded(signed()), encoded(signed({"/name": "Other"}))
KEYWORD = b"openbadgecredential"


def svg(*payloads, beside=""):
    space = "https://purl.imsglobal.org/ob/v3p0"
    inside = "".join(
        f"<openbadges:credential><![CDATA[{p.decode()}]]></openbadges:credential>" for p in payloads
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:openbadges="{space}">{inside}{beside}</svg>'
    ).encode()


async def test_a_badge_without_a_picture():
    finding = found(await examine(signed()), "intake.unbake")
    assert (finding.code, finding.outcome) == ("DOES_NOT_APPLY", "SKIPPED")


@pytest.mark.parametrize(
    "picture",
    [png(text(BADGE, KEYWORD)), svg(BADGE), pdfs.pdf(keys={"openbadges": BADGE.decode()})],
    ids=["png", "svg", "pdf"],
)
async def test_a_picture_with_one_badge(picture):
    examined = await examine(picture)
    finding = found(examined, "intake.unbake")
    assert (finding.code, finding.outcome) == (None, "PASS")
    assert (examined.report.verdict, examined.document.original) == ("VERIFIED", picture)


@pytest.mark.parametrize(
    ("picture", "code"),
    [
        pytest.param(
            png(text(BADGE, KEYWORD), tail=b"more"), "IMAGE_TRAILING_DATA", id="data-after-the-end"
        ),
        pytest.param(
            svg(BADGE, beside="<script>alert(1)</script>"), "IMAGE_ACTIVE_CONTENT", id="a-script"
        ),
    ],
)
async def test_what_is_remarked_on(picture, code):
    examined = await examine(picture)
    finding = found(examined, "intake.unbake")
    assert (finding.code, finding.outcome) == (code, "WARN")
    assert examined.report.verdict == "VERIFIED_WITH_WARNINGS"


@pytest.mark.parametrize(
    ("picture", "code"),
    [
        pytest.param(png(), "IMAGE_NO_CREDENTIAL", id="an-empty-png"),
        pytest.param(svg(), "IMAGE_NO_CREDENTIAL", id="an-empty-svg"),
        pytest.param(png(text(BADGE, KEYWORD))[:-6], "IMAGE_CORRUPT", id="a-png-cut-short"),
        pytest.param(svg(BADGE)[:-6], "IMAGE_CORRUPT", id="an-svg-cut-short"),
        pytest.param(
            png(text(BADGE, KEYWORD), text(OTHER, KEYWORD)),
            "IMAGE_MULTIPLE_CREDENTIALS",
            id="a-png-with-two",
        ),
        pytest.param(
            png(text(BADGE, KEYWORD), text(OTHER)),
            "IMAGE_MULTIPLE_CREDENTIALS",
            id="a-png-with-two-under-two-names",
        ),
        pytest.param(svg(BADGE, OTHER), "IMAGE_MULTIPLE_CREDENTIALS", id="an-svg-with-two"),
        pytest.param(b"PK\x03\x04...", "ARCHIVE_UNREADABLE", id="a-damaged-archive"),
        pytest.param(pdfs.pdf()[:40], "PDF_UNREADABLE", id="a-pdf-cut-short"),
        pytest.param(
            pdfs.pdf(keys={"openbadges": BADGE.decode()}, password="secret"),
            "PDF_LOCKED",
            id="a-locked-pdf",
        ),
    ],
)
async def test_what_is_refused(picture, code):
    refused = await judge(picture)
    assert isinstance(refused, Refused)
    finding = found(refused, "intake.unbake")
    assert (refused.code, finding.code, finding.outcome) == (code, code, "FAIL")
