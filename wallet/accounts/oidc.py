"""Outside sign-in: a provider's JWT in, who it speaks of out, and the account of that person.

A person is the pair of issuer and subject, never a mail address. Source: OpenID Connect Core 1.0,
3.1.3.7; RFC 8725; RFC 9068.
"""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any, Final
from uuid import UUID

from jwt import PyJWK, decode, get_unverified_header
from jwt.exceptions import PyJWTError
from tortoise.exceptions import IntegrityError

from wallet.accounts.account import DEFAULT_NAME, open_account
from wallet.accounts.addresses import claim_trusted
from wallet.accounts.oidc_keys import (
    KEY_KINDS,
    Clock,
    KeysUnavailableError,
    KeyTimes,
    KeyUnknownError,
    ProviderKeys,
)
from wallet.network import Fetcher
from wallet.store.connection import transaction
from wallet.store.keys import row_key
from wallet.store.models.accounts import ExternalIdentity
from wallet.user_errors import InvalidError

_LEEWAY: Final = timedelta(seconds=30)
_MOST_CHARACTERS: Final = 16_384
_MOST_SUBJECT: Final = 255
_TYPES: Final = frozenset({"jwt", "at+jwt", "application/at+jwt"})
_REQUIRED: Final = ["iss", "sub", "aud", "exp", "iat"]


@dataclass(frozen=True, slots=True)
class OidcProvider:
    """A provider whose tokens we take.

    Attributes:
        issuer: its issuer identifier, exactly as it writes it.
        audience: what its tokens for us name.
        algorithms: those that it may sign with, of `KEY_KINDS`.
        trusts_email: its `email_verified` counts as proof of an address.
        authorized_parties: clients, besides the audience itself, whose tokens we take (`azp`).
    """

    issuer: str
    audience: str
    algorithms: tuple[str, ...] = ("RS256", "ES256", "EdDSA")
    trusts_email: bool = False
    authorized_parties: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Refuse what would not be safe.

        Raises:
            ValueError: no audience, or an algorithm that is none of public keys.
        """
        if not self.audience:
            raise ValueError(f"{self.issuer}: say which audience its tokens must name")
        unsafe = sorted(set(self.algorithms) - set(KEY_KINDS))
        if unsafe or not self.algorithms:
            raise ValueError(f"{self.issuer}: algorithms are {sorted(KEY_KINDS)}, not {unsafe}")


@dataclass(frozen=True, slots=True)
class OutsideIdentity:
    """Whom a verified token speaks of. `email` is None unless it counts as proof."""

    issuer: str
    subject: str
    email: str | None
    name: str | None
    expires_at: datetime


class JwtFault(StrEnum):
    """Why a token is not taken. UNAVAILABLE: we could not find out."""

    MALFORMED = "MALFORMED"
    EXPIRED = "EXPIRED"
    UNKNOWN = "UNKNOWN"
    UNAVAILABLE = "UNAVAILABLE"


class JwtRefusedError(Exception):
    """A token that is not taken; the detail is for our log, not for who sent it."""

    def __init__(self, fault: JwtFault, detail: str) -> None:
        """Refuse."""
        super().__init__(f"{fault}: {detail}")
        self.fault = fault


class OidcProviders:
    """The providers whose tokens we take, each with its keys; one for each process.

    Args:
        providers: those of the settings.
        fetcher: the guarded one.
        clock: the time.
        times: when keys are fetched.
    """

    def __init__(
        self,
        providers: Iterable[OidcProvider],
        *,
        fetcher: Fetcher,
        clock: Clock,
        times: KeyTimes | None = None,
    ) -> None:
        self._providers = {provider.issuer: provider for provider in providers}
        self._keys = {
            issuer: ProviderKeys(issuer, fetcher, clock, times) for issuer in self._providers
        }

    async def verify(self, token: str, *, now: datetime) -> OutsideIdentity:
        """Verify a token and return whom it speaks of.

        Raises:
            JwtRefusedError: with the fault.
        """
        header, said = _unverified(token)
        issuer = said.get("iss")
        provider = self._providers.get(issuer) if isinstance(issuer, str) else None
        if provider is None:
            raise JwtRefusedError(JwtFault.UNKNOWN, "of no provider that we know")
        algorithm = header.get("alg")
        if algorithm not in provider.algorithms:
            raise JwtRefusedError(JwtFault.UNKNOWN, "its algorithm is not allowed")
        if str(header.get("typ", "JWT")).lower() not in _TYPES or "events" in said:
            raise JwtRefusedError(JwtFault.UNKNOWN, "a token for something else")
        key = await self._key(provider, header.get("kid"), algorithm)
        claims = _verified(token, key, provider)
        _check_party(claims, provider)
        return OutsideIdentity(
            issuer=provider.issuer,
            subject=_subject(claims),
            email=_proven_email(claims, provider),
            name=_text(claims.get("name")),
            expires_at=_check_times(claims, now),
        )

    async def _key(self, provider: OidcProvider, kid: str | None, algorithm: str) -> PyJWK:
        try:
            return await self._keys[provider.issuer].key(kid, algorithm)
        except KeyUnknownError as error:
            raise JwtRefusedError(JwtFault.UNKNOWN, "its provider has no such key") from error
        except KeysUnavailableError as error:
            raise JwtRefusedError(JwtFault.UNAVAILABLE, str(error)) from error


async def account_of(identity: OutsideIdentity, *, now: datetime) -> UUID:
    """Return the account of an outside identity; at first sight one is opened.

    Call it outside any transaction.
    """
    identity_key = row_key(identity.issuer, identity.subject)
    known = await ExternalIdentity.get_or_none(identity_key=identity_key)
    if known is not None:
        return known.learner_id
    try:
        return await _open(identity, identity_key, now)
    except IntegrityError:  # another request opened it, or proved its address, in this moment
        known = await ExternalIdentity.get_or_none(identity_key=identity_key)
        return known.learner_id if known else await _open(identity, identity_key, now)


async def _open(identity: OutsideIdentity, identity_key: str, now: datetime) -> UUID:
    async with transaction():
        account_id = await open_account(now=now, display_name=identity.name or DEFAULT_NAME)
        await ExternalIdentity.create(
            learner_id=account_id,
            identity_key=identity_key,
            issuer=identity.issuer,
            subject=identity.subject,
            created_at=now,
        )
        if identity.email is not None:
            with suppress(InvalidError):  # what is no address proves nothing
                await claim_trusted(account_id, identity.email, now=now)
    return account_id


def _unverified(token: str) -> tuple[Mapping[str, Any], Mapping[str, Any]]:
    """Read what a token says, to know whose keys to ask for; nothing of it is believed yet."""
    if len(token) > _MOST_CHARACTERS or not token.isascii():
        raise JwtRefusedError(JwtFault.MALFORMED, "too long, or not ASCII")
    try:
        return get_unverified_header(token), decode(token, options={"verify_signature": False})
    except (PyJWTError, RecursionError) as error:
        raise JwtRefusedError(JwtFault.MALFORMED, type(error).__name__) from error


def _verified(token: str, key: PyJWK, provider: OidcProvider) -> Mapping[str, Any]:
    """Check signature, issuer and audience; the times are checked by our own clock."""
    try:
        return decode(
            token,
            key,
            algorithms=list(provider.algorithms),
            issuer=provider.issuer,
            audience=provider.audience,
            options={
                "require": _REQUIRED,
                "verify_exp": False,
                "verify_nbf": False,
                "verify_iat": False,
                "enforce_minimum_key_length": True,
            },
        )
    except PyJWTError as error:
        raise JwtRefusedError(JwtFault.UNKNOWN, type(error).__name__) from error


def _check_party(claims: Mapping[str, Any], provider: OidcProvider) -> None:
    """Check `azp`, which must be there where a token is for several."""
    party = claims.get("azp")
    is_for_several = isinstance(claims["aud"], list) and len(claims["aud"]) > 1
    if party is None and not is_for_several:
        return
    if party not in (provider.audience, *provider.authorized_parties):
        raise JwtRefusedError(JwtFault.UNKNOWN, "given to another client")


def _check_times(claims: Mapping[str, Any], now: datetime) -> datetime:
    """Check when the token holds; return until when."""
    ends = _moment(claims["exp"])
    begins = max(_moment(claims["iat"]), _moment(claims.get("nbf", claims["iat"])))
    if ends + _LEEWAY <= now:
        raise JwtRefusedError(JwtFault.EXPIRED, "its time is over")
    if begins - _LEEWAY > now:
        raise JwtRefusedError(JwtFault.UNKNOWN, "its time has not come")
    return ends


def _moment(claim: object) -> datetime:
    """Read a NumericDate: RFC 7519, 2."""
    if isinstance(claim, bool) or not isinstance(claim, int | float):
        raise JwtRefusedError(JwtFault.MALFORMED, "a time that is no number")
    try:
        return datetime.fromtimestamp(claim, UTC)
    except (OverflowError, ValueError, OSError) as error:
        raise JwtRefusedError(JwtFault.MALFORMED, "a time out of range") from error


def _subject(claims: Mapping[str, Any]) -> str:
    subject: str = claims["sub"]
    if not subject or len(subject) > _MOST_SUBJECT:
        raise JwtRefusedError(JwtFault.MALFORMED, "a subject of no fitting length")
    return subject


def _proven_email(claims: Mapping[str, Any], provider: OidcProvider) -> str | None:
    if provider.trusts_email and claims.get("email_verified") is True:
        return _text(claims.get("email"))
    return None


def _text(claim: object) -> str | None:
    return claim if isinstance(claim, str) and claim.strip() else None
