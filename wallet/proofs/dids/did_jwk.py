"""did:jwk: the DID is a JWK.

Source: did:jwk Method Specification, "Read".
"""

from base64 import urlsafe_b64decode, urlsafe_b64encode

from wallet.documents.document import DocumentError
from wallet.documents.strict_json import parse_object
from wallet.proofs.dids.method import (
    DidMethod,
    DidUnresolvedError,
    Located,
    body_of,
    document_of_key,
)
from wallet.proofs.keys import KeyUnreadableError, PublicKey


def locate(did: str) -> Located:
    """Return the document that the DID itself is.

    Raises:
        DidUnresolvedError: it holds no key that we can read, or one for encryption.
    """
    body = body_of(did, "jwk")
    try:
        octets = urlsafe_b64decode(body + "=" * (-len(body) % 4))
        if urlsafe_b64encode(octets).rstrip(b"=").decode() != body:
            raise DidUnresolvedError(f"{did[:80]!r} is not base64url in the one way.")
        jwk = parse_object(octets)
        PublicKey.from_jwk(jwk)
    except (ValueError, DocumentError, KeyUnreadableError) as error:
        raise DidUnresolvedError(f"{did[:80]!r} holds no key that we can read.") from error
    method = {"id": f"{did}#0", "type": "JsonWebKey", "controller": did, "publicKeyJwk": jwk}
    return Located(document=document_of_key(did, method))


METHOD = DidMethod(name="jwk", locate=locate)
