import pytest

from tests.verification.samples import (
    TOKEN_KEY,
    did_of,
    examine,
    found,
    method_of,
    reasons,
    unsigned,
)
from wallet.proofs.jose import sign_compact


def token_without(*members, **claims):
    """A VC 1.1 token whose claims stand for the members that its credential leaves out."""
    badge = unsigned({"/validUntil": "2030-01-01T00:00:00Z"}, key=TOKEN_KEY)
    inner = {name: value for name, value in badge.items() if name not in members}
    said = {
        "iss": did_of(TOKEN_KEY),
        "jti": badge["id"],
        "sub": badge["credentialSubject"]["id"],
        "nbf": 1767225600,
        "exp": 1893456000,
    }
    header = {"typ": "JWT", "kid": method_of(TOKEN_KEY)}
    return sign_compact(header, {"vc": inner, **said, **claims}, TOKEN_KEY)


@pytest.mark.parametrize(
    "members",
    [(), ("issuer",), ("id",), ("validFrom",), ("validUntil",), ("issuer", "id", "validFrom")],
    ids=lambda members: " and ".join(members) or "nothing",
)
async def test_a_claim_may_stand_for_a_member_that_is_left_out(members):
    assert reasons(await examine(token_without(*members))) == set()


@pytest.mark.parametrize(
    ("claims", "code"),
    [
        ({"iss": "did:example:other"}, "JWT_ISS_MISMATCH"),
        ({"jti": "urn:uuid:other"}, "JWT_JTI_MISMATCH"),
        ({"nbf": 1}, "JWT_NBF_MISMATCH"),
        ({"exp": 4102444800}, "JWT_EXP_MISMATCH"),
    ],
    ids=["issuer", "id", "start", "end"],
)
async def test_a_claim_that_differs_from_its_member_breaks_the_token(claims, code):
    examined = await examine(token_without(**claims))
    assert found(examined, "proof.claims").code == code
