"""Grants: a learner's consent in, a code out; the code in, tokens out; a token in, its grant out.

An access token lives for minutes. A refresh token is used once and brings the next pair; a code
or a refresh token that comes a second time ends the grant, and the owner is told.
Sources: RFC 6749, 4.1.2, 5 and 6; RFC 9700, 4.5 and 4.14.2.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from hmac import compare_digest
from logging import getLogger
from typing import Final
from uuid import UUID

from wallet.accounts import letters, mail
from wallet.accounts.sessions import TokenFault
from wallet.accounts.tokens import (
    TokenKind,
    digest,
    family_of,
    is_well_formed,
    new_family,
    new_token,
)
from wallet.store.connection import transaction
from wallet.store.models.accounts import Address
from wallet.store.models.applications import ApplicationGrant, AuthorizationCode
from wallet.user_errors import NotFoundError

_LOG = getLogger(__name__)
CODE_LIFETIME: Final = timedelta(minutes=2)
ACCESS_LIFETIME: Final = timedelta(minutes=15)
IDLE_LIFETIME: Final = timedelta(days=90)
WHOLE_LIFETIME: Final = timedelta(days=365)
_KEPT: Final = timedelta(days=7)


@dataclass(frozen=True, slots=True, repr=False)
class GrantTokens:
    """The tokens of one grant: shown once, never stored. Without `refresh` it ends with `access`.

    `family` is what the refresh tokens of the grant share.
    """

    access: str
    refresh: str
    family: str

    @classmethod
    def new(cls, family: str | None = None) -> "GrantTokens":
        """Make a pair, the first or the next of a family."""
        family = family or new_family()
        return cls(
            new_token(TokenKind.APPLICATION_ACCESS),
            new_token(TokenKind.APPLICATION_REFRESH, family),
            family,
        )


@dataclass(frozen=True, slots=True)
class LiveGrant:
    """The grant of an access token that is good now."""

    id: UUID
    account_id: UUID
    application_id: UUID
    scope: str


async def issue_code(
    account_id: UUID,
    application_id: UUID,
    *,
    redirect_uri: str,
    scope: str,
    challenge: str,
    now: datetime,
    code: str,
) -> None:
    """Keep the digest of a code by which the application gets what the learner allowed."""
    await AuthorizationCode.create(
        learner_id=account_id,
        application_id=application_id,
        code_sha256=digest(code),
        redirect_uri=redirect_uri,
        scope=scope,
        challenge=challenge,
        created_at=now,
        expires_at=now + CODE_LIFETIME,
    )


async def find_code(code: str) -> AuthorizationCode | None:
    """Return a code's row, spent or not; None where it was never issued."""
    if not is_well_formed(code, TokenKind.AUTHORIZATION_CODE):
        return None
    return await AuthorizationCode.get_or_none(code_sha256=digest(code))


def is_good(code: AuthorizationCode, now: datetime) -> bool:
    """Tell whether a code may be spent."""
    return code.spent_at is None and now < code.expires_at


async def begin(
    code: AuthorizationCode, tokens: GrantTokens, *, renewable: bool, now: datetime
) -> bool:
    """Spend a code for a grant, which replaces what the application was allowed before.

    False, and nothing done, where another request spent it first.
    """
    async with transaction():
        spent = await AuthorizationCode.filter(id=code.id, spent_at=None).update(spent_at=now)
        if not spent:
            return False
        lifetime = IDLE_LIFETIME if renewable else ACCESS_LIFETIME
        await ApplicationGrant.update_or_create(
            learner_id=code.learner_id,
            application_id=code.application_id,
            defaults={
                "scope": code.scope,
                "family_sha256": digest(tokens.family),
                "access_sha256": digest(tokens.access),
                "access_expires_at": now + ACCESS_LIFETIME,
                "refresh_sha256": digest(tokens.refresh),
                "ends_at": now + lifetime,
                "revoked_at": None,
                "created_at": now,
                "last_used_at": now,
            },
        )
        await _write(code.learner_id, letters.application_allowed(), now)
    return True


async def end_of_code(code: AuthorizationCode, *, now: datetime) -> None:
    """End what a code was spent for: it came a second time, so somebody copied it."""
    grant = await ApplicationGrant.get_or_none(
        learner_id=code.learner_id, application_id=code.application_id
    )
    if code.spent_at is not None and grant is not None and grant.created_at == code.spent_at:
        await end_copied(grant, now=now)


async def find_by_refresh(token: str) -> ApplicationGrant | None:
    """Return the grant whose family a refresh token is of, whether it is the newest or not."""
    if not is_well_formed(token, TokenKind.APPLICATION_REFRESH):
        return None
    return await ApplicationGrant.get_or_none(family_sha256=digest(family_of(token)))


async def find_by_access(token: str) -> ApplicationGrant | None:
    """Return the grant whose newest access token this is."""
    if not is_well_formed(token, TokenKind.APPLICATION_ACCESS):
        return None
    return await ApplicationGrant.get_or_none(access_sha256=digest(token))


def goes_on(grant: ApplicationGrant, now: datetime) -> bool:
    """Tell whether a grant may still be used."""
    return grant.revoked_at is None and now < grant.ends_at


def is_newest(grant: ApplicationGrant, refresh_token: str) -> bool:
    """Tell whether a refresh token of the grant's family is the one not spent yet."""
    return compare_digest(grant.refresh_sha256, digest(refresh_token))


async def rotate(grant: ApplicationGrant, tokens: GrantTokens, *, now: datetime) -> bool:
    """Replace the tokens of a grant; False where another request did it first."""
    ends_at = min(now + IDLE_LIFETIME, grant.created_at + WHOLE_LIFETIME)
    rotated = await ApplicationGrant.filter(
        id=grant.id, refresh_sha256=grant.refresh_sha256, revoked_at=None
    ).update(
        access_sha256=digest(tokens.access),
        access_expires_at=min(now + ACCESS_LIFETIME, ends_at),
        refresh_sha256=digest(tokens.refresh),
        ends_at=ends_at,
        last_used_at=now,
    )
    return bool(rotated)


async def end_copied(grant: ApplicationGrant, *, now: datetime) -> None:
    """End a grant of which a spent secret came again, and tell the owner."""
    async with transaction():
        ended = await ApplicationGrant.filter(id=grant.id, revoked_at=None).update(revoked_at=now)
        if ended:
            await _write(grant.learner_id, letters.application_cut_off(), now)
    if ended:
        _LOG.warning("grant %s ended: a spent secret came again", grant.id)


async def end(grant: ApplicationGrant, *, now: datetime) -> None:
    """End a grant for its application, which asked for it."""
    await ApplicationGrant.filter(id=grant.id, revoked_at=None).update(revoked_at=now)


async def authenticate(access_token: str, *, now: datetime) -> LiveGrant | TokenFault:
    """Return the grant of an access token, by one read."""
    row = await find_by_access(access_token)
    if row is None or row.revoked_at is not None:
        return TokenFault.UNKNOWN
    if row.access_expires_at <= now:
        return TokenFault.EXPIRED
    return LiveGrant(row.id, row.learner_id, row.application_id, row.scope)


async def disconnect(account_id: UUID, grant_id: UUID, *, now: datetime) -> None:
    """End a grant for its owner: the application's tokens are worth nothing from now on.

    Raises:
        NotFoundError: no such grant, another's, or it has ended.
    """
    async with transaction():
        ended = await ApplicationGrant.filter(
            learner_id=account_id, id=grant_id, revoked_at=None
        ).update(revoked_at=now)
        grant = await ApplicationGrant.get_or_none(learner_id=account_id, id=grant_id)
        if not ended or grant is None:
            raise NotFoundError("There is no such application.", ("grant_id",))
        await AuthorizationCode.filter(
            learner_id=account_id, application_id=grant.application_id, spent_at=None
        ).update(spent_at=now)


async def forget_ended(*, now: datetime) -> int:
    """Delete codes that have expired, and grants that ended a week ago; return how many."""
    codes = await AuthorizationCode.filter(expires_at__lt=now - _KEPT).delete()
    return codes + await ApplicationGrant.filter(ends_at__lt=now - _KEPT).delete()


async def _write(account_id: UUID, letter: letters.Letter, now: datetime) -> None:
    owner = await Address.filter(learner_id=account_id, is_primary=True).first()
    if owner is not None:
        await mail.post(owner.address, letter, now=now, learner_id=account_id)
