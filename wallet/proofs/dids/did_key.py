"""did:key: the DID is the key.

Source: The did:key Method (W3C CCG), "Document Creation Algorithm".
"""

from functools import lru_cache

from wallet.proofs.dids.method import (
    DidMethod,
    DidUnresolvedError,
    Located,
    body_of,
    document_of_key,
)
from wallet.proofs.keys import KeyUnreadableError, PublicKey

_MOST_REMEMBERED = 1_000


@lru_cache(maxsize=_MOST_REMEMBERED)
def locate(did: str) -> Located:
    """Return the document that the DID itself is.

    Raises:
        DidUnresolvedError: it holds no key that we can read.
    """
    body = body_of(did, "key")
    try:
        canonical = PublicKey.from_multikey(body).multikey()
    except KeyUnreadableError as error:
        raise DidUnresolvedError(f"{did[:80]!r} holds no key that we can read.") from error
    if canonical != body:
        raise DidUnresolvedError(f"{did[:80]!r} does not spell its key in the one way.")
    method = {
        "id": f"{did}#{body}",
        "type": "Multikey",
        "controller": did,
        "publicKeyMultibase": body,
    }
    return Located(document=document_of_key(did, method))


METHOD = DidMethod(name="key", locate=locate)
