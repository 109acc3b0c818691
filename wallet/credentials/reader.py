"""What a reader of one generation offers."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from wallet.credentials.credential import Credential, CredentialFormat
from wallet.documents.document import Document, JSONObject


class LinkKind(StrEnum):
    """What a linked document is to the one that names it.

    A TRANSLATION adds words in another language; nothing is judged by it.
    """

    ASSERTION = "ASSERTION"
    ACHIEVEMENT = "ACHIEVEMENT"
    ISSUER = "ISSUER"
    TRANSLATION = "TRANSLATION"
    PAGE = "PAGE"


@dataclass(frozen=True, slots=True)
class Link:
    """A document that a reader lacks: where it lies and what it is for."""

    url: str
    kind: LinkKind


Linked = Mapping[str, JSONObject | None]
"""Documents by the address they were asked for at; None where none could be had."""


@dataclass(frozen=True, slots=True)
class Reader:
    """One generation's reader: three functions over a document and what it links to.

    `lacks` names the documents still to be brought, given those at hand, until it names none;
    `read` then makes the credential of what there is, and raises `CredentialError` where that
    is not enough to say what was achieved.
    """

    formats: tuple[CredentialFormat, ...]
    recognises: Callable[[Document], bool]
    lacks: Callable[[Document, Linked], tuple[Link, ...]]
    read: Callable[[Document, Linked], Credential]
