"""What a learner keeps beside a document: their own words and order, never the issuer's."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class HeldCollection:
    """A learner's own group of credentials."""

    name: str
    description: str | None


@dataclass(frozen=True, slots=True)
class Holding:
    """What a learner kept beside a document.

    `collections` are all of the wallet, `places` in which of them it stands, and where.
    """

    tags: tuple[str, ...]
    note: str | None
    archived_at: datetime | None
    collections: tuple[HeldCollection, ...]
    places: tuple[tuple[int, int], ...]
