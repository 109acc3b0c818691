"""did:web: the DID names a host and a path, where its document is published over https.

Source: did:web Method Specification (W3C CCG), "Read (Resolve)".
"""

from re import ASCII, IGNORECASE
from re import compile as pattern

from wallet.proofs.dids.method import DidMethod, DidUnresolvedError, Located, body_of

_LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_HOST = pattern(rf"({_LABEL}(?:\.{_LABEL})*)(?:%3A([1-9][0-9]{{0,4}}))?", ASCII | IGNORECASE)
_SEGMENT = pattern(r"(?:[A-Za-z0-9._-]|%[0-9A-Fa-f]{2})+", ASCII)
_STRUCTURAL = frozenset({"%2F", "%5C", "%00", "%3F", "%23"})
_DOTS = frozenset({".", ".."})
_MOST_PORT = 65535


def locate(did: str) -> Located:
    """Return the URL of the DID's document.

    Escapes in the path stay as they are; those that would add or climb a level are refused.

    Raises:
        DidUnresolvedError: the DID names no host, or a path that could lead elsewhere.
    """
    host_and_port, *path = body_of(did, "web").split(":")
    found = _HOST.fullmatch(host_and_port)
    if found is None or int(found[2] or 0) > _MOST_PORT:
        raise DidUnresolvedError(f"{did[:80]!r} names no host.")
    if not all(_is_plain(segment) for segment in path):
        raise DidUnresolvedError(f"{did[:80]!r} has a path that we do not follow.")
    origin = f"https://{found[1].lower()}" + (f":{found[2]}" if found[2] else "")
    return Located(url="/".join([origin, *(path or [".well-known"]), "did.json"]))


def _is_plain(segment: str) -> bool:
    if _SEGMENT.fullmatch(segment) is None:
        return False
    upper = segment.upper()
    dotless = upper.replace("%2E", ".")
    return dotless not in _DOTS and not any(escape in upper for escape in _STRUCTURAL)


METHOD = DidMethod(name="web", locate=locate)
