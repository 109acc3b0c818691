"""What a DID method is: it says where a DID's document lies, and fetches nothing."""

from collections.abc import Callable
from dataclasses import dataclass
from re import ASCII
from re import compile as pattern

from wallet.documents.document import JSONObject

_DID = pattern(r"did:([a-z0-9]+):((?:[A-Za-z0-9._:-]|%[0-9A-Fa-f]{2})+)", ASCII)
_MOST_CHARACTERS = 4096


class DidUnresolvedError(Exception):
    """A text that is no DID, or a DID that no document can belong to."""

    code = "DID_UNRESOLVED"


@dataclass(frozen=True, slots=True)
class Located:
    """A DID document that follows from the DID itself, or the URL where it is published."""

    document: JSONObject | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class DidMethod:
    """A DID method by its name; `locate` takes a whole DID without path or fragment."""

    name: str
    locate: Callable[[str], Located]


def body_of(did: str, method: str) -> str:
    """Return what follows `did:<method>:`.

    Raises:
        DidUnresolvedError: the text is no DID of this method (W3C DID 1.0, "DID Syntax").
    """
    found = _DID.fullmatch(did) if len(did) <= _MOST_CHARACTERS else None
    if found is None or found[1] != method or found[2].endswith(":"):
        raise DidUnresolvedError(f"{did[:80]!r} is no did:{method}.")
    return found[2]


def document_of_key(did: str, method: JSONObject) -> JSONObject:
    """Return the document of a DID that is one key, which may serve to sign."""
    return {
        "@context": ["https://www.w3.org/ns/did/v1"],
        "id": did,
        "verificationMethod": [method],
        "authentication": [method["id"]],
        "assertionMethod": [method["id"]],
    }
