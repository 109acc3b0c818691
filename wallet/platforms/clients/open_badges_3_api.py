"""The Open Badges 3.0 API as client: the service description, and pages of credentials.

Source: Open Badges 3.0, "Service Discovery Endpoint", "getCredentials". Its examples write
addresses without a scheme and the list of tokens with another name than its model has.
"""

from collections.abc import Mapping
from typing import Any

from wallet.platforms.clients.client import (
    Endpoints,
    Network,
    PlatformClient,
    described,
)

_BASE = "/ims/ob/v3p0"
_SCOPE = "https://purl.imsglobal.org/spec/ob/v3p0/scope/"
_LISTS = ("credential", "compactJwsString", "compactJwsStrings")


async def discover(origin: str, network: Network) -> Endpoints | None:
    """Return what the service description says, None where there is none."""
    said = await described(network, f"{origin}{_BASE}/discovery")
    scheme = _inner(said or {}, "components", "securitySchemes", "OAuth2ACG")
    flow = _inner(scheme, "flows", "authorizationCode")
    named = (
        flow.get("authorizationUrl"),
        flow.get("tokenUrl"),
        scheme.get("x-imssf-registrationUrl"),
    )
    if said is None or not all(isinstance(each, str) for each in named):
        return None
    authorize, token, register = (_with_scheme(str(each)) for each in named)
    servers = said.get("servers")
    server = servers[0].get("url") if isinstance(servers, list) and servers else None
    info = _inner(said, "info")
    name = scheme.get("x-imssf-name") or info.get("title") or origin
    is_absolute = isinstance(server, str) and server.startswith(("https://", "http://"))
    return Endpoints(
        name=str(name),
        api_base=str(server).rstrip("/") if is_absolute else f"{origin}{_BASE}",
        authorization_url=authorize,
        token_url=token,
        registration_url=register,
        revocation_url=None,
        scopes=tuple(_inner(flow, "scopes")),
    )


def _inner(content: Mapping[str, Any], *names: str) -> Mapping[str, Any]:
    for name in names:
        found = content.get(name)
        if not isinstance(found, dict):
            return {}
        content = found
    return content


def _with_scheme(url: str) -> str:
    return url if "://" in url else f"https://{url}"


CLIENT = PlatformClient(
    api="OPEN_BADGES_3",
    wanted=(f"{_SCOPE}credential.readonly", "offline_access"),
    discover=discover,
    collection="credentials",
    lists=_LISTS,
)
