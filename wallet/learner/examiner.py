"""What the use cases ask of intake."""

from datetime import datetime
from typing import Protocol

from wallet.documents.document import Document
from wallet.intake.examining import Examined, Refused
from wallet.intake.finding import Found
from wallet.verification.case import KnownIdentities
from wallet.verification.sources import Sources


class Examiner(Protocol):
    """`wallet.intake.examining.Intake`, as far as it is needed here."""

    @property
    def sources(self) -> Sources:
        """Who answers addresses."""
        ...

    async def find(self, url: str) -> Found | Refused:
        """Return what an address leads to."""
        ...

    def documents_in(self, original: bytes, label: str = "") -> tuple[Document, ...] | Refused:
        """Return what some bytes hold."""
        ...

    async def examine(
        self,
        document: Document,
        *,
        known: KnownIdentities | None,
        now: datetime | None = None,
        sources: Sources | None = None,
    ) -> Examined | Refused:
        """Read and judge one document."""
        ...
