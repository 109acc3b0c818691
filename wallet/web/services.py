"""What the composition hands in."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeAlias
from uuid import UUID

from wallet.accounts.unsubscribe_links import UnsubscribeLinks
from wallet.sharing.documents import document_of, original_of, picture_of
from wallet.sharing.freshening import FreshCheck, request_fresh_check
from wallet.sharing.opening import log_visit, open_link
from wallet.sharing.shared import Closed, OpenedShare, SharedDocument
from wallet.sharing.visitors import AccessKind, ClientFamily
from wallet.store.blobs import StoredBytes, read
from wallet.store.media_links import MediaLinks
from wallet.web.front_page import FrontLinks
from wallet.web.health import Readiness

OpenLink: TypeAlias = Callable[[str, datetime], Awaitable[OpenedShare | Closed | None]]
LogVisit: TypeAlias = Callable[
    [UUID, AccessKind, ClientFamily, str | None, datetime], Awaitable[None]
]
ReadShared: TypeAlias = Callable[[str, int, datetime], Awaitable[SharedDocument | Closed | None]]
ReadMedia: TypeAlias = Callable[[UUID, str], Awaitable[StoredBytes | None]]
RequestFreshCheck: TypeAlias = Callable[
    [str, int | None, datetime], Awaitable[FreshCheck | Closed | None]
]


@dataclass(frozen=True, slots=True)
class WebServices:
    """Everything that this room uses and does not make itself.

    `public_url` is where visitors reach us, without a slash at its end; `clock` tells the time
    in UTC; `unsubscribe` opens what letters carry, None where no letters are sent. What reads
    links and bytes is that of the rooms below, unless something else is handed in.
    """

    public_url: str
    clock: Callable[[], datetime]
    media_links: MediaLinks
    unsubscribe: UnsubscribeLinks | None = None
    readiness: Readiness = field(default_factory=dict)
    front: FrontLinks = field(default_factory=FrontLinks)
    open_link: OpenLink = open_link
    log_visit: LogVisit = log_visit
    document_of: ReadShared = document_of
    original_of: ReadShared = original_of
    picture_of: ReadShared = picture_of
    request_fresh_check: RequestFreshCheck = request_fresh_check
    read_media: ReadMedia = read
