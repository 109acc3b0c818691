"""Open Badge Factory, and the sites under other names that it runs, known by their paths.

An assertion's or credential's page is its address with `.html` behind it.
"""

import re

from wallet.credentials.credential import Credential
from wallet.platforms.address import Address
from wallet.platforms.answers import document
from wallet.platforms.any_page import read as read_any_page
from wallet.platforms.platform import (
    Obstacle,
    ObstacleCode,
    Platform,
    Route,
    Step,
    is_by_a_bare_key,
)

_HOSTS = frozenset({"openbadgefactory.com", "www.openbadgefactory.com"})
_HOST = "openbadgefactory.com"
_DOCUMENT = re.compile(
    r"(/v1/assertion/[0-9a-f]{40}|/obv3/credentials/[0-9a-f]{40})(?:\.html|\.json|/)?"
)
_CLASS = re.compile(r"/v1/badge/.*|/obv3/achievements/.*|/c/earnablebadge/.*")
_OWN_CLASS = re.compile(r"/v1/badge/_/([A-Za-z0-9]{1,64})(?:\.json|/.*)?")
_REVOKED = re.compile(r"/obv3/revoked/[A-Za-z0-9]{1,64}/([A-Za-z0-9]{1,64})")
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


def award(credential: Credential) -> str | None:
    """Name the award by its badge and the instant of its issue: each version has its own id.

    The badge of a credential is that of its list of withdrawn ones: the credential's bare key
    signs whatever it likes, and is anchored here by the one list that lies here and names it.
    """
    if credential.valid_from is None or not _found(credential.place, _DOCUMENT):
        return None
    badge = _found(credential.achievement.id, _OWN_CLASS)
    if not credential.format.is_assertion:
        lists = credential.statuses
        is_anchored_by_it = len(lists) == 1 and is_by_a_bare_key(credential)
        badge = _found(lists[0].id, _REVOKED) if is_anchored_by_it else None
    instant = credential.valid_from.isoformat(timespec="seconds")
    return f"open_badge_factory {badge} {instant}" if badge else None


def _found(url: str | None, pattern: re.Pattern[str]) -> str | None:
    """Return what the pattern finds in the path of an address of ours."""
    address = Address.parse(url or "")
    found = pattern.fullmatch(address.path) if address and address.host in _HOSTS else None
    return found[1] if found else None


PLATFORM = Platform(name="open_badge_factory", route=route, award=award)
