"""The steps of OAuth: the store read, the protocol asked, the store written, the answer out."""

from base64 import b64decode
from binascii import Error as Base64Error
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from urllib.parse import unquote
from uuid import UUID

from authlib.oauth2 import OAuth2Error
from authlib.oauth2.rfc6749 import InvalidGrantError, InvalidRequestError

from wallet.accounts import application_grants, applications
from wallet.store.models.applications import Application
from wallet.web.oauth.places import AUTHORIZE, REVOKE, TOKEN
from wallet.web.oauth.server import REFRESH, Facts, OAuthAnswer, OAuthRequest, OAuthServer, Pairs

_LONGEST: Final = 4096
_UNQUOTABLE: Final = frozenset('"\\')
"""What an error text of OAuth cannot repeat (RFC 6749, 5.2)."""


@dataclass(frozen=True, slots=True)
class Asked:
    """An application asks the learner for something, in due form."""

    application: Application
    redirect_uri: str
    scope: str


@dataclass(frozen=True, slots=True)
class OAuthFlow:
    """The authorization server at `issuer`, our public URL, on a clock."""

    issuer: str
    clock: Callable[[], datetime]

    async def asked(self, parameters: Pairs) -> Asked | OAuthAnswer:
        """Return what an authorization request asks for, or how it is refused.

        An answer with a `location` goes to the application; one without must be shown to the
        learner, for it is not known where else it could go.
        """
        server, request = await self._authorization(parameters)
        if isinstance(request, OAuthAnswer):
            return request
        try:
            grant = server.get_consent_grant(request)
        except OAuth2Error as error:
            return server.refuse(request, error)
        return Asked(grant.request.client.row, grant.redirect_uri, grant.request.scope)

    async def decided(self, parameters: Pairs, account_id: UUID | None) -> OAuthAnswer:
        """Return what the application is told: a code of that account's, or that it was denied."""
        server, request = await self._authorization(parameters)
        if isinstance(request, OAuthAnswer):
            return request
        try:
            grant = server.get_consent_grant(request)
        except OAuth2Error as error:
            return server.refuse(request, error)
        answer: OAuthAnswer = server.create_authorization_response(
            request, grant_user=account_id, grant=grant
        )
        if server.new_code is not None and account_id is not None:
            await application_grants.issue_code(
                account_id,
                grant.request.client.row.id,
                code=server.new_code.code,
                redirect_uri=server.new_code.redirect_uri,
                scope=server.new_code.scope,
                challenge=server.new_code.challenge,
                now=server.facts.now,
            )
        return answer

    async def token(self, form: Pairs, authorization: str | None) -> OAuthAnswer:
        """Return tokens for a code or a refresh token."""
        request = self._request("POST", TOKEN, form, authorization)
        if isinstance(request, OAuthAnswer):
            return request
        said = request.form
        code = await application_grants.find_code(said.get("code", ""))
        refresh_token = said.get("refresh_token", "")
        facts = Facts(
            self.clock(),
            self.issuer,
            application=await self._application(request),
            code=code,
            grant=await application_grants.find_by_refresh(refresh_token),
            refresh_token=refresh_token if said.get("grant_type") == REFRESH else None,
        )
        server = OAuthServer(facts)
        answer: OAuthAnswer = server.create_token_response(request)
        if server.tokens is None:
            await _end_copied(server)
            return answer
        if await _written(server, renewable="refresh_token" in answer.body):
            return answer
        return server.refuse(request, InvalidGrantError("It was spent already."))

    async def revoke(self, form: Pairs, authorization: str | None) -> OAuthAnswer:
        """End the grant that a token of the application's is of."""
        request = self._request("POST", REVOKE, form, authorization)
        if isinstance(request, OAuthAnswer):
            return request
        token = request.form.get("token", "")
        grant = await application_grants.find_by_refresh(token)
        facts = Facts(
            self.clock(),
            self.issuer,
            application=await self._application(request),
            grant=grant or await application_grants.find_by_access(token),
        )
        server = OAuthServer(facts)
        answer: OAuthAnswer = server.create_endpoint_response("revocation", request)
        if server.revoked is not None:
            await application_grants.end(server.revoked, now=facts.now)
        return answer

    async def _authorization(
        self, parameters: Pairs
    ) -> tuple[OAuthServer, OAuthRequest | OAuthAnswer]:
        request = self._request("GET", AUTHORIZE, parameters, None)
        application = None
        if isinstance(request, OAuthRequest):
            application = await applications.find(request.form.get("client_id", ""))
        return OAuthServer(Facts(self.clock(), self.issuer, application=application)), request

    def _request(
        self, method: str, path: str, parameters: Pairs, authorization: str | None
    ) -> OAuthRequest | OAuthAnswer:
        fault = _fault(parameters)
        if fault is not None:
            http_status, body, headers = InvalidRequestError(fault)()
            return OAuthAnswer(http_status, body, dict(headers))
        headers = {}
        if authorization is not None and _basic(authorization) is not None:
            headers["Authorization"] = authorization
        return OAuthRequest(method, f"{self.issuer}{path}", parameters, headers)

    async def _application(self, request: OAuthRequest) -> Application | None:
        """Return who the request says that it comes from; Authlib judges whether that is so."""
        basic = _basic(request.headers.get("Authorization"))
        client_id = request.form.get("client_id", "") if basic is None else basic
        return await applications.find(client_id)


async def _written(server: OAuthServer, *, renewable: bool) -> bool:
    """Write the tokens that were made; False where another request came first."""
    facts, tokens = server.facts, server.tokens
    if tokens is None:
        return False
    if facts.refresh_token is not None and facts.grant is not None:
        return await application_grants.rotate(facts.grant, tokens, now=facts.now)
    if facts.code is not None:
        return await application_grants.begin(
            facts.code, tokens, renewable=renewable, now=facts.now
        )
    return False


async def _end_copied(server: OAuthServer) -> None:
    """End what a spent secret once opened, if the application that it was given to brings it."""
    facts, client = server.facts, server.client
    if client is None:
        return
    code, grant = facts.code, facts.grant
    if code is not None and code.application_id == client.id and code.spent_at is not None:
        await application_grants.end_of_code(code, now=facts.now)
    if (
        grant is not None
        and facts.refresh_token is not None
        and grant.application_id == client.id
        and not application_grants.is_newest(grant, facts.refresh_token)
    ):
        await application_grants.end_copied(grant, now=facts.now)


def _fault(parameters: Pairs) -> str | None:
    """Return what no step could read; said here, since Authlib repeats what was sent."""
    names = [name for name, _ in parameters]
    if len(names) != len(set(names)):
        return "Each parameter may be there once."
    for name, value in parameters:
        if len(value) > _LONGEST:
            return "A parameter is too long."
        if name != "state" and not (value.isprintable() and value.isascii()):
            return "A parameter has characters that OAuth does not know."
        if name != "state" and not _UNQUOTABLE.isdisjoint(value):
            return "A parameter has characters that OAuth does not know."
    return None


def _basic(authorization: str | None) -> str | None:
    """Return the user of a Basic header that can be read; None for any other header."""
    scheme, _, encoded = (authorization or "").partition(" ")
    if scheme.lower() != "basic":
        return None
    try:
        user, colon, _ = b64decode(encoded.strip(), validate=True).decode().partition(":")
    except (Base64Error, UnicodeDecodeError, ValueError):
        return None
    return unquote(user) if colon else None
