from copy import deepcopy

import pytest

from tests.proofs.samples import badge
from wallet.documents.jose import split
from wallet.proofs.jose import verify_signature
from wallet.proofs.keys import KeyKind, PrivateKey
from wallet.proofs.signing import sign_vc_jwt
from wallet.proofs.vc_jwt import claim_mismatches, credential_of

KEY = PrivateKey.generate(KeyKind.P256)


def claims_of(*, in_vc_claim, **changes):
    document = badge(validUntil="2027-01-01T00:00:00+01:00")
    jws = split(sign_vc_jwt(document, key=KEY, in_vc_claim=in_vc_claim))
    return jws, {**deepcopy(dict(jws.payload)), **changes}


def codes(claims, header=None):
    return claim_mismatches(header or {}, claims, credential_of(claims))


@pytest.mark.parametrize("in_vc_claim", [True, False])
def test_what_we_sign_agrees_with_itself(in_vc_claim):
    jws, claims = claims_of(in_vc_claim=in_vc_claim)
    assert verify_signature(jws, KEY.public()) is None
    assert codes(claims) == ()
    assert claims["exp"] == 1798758000
    credential = credential_of(claims)
    assert {key: credential[key] for key in badge()} == badge()


@pytest.mark.parametrize("in_vc_claim", [True, False])
@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"iss": "https://evil.example"}, "JWT_ISS_MISMATCH"),
        ({"iss": "https://school.example/issuer/"}, "JWT_ISS_MISMATCH"),
        ({"iss": ["https://school.example/issuer"]}, "JWT_ISS_MISMATCH"),
        ({"iss": None}, "JWT_ISS_MISMATCH"),
        ({"sub": "did:example:other"}, "JWT_SUB_MISMATCH"),
        ({"jti": "urn:uuid:other"}, "JWT_JTI_MISMATCH"),
        ({"nbf": 1}, "JWT_NBF_MISMATCH"),
        ({"nbf": "1767225600"}, "JWT_NBF_MISMATCH"),
        ({"nbf": True}, "JWT_NBF_MISMATCH"),
        ({"nbf": float("inf")}, "JWT_NBF_MISMATCH"),
        ({"nbf": 10**400}, "JWT_NBF_MISMATCH"),
        ({"exp": 4102444800}, "JWT_EXP_MISMATCH"),
    ],
)
def test_a_claim_that_differs_is_named(in_vc_claim, change, code):
    _, claims = claims_of(in_vc_claim=in_vc_claim, **change)
    assert codes(claims) == (code,)


def test_whole_seconds_are_compared():
    _, claims = claims_of(in_vc_claim=True, nbf=1767225600.9)
    assert codes(claims) == ()


@pytest.mark.parametrize(
    "beside",
    [
        {"issuer": "https://evil.example"},
        {"credentialSubject": {}},
        {"@context": []},
        {"type": "x"},
    ],
)
def test_a_credential_beside_a_credential_is_named(beside):
    _, claims = claims_of(in_vc_claim=True, **beside)
    assert "JWT_DOUBLE_PAYLOAD" in codes(claims)


@pytest.mark.parametrize("inner", [None, "x", [badge()], 5])
def test_a_vc_claim_that_is_no_credential_is_named(inner):
    _, claims = claims_of(in_vc_claim=False, vc=inner)
    assert "JWT_DOUBLE_PAYLOAD" in codes(claims)


def test_a_header_that_repeats_a_claim_otherwise_is_named():
    _, claims = claims_of(in_vc_claim=True)
    assert codes(claims, {"iss": "https://evil.example"}) == ("JWT_ISS_MISMATCH",)


def test_claims_stand_for_members_that_a_vc_claim_lacks():
    _, claims = claims_of(in_vc_claim=True)
    for member in ("issuer", "id", "validFrom", "validUntil"):
        del claims["vc"][member]
    del claims["vc"]["credentialSubject"]["id"]
    credential = credential_of(claims)
    assert credential["issuer"] == "https://school.example/issuer"
    assert credential["credentialSubject"]["id"] == "did:example:learner"
    assert credential["issuanceDate"] == "2026-01-01T00:00:00Z"
    assert credential["expirationDate"] == "2026-12-31T23:00:00Z"
    assert codes(claims) == ()


def test_claims_beside_members_stand_for_nothing():
    _, claims = claims_of(in_vc_claim=False)
    del claims["validUntil"]
    assert codes(claims) == ("JWT_EXP_MISMATCH",)


def test_several_subjects_have_no_one_sub():
    _, claims = claims_of(in_vc_claim=False)
    claims["credentialSubject"] = [claims["credentialSubject"], {"id": "did:example:other"}]
    assert codes(claims) == ("JWT_SUB_MISMATCH",)
