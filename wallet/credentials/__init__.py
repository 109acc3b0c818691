"""A document in, the one credential model out; a reader never fetches."""

from wallet.credentials import (
    blockcerts,
    clr_2,
    open_badges_1,
    open_badges_2,
    open_badges_3,
    page_attested,
    sd_jwt_vc,
    verifiable_credential,
)
from wallet.credentials.credential import Credential, CredentialError, CredentialFormat
from wallet.credentials.detection import choose
from wallet.credentials.reader import Link, Linked, LinkKind, Reader
from wallet.documents.document import Document
from wallet.registry import registry

READERS = registry(
    open_badges_1.READER,
    open_badges_2.READER,
    open_badges_3.READER,
    clr_2.READER,
    verifiable_credential.READER,
    sd_jwt_vc.READER,
    blockcerts.READER,
    page_attested.READER,
    names=lambda reader: reader.formats,
)

_EACH_ONCE = tuple(dict.fromkeys(READERS.values()))


def reader_of(document: Document) -> Reader:
    """Return the one reader that recognises a document.

    Raises:
        CredentialError: FORMAT_UNKNOWN or FORMAT_AMBIGUOUS.
    """
    return choose(document, _EACH_ONCE)


__all__ = [
    "READERS",
    "Credential",
    "CredentialError",
    "CredentialFormat",
    "Link",
    "LinkKind",
    "Linked",
    "Reader",
    "reader_of",
]
