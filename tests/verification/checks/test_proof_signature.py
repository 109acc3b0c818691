from base64 import urlsafe_b64decode, urlsafe_b64encode
from json import dumps, loads

import pytest

from tests.verification.samples import (
    KEY,
    STRANGER,
    TOKEN_KEY,
    base_proven,
    contexts,
    examine,
    found,
    method_of,
    signed,
    token,
    unsigned,
)
from wallet.proofs.deriving import derive
from wallet.proofs.jose import sign_compact
from wallet.proofs.keys import KeyKind, PrivateKey

EDDSA = ["eddsa-rdfc-2022", "eddsa-2022", "Ed25519Signature2020", "eddsa-jcs-2022"]
ECDSA = [
    (suite, kind)
    for suite in ("ecdsa-rdfc-2019", "ecdsa-jcs-2019")
    for kind in (KeyKind.P256, KeyKind.P384)
]


def with_header(text, **changed):
    """The token under another header, its signature as it was."""
    header, payload, signature = text.split(".")
    said = loads(urlsafe_b64decode(header + "=" * (-len(header) % 4))) | changed
    return ".".join(
        [urlsafe_b64encode(dumps(said).encode()).decode().rstrip("="), payload, signature]
    )


async def said_of(badge):
    finding = found(await examine(badge), "proof.signature")
    return finding.code, finding.outcome


@pytest.mark.parametrize("suite", EDDSA)
async def test_a_document_as_it_was_signed(suite):
    assert await said_of(signed(suite=suite)) == (None, "PASS")


@pytest.mark.parametrize(("suite", "kind"), ECDSA)
async def test_a_document_as_it_was_signed_on_a_curve(suite, kind):
    key = PrivateKey.generate(kind)
    badge = signed(suite=suite, key=key)
    examined = await examine(badge)
    assert found(examined, "proof.signature").outcome == "PASS"
    assert examined.report.verdict == "VERIFIED"
    for stranger, code in (
        (KeyKind.P256, "SIGNATURE_INVALID"),
        (KeyKind.P384, "SIGNATURE_INVALID"),
        (KeyKind.ED25519, "KEY_TYPE_MISMATCH"),
    ):
        method = method_of(PrivateKey.generate(stranger))
        badge["proof"]["verificationMethod"] = method
        finding = found(await examine(badge), "proof.signature")
        assert (finding.code, finding.outcome) == (code, "FAIL")


@pytest.mark.parametrize("kind", list(KeyKind))
async def test_a_token_as_it_was_signed(kind):
    key = PrivateKey.generate(kind)
    published = (
        {"kid": method_of(key)} if kind is not KeyKind.RSA else {"jwk": key.public().to_jwk()}
    )
    body = unsigned(
        None if kind is KeyKind.RSA else {}, key=TOKEN_KEY if kind is KeyKind.RSA else key
    )
    assert await said_of(sign_compact(published, body, key)) == (None, "PASS")


@pytest.mark.parametrize(
    "after",
    [
        {"/credentialSubject/achievement/name": "Surgery"},
        {"/issuer/name": "Another"},
        {"/validFrom": "2020-01-01T00:00:00Z"},
        {"/proof/created": "2020-01-01T00:00:00Z"},
        {"/proof/proofValue": "z"},
        {"/proof/proofValue": 5},
        {"/proof/proofValue": signed(key=STRANGER)["proof"]["proofValue"]},
    ],
    ids=lambda after: next(iter(after)),
)
async def test_an_altered_document(after):
    examined = await examine(signed(after=after))
    finding = found(examined, "proof.signature")
    assert (finding.code, finding.outcome) == ("SIGNATURE_INVALID", "FAIL")
    assert "altered after signing" in finding.message
    assert examined.report.verdict == "NOT_VERIFIED"


async def test_a_token_signed_with_another_key():
    forged = token(key_id=method_of(KEY))
    assert await said_of(forged) == ("KEY_TYPE_MISMATCH", "FAIL")
    other = PrivateKey.generate(KeyKind.P256)
    forged = sign_compact({"kid": method_of(TOKEN_KEY)}, unsigned(key=TOKEN_KEY), other)
    assert await said_of(forged) == ("SIGNATURE_INVALID", "FAIL")


@pytest.mark.parametrize(
    "alg",
    ["none", "None", "NONE", "HS256", "es256", "ES256K", "RSA1_5", "", None, 5, [], {}],
    ids=repr,
)
async def test_an_algorithm_that_is_not_allowed(alg):
    assert await said_of(with_header(token(), alg=alg)) == ("ALG_NOT_ALLOWED", "FAIL")


@pytest.mark.parametrize("extension", [{"crit": ["exp"]}, {"crit": []}, {"b64": False}], ids=repr)
async def test_an_extension_that_we_do_not_know(extension):
    assert await said_of(with_header(token(), **extension)) == ("HEADER_CRIT_UNKNOWN", "FAIL")


async def test_a_key_of_another_kind_than_the_suite_s():
    finding = await said_of(signed(after={"/proof/verificationMethod": method_of(TOKEN_KEY)}))
    assert finding == ("KEY_TYPE_MISMATCH", "FAIL")


async def test_nothing_is_judged_without_a_key():
    gone = signed(after={"/proof/verificationMethod": "https://gone.example/#key"})
    assert await said_of(gone) == ("NOT_REACHED", "SKIPPED")


async def test_a_hosted_assertion_has_none():
    hosted = {"id": "https://a.example/1", "type": "Assertion", "badge": {"name": "B"}}
    assert await said_of(hosted) == ("DOES_NOT_APPLY", "SKIPPED")


async def test_a_base_proof_holds_and_is_for_its_holder_alone():
    badge = base_proven()
    finding = found(await examine(badge), "proof.signature")
    assert (finding.code, finding.outcome) == ("PROOF_IS_BASE", "WARN")
    examined = await examine(badge)
    assert examined.report.verdict == "VERIFIED_WITH_WARNINGS"
    assert found(examined, "proof.disclosure").code == "DOES_NOT_APPLY"
    altered = {**badge, "name": "Surgery"}
    assert await said_of(altered) == ("SIGNATURE_INVALID", "FAIL")


async def test_a_base_proof_in_a_presentation_is_refused():
    presentation = {
        "@context": ["https://www.w3.org/ns/credentials/v2"],
        "type": ["VerifiablePresentation"],
        "verifiableCredential": [base_proven()],
    }
    examined = await examine(presentation)
    finding = found(examined, "proof.signature")
    assert (finding.code, finding.outcome) == ("BASE_PROOF_PRESENTED", "FAIL")
    assert examined.report.verdict == "NOT_VERIFIED"


async def test_what_is_derived_may_be_presented():
    derived = derive(base_proven(), ["/credentialSubject/achievement"], contexts())
    presentation = {
        "@context": ["https://www.w3.org/ns/credentials/v2"],
        "type": ["VerifiablePresentation"],
        "verifiableCredential": [derived],
    }
    assert await said_of(presentation) == (None, "PASS")
