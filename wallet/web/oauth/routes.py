"""What the composition hands in, the endpoints of the authorization server out.

Sources: RFC 6749, 3; RFC 7009, 2; RFC 7591, 3; RFC 8414, 2 and 3.
"""

import json
from collections.abc import Mapping
from http import HTTPStatus

from authlib.common.security import is_secure_transport
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from wallet.accounts.applications import AUTH_METHODS, register
from wallet.accounts.scopes import OFFERED
from wallet.web.bodies import body_of, form_of, media_type_of
from wallet.web.limiting import count_client
from wallet.web.oauth.consent import ConsentPage
from wallet.web.oauth.flow import OAuthFlow
from wallet.web.oauth.places import AUTHORIZE, METADATA, REGISTER, REVOKE, TOKEN
from wallet.web.oauth.registration import RegistrationError, judged, registered
from wallet.web.oauth.server import OAuthAnswer
from wallet.web.problems import Problem
from wallet.web.resource import resource
from wallet.web.services import WebServices

_JSON = "application/json"
_REGISTRATION_BYTES = 64 * 1024


def offers_oauth(public_url: str) -> bool:
    """Tell whether applications may connect: over https, or on this machine (RFC 6749, 3.1)."""
    return bool(is_secure_transport(public_url))


def oauth_routes(services: WebServices) -> list[BaseRoute]:
    """Return the endpoints; none where what is said to them could be overheard."""
    if not offers_oauth(services.public_url):
        return []
    endpoints = _Endpoints(services)
    page = ConsentPage(services, endpoints.flow)
    return [
        resource(METADATA, "oauth_metadata", get=endpoints.metadata),
        resource(AUTHORIZE, "oauth_authorize", get=page.show, post=page.answer),
        resource(TOKEN, "oauth_token", post=endpoints.token, refuse=oauth_problem),
        resource(REVOKE, "oauth_revoke", post=endpoints.revoke, refuse=oauth_problem),
        resource(REGISTER, "oauth_register", post=endpoints.register, refuse=oauth_problem),
    ]


class _Endpoints:
    """What applications call by themselves."""

    def __init__(self, services: WebServices) -> None:
        self.flow = OAuthFlow(services.public_url, services.clock)
        self._services = services
        self._metadata = json.dumps(metadata(services.public_url))

    async def metadata(self, _request: Request) -> Response:
        """Say where everything is."""
        return Response(
            self._metadata, media_type=_JSON, headers={"Cache-Control": "public, max-age=3600"}
        )

    async def token(self, request: Request) -> Response:
        """Give tokens for a code or a refresh token."""
        await self._count(request)
        form = await form_of(request)
        return answered(await self.flow.token(form, request.headers.get("authorization")))

    async def revoke(self, request: Request) -> Response:
        """Take tokens back that the application needs no more."""
        await self._count(request)
        form = await form_of(request)
        return answered(await self.flow.revoke(form, request.headers.get("authorization")))

    async def register(self, request: Request) -> Response:
        """Let an application register itself."""
        limits = self._services.rate_limits
        await count_client(limits, limits.rules.registrations_of_client, request)
        if media_type_of(request) != _JSON:
            raise Problem(HTTPStatus.BAD_REQUEST, "invalid_client_metadata", f"Send {_JSON}.")
        try:
            new, said = judged(await body_of(request, _REGISTRATION_BYTES))
        except RegistrationError as error:
            raise Problem(HTTPStatus.BAD_REQUEST, error.error, error.description) from error
        now = self._services.clock()
        kept = await register(new, now=now)
        secret = {} if kept.secret is None else {"client_secret": kept.secret}
        issued = {
            "client_id": str(kept.id),
            "client_id_issued_at": int(now.timestamp()),
            **secret,
            "client_secret_expires_at": 0,
        }
        return _json({**registered(said, new), **issued}, HTTPStatus.CREATED)

    async def _count(self, request: Request) -> None:
        limits = self._services.rate_limits
        await count_client(limits, limits.rules.token_requests_of_client, request)


def metadata(issuer: str) -> dict[str, object]:
    """Return what RFC 8414 has a client find out."""
    return {
        "issuer": issuer,
        "authorization_endpoint": f"{issuer}{AUTHORIZE}",
        "token_endpoint": f"{issuer}{TOKEN}",
        "revocation_endpoint": f"{issuer}{REVOKE}",
        "registration_endpoint": f"{issuer}{REGISTER}",
        "scopes_supported": list(OFFERED),
        "response_types_supported": ["code"],
        "response_modes_supported": ["query"],
        "grant_types_supported": ["authorization_code", "refresh_token"],
        "token_endpoint_auth_methods_supported": list(AUTH_METHODS),
        "revocation_endpoint_auth_methods_supported": list(AUTH_METHODS),
        "code_challenge_methods_supported": ["S256"],
        "authorization_response_iss_parameter_supported": True,
    }


def answered(answer: OAuthAnswer) -> Response:
    """Return the response that says what the protocol says."""
    status = HTTPStatus(answer.http_status)
    headers = {"WWW-Authenticate": "Basic"} if status is HTTPStatus.UNAUTHORIZED else {}
    return _json(answer.body, status, headers)


def oauth_problem(problem: Problem) -> Response:
    """Return a problem in OAuth's own form (RFC 6749, 5.2)."""
    is_own = problem.code.islower()
    error = problem.code if is_own else "invalid_request"
    if problem.status is HTTPStatus.TOO_MANY_REQUESTS:
        error = "temporarily_unavailable"
    return _json(
        {"error": error, "error_description": problem.detail}, problem.status, problem.headers
    )


def _json(
    content: Mapping[str, object], status: HTTPStatus, headers: Mapping[str, str] | None = None
) -> Response:
    return Response(
        json.dumps(dict(content)),
        status,
        media_type=_JSON,
        headers={"Pragma": "no-cache", **(headers or {})},
    )
