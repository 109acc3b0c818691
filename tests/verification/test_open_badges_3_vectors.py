"""1EdTech's Open Badges 3.0 files: the verdict and the reason agree with their own tests.

Their issuers live at fictional addresses, so what an issuer would publish is composed here from
the key that the sample names (`profile_listing`); nothing of a sample itself is changed.
"""

import pytest

from tests.vector_webs import web_of_open_badges_3
from tests.vectors import OB30, intake_over, needs_vectors
from wallet.intake import Examined, Refused

pytestmark = needs_vectors

VERIFIED = ("VERIFIED", None)
ALTERED_TYPE = ("NOT_VERIFIED", "RELATIVE_IRI")
EXPECTED = {
    "bit-string-list/credential-status-revoked-blank-nodes.json": ("NOT_VERIFIED", "REVOKED"),
    "bit-string-list/credential-status-revoked.json": ("NOT_VERIFIED", "REVOKED"),
    "bit-string-list/testlist": VERIFIED,
    "complete.json": ("VERIFIED", "CHILD_INVALID"),
    "credential-status-revoked.json": ("NOT_VERIFIED", "REVOKED"),
    "endorsement-err-schema-status-refresh.json": ("NOT_VERIFIED", "SIGNATURE_INVALID"),
    "endorsement-valid.json": VERIFIED,
    "sd/derivedcredential.json": ("VERIFIED_WITH_WARNINGS", "STATUS_WITHHELD"),
    "simple-context-alias.json": VERIFIED,
    "simple-context-version.json": VERIFIED,
    "simple-did-web-method.json": VERIFIED,
    "simple-eddsa-2022.json": ("VERIFIED_WITH_WARNINGS", "SUITE_DEPRECATED"),
    "simple-err-context.json": ("NOT_VERIFIED", "CONTEXT_ORDER"),
    "simple-err-credential-subject-achievement-result-description-type.json": ALTERED_TYPE,
    "simple-err-credential-subject-identifier-type.json": ALTERED_TYPE,
    "simple-err-credential-subject-profile-type.json": ALTERED_TYPE,
    "simple-err-credential-subject-result-type.json": ALTERED_TYPE,
    "simple-err-credential-subject-type.json": ALTERED_TYPE,
    "simple-err-evidence-type.json": ALTERED_TYPE,
    "simple-err-expired.json": ("NOT_VERIFIED", "EXPIRED"),
    "simple-err-issued.json": ("NOT_VERIFIED", "NOT_YET_VALID"),
    "simple-err-issuer-otheridentifier-type.json": ALTERED_TYPE,
    "simple-err-issuer-parentorg-type.json": ALTERED_TYPE,
    "simple-err-issuer-type.json": ALTERED_TYPE,
    "simple-err-issuer.json": ("NOT_VERIFIED", "SCHEMA_INVALID"),
    "simple-err-proof-method-no-scheme.json": ("NOT_VERIFIED", "KEY_NOT_FOUND"),
    "simple-err-proof-method-unknown-scheme.json": ("NOT_VERIFIED", "KEY_NOT_FOUND"),
    "simple-err-proof-method.json": ("NOT_VERIFIED", "KEY_UNREADABLE"),
    "simple-err-proof-value.json": ("NOT_VERIFIED", "SIGNATURE_INVALID"),
    "simple-err-type.json": ALTERED_TYPE,
    "simple-json.png": VERIFIED,
    "simple-json.svg": VERIFIED,
    "simple-jwt.png": VERIFIED,
    "simple-jwt.svg": VERIFIED,
    "simple-jwt_v1.png": VERIFIED,
    "simple-jwt_v1.svg": VERIFIED,
    "simple-multiple-proofs.json": VERIFIED,
    "simple-noproof.json": ("NOT_VERIFIED", "NO_PROOF"),
    "simple.1ob": VERIFIED,
    "simple.json": VERIFIED,
    "simple.jwt": ("NOT_VERIFIED", "KEY_NOT_FOUND"),
    "simple_v1.json": VERIFIED,
    "velocity.jwt": ("NOT_VERIFIED", "JWT_NBF_MISMATCH"),
}
# By file: what upstream says, what we say, our reason, and the argument for it.
DIFFERENCES = {
    "simple-did-key-method.json": (
        "valid",
        "NOT_VERIFIED",
        "CONTROLLER_MISMATCH",
        "the key is a stranger's did:key; the https issuer that it names says nothing of it, so "
        "anybody could have signed this",
    ),
    "simple-err-proof-method-unknown-did-method.json": (
        "invalid",
        "INCOMPLETE",
        "DID_UNRESOLVED",
        "a DID method that we cannot look up is our lack, not a forgery",
    ),
    "complete_v1.json": (
        "no verdict",
        "NOT_VERIFIED",
        "RELATIVE_IRI",
        "its credentialSchema has a type that its contexts do not define, so it is not signed",
    ),
}


async def _examined(name: str) -> Examined:
    file = OB30 / name
    intake = intake_over(web_of_open_badges_3(file))
    documents = intake.documents_in(file.read_bytes())
    assert not isinstance(documents, Refused)
    examined = await intake.examine(documents[0], known=None)
    assert isinstance(examined, Examined)
    return examined


@pytest.mark.parametrize("name", EXPECTED)
async def test_agrees_with_upstream(name: str) -> None:
    verdict, code = EXPECTED[name]
    report = (await _examined(name)).report
    codes = {f.code for f in report.findings if f.outcome not in {"PASS", "SKIPPED"}}
    assert report.verdict.value == verdict, codes
    assert code in codes if code else not codes


@pytest.mark.parametrize("name", DIFFERENCES)
async def test_differs_with_an_argument(name: str) -> None:
    _, verdict, code, argument = DIFFERENCES[name]
    assert argument
    report = (await _examined(name)).report
    codes = {f.code for f in report.findings if f.outcome in {"FAIL", "UNKNOWN"}}
    assert (report.verdict.value, code in codes) == (verdict, True), codes


def test_every_file_is_accounted_for() -> None:
    there = {str(file.relative_to(OB30)) for file in OB30.rglob("*") if file.is_file()}
    assert there == {*EXPECTED, *DIFFERENCES}
