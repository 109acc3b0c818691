"""What the composition hands to the API, once, at the start."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from secrets import token_bytes
from typing import Protocol

from wallet.accounts.oidc import OidcProviders
from wallet.accounts.rate_limits import RateLimits
from wallet.accounts.sessions import LIFETIMES, SessionLifetimes
from wallet.api.budgets import Account
from wallet.api.trusted_documents import TrustedDocuments
from wallet.learner.connecting import Platforms
from wallet.learner.past import PastReports
from wallet.learner.webhook_keys import WebhookKeys
from wallet.learner.webhooks import Poster
from wallet.sharing.openings import OpeningProofs
from wallet.sharing.publishing import Publisher
from wallet.sharing.tokens import TokenKeys
from wallet.sharing.verifying import PublicVerifier
from wallet.store.media_links import MediaLinks

MEBIBYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class QueryLimits:
    """How much one operation may ask for; `rows` bounds what it may load in all."""

    depth: int = 14
    aliases: int = 60
    tokens: int = 4_000
    directives: int = 40
    rows: int = 10_000
    fields: int = 1_000
    root_fields: int = 20
    introspection: bool = True


@dataclass(frozen=True, slots=True)
class RequestLimits:
    """How large a request may be, in bytes, and how many files it may carry.

    Nobody in particular uploads nothing and has little to say: `stranger_bytes`. A body of which
    nothing comes for `silent_seconds` is given up.
    """

    stranger_bytes: int = 128 * 1024
    json_bytes: int = 4 * MEBIBYTE
    upload_bytes: int = 32 * MEBIBYTE
    files: int = 100
    silent_seconds: float = 20.0
    subscriptions_per_socket: int = 20


@dataclass(frozen=True, slots=True)
class Explorer:
    """The page to try queries on; `directory` holds a built `altair-static`, else a CDN does."""

    directory: Path | None = None


@dataclass(frozen=True, slots=True)
class Webhooks:
    """What is needed to register them: who judges addresses, and where secrets come from."""

    poster: Poster
    keys: WebhookKeys


class Throttle(Protocol):
    """Counts requests by a key."""

    async def __call__(self, key: str) -> float | None:
        """Count one; return the seconds to wait when that is one too many, else None."""
        ...


class Budget(Protocol):
    """Takes what operations cost from what a caller has."""

    async def __call__(self, key: str, cost: int) -> Account:
        """Take the cost, nothing perhaps; return how the budget then stands."""
        ...


@dataclass(frozen=True, slots=True)
class ApiServices:
    """Everything that the API takes from outside.

    Attributes:
        now: the clock, in UTC.
        public_url: where people reach this server, without a slash at the end.
        token_keys: what the addresses of links are derived from.
        rate_limits: counts codes sent and tried.
        media: makes the addresses of pictures and documents.
        version: of the software.
        openings: proves to visitors' pages that the owner looks at a link of theirs.
        lifetimes: how long sessions live.
        publisher: what signs the excerpts on links; None where no fields can be chosen.
        platforms: what talks to the platforms that learners connect; None where none may be.
        oidc: outside providers whose tokens are taken; None for none.
        origins: the web origins that may call from a browser, exactly as browsers write them.
        cookies: whether pages of those origins, and of our own, may hold sessions in cookies.
        throttle: counts requests by account, else by address; None counts nothing.
        budget: what operations of an account, else an address, may cost; None counts nothing.
        documents: those that clients may ask for by their digest, or the only ones that are run.
        recheck: how often an open subscription asks again whether its session still holds.
        explorer: None where there is to be none, as in production.
        past: works out reports of earlier moments, from snapshots; None refuses that.
        webhooks: None where there are to be none.
        verifier: verifies for whoever asks; None where nobody may.
    """

    now: Callable[[], datetime]
    public_url: str
    token_keys: TokenKeys
    rate_limits: RateLimits
    media: MediaLinks
    version: str
    openings: OpeningProofs = field(default_factory=lambda: OpeningProofs(token_bytes(32)))
    lifetimes: SessionLifetimes = LIFETIMES
    publisher: Publisher | None = None
    platforms: Platforms | None = None
    oidc: OidcProviders | None = None
    origins: tuple[str, ...] = ()
    cookies: bool = False
    throttle: Throttle | None = None
    budget: Budget | None = None
    documents: TrustedDocuments = field(default_factory=TrustedDocuments)
    recheck: timedelta = timedelta(seconds=4)
    queries: QueryLimits = field(default_factory=QueryLimits)
    requests: RequestLimits = field(default_factory=RequestLimits)
    explorer: Explorer | None = None
    past: PastReports | None = None
    webhooks: Webhooks | None = None
    verifier: PublicVerifier | None = None
