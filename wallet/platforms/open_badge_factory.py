"""Open Badge Factory, and the sites under other names that it runs, known by their paths.

An assertion's or credential's page is its address with `.html` behind it.
"""

import re

from wallet.platforms.address import Address
from wallet.platforms.answers import document
from wallet.platforms.any_page import read as read_any_page
from wallet.platforms.platform import Obstacle, ObstacleCode, Platform, Route, Step

_HOSTS = frozenset({"openbadgefactory.com", "www.openbadgefactory.com"})
_HOST = "openbadgefactory.com"
_DOCUMENT = re.compile(
    r"(/v1/assertion/[0-9a-f]{40}|/obv3/credentials/[0-9a-f]{40})(?:\.html|\.json|/)?"
)
_CLASS = re.compile(r"/v1/badge/.*|/obv3/achievements/.*|/c/earnablebadge/.*")
_NOT_SHOWN = Obstacle(
    ObstacleCode.NOT_PUBLIC,
    "Open Badge Factory has nothing at this address. Copy the address again, in full, or download "
    "the badge from your passport and bring the file.",
)
_NOT_AWARDED = Obstacle(
    ObstacleCode.TEMPLATE_PAGE,
    "This page describes a badge that anybody may earn; it is not yours yet. Bring the address of "
    "your own badge from the letter that announced it, or its file.",
)


def route(address: Address) -> Route | Obstacle | None:
    """Drop the ending of the page, so that the document is left."""
    is_own = address.host in _HOSTS
    if found := _DOCUMENT.fullmatch(address.path):
        there = address.at(found[1], _HOST if is_own else None)
        return Route((Step(there, document if is_own else read_any_page),), _NOT_SHOWN)
    return _NOT_AWARDED if is_own and _CLASS.fullmatch(address.path) else None


PLATFORM = Platform(name="open_badge_factory", route=route)
