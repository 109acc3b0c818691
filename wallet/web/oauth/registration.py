"""What an application says of itself in, what it is registered with out, or what is wrong.

Sources: RFC 7591, 2 and 3.2; Open Badges 3.0, "Dynamic Client Registration" (all addresses on one
host); Open Badges 2.1, "Registration".
"""

from typing import Annotated, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from wallet.accounts.applications import CONFIDENTIAL, PUBLIC_CLIENT, NewApplication
from wallet.accounts.scopes import OFFERED, OFFLINE, offered
from wallet.web.display_text import line
from wallet.web.oauth.redirects import fault_of, host_of, is_loopback

_Short = Annotated[str, Field(max_length=200)]
_Address = Annotated[str, Field(max_length=2000)]
_MOST_URIS: Final = 10


class RegistrationError(Exception):
    """A registration that is refused; `error` is a code of RFC 7591, 3.2.2."""

    def __init__(self, error: str, description: str) -> None:
        """Refuse, and say what to do."""
        super().__init__(description)
        self.error = error
        self.description = description


class ClientMetadata(BaseModel):
    """The metadata that we read; what else there is, is neither kept nor given back."""

    model_config = ConfigDict(extra="ignore", strict=True)

    redirect_uris: Annotated[list[_Address], Field(min_length=1, max_length=_MOST_URIS)]
    client_name: _Short = ""
    client_uri: _Address = ""
    logo_uri: _Address = ""
    tos_uri: _Address = ""
    policy_uri: _Address = ""
    software_id: _Short = ""
    software_version: _Short = ""
    token_endpoint_auth_method: Literal["client_secret_basic", "none"] = CONFIDENTIAL
    grant_types: list[_Short] = Field(default=["authorization_code"], max_length=10)
    response_types: list[_Short] = Field(default=["code"], max_length=10)
    scope: Annotated[str, Field(max_length=2000)] = ""

    @property
    def addresses(self) -> tuple[str, ...]:
        """The pages that it names."""
        named = (self.client_uri, self.logo_uri, self.tos_uri, self.policy_uri)
        return tuple(each for each in named if each)


def judged(body: bytes) -> tuple[NewApplication, ClientMetadata]:
    """Return what an application may be registered with.

    Raises:
        RegistrationError: what it says cannot be.
    """
    try:
        said = ClientMetadata.model_validate_json(body)
    except ValidationError as error:
        raise _unreadable(error) from error
    for uri in said.redirect_uris:
        if (fault := fault_of(uri)) is not None:
            raise RegistrationError("invalid_redirect_uri", fault)
    hosts = {host_of(uri) for uri in said.redirect_uris if not is_loopback(uri)}
    is_native = not hosts
    if len(hosts) > 1 or (hosts and any(is_loopback(uri) for uri in said.redirect_uris)):
        raise RegistrationError("invalid_redirect_uri", "All redirect URIs are on one host.")
    for address in said.addresses:
        if not address.startswith("https://") and not (is_native and is_loopback(address)):
            raise _invalid("The addresses of an application's pages begin with https://.")
        if hosts and host_of(address) not in hosts:
            raise _invalid("All addresses of an application are on the host of its redirect URIs.")
    if "code" not in said.response_types or "authorization_code" not in said.grant_types:
        raise _invalid("Register for response type `code` and grant type `authorization_code`.")
    scopes = offered(said.scope.split()) if said.scope else OFFERED
    if not set(scopes) - {OFFLINE}:
        raise _invalid("None of these scopes is offered here; see `scopes_supported`.")
    kept = tuple(
        each for each in ("authorization_code", "refresh_token") if each in said.grant_types
    )
    new = NewApplication(
        name=line(said.client_name) or _host(said),
        homepage=said.client_uri,
        redirect_uris=tuple(said.redirect_uris),
        grant_types=kept,
        scopes=scopes,
        auth_method=said.token_endpoint_auth_method,
    )
    return new, said


def registered(said: ClientMetadata, new: NewApplication) -> dict[str, object]:
    """Return the metadata as registered, which the answer repeats."""
    repeated = said.model_dump(exclude_unset=True)
    return {
        **repeated,
        "client_name": new.name,
        "redirect_uris": list(new.redirect_uris),
        "grant_types": list(new.grant_types),
        "response_types": ["code"],
        "scope": " ".join(new.scopes),
        "token_endpoint_auth_method": new.auth_method,
    }


def _host(said: ClientMetadata) -> str:
    return host_of(said.redirect_uris[0]) or ""


def _unreadable(error: ValidationError) -> RegistrationError:
    first = error.errors(include_url=False, include_input=False)[0]
    member = str(first["loc"][0]) if first["loc"] else ""
    code = "invalid_redirect_uri" if member == "redirect_uris" else "invalid_client_metadata"
    if not member:
        return RegistrationError(code, "Send a JSON object (RFC 7591, 3.1).")
    hint = f" It is one of {CONFIDENTIAL} and {PUBLIC_CLIENT}." if "auth" in member else ""
    return RegistrationError(code, f"The member {member} is not as RFC 7591 has it.{hint}")


def _invalid(description: str) -> RegistrationError:
    return RegistrationError("invalid_client_metadata", description)
