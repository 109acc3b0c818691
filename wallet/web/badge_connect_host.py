"""The Badge Connect API (Open Badges 2.1) as host.

Source: Open Badges 2.1, "Manifest", "Operations" and its OpenAPI definition.
"""

import json
from collections.abc import AsyncIterator
from http import HTTPStatus
from types import MappingProxyType
from typing import Final

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import BaseRoute

from wallet.accounts.scopes import OFFLINE, SCOPES_2, Scope
from wallet.credentials.generations import looks_like_open_badges_2
from wallet.documents.document import DocumentError, JSONObject
from wallet.documents.jose import looks_compact, split
from wallet.documents.limits import LIMITS
from wallet.documents.source_texts import member_texts
from wallet.documents.strict_json import parse_object
from wallet.learner.handing_out import OPEN_BADGES_2, holdings
from wallet.web import hosting
from wallet.web.bodies import body_of
from wallet.web.hosting import Visitor, admitted, change_profile, listed, paging_of, profile_of
from wallet.web.oauth import offers_oauth
from wallet.web.oauth.places import AUTHORIZE, REGISTER, REVOKE, TOKEN
from wallet.web.problems import Problem
from wallet.web.resource import resource
from wallet.web.services import WebServices
from wallet.web.words import ENGLISH

MANIFEST: Final = "/.well-known/badgeconnect.json"
PREFIX: Final = "/ims/ob/v2p1"
_JSON: Final = "application/json"
_PROFILE_BYTES: Final = 64 * 1024
_CONTEXT: Final = "https://w3id.org/openbadges/v2"
_OK: Final = '{"error":null,"statusCode":200,"statusText":"OK"}'
_WORDS: Final = MappingProxyType(
    {
        hosting.SOMEBODY_ELSES_CREDENTIAL: "RECIPIENT_PROFILE_MISMATCH",
        hosting.INVALID_CREDENTIAL: "INVALID_BADGE",
        hosting.BAD_QUERY: "REQUEST_VALIDATION_ERROR",
        "NOT_CHANGEABLE": "REQUEST_VALIDATION_ERROR",
        "UNREADABLE": "REQUEST_VALIDATION_ERROR",
        HTTPStatus.BAD_REQUEST: "BAD_REQUEST",
        HTTPStatus.UNAUTHORIZED: "UNAUTHENTICATED",
        HTTPStatus.FORBIDDEN: "PERMISSION_DENIED",
        HTTPStatus.NOT_FOUND: "NOT_FOUND",
        HTTPStatus.METHOD_NOT_ALLOWED: "METHOD_NOT_ALLOWED",
    }
)
_REFUSED: Final = frozenset({hosting.SOMEBODY_ELSES_CREDENTIAL, hosting.INVALID_CREDENTIAL})
"""What this API calls an invalid request, whatever HTTP has finer words for."""


def badge_connect_routes(services: WebServices) -> list[BaseRoute]:
    """Return the manifest and the routes of the API; none where tokens could be overheard."""
    if not offers_oauth(services.public_url):
        return []
    host = _Host(services)
    return [
        resource(MANIFEST, "badge_connect_manifest", get=host.manifest, refuse=status_response),
        resource(
            f"{PREFIX}/assertions",
            "badge_connect_assertions",
            get=host.get_assertions,
            post=host.post_assertion,
            refuse=status_response,
        ),
        resource(
            f"{PREFIX}/profile",
            "badge_connect_profile",
            get=host.get_profile,
            post=host.post_profile,
            refuse=status_response,
        ),
    ]


class _Host:
    def __init__(self, services: WebServices) -> None:
        self._services = services
        self._here = f"{services.public_url}{PREFIX}"
        self._manifest = json.dumps(manifest(services))

    async def manifest(self, _request: Request) -> Response:
        """Say where everything is."""
        return Response(
            self._manifest, media_type=_JSON, headers={"Cache-Control": "public, max-age=3600"}
        )

    async def get_assertions(self, request: Request) -> Response:
        """List a page of assertions, newest first, each as its issuer wrote it."""
        visitor = await admitted(request, self._services, Scope.READ_2)
        paging = paging_of(request)
        held = await holdings(
            visitor.learner,
            OPEN_BADGES_2,
            limit=paging.limit,
            offset=paging.offset,
            since=paging.since,
        )

        async def body() -> AsyncIterator[str]:
            yield f'{{"status":{_OK},"assertions":'
            async for piece in listed(visitor.learner, held.page, tokens=False):
                yield piece
            yield ',"signedAssertions":'
            async for piece in listed(visitor.learner, held.page, tokens=True):
                yield piece
            yield "}"

        headers = paging.headers(f"{self._here}/assertions", held.total)
        return StreamingResponse(body(), media_type=_JSON, headers=headers)

    async def post_assertion(self, request: Request) -> Response:
        """Take an assertion in, or the address of one that is hosted."""
        visitor = await admitted(request, self._services, Scope.CREATE_2)
        body = await body_of(request, LIMITS.json_bytes)
        await hosting.pushed(visitor, self._services, _pushed(body))
        return _status(HTTPStatus.OK, None, "OK")

    async def get_profile(self, request: Request) -> Response:
        """Return the learner's profile."""
        return await self._profile(await admitted(request, self._services, Scope.READ_PROFILE_2))

    async def post_profile(self, request: Request) -> Response:
        """Change the learner's name."""
        visitor = await admitted(request, self._services, Scope.CHANGE_PROFILE_2)
        said = _object(_text(await body_of(request, _PROFILE_BYTES)))
        await change_profile(visitor, dict(said))
        return await self._profile(visitor)

    async def _profile(self, visitor: Visitor) -> Response:
        profile = await profile_of(visitor)
        content: dict[str, object] = {
            "@context": _CONTEXT,
            "id": profile.id,
            "type": "Profile",
            "name": profile.name,
        }
        if profile.email is not None:
            content["email"] = profile.email
        return _status(HTTPStatus.OK, None, "OK", profile=content)


def manifest(services: WebServices) -> dict[str, object]:
    """Return the manifest."""
    url = services.public_url
    return {
        "@context": "https://purl.imsglobal.org/spec/ob/v2p1/ob_v2p1.jsonld",
        "id": f"{url}{MANIFEST}",
        "type": "Manifest",
        "badgeConnectAPI": [
            {
                "id": f"{url}{MANIFEST}#{PREFIX.rpartition('/')[2]}",
                "type": "BadgeConnectAPI",
                "name": ENGLISH.front.title,
                "image": f"{url}/favicon.svg",
                "apiBase": f"{url}{PREFIX}",
                "version": "v1p0",
                "termsOfServiceUrl": services.terms_url or f"{url}/",
                "privacyPolicyUrl": services.privacy_url or f"{url}/",
                "scopesOffered": [*(scope.value for scope in SCOPES_2), OFFLINE],
                "registrationUrl": f"{url}{REGISTER}",
                "authorizationUrl": f"{url}{AUTHORIZE}",
                "tokenUrl": f"{url}{TOKEN}",
                "tokenRevocationUrl": f"{url}{REVOKE}",
            }
        ],
    }


def status_response(problem: Problem) -> Response:
    """Return the status that says what `problem` says."""
    status = HTTPStatus.BAD_REQUEST if problem.code in _REFUSED else problem.status
    said = _WORDS.get(problem.code) or _WORDS.get(problem.status)
    return _status(status, problem.detail, said, headers=problem.headers)


def _status(
    status: HTTPStatus,
    error: str | None,
    text: str | None,
    *,
    headers: dict[str, str] | None = None,
    **members: object,
) -> Response:
    said: dict[str, object] = {"error": error, "statusCode": status.value}
    if text is not None:
        said["statusText"] = text
    content = json.dumps({"status": said, **members}, ensure_ascii=False)
    return Response(content, status, media_type=_JSON, headers=headers)


def _pushed(body: bytes) -> str:
    """Return the assertion in a request, byte for byte: a token, an object, or its address.

    The unsigned one is left aside where both are there. Where no more than its id is said, as
    Badgr's clients do, the badge is what its address shows.
    """
    text = _text(body)
    content = _object(text)
    token, assertion = content.get("signedAssertion"), content.get("assertion")
    if isinstance(token, str):
        return _signed(token)
    if not isinstance(assertion, dict):
        raise _unreadable("Send `assertion` or `signedAssertion`.")
    if "badge" not in assertion and isinstance(assertion.get("id"), str):
        return str(assertion["id"])
    if not looks_like_open_badges_2(assertion):
        raise _no_badge("This is no Open Badges 2 assertion.")
    return dict(member_texts(text))["assertion"]


def _signed(token: str) -> str:
    try:
        if not looks_compact(token) or not looks_like_open_badges_2(split(token).payload):
            raise _no_badge("This is no Open Badges 2 assertion.")
    except DocumentError as error:
        raise _no_badge(error.message) from error
    return token


def _text(body: bytes) -> str:
    try:
        return body.decode()
    except UnicodeDecodeError as error:
        raise _unreadable("Encode the request as UTF-8.") from error


def _object(text: str) -> JSONObject:
    try:
        return parse_object(text)
    except DocumentError as error:
        raise _unreadable(error.message) from error


def _unreadable(said: str) -> Problem:
    return Problem(HTTPStatus.BAD_REQUEST, "UNREADABLE", said)


def _no_badge(said: str) -> Problem:
    return Problem(HTTPStatus.BAD_REQUEST, hosting.INVALID_CREDENTIAL, said)
