"""What other sites may show of a link: its card for oEmbed, and its address as a QR code.

Both are for who holds the link already. Behind a cover nothing but that there is a link is told,
and neither is a view. Source: oEmbed 1.0, 2.3.4.2 "The link type" and 4 "Discovery".
"""

import json
from dataclasses import dataclass
from http import HTTPStatus
from typing import Final
from urllib.parse import quote, urlsplit

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from wallet.languages import accepted_languages
from wallet.sharing.adding import qr_code
from wallet.sharing.shared import Closed, Covered, OpenedShare
from wallet.web.absent_link import AbsentLink, absent_response
from wallet.web.display_text import line
from wallet.web.problems import Problem, not_found
from wallet.web.resource import resource
from wallet.web.services import WebServices
from wallet.web.share_cover import Answered, LinkCover, link_path
from wallet.web.words import Wording, wording_for

OEMBED_PATH: Final = "/oembed"
OEMBED_TYPE: Final = "application/json+oembed"
_JSON: Final = "application/json"
_NOT_IMPLEMENTED: Final = HTTPStatus.NOT_IMPLEMENTED
_LONGEST_ADDRESS: Final = 2_048
_LINK: Final = "/s/"


@dataclass(frozen=True, slots=True)
class Card:
    """What a preview of a link says."""

    title: str
    description: str


def card_of(share: OpenedShare | Covered, wording: Wording) -> Card:
    """Return the card of a link; that of a cover is the same for all links."""
    if isinstance(share, Covered) or share.is_covered:
        return Card(wording.share.kicker, wording.cover.title)
    return Card(line(share.title) or wording.share.kicker, wording.share.count(len(share.items)))


def oembed_address(url: str) -> str:
    """Return where the card of the link at `url` is, as a path of ours."""
    return f"{OEMBED_PATH}?url={quote(url, safe='')}"


class LinkCards:
    """The handlers of what other sites ask for."""

    def __init__(self, services: WebServices, cover: LinkCover) -> None:
        """Serve by way of `services` what `cover` lets through."""
        self._services = services
        self._cover = cover

    def routes(self, answered: Answered) -> list[BaseRoute]:
        """Return the routes; `answered` makes a handler answer for links that are not open."""
        return [
            resource(OEMBED_PATH, "oembed", get=self.oembed),
            resource("/s/{token}/qr", "share_qr", get=answered(self.qr)),
        ]

    async def oembed(self, request: Request) -> Response:
        """Serve the card of the link whose address is asked for."""
        if request.query_params.get("format", "json") != "json":
            raise Problem(_NOT_IMPLEMENTED, "FORMAT_NOT_OFFERED", "Ask for format=json.")
        found = await self._services.open_link(self._token(request), self._services.clock())
        if found is None or (isinstance(found, Closed) and not isinstance(found, Covered)):
            return absent_response(AbsentLink(found), _JSON)
        wording = _wording(request)
        said = {
            "version": "1.0",
            "type": "link",
            "title": card_of(found, wording).title,
            "provider_name": urlsplit(self._services.public_url).hostname,
            "provider_url": self._services.public_url,
            "cache_age": 0,
        }
        return Response(json.dumps(said, ensure_ascii=False), media_type=_JSON)

    async def qr(self, request: Request) -> Response:
        """Serve the link's address as a QR code, for the page on paper."""
        held = self._cover.held(request)
        found = await self._services.open_link(held, self._services.clock())
        if found is None or isinstance(found, Closed):
            raise AbsentLink(found)
        svg = qr_code(f"{self._services.public_url}{link_path(request)}")
        return Response(svg, media_type="image/svg+xml")

    def _token(self, request: Request) -> str:
        """Return the token in the address that is asked about.

        Raises:
            Problem: it is not the address of a link of ours.
        """
        asked = request.query_params.get("url", "")[:_LONGEST_ADDRESS]
        start = f"{self._services.public_url}{_LINK}"
        if not asked.startswith(start):
            raise not_found()
        return asked.removeprefix(start).partition("?")[0].partition("/")[0]


def _wording(request: Request) -> Wording:
    return wording_for(accepted_languages(request.headers.get("accept-language")))
