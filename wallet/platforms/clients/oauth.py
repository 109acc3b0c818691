"""OAuth 2.0 as client: registration, where to send the learner, tokens for a code, renewal, end.

Sources: RFC 6749, 4.1 and 6; RFC 7591, 3; RFC 7636, 4; RFC 7009, 2.
"""

import json
from base64 import b64encode
from dataclasses import dataclass
from http import HTTPStatus
from secrets import token_urlsafe
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

from authlib.oauth2.rfc7636 import create_s256_code_challenge

from wallet.documents.document import DocumentError
from wallet.documents.strict_json import parse_object
from wallet.network import Outgoing
from wallet.platforms.clients.client import (
    Endpoints,
    Network,
    PlatformClient,
    PlatformError,
    SignInNeededError,
    malformed,
    sent,
    success,
)

_FORM = "application/x-www-form-urlencoded"
_USUAL_LIFETIME = 600
_LONGEST_LIFETIME = 30 * 24 * 3600


@dataclass(frozen=True, slots=True, repr=False)
class ClientIdentity:
    """How we are known to a platform."""

    client_id: str
    secret: str | None


@dataclass(frozen=True, slots=True, repr=False)
class Tokens:
    """What lets us in; `lifetime` is that of the access token, in seconds."""

    access: str
    refresh: str | None
    lifetime: int


def asked_scopes(client: PlatformClient, endpoints: Endpoints) -> tuple[str, ...]:
    """Return the scopes that we ask for: ours, as far as they are offered."""
    offered = set(endpoints.scopes)
    return tuple(each for each in client.wanted if not offered or each in offered)


async def register(
    client: PlatformClient,
    endpoints: Endpoints,
    network: Network,
    *,
    public_url: str,
    redirect_uri: str,
    name: str,
) -> ClientIdentity:
    """Register this wallet at a platform.

    Raises:
        PlatformError: it does not take us.
    """
    said = {
        "client_name": name,
        "client_uri": f"{public_url}/",
        "logo_uri": f"{public_url}/favicon.svg",
        "tos_uri": f"{public_url}/",
        "policy_uri": f"{public_url}/",
        "software_id": "wallet",
        "software_version": "1",
        "redirect_uris": [redirect_uri],
        "token_endpoint_auth_method": "client_secret_basic",
        "grant_types": ["authorization_code", "refresh_token"],
        "response_types": ["code"],
        "scope": " ".join(asked_scopes(client, endpoints)),
    }
    body = json.dumps(said).encode()
    answer = await sent(
        network,
        Outgoing("POST", endpoints.registration_url, body=body, content_type="application/json"),
    )
    content = _object(success(answer))
    client_id, secret = content.get("client_id"), content.get("client_secret")
    if not isinstance(client_id, str):
        raise malformed()
    return ClientIdentity(client_id, secret if isinstance(secret, str) else None)


def callback_name(key: str) -> str:
    """Return what stands for a platform, known by its key, in the address it sends back to."""
    return key[:16]


def new_verifier() -> str:
    """Make a PKCE verifier."""
    return token_urlsafe(48)


def authorization_url(
    client: PlatformClient,
    endpoints: Endpoints,
    identity: ClientIdentity,
    *,
    redirect_uri: str,
    state: str,
    verifier: str,
) -> str:
    """Return where the learner is sent to."""
    asked = {
        "response_type": "code",
        "client_id": identity.client_id,
        "redirect_uri": redirect_uri,
        "scope": " ".join(asked_scopes(client, endpoints)),
        "state": state,
        "code_challenge": create_s256_code_challenge(verifier),
        "code_challenge_method": "S256",
    }
    has_query = urlsplit(endpoints.authorization_url).query
    return f"{endpoints.authorization_url}{'&' if has_query else '?'}{urlencode(asked)}"


async def exchange(
    endpoints: Endpoints,
    identity: ClientIdentity,
    network: Network,
    *,
    code: str,
    redirect_uri: str,
    verifier: str,
    scope: str,
) -> Tokens:
    """Return the tokens for a code.

    Raises:
        SignInNeededError: the code is not taken.
        PlatformError: no tokens came.
    """
    form = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": redirect_uri,
        "code_verifier": verifier,
        "scope": scope,
    }
    return await _tokens(endpoints, identity, network, form)


async def renew(
    endpoints: Endpoints, identity: ClientIdentity, network: Network, refresh_token: str
) -> Tokens:
    """Return the next tokens; the refresh token stays where no new one is given.

    Raises:
        SignInNeededError, PlatformError: as `exchange`.
    """
    form = {"grant_type": "refresh_token", "refresh_token": refresh_token}
    tokens = await _tokens(endpoints, identity, network, form)
    return Tokens(tokens.access, tokens.refresh or refresh_token, tokens.lifetime)


async def revoke(
    endpoints: Endpoints, identity: ClientIdentity, network: Network, token: str
) -> None:
    """Tell the platform that we need the token no more, where it wants to know.

    Raises:
        PlatformError: it could not be told.
    """
    if endpoints.revocation_url is not None:
        form = {"token": token, **_public(identity)}
        await sent(network, _posted(endpoints.revocation_url, identity, form))


async def _tokens(
    endpoints: Endpoints, identity: ClientIdentity, network: Network, form: dict[str, str]
) -> Tokens:
    answer = await sent(
        network, _posted(endpoints.token_url, identity, {**form, **_public(identity)})
    )
    if answer.http_status in {HTTPStatus.BAD_REQUEST, HTTPStatus.UNAUTHORIZED}:
        raise SignInNeededError
    content = _object(success(answer))
    access, refresh = content.get("access_token"), content.get("refresh_token")
    kind = content.get("token_type")
    if not isinstance(access, str) or not access.isprintable() or not access.isascii():
        raise malformed()
    if not isinstance(kind, str) or kind.lower() != "bearer":
        raise PlatformError("TOKEN_TYPE", "The platform gives tokens that we cannot use.")
    lifetime = content.get("expires_in")
    seconds = lifetime if isinstance(lifetime, int) and lifetime > 0 else _USUAL_LIFETIME
    return Tokens(
        access, refresh if isinstance(refresh, str) else None, min(seconds, _LONGEST_LIFETIME)
    )


def _posted(url: str, identity: ClientIdentity, form: dict[str, str]) -> Outgoing:
    authorization = None
    if identity.secret is not None:
        pair = f"{quote(identity.client_id, safe='')}:{quote(identity.secret, safe='')}"
        authorization = f"Basic {b64encode(pair.encode()).decode()}"
    return Outgoing(
        "POST",
        url,
        authorization=authorization,
        body=urlencode(form).encode(),
        content_type=_FORM,
    )


def _public(identity: ClientIdentity) -> dict[str, str]:
    return {} if identity.secret is not None else {"client_id": identity.client_id}


def _object(text: str) -> dict[str, Any]:
    try:
        return dict(parse_object(text))
    except DocumentError as error:
        raise malformed() from error
