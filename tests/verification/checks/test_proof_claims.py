import pytest

from tests.verification.samples import TOKEN_KEY, examine, found, method_of, signed, token, unsigned
from wallet.proofs.jose import sign_compact

CHECK = "proof.claims"


def claiming(in_vc=False, **claims):
    body = unsigned({"/validUntil": "2030-01-01T00:00:00Z"}, key=TOKEN_KEY)
    payload = {"vc": body} if in_vc else body
    return sign_compact({"kid": method_of(TOKEN_KEY)}, {**payload, **claims}, TOKEN_KEY)


@pytest.mark.parametrize(
    "badge",
    [token(), token(in_vc_claim=True), claiming()],
    ids=["version-2", "version-1.1", "without-claims"],
)
async def test_claims_that_agree(badge):
    examined = await examine(badge)
    assert (found(examined, CHECK).outcome, examined.report.verdict) == ("PASS", "VERIFIED")


@pytest.mark.parametrize(
    ("claims", "code"),
    [
        ({"iss": "did:web:victim.edu"}, "JWT_ISS_MISMATCH"),
        ({"iss": ["x"]}, "JWT_ISS_MISMATCH"),
        ({"sub": "mailto:mallory@example.org"}, "JWT_SUB_MISMATCH"),
        ({"jti": "urn:uuid:1"}, "JWT_JTI_MISMATCH"),
        ({"nbf": 1}, "JWT_NBF_MISMATCH"),
        ({"nbf": "2026-01-01"}, "JWT_NBF_MISMATCH"),
        ({"nbf": 10**300}, "JWT_NBF_MISMATCH"),
        ({"nbf": True}, "JWT_NBF_MISMATCH"),
        ({"exp": 4102444800}, "JWT_EXP_MISMATCH"),
    ],
    ids=str,
)
@pytest.mark.parametrize("in_vc", [False, True], ids=["beside", "in-vc"])
async def test_claims_that_do_not(claims, code, in_vc):
    examined = await examine(claiming(in_vc, **claims))
    finding = found(examined, CHECK)
    assert (finding.code, finding.outcome) == (code, "FAIL")
    assert examined.report.verdict == "NOT_VERIFIED"


@pytest.mark.parametrize(
    "beside",
    [
        {"credentialSubject": {"id": "mailto:mallory@example.org"}},
        {"type": ["VerifiableCredential"]},
        {"issuer": "did:web:victim.edu"},
        {"validUntil": "2999-01-01T00:00:00Z"},
    ],
    ids=lambda beside: next(iter(beside)),
)
async def test_two_credentials_in_one_token(beside):
    finding = found(await examine(claiming(in_vc=True, **beside)), CHECK)
    assert (finding.code, finding.outcome) == ("JWT_DOUBLE_PAYLOAD", "FAIL")


@pytest.mark.parametrize("vc", ["text", None, [], 5], ids=repr)
async def test_a_second_credential_that_is_none(vc):
    assert found(await examine(claiming(vc=vc)), CHECK).code == "JWT_DOUBLE_PAYLOAD"


async def test_a_document_makes_no_claims():
    assert found(await examine(signed()), CHECK).code == "DOES_NOT_APPLY"


@pytest.mark.parametrize(
    "named",
    [
        {"typ": "JWT"},
        {"typ": "vc+jwt", "cty": "vc"},
        {"typ": "vc-ld+jwt"},
        {"typ": "vc+ld+json+jwt", "cty": "vc+ld+json"},
        {"typ": "application/vc+jwt", "cty": "application/vc"},
        {"typ": "VC+JWT"},
        {"typ": None},
    ],
    ids=lambda named: "-".join(map(str, named.values())),
)
async def test_a_token_that_says_it_is_a_credential(named):
    examined = await examine(typed(named))
    assert found(examined, CHECK).outcome == "PASS"
    assert examined.report.verdict == "VERIFIED"


@pytest.mark.parametrize(
    "named",
    [
        {"typ": "at+jwt"},
        {"typ": "vp+jwt"},
        {"typ": "kb+jwt"},
        {"typ": "dc+sd-jwt"},
        {"typ": "statuslist+jwt"},
        {"typ": 5},
        {"typ": ["vc+jwt"]},
        {"cty": "JWT"},
        {"cty": "vp"},
    ],
    ids=str,
)
async def test_a_token_that_says_it_is_something_else(named):
    examined = await examine(typed(named))
    finding = found(examined, CHECK)
    assert (finding.code, finding.outcome) == ("TOKEN_TYPE_MISMATCH", "FAIL")
    assert examined.report.verdict == "NOT_VERIFIED"


def typed(named):
    header = {"typ": "JWT", "kid": method_of(TOKEN_KEY), **named}
    body = unsigned(key=TOKEN_KEY)
    return sign_compact(
        {n: each for n, each in header.items() if each is not None}, body, TOKEN_KEY
    )
