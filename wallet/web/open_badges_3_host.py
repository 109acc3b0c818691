"""The Open Badges 3.0 API as host: applications read and push credentials for a learner.

Source: Open Badges 3.0, "Open Badges API": "Secure REST Endpoints", "Service Discovery Endpoint",
and the models "GetOpenBadgeCredentialsResponse" and "Imsx_StatusInfo".
"""

import json
from collections.abc import AsyncIterator
from http import HTTPStatus
from types import MappingProxyType
from typing import Final

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import BaseRoute

from wallet.accounts.scopes import Scope
from wallet.credentials.generations import local_types, looks_like_assertion
from wallet.documents.document import DocumentError, JSONObject
from wallet.documents.jose import looks_compact, split
from wallet.documents.limits import LIMITS
from wallet.documents.strict_json import parse_object
from wallet.learner.handing_out import VERIFIABLE, holdings
from wallet.web import hosting
from wallet.web.bodies import body_of, media_type_of
from wallet.web.hosting import Visitor, admitted, change_profile, listed, paging_of, profile_of
from wallet.web.oauth import offers_oauth
from wallet.web.open_badges_3_description import description
from wallet.web.problems import Problem
from wallet.web.resource import resource
from wallet.web.services import WebServices

PREFIX: Final = "/ims/ob/v3p0"
_JSON: Final = "application/json"
_TEXT: Final = "text/plain"
_JSON_TYPES: Final = frozenset(
    {_JSON, "application/ld+json", "application/vc", "application/vc+ld+json"}
)
_TOKEN_TYPES: Final = frozenset({_TEXT, "application/vc+jwt", "application/jwt"})
_PROFILE_BYTES: Final = 64 * 1024
_CONTEXT: Final = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"
_MINOR: Final = MappingProxyType(
    {
        hosting.BAD_QUERY: "invalid_query_parameter",
        hosting.INVALID_CREDENTIAL: "invalid_data",
        HTTPStatus.BAD_REQUEST: "invalid_data",
        HTTPStatus.UNAUTHORIZED: "unauthorizedrequest",
        HTTPStatus.FORBIDDEN: "forbidden",
        HTTPStatus.NOT_FOUND: "unknown",
        HTTPStatus.METHOD_NOT_ALLOWED: "not_allowed",
        HTTPStatus.TOO_MANY_REQUESTS: "server_busy",
        HTTPStatus.SERVICE_UNAVAILABLE: "server_busy",
    }
)


def open_badges_3_routes(services: WebServices) -> list[BaseRoute]:
    """Return the routes of the API; none where tokens could be overheard."""
    if not offers_oauth(services.public_url):
        return []
    host = _Host(services)
    return [
        resource(
            f"{PREFIX}/discovery", "ob3_discovery", get=host.discovery, refuse=status_response
        ),
        resource(
            f"{PREFIX}/credentials",
            "ob3_credentials",
            get=host.get_credentials,
            post=host.upsert_credential,
            refuse=status_response,
        ),
        resource(
            f"{PREFIX}/profile",
            "ob3_profile",
            get=host.get_profile,
            put=host.put_profile,
            refuse=status_response,
        ),
    ]


class _Host:
    def __init__(self, services: WebServices) -> None:
        self._services = services
        self._here = f"{services.public_url}{PREFIX}"
        self._description = json.dumps(description(services, self._here))

    async def discovery(self, _request: Request) -> Response:
        """Describe the service: getServiceDescription."""
        return Response(
            self._description, media_type=_JSON, headers={"Cache-Control": "public, max-age=3600"}
        )

    async def get_credentials(self, request: Request) -> Response:
        """List a page of verifiable credentials, newest first, each as its issuer wrote it."""
        visitor = await admitted(request, self._services, Scope.READ_3)
        paging = paging_of(request)
        held = await holdings(
            visitor.learner,
            VERIFIABLE,
            limit=paging.limit,
            offset=paging.offset,
            since=paging.since,
        )

        async def body() -> AsyncIterator[str]:
            yield '{"credential":'
            async for piece in listed(visitor.learner, held.page, tokens=False):
                yield piece
            yield ',"compactJwsString":'
            async for piece in listed(visitor.learner, held.page, tokens=True):
                yield piece
            yield "}"

        headers = paging.headers(f"{self._here}/credentials", held.total)
        return StreamingResponse(body(), media_type=_JSON, headers=headers)

    async def upsert_credential(self, request: Request) -> Response:
        """Take a credential in, or a new version of one; the answer repeats it."""
        visitor = await admitted(request, self._services, Scope.UPSERT_3)
        media_type = media_type_of(request)
        body = await body_of(request, LIMITS.json_bytes)
        if media_type in _JSON_TYPES:
            _demand_credential(_object(body))
        elif media_type in _TOKEN_TYPES:
            _demand_token(body)
        else:
            raise Problem(
                HTTPStatus.BAD_REQUEST,
                "UNSUPPORTED_MEDIA_TYPE",
                f"Send the credential as {_JSON}, or as {_TEXT} where it is a compact JWS.",
            )
        received = await hosting.pushed(visitor, self._services, body.decode())
        status = HTTPStatus.CREATED if received.is_new else HTTPStatus.OK
        return Response(body, status, media_type=media_type)

    async def get_profile(self, request: Request) -> Response:
        """Return the learner's profile."""
        return await self._profile(await admitted(request, self._services, Scope.READ_PROFILE_3))

    async def put_profile(self, request: Request) -> Response:
        """Change the learner's name."""
        visitor = await admitted(request, self._services, Scope.CHANGE_PROFILE_3)
        said = _object(await body_of(request, _PROFILE_BYTES))
        await change_profile(visitor, dict(said))
        return await self._profile(visitor)

    async def _profile(self, visitor: Visitor) -> Response:
        profile = await profile_of(visitor)
        content: dict[str, object] = {
            "@context": [_CONTEXT],
            "id": profile.id,
            "type": ["Profile"],
            "name": profile.name,
        }
        if profile.email is not None:
            content["email"] = profile.email
        return Response(json.dumps(content, ensure_ascii=False), media_type=_JSON)


def status_response(problem: Problem) -> Response:
    """Return the Imsx_StatusInfo that says what `problem` says."""
    value = _MINOR.get(problem.code) or _MINOR.get(problem.status, "invalid_data")
    content = {
        "imsx_codeMajor": "processing" if problem.code == hosting.NOT_READY else "failure",
        "imsx_severity": "warning" if problem.code == hosting.NOT_READY else "error",
        "imsx_description": problem.detail,
        "imsx_codeMinor": {
            "imsx_codeMinorField": [
                {"imsx_codeMinorFieldName": "wallet", "imsx_codeMinorFieldValue": value}
            ]
        },
    }
    return Response(
        json.dumps(content, ensure_ascii=False),
        problem.status,
        media_type=_JSON,
        headers=problem.headers,
    )


def _object(body: bytes) -> JSONObject:
    try:
        return parse_object(body.decode())
    except (DocumentError, UnicodeDecodeError) as error:
        said = error.message if isinstance(error, DocumentError) else "Encode it as UTF-8."
        raise Problem(HTTPStatus.BAD_REQUEST, hosting.INVALID_CREDENTIAL, said) from error


def _demand_credential(content: JSONObject) -> None:
    if "VerifiableCredential" not in local_types(content):
        raise _no_credential()


def _demand_token(body: bytes) -> None:
    try:
        token = body.decode("ascii").strip()
        if not looks_compact(token) or looks_like_assertion(split(token).payload):
            raise _no_credential()
    except (DocumentError, UnicodeDecodeError) as error:
        raise _no_credential() from error


def _no_credential() -> Problem:
    return Problem(
        HTTPStatus.BAD_REQUEST,
        hosting.INVALID_CREDENTIAL,
        "Send one AchievementCredential, as JSON or as a compact JWS.",
    )
