"""What the composition hands in."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from wallet.sharing.shared import Closed, OpenedShare, SharedDocument
from wallet.sharing.visitors import AccessKind, ClientFamily
from wallet.store.media_links import MediaLinks
from wallet.web.front_page import FrontLinks
from wallet.web.health import Readiness


@dataclass(frozen=True, slots=True)
class StoredMedia:
    """Bytes of a learner, with the media type that they were stored as."""

    content: bytes
    media_type: str


@dataclass(frozen=True, slots=True)
class WebServices:
    """Everything that this room uses and does not make itself.

    `public_url` is where visitors reach us, without a slash at its end; `clock` tells the time
    in UTC. What takes a token answers None for one that nobody was given and Closed for one that
    opens no more; `document_of` (what the issuer signed), `original_of` (the file as its holder
    got it) and `picture_of` also answer None where the link shows no such thing.
    `request_fresh_check` answers whether a check is now under way for this link; it is not where
    the last one is too young. `read_media` reads what a signed address opens, by owner and
    SHA-256.
    """

    public_url: str
    clock: Callable[[], datetime]
    open_link: Callable[[str, datetime], Awaitable[OpenedShare | Closed | None]]
    log_visit: Callable[[UUID, AccessKind, ClientFamily, str | None, datetime], Awaitable[None]]
    document_of: Callable[[str, int, datetime], Awaitable[SharedDocument | Closed | None]]
    original_of: Callable[[str, int, datetime], Awaitable[SharedDocument | Closed | None]]
    picture_of: Callable[[str, int, datetime], Awaitable[SharedDocument | Closed | None]]
    request_fresh_check: Callable[[str, datetime], Awaitable[bool | Closed | None]]
    media_links: MediaLinks
    read_media: Callable[[UUID, str], Awaitable[StoredMedia | None]]
    readiness: Readiness = field(default_factory=dict)
    front: FrontLinks = field(default_factory=FrontLinks)
