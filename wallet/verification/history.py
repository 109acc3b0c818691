"""What addresses said before: documents that we fetched ourselves and kept."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from wallet.verification.sources import Answer


@dataclass(frozen=True, slots=True)
class Earlier:
    """A document that an address showed: the answer when it was seen last, and since when."""

    answer: Answer
    since: datetime


class History(Protocol):
    """Whoever kept what issuers publish for everybody."""

    async def documents_at(self, url: str, moment: datetime) -> tuple[Earlier, ...]:
        """Return the different documents that came from `url` up to a moment, the newest first."""
        ...
