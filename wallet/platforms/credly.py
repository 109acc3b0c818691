"""Credly, Acclaim and youracclaim.com until 2022.

A badge's page is a program for browsers that holds no data, but its address names the badge, and
Credly's public endpoints answer for that name: Open Badges 3.0, which is signed and outlives its
host, and Open Badges 2.0. Whoever does not sign in sees no private badge, and no pending one.
"""

import re
from typing import Any

from wallet.credentials.credential import Credential
from wallet.credentials.members import objects, only_object
from wallet.network.media_types import Wanted
from wallet.platforms.address import Address
from wallet.platforms.answers import document, is_page, status_in_words
from wallet.platforms.choices import choice
from wallet.platforms.platform import (
    Choice,
    ChoiceState,
    Listed,
    Nothing,
    Obstacle,
    ObstacleCode,
    Platform,
    Route,
    Said,
    Seen,
    Step,
    is_by_a_bare_key,
)

_OLD = "youracclaim.com"
_HOSTS = frozenset(
    f"{name}{site}" for site in ("credly.com", _OLD) for name in ("", "www.", "api.", "app.")
)
_WWW, _API = "www.credly.com", "api.credly.com"
_ID = r"([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})"
_BADGE = re.compile(rf"/(?:badges|earner/earned/badge)/{_ID}(?:/.*)?", re.IGNORECASE)
_CREDENTIAL = re.compile(
    rf"(?:/api)?/v1/obi/(?:v2/badge_assertions|v3/open_badge_credentials|badge_assertions)/{_ID}",
    re.IGNORECASE,
)
_TEMPLATE = re.compile(r"/org/[^/]+/badge/[^/]+/?")
_EARNER = re.compile(r"/users/([\w.-]{1,100})(?:/badges(?:\.json)?|/?)")
_SIGN_IN = re.compile(r"/users/sign_in|/earner(?:/.*)?|/mgmt(?:/.*)?")
_PER_PAGE = 48
_NOT_SHOWN = Obstacle(
    ObstacleCode.NOT_PUBLIC,
    "Credly does not show this badge: it is private, not accepted yet, or no longer there. That "
    "says nothing against it. At Credly, accept it and set it to public, or download it there "
    "and bring the file.",
)
_NOT_LISTED = Obstacle(
    ObstacleCode.NOT_PUBLIC,
    "Credly does not show this profile. Make it public in your Credly settings, or bring the "
    "address of a single badge.",
)
_NOT_AWARDED = Obstacle(
    ObstacleCode.TEMPLATE_PAGE,
    "This page describes a badge that anybody may earn; it is not yours yet. Open your own badge "
    "at Credly and bring its address, which begins with https://www.credly.com/badges/.",
)
_SIGNED_IN = Obstacle(
    ObstacleCode.SIGN_IN_NEEDED,
    "This page is only for you, signed in at Credly. Open the badge there, choose Share, and "
    "bring the public address.",
)


def route(address: Address) -> Route | Obstacle | None:
    """Tell a badge, its documents, a profile, a template and what needs a sign-in apart."""
    if address.host not in _HOSTS:
        return None
    if found := _CREDENTIAL.fullmatch(address.path):
        own = address.at(address.path)
        return Route((Step(own, document), *_steps(address, found[1])), _NOT_SHOWN)
    if found := _BADGE.fullmatch(address.path):
        return Route(_steps(address, found[1]), _NOT_SHOWN)
    if _TEMPLATE.fullmatch(address.path):
        return _NOT_AWARDED
    if _SIGN_IN.fullmatch(address.path):
        return _SIGNED_IN
    if found := _EARNER.fullmatch(address.path):
        return Route((_page_of_list(address, found[1], 1),), _NOT_LISTED)
    return None


def award(credential: Credential) -> str | None:
    """Name the award: Credly makes its UUID, and writes it into the addresses of each version."""
    address = Address.parse(credential.place or "")
    if address is None or address.host not in _HOSTS or is_by_a_bare_key(credential):
        return None
    found = _CREDENTIAL.fullmatch(address.path)
    return f"credly {found[1].lower()}" if found else None


def _steps(address: Address, badge: str) -> tuple[Step, ...]:
    name = badge.lower()
    return (
        Step(address.at(f"/api/v1/obi/v3/open_badge_credentials/{name}", _WWW), document),
        Step(address.at(f"/v1/obi/v2/badge_assertions/{name}", _API), document),
    )


def badge_in(link: str) -> str | None:
    """Return the address of the Credly badge that a link on another platform's page leads to."""
    address = Address.parse(link)
    if address is None or address.host not in _HOSTS:
        return None
    found = _BADGE.fullmatch(address.path)
    return None if found is None else address.at(f"/badges/{found[1].lower()}", _WWW)


def _page_of_list(address: Address, earner: str, number: int) -> Step:
    url = address.at(f"/users/{earner}/badges.json", _WWW, page=str(number), per=str(_PER_PAGE))

    def read(seen: Seen) -> Said:
        if seen.content is None:
            return Nothing("shows a web page" if is_page(seen) else status_in_words(seen))
        choices = (_choice(entry, address) for entry in objects(seen.content.get("data")))
        more = _page_of_list(address, earner, number + 1) if _goes_on(seen, number) else None
        return Listed(tuple(each for each in choices if each), more)

    return Step(url, read, Wanted.JSON)


def _goes_on(seen: Seen, number: int) -> bool:
    paging = only_object((seen.content or {}).get("metadata")) or {}
    pages = paging.get("total_pages")
    if isinstance(pages, int) and not isinstance(pages, bool):
        return number < pages
    return bool(paging.get("next_page_url"))


def _choice(entry: Any, address: Address) -> Choice | None:
    template = only_object(entry.get("badge_template")) or {}
    name = str(entry.get("id", "")).lower()
    if not re.fullmatch(_ID, name):
        return None
    return choice(
        address.at(f"/badges/{name}", _WWW),
        title=template.get("name"),
        issuer=_issuer(entry) or _issuer(template),
        issued_on=entry.get("issued_at_date") or entry.get("issued_at"),
        picture=entry.get("image_url") or template.get("image_url"),
        state=_state(entry),
    )


def _issuer(node: Any) -> str | None:
    issuer = only_object(node.get("issuer")) or {}
    names = [
        (only_object(each.get("entity")) or {}).get("name")
        for each in objects(issuer.get("entities"))
    ]
    found = next((name for name in names if isinstance(name, str)), issuer.get("summary"))
    return found if isinstance(found, str) else None


def _state(entry: Any) -> ChoiceState:
    if entry.get("state") == "pending":
        return ChoiceState.PENDING
    if entry.get("state") == "revoked":
        return ChoiceState.REVOKED
    is_private = entry.get("is_private_badge") is True or entry.get("public") is False
    return ChoiceState.PRIVATE if is_private else ChoiceState.AVAILABLE


PLATFORM = Platform(name="credly", route=route, award=award)
