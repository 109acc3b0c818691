"""Accredible: credential.net, its customers' hosts under accredible.com, and hosts of their own.

A credential's page names it, and Accredible's endpoint for Open Badges answers for that name
where the issuer awards badges. What it signs (a W3C Verifiable Credential) is downloaded.
"""

import re

from wallet.platforms.address import Address
from wallet.platforms.answers import document
from wallet.platforms.any_page import read as read_any_page
from wallet.platforms.platform import Obstacle, ObstacleCode, Platform, Route, Step

_PAGES = re.compile(r"(?:www\.)?credential\.net|(?!www\.)(?:[a-z0-9-]+\.)+accredible\.com")
_APIS = frozenset({"api.accredible.com", "eu.api.accredible.com", "sandbox.api.accredible.com"})
_UUID = re.compile(r"/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})/?", re.IGNORECASE)
_NAME = re.compile(
    r"/([0-9a-z]{5,20}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})/?", re.IGNORECASE
)
_ASSERTION = re.compile(r"/v1/obi/badge_assertions/([0-9A-Za-z-]{1,64})")
_NOT_PAGES = frozenset({"issuer", "issuers", "login", "signin", "support", "about", "wallet"})
_NO_BADGE = Obstacle(
    ObstacleCode.NOT_PUBLIC,
    "Accredible shows no badge at this address: it is private, or its issuer awards a certificate "
    "alone. Open it signed in at Accredible, choose Download, take the badge or the verifiable "
    "credential, and bring that file.",
)


def route(address: Address) -> Route | Obstacle | None:
    """Ask for the badge of a page; on hosts of others the page itself may know better."""
    if address.host in _APIS:
        is_assertion = _ASSERTION.fullmatch(address.path) is not None
        return (
            Route((Step(address.at(address.path), document),), _NO_BADGE) if is_assertion else None
        )
    is_own = _PAGES.fullmatch(address.host) is not None
    found = (_NAME if is_own else _UUID).fullmatch(address.path)
    if found is None or found[1].lower() in _NOT_PAGES:
        return None
    asked = _apis(address.host)
    badges = tuple(
        Step(address.at(f"/v1/obi/badge_assertions/{found[1]}", host), document) for host in asked
    )
    if is_own:
        return Route(badges, _NO_BADGE)
    return Route((Step(address.url, read_any_page), *badges))


def _apis(host: str) -> tuple[str, ...]:
    if "sandbox" in host.split("."):
        return ("sandbox.api.accredible.com",)
    return ("api.accredible.com", "eu.api.accredible.com")


PLATFORM = Platform(name="accredible", route=route)
