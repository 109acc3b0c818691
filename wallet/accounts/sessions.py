"""Sessions: an account in, tokens out; a token in, its session out.

An access token lives for minutes. A refresh token is used once and brings the next pair; one that
was spent before ends its session, and the owner is told. Source: RFC 9700, 4.14.2.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import Enum, auto
from hmac import compare_digest
from logging import getLogger
from typing import Final
from uuid import UUID

from wallet.accounts import letters, mail
from wallet.accounts.tokens import (
    TokenKind,
    digest,
    family_of,
    is_well_formed,
    new_family,
    new_token,
)
from wallet.store.connection import is_postgres, transaction
from wallet.store.models.accounts import Address, Session
from wallet.store.reading import Statement, conversions_of
from wallet.user_errors import BadSecretError, NotFoundError

_LOG = getLogger(__name__)
_KEPT: Final = timedelta(days=7)
_HELD: Final = ("id", "learner_id", "access_expires_at", "revoked_at")
_HELD_COLUMNS: Final = ", ".join(f'"session"."{each}" AS "{each}"' for each in _HELD)


@dataclass(frozen=True, slots=True)
class SessionLifetimes:
    """How long tokens live: an access token, and the whole session however often refreshed."""

    access: timedelta = timedelta(minutes=15)
    whole: timedelta = timedelta(days=30)


LIFETIMES: Final = SessionLifetimes()


@dataclass(frozen=True, slots=True)
class SessionTokens:
    """The tokens of one session: shown once, never stored."""

    session_id: UUID
    account_id: UUID
    access_token: str
    access_token_expires_at: datetime
    refresh_token: str
    ends_at: datetime

    def __repr__(self) -> str:
        """Say whose they are, not what they are: a log must not hold them."""
        return f"SessionTokens(session_id={self.session_id!r}, account_id={self.account_id!r})"


@dataclass(frozen=True, slots=True)
class SessionView:
    """A signed-in device."""

    id: UUID
    device_name: str | None
    created_at: datetime
    last_seen_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class LiveSession:
    """The session of an access token that is good now; `language` is the account's choice."""

    id: UUID
    account_id: UUID
    access_expires_at: datetime
    language: str | None = field(default=None, compare=False)


class TokenFault(Enum):
    """Why an access token is not good: never issued or ended since, or only out of date."""

    UNKNOWN = auto()
    EXPIRED = auto()


async def issue_for(
    account_id: UUID,
    *,
    now: datetime,
    device_name: str | None = None,
    lifetimes: SessionLifetimes = LIFETIMES,
) -> SessionTokens:
    """Begin a session of the account, in the caller's transaction if there is one."""
    family = new_family()
    pair = _Pair(new_token(TokenKind.ACCESS), new_token(TokenKind.REFRESH, family))
    ends_at = now + lifetimes.whole
    row = await Session.create(
        learner_id=account_id,
        family_sha256=digest(family),
        access_sha256=digest(pair.access),
        access_expires_at=min(now + lifetimes.access, ends_at),
        refresh_sha256=digest(pair.refresh),
        ends_at=ends_at,
        device_name=device_name,
        created_at=now,
        last_seen_at=now,
    )
    return _tokens(row, pair, row.access_expires_at)


async def authenticate(access_token: str, *, now: datetime) -> LiveSession | TokenFault:
    """Return the session of an access token, by one read."""
    if not is_well_formed(access_token, TokenKind.ACCESS):
        return TokenFault.UNKNOWN
    rows = await _held(digest(access_token)).rows()
    if not rows or rows[0]["revoked_at"] is not None:
        return TokenFault.UNKNOWN
    (row,) = rows
    if row["access_expires_at"] <= now:
        return TokenFault.EXPIRED
    return LiveSession(row["id"], row["learner_id"], row["access_expires_at"], row["language"])


def _held(access_sha256: str) -> Statement:
    """Return what reads the session of an access token: asked at each request, so written out."""
    postgres = is_postgres()
    sql = (
        f'SELECT {_HELD_COLUMNS}, "account"."language" AS "language" FROM "session" '  # noqa: S608  # names of ours
        'LEFT JOIN "account" ON "account"."id" = "session"."learner_id" '
        f'WHERE "session"."access_sha256" = {"$1" if postgres else "?1"}'
    )
    return Statement(sql, (access_sha256,), conversions_of(Session, _HELD, postgres=postgres))


async def refresh(
    refresh_token: str, *, now: datetime, lifetimes: SessionLifetimes = LIFETIMES
) -> SessionTokens:
    """Spend a refresh token for the next pair; the access token before it ends with it.

    Of requests that come at once with the same token one is served; those that saw it still
    unspent are refused and no more. A token that was spent before it came ends the session.

    Raises:
        BadSecretError: unknown, spent, or the session has ended.
    """
    if not is_well_formed(refresh_token, TokenKind.REFRESH):
        raise _bad_token()
    row = await Session.get_or_none(family_sha256=digest(family_of(refresh_token)))
    if row is None or row.revoked_at is not None or row.ends_at <= now:
        raise _bad_token()
    if not compare_digest(row.refresh_sha256, digest(refresh_token)):
        await _end_copied(row, now)
        raise _bad_token()
    return await _rotate(row, family_of(refresh_token), now, lifetimes)


async def still_lives(session_id: UUID, *, now: datetime) -> bool:
    """Tell whether a session goes on: for sockets that outlast one request."""
    return await Session.filter(id=session_id, revoked_at=None, ends_at__gt=now).exists()


async def listed(account_id: UUID, *, now: datetime) -> tuple[SessionView, ...]:
    """Return the account's sessions that go on, newest first."""
    rows = await Session.filter(learner_id=account_id, revoked_at=None, ends_at__gt=now).order_by(
        "-created_at", "-id"
    )
    return tuple(
        SessionView(row.id, row.device_name, row.created_at, row.last_seen_at, row.ends_at)
        for row in rows
    )


async def sign_out(account_id: UUID, session_id: UUID, *, now: datetime) -> None:
    """End one session of the account.

    Raises:
        NotFoundError: no such session, another's, or it has ended.
    """
    ended = await Session.filter(learner_id=account_id, id=session_id, revoked_at=None).update(
        revoked_at=now
    )
    if not ended:
        raise NotFoundError("There is no such session.", ("session_id",))


async def sign_out_all(account_id: UUID, *, now: datetime, but: UUID | None = None) -> int:
    """End all sessions of the account, `but` one perhaps; return how many."""
    query = Session.filter(learner_id=account_id, revoked_at=None)
    return await (query.exclude(id=but) if but else query).update(revoked_at=now)


async def forget_ended(*, now: datetime) -> int:
    """Delete sessions that ended a week ago or longer; return how many."""
    return await Session.filter(ends_at__lt=now - _KEPT).delete()


@dataclass(frozen=True, slots=True, repr=False)
class _Pair:
    access: str
    refresh: str


async def _rotate(
    row: Session, family: str, now: datetime, lifetimes: SessionLifetimes
) -> SessionTokens:
    pair = _Pair(new_token(TokenKind.ACCESS), new_token(TokenKind.REFRESH, family))
    expires_at = min(now + lifetimes.access, row.ends_at)
    rotated = await Session.filter(
        id=row.id, refresh_sha256=row.refresh_sha256, revoked_at=None
    ).update(
        access_sha256=digest(pair.access),
        access_expires_at=expires_at,
        refresh_sha256=digest(pair.refresh),
        last_seen_at=now,
    )
    if not rotated:
        raise _bad_token()
    return _tokens(row, pair, expires_at)


async def _end_copied(row: Session, now: datetime) -> None:
    async with transaction():
        ended = await Session.filter(id=row.id, revoked_at=None).update(revoked_at=now)
        owner = await Address.filter(learner_id=row.learner_id, is_primary=True).first()
        if ended and owner is not None:
            await mail.post(
                owner.address, letters.session_ended(), now=now, learner_id=row.learner_id
            )
    if ended:
        _LOG.warning("session %s ended: a spent refresh token came again", row.id)


def _tokens(row: Session, pair: _Pair, expires_at: datetime) -> SessionTokens:
    return SessionTokens(row.id, row.learner_id, pair.access, expires_at, pair.refresh, row.ends_at)


def _bad_token() -> BadSecretError:
    return BadSecretError("This session has ended. Sign in again.", ("refresh_token",))
