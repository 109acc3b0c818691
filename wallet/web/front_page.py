"""The page at `/`: what runs here and where to go."""

from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import BaseRoute

from wallet.web.pages import page
from wallet.web.resource import resource
from wallet.web.words import WORDINGS, Wording, wording_of


@dataclass(frozen=True, slots=True)
class FrontLinks:
    """Addresses that the front page leads to; None where there is no such place here."""

    explorer: str | None = None
    documentation: str | None = None
    demonstration: str | None = None
    outbox: str | None = None
    verify: str | None = None


@dataclass(frozen=True, slots=True)
class _Link:
    address: str
    text: str


def front_routes(links: FrontLinks) -> list[BaseRoute]:
    """Return the front page; in one language it is the same for everybody, so it is made once."""
    pages = {each.language: _page(links, each) for each in WORDINGS.values()}

    async def front(request: Request) -> Response:
        wording = wording_of(request)
        headers = {"Content-Language": wording.language, "Vary": "Accept-Language"}
        return HTMLResponse(pages[wording.language], headers=headers)

    return [resource("/", "front", get=front)]


def _page(links: FrontLinks, wording: Wording) -> str:
    words = wording.front
    named = (
        (links.explorer, words.explorer),
        (links.documentation, words.documentation),
        (links.demonstration, words.demonstration),
        (links.outbox, words.outbox),
    )
    shown = [_Link(address, text) for address, text in named if address is not None]
    return page("front.html", wording=wording, words=words, links=shown, verify=links.verify)
