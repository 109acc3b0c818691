"""Skilljar (Gainsight Skilljar): certificate pages, on its own host and on its customers'.

A certificate is a page and nothing else: no data, no signature. Where its course awards a badge
at Credly too, the page's links may lead there, and that is the one worth bringing.
"""

import re
from http import HTTPStatus

from wallet.platforms.address import Address
from wallet.platforms.answers import document, is_page, shows_the_same, status_in_words
from wallet.platforms.any_page import read_any
from wallet.platforms.choices import choice
from wallet.platforms.credly import badge_in
from wallet.platforms.page_facts import facts_of
from wallet.platforms.platform import (
    Choice,
    Nothing,
    Obstacle,
    ObstacleCode,
    PageRecord,
    Platform,
    Route,
    Said,
    Seen,
    Step,
)
from wallet.platforms.web_page import WebPage, read_page

_HOST = "verify.skilljar.com"
_OWN = re.compile(r"/c/([0-9a-z]{6,24})/?")
_BRANDED = re.compile(r"/verify/([0-9a-z]{10,14})/?")
_MARK = b"skilljar"
_MOST_OFFERS = 5
_SIGNED_IN = Obstacle(
    ObstacleCode.SIGN_IN_NEEDED,
    "This page asks you to sign in before it shows the certificate. Sign in, open the certificate, "
    "and bring the address under which it is shown to everybody.",
)
_NOT_SHOWN = Obstacle(
    ObstacleCode.NOT_PUBLIC,
    "Skilljar shows no certificate at this address. Open the certificate from your own profile "
    "and copy its address in full. If the course awards a badge at Credly, bring that badge.",
)


def route(address: Address) -> Route | None:
    """Look at the page; on a customer's host it must turn out to be made by Skilljar."""
    if address.host == _HOST:
        is_page_of_it = _OWN.fullmatch(address.path) is not None
        return (
            Route((Step(address.at(address.path, _HOST), _read),), _NOT_SHOWN)
            if is_page_of_it
            else None
        )
    if _BRANDED.fullmatch(address.path):
        return Route((Step(address.url, _read_branded),))
    return None


def _read(seen: Seen) -> Said:
    if not seen.body or not is_page(seen):
        return document(seen) if seen.body else Nothing(status_in_words(seen))
    if seen.http_status != HTTPStatus.OK:
        return Nothing(status_in_words(seen))
    page = read_page(seen.body, seen.final_url)
    if page.asks_for_a_password:
        return _SIGNED_IN
    facts = facts_of(page, seen.url, "Skilljar")
    if facts is None or not shows_the_same(seen):
        return Nothing("shows a page without a certificate")
    return PageRecord(facts, tuple(_offers(page, facts["title"])))


def _read_branded(seen: Seen) -> Said:
    if seen.body and is_page(seen) and _MARK not in seen.body.lower():
        return read_any(seen, read_page(seen.body, seen.final_url))
    return _read(seen)


def _offers(page: WebPage, title: str) -> list[Choice]:
    """Return the Credly badges that the page links to, which are signed where it is not."""
    badges = dict.fromkeys(badge for link in page.links if (badge := badge_in(link)))
    found = (choice(badge, title=title) for badge in list(badges)[:_MOST_OFFERS])
    return [each for each in found if each]


PLATFORM = Platform(name="skilljar", route=route)
