"""A request with what the store knows about it in; what to answer, and what to write, out.

The protocol is Authlib's. It knows no `await`, so all that it may ask for is read before it and
all that it gives out is written after it, by a conditional update: it does nothing itself.
Sources: RFC 6749; RFC 7636; RFC 7009; RFC 9207; RFC 9700, 2.1.1 (S256 alone, for everybody).
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

from authlib.common.urls import add_params_to_uri
from authlib.oauth2 import OAuth2Error, OAuth2Request
from authlib.oauth2.rfc6749 import (
    AuthorizationCodeMixin,
    AuthorizationServer,
    ClientMixin,
    InvalidRequestError,
    OAuth2Payload,
    TokenMixin,
)
from authlib.oauth2.rfc6749.grants import AuthorizationCodeGrant, RefreshTokenGrant
from authlib.oauth2.rfc7009 import RevocationEndpoint
from authlib.oauth2.rfc7636 import CodeChallenge

from wallet.accounts.application_grants import (
    ACCESS_LIFETIME,
    GrantTokens,
    goes_on,
    is_good,
    is_newest,
)
from wallet.accounts.applications import AUTH_METHODS, has_secret
from wallet.accounts.scopes import OFFLINE, offered
from wallet.accounts.tokens import TokenKind, family_of, new_token
from wallet.store.models.applications import Application, ApplicationGrant, AuthorizationCode
from wallet.web.oauth.redirects import is_registered

REFRESH = "refresh_token"
_CHALLENGE_METHOD = "S256"

Pairs = Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Facts:
    """What the store knows about a request: who asks, and the rows of what it brings along.

    `refresh_token` is the one that it brings, if it does.
    """

    now: datetime
    issuer: str
    application: Application | None = None
    code: AuthorizationCode | None = None
    grant: ApplicationGrant | None = None
    refresh_token: str | None = None


@dataclass(frozen=True, slots=True)
class NewCode:
    """A code to be kept, and what for."""

    code: str
    redirect_uri: str
    scope: str
    challenge: str


@dataclass(frozen=True, slots=True)
class OAuthAnswer:
    """What to answer: a redirect where there is a `location`, else a JSON object."""

    http_status: int
    body: Mapping[str, object] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    location: str | None = None


class OAuthRequest(OAuth2Request):
    """A request as Authlib wants it; each parameter stands there once."""

    def __init__(
        self, method: str, uri: str, parameters: Pairs, headers: Mapping[str, str]
    ) -> None:
        super().__init__(method, uri, headers=dict(headers))
        self.payload = _Payload(parameters)

    @property
    def args(self) -> dict[str, str]:
        """The parameters."""
        return self.payload.data

    @property
    def form(self) -> dict[str, str]:
        """The parameters."""
        return self.payload.data


class _Payload(OAuth2Payload):
    def __init__(self, parameters: Pairs) -> None:
        self._data = dict(parameters)
        self._lists: defaultdict[str, list[str]] = defaultdict(list)
        for name, value in parameters:
            self._lists[name].append(value)

    @property
    def data(self) -> dict[str, str]:
        return self._data

    @property
    def datalist(self) -> defaultdict[str, list[str]]:
        return self._lists


class _Client(ClientMixin):
    """An application, as Authlib asks about it."""

    def __init__(self, row: Application) -> None:
        self.row = row

    def get_client_id(self) -> str:
        return str(self.row.id)

    def get_default_redirect_uri(self) -> None:
        """Return none: it has to be said, as Open Badges 2.1 demands."""

    def get_allowed_scope(self, scope: str | None) -> str | None:
        """Return what is asked, offered and registered; None where that permits nothing."""
        registered = set(self.row.scope.split())
        asked = registered if not scope else set(scope.split())
        allowed = offered(asked & registered)
        return " ".join(allowed) if set(allowed) - {OFFLINE} else None

    def check_redirect_uri(self, redirect_uri: str) -> bool:
        return is_registered(redirect_uri, self.row.redirect_uris)

    def check_client_secret(self, client_secret: str) -> bool:
        return has_secret(self.row, client_secret)

    def check_endpoint_auth_method(self, method: str, endpoint: str) -> bool:
        del endpoint  # one way for all of them
        return bool(self.row.auth_method == method)

    def check_response_type(self, response_type: str) -> bool:
        return response_type == "code"

    def check_grant_type(self, grant_type: str) -> bool:
        return grant_type in self.row.grant_types


class _Code(AuthorizationCodeMixin):
    code_challenge_method = _CHALLENGE_METHOD

    def __init__(self, row: AuthorizationCode) -> None:
        self.row = row
        self.code_challenge = row.challenge

    def get_redirect_uri(self) -> str:
        return self.row.redirect_uri

    def get_scope(self) -> str:
        return self.row.scope


class _Grant(TokenMixin):
    def __init__(self, row: ApplicationGrant) -> None:
        self.row = row

    def check_client(self, client: _Client) -> bool:
        return bool(self.row.application_id == client.row.id)

    def get_scope(self) -> str:
        return self.row.scope


class _Quiet(dict[str, object]):
    """A token response that does not write itself into a log."""

    def __repr__(self) -> str:
        return "{…}"


class _CodeGrant(AuthorizationCodeGrant):
    TOKEN_ENDPOINT_AUTH_METHODS: ClassVar = list(AUTH_METHODS)
    server: "OAuthServer"

    def generate_authorization_code(self) -> str:
        return new_token(TokenKind.AUTHORIZATION_CODE)

    def save_authorization_code(self, code: str, request: Any) -> None:
        asked = request.payload
        self.server.new_code = NewCode(
            code, asked.redirect_uri, request.scope, asked.data["code_challenge"]
        )

    def query_authorization_code(self, code: str, client: _Client) -> _Code | None:
        del code  # its row was read by it
        row = self.server.facts.code
        if row is None or row.application_id != client.row.id:
            return None
        return _Code(row) if is_good(row, self.server.facts.now) else None

    def delete_authorization_code(self, authorization_code: _Code) -> None:
        """Do nothing: it is spent when what it brings is written."""

    def authenticate_user(self, authorization_code: _Code) -> UUID:
        return authorization_code.row.learner_id


class _RefreshGrant(RefreshTokenGrant):
    TOKEN_ENDPOINT_AUTH_METHODS: ClassVar = list(AUTH_METHODS)
    INCLUDE_NEW_REFRESH_TOKEN = True
    server: "OAuthServer"

    def authenticate_refresh_token(self, refresh_token: str) -> _Grant | None:
        row, now = self.server.facts.grant, self.server.facts.now
        if row is None or not goes_on(row, now) or not is_newest(row, refresh_token):
            return None
        return _Grant(row)

    def authenticate_user(self, refresh_token: _Grant) -> UUID:
        return refresh_token.row.learner_id

    def issue_token(self, user: UUID, refresh_token: _Grant) -> dict[str, object]:
        """Renew what was granted, whole: the answer says so where less was asked."""
        issued: dict[str, object] = self.generate_token(user=user, scope=refresh_token.get_scope())
        return issued

    def revoke_old_credential(self, refresh_token: _Grant) -> None:
        """Do nothing: the old one ends when the new one is written."""


class _Pkce(CodeChallenge):
    """PKCE by S256, demanded of every application."""

    SUPPORTED_CODE_CHALLENGE_METHOD: ClassVar = [_CHALLENGE_METHOD]

    def validate_code_challenge(self, grant: Any, redirect_uri: str) -> None:
        asked = grant.request.payload.data
        if not asked.get("code_challenge") or asked.get("code_challenge_method") != "S256":
            raise InvalidRequestError(
                "Send a 'code_challenge' with 'code_challenge_method=S256' (RFC 7636)."
            )
        super().validate_code_challenge(grant, redirect_uri)


class _Revocation(RevocationEndpoint):
    CLIENT_AUTH_METHODS: ClassVar = list(AUTH_METHODS)
    server: "OAuthServer"

    def query_token(self, token_string: str, token_type_hint: str | None) -> _Grant | None:
        del token_string, token_type_hint  # its row was read by it
        row = self.server.facts.grant
        return None if row is None else _Grant(row)

    def revoke_token(self, token: _Grant, request: Any) -> None:
        del request
        self.server.revoked = token.row


class OAuthServer(AuthorizationServer):
    """The authorization server, for one request.

    What is to be written is left in `new_code`, `tokens` and `revoked`; `client` is who
    authenticated, None where nobody did.
    """

    def __init__(self, facts: Facts) -> None:
        super().__init__()
        self.facts = facts
        self.new_code: NewCode | None = None
        self.tokens: GrantTokens | None = None
        self.revoked: ApplicationGrant | None = None
        self.client: Application | None = None
        self.register_grant(_CodeGrant, [_Pkce(required=True)])
        self.register_grant(_RefreshGrant)
        self.register_endpoint(_Revocation)

    def query_client(self, client_id: str) -> _Client | None:
        """Return the application that was read, where that is the one."""
        row = self.facts.application
        return _Client(row) if row is not None and str(row.id) == client_id else None

    def generate_token(
        self, *, scope: str, include_refresh_token: bool = True, **_: object
    ) -> dict[str, object]:
        """Make a pair of tokens: the first of a family, or the next of the grant's."""
        presented = self.facts.refresh_token
        self.tokens = GrantTokens.new(None if presented is None else family_of(presented))
        answer = _Quiet(
            {
                "token_type": "Bearer",
                "access_token": self.tokens.access,
                "expires_in": int(ACCESS_LIFETIME.total_seconds()),
                "scope": scope,
            }
        )
        if include_refresh_token:
            answer["refresh_token"] = self.tokens.refresh
        return answer

    def save_token(self, token: object, request: object) -> None:
        """Do nothing: `tokens` are written by whoever made this server."""

    def send_signal(self, name: str, *args: object, **kwargs: Any) -> None:
        """Take note of who authenticated."""
        del args
        if name == "after_authenticate_client":
            self.client = kwargs["client"].row

    def create_oauth2_request(self, request: OAuthRequest) -> OAuthRequest:
        """Return it: it is made already."""
        return request

    def handle_response(
        self, status: int, body: Any, headers: Sequence[tuple[str, str]]
    ) -> OAuthAnswer:
        """Return the answer; a redirect names us, so that none is taken for another's."""
        named = dict(headers)
        location = named.pop("Location", None)
        if location is None:
            return OAuthAnswer(status, body, named)
        signed = add_params_to_uri(location, [("iss", self.facts.issuer)])
        return OAuthAnswer(302, location=signed)

    def refuse(self, request: OAuthRequest, error: OAuth2Error) -> OAuthAnswer:
        """Return the answer that an error is, to the application or to who asks."""
        answer: OAuthAnswer = self.handle_error_response(request, error)
        return answer
