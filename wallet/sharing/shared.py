"""What a visitor of a link gets to see. Nothing here leads back to the owner."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from wallet.credentials.credential import (
    Alignment,
    CredentialFormat,
    Evidence,
    ResultDescription,
    Text,
)
from wallet.sharing.disclosure import DisclosureLevel
from wallet.verification.report import Report


class ClosedBecause(StrEnum):
    """Why a true link shows nothing: not any more, not yet, or not before it is opened."""

    EXPIRED = "EXPIRED"
    REVOKED = "REVOKED"
    USED_UP = "USED_UP"
    NOT_YET_OPEN = "NOT_YET_OPEN"
    COVERED = "COVERED"


@dataclass(frozen=True, slots=True)
class Closed:
    """A true link that shows nothing. Only who holds its token learns that it ever was one.

    `at` is when it ended, or begins; `said` is what its owner gave as the reason.
    """

    reason: ClosedBecause
    at: datetime
    said: str | None = None


@dataclass(frozen=True, slots=True)
class Covered(Closed):
    """A link that stands open, and shows itself only to who opens it from its cover.

    The cover tells what is needed for that, and nothing of what is behind.
    """

    needs_passcode: bool = False
    is_limited: bool = False


@dataclass(frozen=True, slots=True)
class WrongPasscode:
    """What was typed on the cover does not open the link."""


@dataclass(frozen=True, slots=True)
class SharedIssuer:
    """Who issued it, as its own credential says; `name` is hostile until cleaned."""

    name: Text
    id: str | None
    url: str | None


@dataclass(frozen=True, slots=True)
class SharedAchievement:
    """What it recognises. `criteria` is Markdown, not yet cleaned."""

    id: str | None
    name: Text
    description: Text
    criteria: Text
    criteria_url: str | None
    kind: str | None
    tags: tuple[str, ...]
    alignments: tuple[Alignment, ...]


@dataclass(frozen=True, slots=True)
class SharedResult:
    """A grade together with its scale, without which it is never shown."""

    value: Text
    status: str | None
    achieved_level: Text
    scale: ResultDescription


@dataclass(frozen=True, slots=True)
class SharedCredential:
    """One credential of a link.

    `position` names it within the link, from 0, and stays when another one is gone. `report` is
    the newest, None before the first check; `intact_at` is when its integrity was last found
    INTACT, which may be earlier. `narrative` is Markdown, not yet cleaned. `sha256` names the
    original bytes; `image_sha256` the picture, None where there is none. `checking` tells that a
    fresh check is under way. `for_holder_alone` tells that its document is not to be handed on.
    `chosen_at` is when the shown fields were put together, None where it is shown whole.
    """

    position: int
    level: DisclosureLevel
    form: CredentialFormat
    title: Text
    description: Text
    issuer: SharedIssuer
    achievement: SharedAchievement
    recipient_name: str | None
    narrative: Text
    evidence: tuple[Evidence, ...]
    results: tuple[SharedResult, ...]
    image_sha256: str | None
    awarded_at: datetime | None
    valid_from: datetime | None
    valid_until: datetime | None
    report: Report | None
    intact_at: datetime | None
    checking: bool
    media_type: str
    sha256: str
    for_holder_alone: bool = False
    chosen_at: datetime | None = None

    @property
    def gives_document(self) -> bool:
        """Whether a visitor may have the original bytes."""
        return self.level.gives_document and not self.for_holder_alone


@dataclass(frozen=True, slots=True)
class OpenedShare:
    """A link that stands open. `gone` counts credentials that its owner has deleted since.

    `is_covered` tells that it was opened from a cover.
    """

    share_id: UUID
    title: str
    message: str | None
    created_at: datetime
    expires_at: datetime | None
    items: tuple[SharedCredential, ...]
    gone: int
    is_covered: bool = False


@dataclass(frozen=True, slots=True)
class SharedDocument:
    """Original bytes or a picture, with the media type to serve them as."""

    content: bytes
    media_type: str
    sha256: str
