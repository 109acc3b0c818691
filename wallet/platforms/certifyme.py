"""CertifyMe: a page for each credential, which its issuer may have set behind a code.

No form of its documents is published, so what a page links to goes the way of any page, and a
page that links to nothing is held as what it showed. CertifyMe also pushes to hosts of the Open
Badges 3.0 API, which needs no page at all.
"""

import re
from http import HTTPStatus

from wallet.platforms.address import Address
from wallet.platforms.answers import document, is_page, shows_the_same, status_in_words
from wallet.platforms.any_page import read_any
from wallet.platforms.page_facts import facts_of
from wallet.platforms.platform import (
    Nothing,
    Obstacle,
    ObstacleCode,
    Onward,
    PageRecord,
    Platform,
    Route,
    Said,
    Seen,
    Step,
)
from wallet.platforms.web_page import WebPage, read_page

_HOST = "credential.certifyme.online"
_PAGE = re.compile(r"/verify/([0-9a-f]{8,24})/?")
_WALLETS = frozenset({"wallet.certifyme.org"})
_ASKS = re.compile(r"code|ssn|pin|otp|pass")
_GATED = Obstacle(
    ObstacleCode.PAGE_GATED,
    "This page asks for a code before it shows the credential, and the wallet never enters one "
    "for you. That says nothing against it. Open the page, enter the code, download the badge, "
    "and bring that file.",
)
_NOT_SHOWN = Obstacle(
    ObstacleCode.NOT_PUBLIC,
    "CertifyMe shows no credential at this address. Copy the address again, in full, or download "
    "the badge there and bring the file.",
)
_SIGNED_IN = Obstacle(
    ObstacleCode.SIGN_IN_NEEDED,
    "This page is only for you, signed in at CertifyMe. Open the credential there and bring its "
    "public address, which begins with https://credential.certifyme.online/verify/.",
)


def route(address: Address) -> Route | Obstacle | None:
    """Look at a credential's page."""
    if address.host in _WALLETS:
        return _SIGNED_IN
    if address.host != _HOST or not _PAGE.fullmatch(address.path):
        return None
    return Route((Step(address.at(address.path, _HOST), _read),), _NOT_SHOWN)


def _read(seen: Seen) -> Said:
    if not seen.body or not is_page(seen):
        return document(seen)
    if seen.http_status != HTTPStatus.OK:
        return Nothing(status_in_words(seen))
    page = read_page(seen.body, seen.final_url)
    if _is_gated(page):
        return _GATED
    further = read_any(seen, page)
    facts = facts_of(page, seen.url, "CertifyMe")
    if facts is None or not shows_the_same(seen):
        return further if isinstance(further, Onward) else Nothing("shows no credential")
    record = Step(seen.url, lambda _: PageRecord(facts))
    if isinstance(further, Onward):
        return Onward((*further.steps, record))
    return PageRecord(facts) if isinstance(further, Nothing) else further


def _is_gated(page: WebPage) -> bool:
    return page.asks_for_a_password or any(
        kind in {"text", "number", "tel"} and _ASKS.search(name) for kind, name in page.fields
    )


PLATFORM = Platform(name="certifyme", route=route)
