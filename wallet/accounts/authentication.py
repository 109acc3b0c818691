"""An Authorization header in, the caller out, or why there is none. Source: RFC 6750, 2.1."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from logging import getLogger
from re import compile as pattern
from typing import Final
from uuid import UUID

from wallet.accounts import oidc, sessions
from wallet.accounts.oidc import JwtRefusedError, OidcProviders
from wallet.accounts.sessions import LiveSession
from wallet.accounts.tokens import TokenKind

_LOG = getLogger(__name__)
_BEARER: Final = pattern(r"(?i:bearer) +([A-Za-z0-9._~+/-]+=*)")


class CallerKind(StrEnum):
    """How a caller signed in."""

    SESSION = "SESSION"
    OIDC = "OIDC"


@dataclass(frozen=True, slots=True)
class Caller:
    """Who asks, and until when this is known; `session_id` is None for an outside provider's.

    `language` is what the account prefers, where that came along.
    """

    account_id: UUID
    session_id: UUID | None
    kind: CallerKind
    expires_at: datetime
    language: str | None = field(default=None, compare=False)


class Refusal(StrEnum):
    """Why there is no caller. Append-only.

    UNAVAILABLE: a provider's keys could not be had, so nothing can be said about its token.
    """

    MISSING = "MISSING"
    MALFORMED = "MALFORMED"
    EXPIRED = "EXPIRED"
    UNKNOWN = "UNKNOWN"
    UNAVAILABLE = "UNAVAILABLE"


async def authenticate(
    authorization: str | None, *, now: datetime, providers: OidcProviders | None = None
) -> Caller | Refusal:
    """Return the caller that an Authorization header speaks for; MISSING where there is none.

    A token of our own is known by its prefix; any other is a JWT of one of the `providers`.
    """
    if not authorization:
        return Refusal.MISSING
    bearer = _BEARER.fullmatch(authorization.strip())
    if bearer is None:
        return Refusal.MALFORMED
    token = bearer[1]
    if token.startswith(tuple(TokenKind)):
        return await caller_of_session(token, now=now)
    if providers is None:
        return Refusal.UNKNOWN
    return await _caller_of_provider(token, providers, now)


async def caller_of_session(access_token: str, *, now: datetime) -> Caller | Refusal:
    """Return the caller of an access token of our own, however it was brought."""
    found = await sessions.authenticate(access_token, now=now)
    if isinstance(found, LiveSession):
        return Caller(
            found.account_id,
            found.id,
            CallerKind.SESSION,
            found.access_expires_at,
            found.language,
        )
    return Refusal(found.name)


async def still_holds(caller: Caller, *, now: datetime) -> bool:
    """Tell whether a caller may go on: for sockets, to be asked every few seconds."""
    if caller.expires_at <= now:
        return False
    return caller.session_id is None or await sessions.still_lives(caller.session_id, now=now)


async def _caller_of_provider(
    token: str, providers: OidcProviders, now: datetime
) -> Caller | Refusal:
    try:
        identity = await providers.verify(token, now=now)
    except JwtRefusedError as error:
        _LOG.info("a JWT was not taken: %s", error)
        return Refusal(error.fault.value)
    account_id = await oidc.account_of(identity, now=now)
    return Caller(account_id, None, CallerKind.OIDC, identity.expires_at)
