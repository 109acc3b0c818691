"""Badge Connect as client: the manifest, and pages of assertions.

Sources: Open Badges 2.1, "Manifest" and "GET /assertions"; Badgr, which lists under `results`
and leads to its manifest by a redirect.
"""

from collections.abc import Iterator
from datetime import datetime

from wallet.documents.source_texts import element_texts, member_texts
from wallet.documents.strict_json import parse_object
from wallet.platforms.clients.client import (
    Endpoints,
    Network,
    PlatformClient,
    as_text,
    described,
    listing,
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


def first_url(endpoints: Endpoints, since: datetime | None) -> str:
    """Return where the newest assertions are."""
    return listing(f"{endpoints.api_base}/assertions", since)


def read(text: str) -> Iterator[str]:
    """Yield each assertion of a page, as it stands there."""
    content, sources = parse_object(text), dict(member_texts(text))
    for name in _LISTS:
        listed = content.get(name)
        if isinstance(listed, list):
            for value, source in zip(listed, element_texts(sources[name]), strict=True):
                yield as_text(value, source)


CLIENT = PlatformClient(
    api="BADGE_CONNECT",
    wanted=(f"{_SCOPE}assertion.readonly", "offline_access"),
    discover=discover,
    first_url=first_url,
    read=read,
)
