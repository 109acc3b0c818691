"""The page at `/`: what runs here and where to go."""

from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import BaseRoute

from wallet.web.pages import page
from wallet.web.resource import resource
from wallet.web.words import ENGLISH


@dataclass(frozen=True, slots=True)
class FrontLinks:
    """Addresses that the front page leads to; None where there is no such place here."""

    explorer: str | None = None
    documentation: str | None = None
    demonstration: str | None = None
    outbox: str | None = None


@dataclass(frozen=True, slots=True)
class _Link:
    address: str
    text: str


def front_routes(links: FrontLinks) -> list[BaseRoute]:
    """Return the front page; it is the same for everybody, so it is made once."""
    words = ENGLISH.front
    named = (
        (links.explorer, words.explorer),
        (links.documentation, words.documentation),
        (links.demonstration, words.demonstration),
        (links.outbox, words.outbox),
    )
    shown = [_Link(address, text) for address, text in named if address is not None]
    html = page("front.html", wording=ENGLISH, words=words, links=shown)

    async def front(_request: Request) -> Response:
        return HTMLResponse(html)

    return [resource("/", "front", get=front)]
