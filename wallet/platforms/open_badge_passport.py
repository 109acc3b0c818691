"""Open Badge Passport and other sites that run salava, known by their paths.

Its pages are programs for browsers, which read JSON beside them (`/obpv1`). A badge there was
issued elsewhere, mostly by Open Badge Factory, and its JSON says where; a page or a profile that
somebody put together shows many badges.
"""

import re
from collections.abc import Iterator
from typing import Any

from wallet.credentials.members import objects, only_object
from wallet.documents.markup import web_link
from wallet.network.media_types import Wanted
from wallet.platforms.address import Address
from wallet.platforms.answers import document, is_page, is_withheld, status_in_words
from wallet.platforms.any_page import read as read_any_page
from wallet.platforms.choices import choice
from wallet.platforms.platform import (
    Choice,
    Listed,
    Nothing,
    Obstacle,
    ObstacleCode,
    Onward,
    Platform,
    Route,
    Said,
    Seen,
    Step,
)

_HOSTS = frozenset({"openbadgepassport.com", "www.openbadgepassport.com"})
_BADGE = re.compile(r"/app/badge/info/(\d{1,12})(?:/.*)?")
_MANY = re.compile(r"/app/(page/view|profile)/(\d{1,12})(?:/.*)?")
_API = ("/obpv1", "/app/obpv1")
_ASSERTION = ("assertion_url", "assertion-url", "assertionUrl")
_NOT_SHOWN = Obstacle(
    ObstacleCode.NOT_PUBLIC,
    "The passport does not show where this badge was issued. Set it to public there, or download "
    "it there (as PNG or SVG) and bring the file.",
)
_NOT_LISTED = Obstacle(
    ObstacleCode.NOT_PUBLIC,
    "The passport shows no badges on this page. Set the page to public there, or bring the "
    "address of a single badge.",
)


def route(address: Address) -> Route | Obstacle | None:
    """Lead a page to the JSON beside it, under both prefixes that sites have."""
    if found := _BADGE.fullmatch(address.path):
        steps = [
            Step(address.at(f"{prefix}/badge/info/{found[1]}"), _read_badge, Wanted.JSON)
            for prefix in _API
        ]
        page = Step(address.at(f"/app/badge/info/{found[1]}"), read_any_page)
        return Route((*steps, page), _NOT_SHOWN)
    if found := _MANY.fullmatch(address.path):
        steps = [
            Step(
                address.at(f"{prefix}/{found[1]}/{found[2]}"), _reader_of_many(address), Wanted.JSON
            )
            for prefix in _API
        ]
        return Route(tuple(steps), _NOT_LISTED)
    return None


def _read_badge(seen: Seen) -> Said:
    if is_withheld(seen):
        return _NOT_SHOWN
    said = seen.content
    if said is None:
        return Nothing("shows a web page" if is_page(seen) else status_in_words(seen))
    for node in (said, only_object(said.get("badge")) or {}):
        links = (web_link(node[name]) for name in _ASSERTION if isinstance(node.get(name), str))
        found = tuple(Step(link, document) for link in links if link)
        if found:
            return Onward(found)
    return Nothing("does not say where the badge was issued")


def _reader_of_many(address: Address) -> Any:
    def read(seen: Seen) -> Said:
        if is_withheld(seen):
            return _NOT_LISTED
        if seen.content is None:
            return Nothing("shows a web page" if is_page(seen) else status_in_words(seen))
        choices = (_choice(entry, address) for entry in _badges(seen.content))
        found = {each.address: each for each in choices if each}
        return Listed(tuple(found.values())) if found else Nothing("shows no badge")

    return read


def _badges(said: Any) -> Iterator[Any]:
    """Yield the badges of a profile, and those of a page's blocks, alone and in showcases."""
    page = only_object(said.get("page")) or said
    yield from objects(said.get("badges"))
    for block in objects(page.get("blocks")):
        yield from objects(block.get("badges"))
        if block.get("type") == "badge":
            yield only_object(block.get("badge")) or block


def _choice(entry: Any, address: Address) -> Choice | None:
    number = entry.get("badge_id", entry.get("id"))
    if isinstance(number, bool) or not re.fullmatch(r"\d{1,12}", str(number)):
        return None
    picture = entry.get("image_file")
    return choice(
        address.at(f"/app/badge/info/{number}"),
        title=entry.get("name"),
        issuer=entry.get("issuer_content_name") or entry.get("issuer_name"),
        issued_on=entry.get("issued_on"),
        picture=address.at(f"/{picture.lstrip('/')}") if isinstance(picture, str) else None,
    )


PLATFORM = Platform(name="open_badge_passport", route=route)
