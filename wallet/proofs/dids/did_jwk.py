"""did:jwk: the DID is a JWK.

Source: did:jwk Method Specification, "Read".
"""

from wallet.documents.base64url import from_base64url, to_base64url
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
        octets = from_base64url(body)
        if to_base64url(octets) != body:
            raise DidUnresolvedError(f"{did[:80]!r} is not base64url in the one way.")
        jwk = parse_object(octets)
        PublicKey.from_jwk(jwk)
    except (ValueError, DocumentError, KeyUnreadableError) as error:
        raise DidUnresolvedError(f"{did[:80]!r} holds no key that we can read.") from error
    method = {"id": f"{did}#0", "type": "JsonWebKey", "controller": did, "publicKeyJwk": jwk}
    return Located(document=document_of_key(did, method))


METHOD = DidMethod(name="jwk", locate=locate)
