"""What the composition hands in."""

from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime
from secrets import token_bytes
from typing import Protocol, TypeAlias
from uuid import UUID

from limits.aio.storage import MemoryStorage

from wallet.accounts.rate_limits import RateLimits
from wallet.accounts.unsubscribe_links import UnsubscribeLinks
from wallet.credentials.baking import BakedForm
from wallet.learner.connecting import Platforms
from wallet.learner.exporting import baked, pack
from wallet.learner.learner import Learner
from wallet.proofs.contexts import Contexts
from wallet.sharing.confirming import Confirmation, confirm_recipient
from wallet.sharing.documents import document_of, original_of, picture_of
from wallet.sharing.freshening import FreshCheck, request_fresh_check
from wallet.sharing.opening import log_visit, open_link, uncover_link
from wallet.sharing.openings import Opening, OpeningProofs
from wallet.sharing.own_status_list import OwnStatusLists
from wallet.sharing.reporting import report_problem
from wallet.sharing.shared import Closed, OpenedShare, SharedDocument, WrongPasscode
from wallet.sharing.signing_key import WalletIdentity
from wallet.sharing.verifying import PublicVerifier
from wallet.sharing.visitors import AccessKind, ClientFamily
from wallet.store.blobs import StoredBytes, read
from wallet.store.media_links import MediaLinks
from wallet.web.front_page import FrontLinks
from wallet.web.health import Readiness

OpenLink: TypeAlias = Callable[[str, datetime], Awaitable[OpenedShare | Closed | None]]
LogVisit: TypeAlias = Callable[
    [UUID, AccessKind, ClientFamily, str | None, datetime], Awaitable[None]
]
UncoverLink: TypeAlias = Callable[
    [str, str, ClientFamily, str, datetime],
    Awaitable[Opening | WrongPasscode | Closed | None],
]
ConfirmRecipient: TypeAlias = Callable[
    [str, str, datetime], Awaitable[tuple[Confirmation, ...] | Closed | None]
]
ReportProblem: TypeAlias = Callable[[str, str, datetime], Awaitable[bool | Closed | None]]
ReadShared: TypeAlias = Callable[[str, int, datetime], Awaitable[SharedDocument | Closed | None]]
ReadMedia: TypeAlias = Callable[[UUID, str], Awaitable[StoredBytes | None]]
BakeBadge: TypeAlias = Callable[[Learner, str, BakedForm], Awaitable[bytes | None]]
RequestFreshCheck: TypeAlias = Callable[
    [str, int | None, datetime], Awaitable[FreshCheck | Closed | None]
]


class PackWallet(Protocol):
    """Packs a part of a wallet, piece by piece."""

    def __call__(
        self, learner: Learner, first: UUID, last: UUID, *, with_reports: bool
    ) -> AsyncIterator[bytes]:
        """Yield the ZIP file."""
        ...


@dataclass(frozen=True, slots=True)
class OwnDocuments:
    """What the wallet says of itself: who it is, in which words, and what it has withdrawn."""

    identity: WalletIdentity
    contexts: Callable[[], Contexts]
    status_lists: OwnStatusLists
    clock: Callable[[], datetime]


@dataclass(frozen=True, slots=True)
class WebServices:
    """Everything that this room uses and does not make itself.

    `public_url` is where visitors reach us, without a slash at its end; `clock` tells the time
    in UTC; `terms_url` and `privacy_url` are where the operator says what holds here;
    `own` is what it signs with and publishes of itself, None where it signs nothing;
    `unsubscribe` opens what letters carry, None where no letters are sent; `openings` proves
    that a link was opened, to the processes that share its key; `verifier` verifies for
    whoever asks, None where nobody may. What reads
    links and bytes is that of the rooms below, unless something else is handed in.
    """

    public_url: str
    clock: Callable[[], datetime]
    media_links: MediaLinks
    rate_limits: RateLimits = field(default_factory=lambda: RateLimits(MemoryStorage()))
    platforms: Platforms | None = None
    terms_url: str = ""
    privacy_url: str = ""
    unsubscribe: UnsubscribeLinks | None = None
    own: OwnDocuments | None = None
    verifier: PublicVerifier | None = None
    readiness: Readiness = field(default_factory=dict)
    front: FrontLinks = field(default_factory=FrontLinks)
    openings: OpeningProofs = field(default_factory=lambda: OpeningProofs(token_bytes(32)))
    confirm_recipient: ConfirmRecipient = confirm_recipient
    report_problem: ReportProblem = report_problem
    open_link: OpenLink = open_link
    uncover_link: UncoverLink = uncover_link
    log_visit: LogVisit = log_visit
    document_of: ReadShared = document_of
    original_of: ReadShared = original_of
    picture_of: ReadShared = picture_of
    request_fresh_check: RequestFreshCheck = request_fresh_check
    read_media: ReadMedia = read
    bake_badge: BakeBadge = baked
    pack_wallet: PackWallet = pack
