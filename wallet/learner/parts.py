"""What one source turned out to hold besides one thing."""

from dataclasses import dataclass
from typing import Self

from wallet.documents.document import Document


@dataclass(frozen=True, slots=True)
class Part:
    """One of several things in a source, still to be read."""

    content: bytes
    media_type: str

    @classmethod
    def of(cls, document: Document) -> Self:
        """Take a document for a part of what it was found in."""
        return cls(document.original, document.media_type)

    @classmethod
    def of_text(cls, text: str) -> Self:
        """Take a text, whatever it turns out to be."""
        return cls(text.encode("utf-8", "surrogatepass"), "application/octet-stream")
