"""A DID in, its document or the URL where that is published out; nothing is fetched."""

from wallet.proofs.dids import did_jwk, did_key, did_web
from wallet.proofs.dids.method import DidMethod, DidUnresolvedError, Located
from wallet.registry import registry

__all__ = ["DID_METHODS", "DidMethod", "DidUnresolvedError", "Located", "locate"]

DID_METHODS = registry(
    did_key.METHOD,
    did_web.METHOD,
    did_jwk.METHOD,
    names=lambda method: (method.name,),
)


def locate(did: str) -> Located:
    """Return the document of a DID, or the URL where it is published.

    Raises:
        DidUnresolvedError: an unknown method, or a DID that is malformed.
    """
    parts = did.split(":", 2)
    method = DID_METHODS.get(parts[1]) if len(parts) > 2 and parts[0] == "did" else None  # noqa: PLR2004 - did, method, rest
    if method is None:
        raise DidUnresolvedError(f"We know no way to look up {did[:80]!r}.")
    return method.locate(did)
