from base64 import urlsafe_b64encode
from json import dumps

import pytest

from wallet.proofs.controller_documents import find_method
from wallet.proofs.dids import DidUnresolvedError, locate
from wallet.proofs.keys import KeyKind, PrivateKey


def did_of(text):
    return "did:jwk:" + urlsafe_b64encode(text.encode()).rstrip(b"=").decode()


JWK = PrivateKey.generate(KeyKind.P256).public().to_jwk()


@pytest.mark.parametrize("kind", list(KeyKind))
def test_the_did_is_its_document(kind):
    public = PrivateKey.generate(kind).public()
    did = did_of(dumps(public.to_jwk()))
    method = find_method(locate(did).document, f"{did}#0")
    assert method.key.thumbprint() == public.thumbprint()
    assert method.asserts


@pytest.mark.parametrize(
    "did",
    [
        pytest.param(did_of(dumps({**JWK, "d": "AAAA"})), id="private"),
        pytest.param(did_of(dumps({**JWK, "use": "enc"})), id="for-encryption"),
        pytest.param(did_of('{"kty":"EC","kty":"OKP"}'), id="duplicate-key"),
        pytest.param(did_of("[]"), id="no-object"),
        pytest.param(did_of("[" * 2000), id="deep"),
        pytest.param(did_of(dumps(JWK)) + "=", id="padding"),
        pytest.param(did_of(dumps(JWK)) + "A", id="stray"),
        pytest.param("did:jwk:%%%", id="no-base64url"),
    ],
)
def test_anything_else_is_unresolved(did):
    with pytest.raises(DidUnresolvedError):
        locate(did)
