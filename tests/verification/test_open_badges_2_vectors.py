"""1EdTech's Open Badges 2.0 files: the verdict and the reason agree with their own tests."""

import pytest

from tests.vector_webs import web_of_open_badges_2
from tests.vectors import OB20, intake_over, needs_vectors
from wallet.intake import Examined, Refused

pytestmark = needs_vectors

VERIFIED = ("VERIFIED", None)
EXPECTED = {
    "assertion-with-endorsements.json": VERIFIED,
    "assertion-with-extension-node-basic.json": VERIFIED,
    "assertion-with-multiple-extensions.json": VERIFIED,
    "basic-assertion-expired-before-issued.json": ("NOT_VERIFIED", "DATES_INVERTED"),
    "basic-assertion-expired.json": ("NOT_VERIFIED", "EXPIRED"),
    "basic-assertion-in-future.json": ("NOT_VERIFIED", "NOT_YET_VALID"),
    "basic-assertion-invalid-context.json": ("NOT_VERIFIED", "CONTEXT_ORDER"),
    "basic-assertion-invalid-type.json": ("NOT_VERIFIED", "SCHEMA_INVALID"),
    "basic-assertion-no-public-key.json": VERIFIED,
    "basic-assertion-with-allowed-origins-invalid-multiple-starts-with.json": (
        "NOT_VERIFIED",
        "HOST_OUT_OF_SCOPE",
    ),
    "basic-assertion-with-allowed-origins-invalid-starts-with.json": (
        "NOT_VERIFIED",
        "HOST_OUT_OF_SCOPE",
    ),
    "basic-assertion-with-allowed-origins-valid-multiple-starts-with.json": VERIFIED,
    "basic-assertion-with-allowed-origins-valid-starts-with.json": VERIFIED,
    "basic-assertion-with-allowed-origins.json": VERIFIED,
    "basic-assertion-with-language.json": VERIFIED,
    "basic-assertion.json": VERIFIED,
    "simple-badge.png": VERIFIED,
    "simple-not-revoked.jwt": VERIFIED,
    "simple-revoked.jwt": ("NOT_VERIFIED", "REVOKED"),
    "simple.jwt": VERIFIED,
    "warning-with-redirection.json": VERIFIED,
}
# By file: what upstream says, what we say, our reason, and the argument for it.
DIFFERENCES = {
    "assertion-with-data-image.json": (
        "invalid",
        "VERIFIED",
        None,
        "a picture inside the assertion is against the letter, but says nothing about who awarded "
        "it: calling it altered would be false",
    ),
    "assertion-with-extension-node-invalid.json": (
        "invalid",
        "VERIFIED",
        None,
        "the schemas of extensions are checked by a later check of their own; an extension is not "
        "read, so nothing of it is shown",
    ),
    "warning-issuer-non-http.json": (
        "warning",
        "NOT_VERIFIED",
        "HOST_OUT_OF_SCOPE",
        "an issuer without a web address anchors nothing: anybody can write such a badge",
    ),
}
NO_AWARD = ("badge-class-with-language.json", "issuer-compact-iri-validation.json")


async def _examined(name: str) -> Examined | Refused:
    intake = intake_over(web_of_open_badges_2(OB20 / name))
    documents = intake.documents_in((OB20 / name).read_bytes())
    assert not isinstance(documents, Refused)
    return await intake.examine(documents[0], known=None)


def _said(examined: Examined | Refused) -> tuple[str, set[str | None]]:
    codes = {f.code for f in examined.report.findings if f.outcome in {"FAIL", "UNKNOWN"}}
    return examined.report.verdict.value, codes


@pytest.mark.parametrize("name", EXPECTED)
async def test_agrees_with_upstream(name: str) -> None:
    verdict, code = EXPECTED[name]
    assert _said(await _examined(name)) == (verdict, {code} - {None})


@pytest.mark.parametrize("name", DIFFERENCES)
async def test_differs_with_an_argument(name: str) -> None:
    _, verdict, code, argument = DIFFERENCES[name]
    assert argument
    assert _said(await _examined(name)) == (verdict, {code} - {None})


@pytest.mark.parametrize("name", NO_AWARD)
async def test_a_badge_class_or_profile_alone_is_no_credential(name: str) -> None:
    refused = await _examined(name)
    assert isinstance(refused, Refused)
    assert refused.code == "FORMAT_UNKNOWN"


def test_every_file_is_accounted_for() -> None:
    listed = {*EXPECTED, *DIFFERENCES, *NO_AWARD, "redirected-validation-subject.json"}
    assert {file.name for file in OB20.iterdir() if file.is_file()} == listed
