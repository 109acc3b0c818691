"""What one source turned out to hold besides one thing."""

from dataclasses import dataclass
from typing import Self

from wallet.documents.document import Document
from wallet.documents.holding import Holding
from wallet.store.blobs import ANY_MEDIA_TYPE
from wallet.verification.checks.presentation_holder import presented_with


@dataclass(frozen=True, slots=True)
class Part:
    """One of several things in a source, still to be read.

    `holding` is what a learner kept beside it in the wallet that it comes from, `presented` the
    bytes of what it was presented in.
    """

    content: bytes
    media_type: str
    holding: Holding | None = None
    presented: bytes | None = None

    @classmethod
    def of(cls, document: Document) -> Self:
        """Take a document for a part of what it was found in."""
        presented = presented_with(document)
        return cls(document.original, document.media_type, document.holding, presented)

    @classmethod
    def of_text(cls, text: str) -> Self:
        """Take a text, whatever it turns out to be."""
        return cls(text.encode("utf-8", "surrogatepass"), ANY_MEDIA_TYPE)
