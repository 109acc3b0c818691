"""What a platform offers: an address in, the steps to its documents out.

Nothing is fetched here. A step names an address and how to read what it says; whoever takes the
steps (`wallet.intake.finding`) fetches, and asks again here what that means.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from wallet.credentials.credential import Credential
from wallet.documents.document import JSONObject
from wallet.network.media_types import Wanted
from wallet.platforms.address import Address


class Seen(Protocol):
    """What an address said, whatever it said; `wallet.verification.sources.Answer` is one."""

    @property
    def url(self) -> str:
        """What was asked."""
        ...

    @property
    def final_url(self) -> str:
        """Where the answer came from."""
        ...

    @property
    def http_status(self) -> int | None:
        """Its status; None where no answer came."""
        ...

    @property
    def media_type(self) -> str:
        """What it says to be."""
        ...

    @property
    def headers(self) -> Mapping[str, str]:
        """By lower-case name, those that are kept."""
        ...

    @property
    def body(self) -> bytes | None:
        """Its bytes."""
        ...

    @property
    def content(self) -> JSONObject | None:
        """The body as a JSON object, None where it is none."""
        ...


class ObstacleCode(StrEnum):
    """Why an address gives no document although its platform is known. Append-only."""

    CHOICE_NEEDED = "CHOICE_NEEDED"
    NO_DOCUMENT_FOUND = "NO_DOCUMENT_FOUND"
    NOT_PUBLIC = "NOT_PUBLIC"
    PAGE_GATED = "PAGE_GATED"
    PLATFORM_CLOSED = "PLATFORM_CLOSED"
    PLATFORM_BUSY = "PLATFORM_BUSY"
    SIGN_IN_NEEDED = "SIGN_IN_NEEDED"
    TEMPLATE_PAGE = "TEMPLATE_PAGE"


class ChoiceState(StrEnum):
    """Whether one of many badges can be had."""

    AVAILABLE = "AVAILABLE"
    PRIVATE = "PRIVATE"
    PENDING = "PENDING"
    REVOKED = "REVOKED"


@dataclass(frozen=True, slots=True)
class Choice:
    """One of many badges that a page shows, as it is told there: enough to choose by, no proof.

    Made by `wallet.platforms.choices`, which cleans what the page says.
    """

    address: str
    title: str
    issuer: str | None = None
    issued_on: str | None = None
    picture: str | None = None
    state: ChoiceState = ChoiceState.AVAILABLE


@dataclass(frozen=True, slots=True)
class Documents:
    """These bytes are to be opened: the answer's own, or a part of a page."""

    body: bytes


@dataclass(frozen=True, slots=True)
class Onward:
    """The document lies elsewhere: at one of these, before whatever was next."""

    steps: "tuple[Step, ...]"


@dataclass(frozen=True, slots=True)
class Listed:
    """A part of a list of many badges, and the step to the next part."""

    choices: tuple[Choice, ...]
    more: "Step | None" = None


@dataclass(frozen=True, slots=True)
class PageRecord:
    """The page itself is all there is: what it shows, and what else of the same it links to."""

    facts: JSONObject
    offers: tuple[Choice, ...] = ()


@dataclass(frozen=True, slots=True)
class Obstacle:
    """The learner can do something about it; the message says what."""

    code: ObstacleCode
    message: str


@dataclass(frozen=True, slots=True)
class Nothing:
    """There is no document; the next step may have one."""

    why: str


Said = Documents | Onward | Listed | PageRecord | Obstacle | Nothing
"""What an answer means to its platform."""


@dataclass(frozen=True, slots=True)
class Step:
    """An address to ask, and how to read what it says."""

    url: str
    read: Callable[[Seen], Said]
    wanted: Wanted = Wanted.PAGE


@dataclass(frozen=True, slots=True)
class Route:
    """The steps to try in order, and what to say where none of them had a document."""

    steps: tuple[Step, ...]
    otherwise: Obstacle | None = None


def is_by_a_bare_key(credential: Credential) -> bool:
    """Whether its issuer is a key alone, which signs any platform's address as its own."""
    issuer = credential.issuer.id or ""
    return issuer.startswith("did:") and not issuer.startswith("did:web:")


def no_award(credential: Credential) -> str | None:  # noqa: ARG001  # others ask for it
    """Name no award: of most platforms, no address says more than itself."""
    return None


@dataclass(frozen=True, slots=True)
class Platform:
    """One platform: its name, and where an address of its own leads; None for others' addresses.

    `personal` are members of a query that tell who the holder is: they are no part of what is
    asked or kept. `identity` is the one of them that may be the address it was issued to.
    `award` is the platform's own name of the award that a credential is for, the same in each
    generation of Open Badges; None for what does not lie on its hosts. It must be a name that only
    the platform gives: asked is for what is INTACT and anchored in the host where it lies.
    """

    name: str
    route: Callable[[Address], Route | Obstacle | None]
    personal: frozenset[str] = frozenset()
    identity: str | None = None
    award: Callable[[Credential], str | None] = no_award
