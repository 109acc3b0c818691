"""Badge Connect as client: the manifest, and pages of assertions.

Sources: Open Badges 2.1, "Manifest" and "GET /assertions"; Badgr, which lists under `results`
and leads to its manifest by a redirect.
"""

from wallet.platforms.clients.client import (
    Endpoints,
    Network,
    PlatformClient,
    described,
)

_SCOPE = "https://purl.imsglobal.org/spec/ob/v2p1/scope/"
_LISTS = ("assertions", "signedAssertions", "results")


async def discover(origin: str, network: Network) -> Endpoints | None:
    """Return what the manifest says, None where there is none."""
    said = await described(network, f"{origin}/.well-known/badgeconnect.json")
    apis = said.get("badgeConnectAPI") if said is not None else None
    api = apis[0] if isinstance(apis, list) and apis and isinstance(apis[0], dict) else {}
    named = [api.get(name) for name in _NEEDED]
    if not all(isinstance(each, str) for each in named):
        return None
    base, authorize, token, register = (str(each) for each in named)
    offered = api.get("scopesOffered")
    revoke = api.get("tokenRevocationUrl")
    return Endpoints(
        name=str(api.get("name") or origin),
        api_base=base.rstrip("/"),
        authorization_url=authorize,
        token_url=token,
        registration_url=register,
        revocation_url=revoke if isinstance(revoke, str) else None,
        scopes=tuple(str(each) for each in offered) if isinstance(offered, list) else (),
    )


_NEEDED = ("apiBase", "authorizationUrl", "tokenUrl", "registrationUrl")


CLIENT = PlatformClient(
    api="BADGE_CONNECT",
    wanted=(f"{_SCOPE}assertion.readonly", "offline_access"),
    discover=discover,
    collection="assertions",
    lists=_LISTS,
)
