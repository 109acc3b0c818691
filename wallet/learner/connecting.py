"""Connections with platforms: asked for, allowed by the learner there, kept up, ended.

Tokens and verifiers lie sealed in the row they belong to. What is fetched comes in by an import
like any other (`wallet.learner.fetching`).
"""

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from logging import getLogger
from secrets import token_urlsafe
from typing import Final
from urllib.parse import urlsplit
from uuid import UUID

from tortoise.exceptions import IntegrityError

from wallet.accounts.tokens import digest
from wallet.documents.markup import plain, web_link
from wallet.learner.fetched import SYNC_EVERY
from wallet.learner.importing import request_import
from wallet.learner.learner import Learner
from wallet.learner.sources import FromConnection
from wallet.platforms.clients import CLIENTS, oauth
from wallet.platforms.clients.client import (
    Endpoints,
    Network,
    PlatformClient,
    PlatformError,
    SignInNeededError,
)
from wallet.platforms.clients.oauth import ClientIdentity, Tokens
from wallet.store.connection import transaction
from wallet.store.identifiers import uuid7
from wallet.store.models.connections import Connection, ConnectionState, PlatformRegistration
from wallet.store.sealing import SealBrokenError, Seals
from wallet.user_errors import ConflictError, InvalidError, LimitReachedError, NotFoundError
from wallet.verification.addresses import origin_of

_LOG = getLogger(__name__)
CALLBACK: Final = "/connections/callback"
PENDING_LIFETIME: Final = timedelta(minutes=15)
MOST_CONNECTIONS: Final = 30
_NAME: Final = "Wallet"
_EARLY: Final = timedelta(seconds=60)
_KEPT_UNUSED: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Platforms:
    """What is needed to talk to platforms: the network, the seals, the time, our own address."""

    network: Network
    seals: Seals
    now: Callable[[], datetime]
    public_url: str


@dataclass(frozen=True, slots=True)
class Begun:
    """A connection that waits for the learner at `authorization_url`."""

    connection_id: UUID
    authorization_url: str


@dataclass(frozen=True, slots=True)
class Platform:
    """A platform as we are registered there."""

    client: PlatformClient
    endpoints: Endpoints
    identity: ClientIdentity
    redirect_uri: str


async def begin(learner: Learner, platforms: Platforms, url: str) -> Begun:
    """Find out what the platform at `url` speaks, register there, and say where to allow it.

    Raises:
        InvalidError: no web address, or none of a platform that can be connected.
        LimitReachedError: too many connections.
        ConflictError: the platform did not do its part.
    """
    origin = _origin(url)
    if await Connection.filter(learner_id=learner.id).count() >= MOST_CONNECTIONS:
        raise LimitReachedError(f"A wallet has at most {MOST_CONNECTIONS} connections.", ("url",))
    try:
        row = await _registration(platforms, origin)
        platform = _platform(platforms, row)
    except PlatformError as error:
        raise ConflictError(f"{error.message} Try again later.", ("url",)) from error
    state, verifier, connection_id = token_urlsafe(32), oauth.new_verifier(), uuid7()
    now = platforms.now()
    await Connection.create(
        learner_id=learner.id,
        id=connection_id,
        registration_id=row.id,
        state=ConnectionState.PENDING.value,
        state_sha256=digest(state),
        verifier_sealed=platforms.seals.seal(verifier, learner.id, connection_id, "verifier"),
        pending_until=now + PENDING_LIFETIME,
        scope=" ".join(oauth.asked_scopes(platform.client, platform.endpoints)),
        created_at=now,
    )
    return Begun(
        connection_id,
        oauth.authorization_url(
            platform.client,
            platform.endpoints,
            platform.identity,
            redirect_uri=platform.redirect_uri,
            state=state,
            verifier=verifier,
        ),
    )


async def finish(
    learner: Learner,
    platforms: Platforms,
    connection_id: UUID,
    state: str,
    code: str,
    *,
    issuer: str = "",
) -> None:
    """Take the code that the platform sent; the first import follows by itself.

    `issuer` is who says that it sent it, where anybody does (RFC 9207, 2.4): a code of another
    server is not given to this one, which would spend it there.

    Raises:
        NotFoundError: no such connection waits for it, or no more.
        ConflictError: the platform did not give tokens for it, or the code is another's.
    """
    now = platforms.now()
    waiting = Connection.filter(
        learner_id=learner.id, id=connection_id, state_sha256=digest(state), pending_until__gt=now
    )
    row = await waiting.first().prefetch_related("registration")
    taken = await waiting.update(state_sha256=None, pending_until=None)
    if row is None or not taken or row.verifier_sealed is None:
        raise NotFoundError("This has run out. Connect the platform again from your wallet.")
    try:
        platform = _platform(platforms, row.registration)
        verifier = platforms.seals.open(row.verifier_sealed, learner.id, row.id, "verifier")
        _check_issuer(issuer, platform.endpoints.token_url, row.registration.origin)
        tokens = await oauth.exchange(
            platform.endpoints,
            platform.identity,
            platforms.network,
            code=code,
            redirect_uri=platform.redirect_uri,
            verifier=verifier,
            scope=row.scope,
        )
    except (PlatformError, SealBrokenError) as error:
        await Connection.filter(id=row.id).delete()
        said = error.message if isinstance(error, PlatformError) else "It does not open any more."
        raise ConflictError(f"{said} Connect it again from your wallet.") from error
    async with transaction():
        await _keep(learner, platforms, row.id, tokens, now)
        await Connection.filter(id=row.id).update(verifier_sealed=None, due_at=now + SYNC_EVERY)
        await request_import(learner, [FromConnection(row.id, platform.endpoints.name)])


def _check_issuer(issuer: str, *known: str) -> None:
    if issuer and origin_of(issuer) not in set(map(origin_of, known)):
        raise PlatformError("ANSWER_MALFORMED", "The answer is another server's.")


async def sync(learner: Learner, connection_id: UUID) -> UUID:
    """Fetch what is new there; return the import's id.

    Raises:
        NotFoundError: no such connection of this learner's, or it is not allowed yet.
        LimitReachedError: as `request_import`.
    """
    row = await owned(learner, connection_id)
    return await request_import(learner, [FromConnection(row.id, row.registration.name)])


async def disconnect(learner: Learner, platforms: Platforms, connection_id: UUID) -> None:
    """End a connection: its tokens are deleted here and taken back there; credentials stay.

    Raises:
        NotFoundError: no such connection of this learner's.
    """
    row = (
        await Connection.filter(learner_id=learner.id, id=connection_id)
        .first()
        .prefetch_related("registration")
    )
    if row is None or not await Connection.filter(learner_id=learner.id, id=row.id).delete():
        raise NotFoundError("There is no such connection.", ("connection_id",))
    if row.tokens_sealed is None:
        return
    try:
        platform = _platform(platforms, row.registration)
        tokens = _tokens(learner, platforms, row)
        await oauth.revoke(
            platform.endpoints,
            platform.identity,
            platforms.network,
            tokens.refresh or tokens.access,
        )
    except (PlatformError, SealBrokenError) as error:
        _LOG.warning("connection %s ended here, and not at the platform: %s", row.id, error)


async def owned(learner: Learner, connection_id: UUID) -> Connection:
    """Return a connection that the learner allowed.

    Raises:
        NotFoundError: there is none.
    """
    row = (
        await Connection.filter(learner_id=learner.id, id=connection_id)
        .first()
        .prefetch_related("registration")
    )
    if row is None or row.tokens_sealed is None:
        raise NotFoundError("There is no such connection.", ("connection_id",))
    return row


async def let_in(learner: Learner, platforms: Platforms, row: Connection) -> tuple[Platform, str]:
    """Return the platform of a connection and an access token that is good now.

    Raises:
        SignInNeededError: the platform, or our own key, opens it no more.
        PlatformError: it did not answer.
    """
    platform = _platform(platforms, row.registration)
    try:
        tokens = _tokens(learner, platforms, row)
    except SealBrokenError as error:
        raise SignInNeededError from error
    now = platforms.now()
    if row.access_expires_at is not None and now < row.access_expires_at - _EARLY:
        return platform, tokens.access
    if tokens.refresh is None:
        raise SignInNeededError
    renewed = await oauth.renew(
        platform.endpoints, platform.identity, platforms.network, tokens.refresh
    )
    await _keep(learner, platforms, row.id, renewed, now)
    return platform, renewed.access


async def _keep(
    learner: Learner, platforms: Platforms, connection_id: UUID, tokens: Tokens, now: datetime
) -> None:
    sealed = platforms.seals.seal(json.dumps(asdict(tokens)), learner.id, connection_id, "tokens")
    await Connection.filter(learner_id=learner.id, id=connection_id).update(
        tokens_sealed=sealed,
        access_expires_at=now + timedelta(seconds=tokens.lifetime),
        state=ConnectionState.CONNECTED.value,
        fault=None,
        failures=0,
    )


def _tokens(learner: Learner, platforms: Platforms, row: Connection) -> Tokens:
    if row.tokens_sealed is None:
        raise SealBrokenError("there are no tokens")
    opened = platforms.seals.open(row.tokens_sealed, learner.id, row.id, "tokens")
    return Tokens(**json.loads(opened))


async def _registration(platforms: Platforms, origin: str) -> PlatformRegistration:
    """Return how we are registered at a platform; register where we are not."""
    for client in CLIENTS.values():
        key = sha256(f"{client.api}\x00{origin}\x00{platforms.public_url}".encode()).hexdigest()
        known = await PlatformRegistration.get_or_none(key=key)
        if known is not None and not await _is_stale(known, platforms.now()):
            return known
        endpoints = await client.discover(origin, platforms.network)
        if endpoints is not None and _are_addresses(endpoints):
            return await _registered(platforms, client, endpoints, origin, key)
    raise InvalidError(
        "This platform offers no connection that the wallet knows. "
        "Bring its badges by their addresses or files.",
        ("url",),
    )


async def _is_stale(known: PlatformRegistration, now: datetime) -> bool:
    """Forget a registration that nobody uses: the platform may have forgotten it too."""
    used = Connection.filter(registration_id=known.id)
    if now < known.registered_at + _KEPT_UNUSED or await used.exists():
        return False
    await PlatformRegistration.filter(id=known.id).delete()
    return True


async def _registered(
    platforms: Platforms, client: PlatformClient, endpoints: Endpoints, origin: str, key: str
) -> PlatformRegistration:
    identity = await oauth.register(
        client,
        endpoints,
        platforms.network,
        public_url=platforms.public_url,
        redirect_uri=_redirect_uri(platforms, key),
        name=_NAME,
    )
    secret = identity.secret
    try:
        return await PlatformRegistration.create(
            key=key,
            api=client.api,
            name=plain(endpoints.name).strip() or origin,
            origin=origin,
            endpoints=asdict(endpoints),
            client_id=identity.client_id,
            secret_sealed=None if secret is None else platforms.seals.seal(secret, key),
            registered_at=platforms.now(),
        )
    except IntegrityError:  # another process registered in this moment: its registration counts
        return await PlatformRegistration.get(key=key)


def _platform(platforms: Platforms, row: PlatformRegistration) -> Platform:
    said = {**row.endpoints, "scopes": tuple(row.endpoints["scopes"])}
    try:
        sealed = row.secret_sealed
        secret = None if sealed is None else platforms.seals.open(sealed, row.key)
    except SealBrokenError as error:
        raise SignInNeededError from error
    return Platform(
        CLIENTS[row.api],
        Endpoints(**said),
        ClientIdentity(row.client_id, secret),
        _redirect_uri(platforms, row.key),
    )


def _redirect_uri(platforms: Platforms, key: str) -> str:
    """Return an address of its own for each platform, so that no answer is taken for another's."""
    return f"{platforms.public_url}{CALLBACK}/{oauth.callback_name(key)}"


def _are_addresses(endpoints: Endpoints) -> bool:
    named = (
        endpoints.api_base,
        endpoints.authorization_url,
        endpoints.token_url,
        endpoints.registration_url,
    )
    return all(web_link(each) is not None for each in named)


def _origin(url: str) -> str:
    link = web_link(url.strip()) if len(url) < 4096 else None  # noqa: PLR2004
    if link is None:
        raise InvalidError("Give the platform's address, as https://badges.example.", ("url",))
    parts = urlsplit(link)
    return f"{parts.scheme}://{parts.netloc}".lower()
