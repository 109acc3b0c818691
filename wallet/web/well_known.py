"""Small documents at addresses that everybody knows."""

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute

from wallet.web.resource import resource

_ICON = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">'
    '<rect width="32" height="32" rx="7" fill="#1b4f94"/>'
    '<path d="m9 16.5 5 5 9.5-11" fill="none" stroke="#fff" stroke-width="3.4" '
    'stroke-linecap="round" stroke-linejoin="round"/></svg>'
)


def well_known_routes() -> list[BaseRoute]:
    """Return /robots.txt and the icon of the pages."""
    return [
        resource("/robots.txt", "robots", get=_robots),
        resource("/favicon.svg", "icon", get=_icon),
        resource("/favicon.ico", "old_icon", get=_icon),
    ]


async def _robots(_request: Request) -> Response:
    """Ask every robot to stay away: nothing here is for the public at large."""
    return PlainTextResponse("User-agent: *\nDisallow: /\n")


async def _icon(_request: Request) -> Response:
    """Return the icon; it is ours, so it may be kept."""
    return Response(
        _ICON, media_type="image/svg+xml", headers={"Cache-Control": "public, max-age=86400"}
    )
