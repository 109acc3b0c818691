"""A document in, the one reader out that takes it; or why there is none."""

from collections.abc import Iterable

from wallet.credentials.credential import CredentialError
from wallet.credentials.generations import what_it_looks_like
from wallet.credentials.reader import Reader
from wallet.documents.document import Document


def choose(document: Document, readers: Iterable[Reader]) -> Reader:
    """Return the only one of different readers that recognises the document.

    Raises:
        CredentialError: FORMAT_UNKNOWN, FORMAT_AMBIGUOUS.
    """
    takers = [reader for reader in readers if reader.recognises(document)]
    if not takers:
        raise CredentialError("FORMAT_UNKNOWN", _why_unknown(document))
    if len(takers) > 1:
        raise CredentialError(
            "FORMAT_AMBIGUOUS",
            "The document is at once two kinds of credential, so two programs could read two "
            "different ones. Ask the issuer for one of the two.",
        )
    return takers[0]


def _why_unknown(document: Document) -> str:
    looks = what_it_looks_like(document.content or {})
    if looks:
        return f"This is {looks}."
    return (
        "This is no credential that we know. Bring an Open Badge of any version or another "
        "W3C verifiable credential."
    )
