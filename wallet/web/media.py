"""Pictures and documents of a learner, at signed addresses that live half an hour.

The address is made by `wallet.store.media_links` for who asked with a bearer token; here it is
only opened, so an `<img>` of a frontend on another origin works without a header.
"""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from wallet.store.media_links import MediaKind
from wallet.web.headers import SANDBOX_POLICY, attachment
from wallet.web.problems import not_found
from wallet.web.resource import resource
from wallet.web.services import WebServices

PICTURE_TYPES = frozenset({"image/png", "image/webp"})
"""What we repaint pictures as; anything else is a stranger's file and never shown."""
_ENDINGS = {"image/png": "png", "image/svg+xml": "svg", "application/json": "json"}


def media_routes(services: WebServices) -> list[BaseRoute]:
    """Return the route of signed addresses."""

    async def media(request: Request) -> Response:
        """Serve what the address opens; any flaw in it, and what is gone, is one and the same."""
        named = request.path_params
        link = services.media_links.opened(
            (named["kind"], named["owner"], named["sha256"]),
            request.query_params.get("expires", ""),
            request.query_params.get("signature", ""),
            services.clock(),
        )
        stored = None if link is None else await services.read_media(link.owner_id, link.sha256)
        if link is None or stored is None:
            raise not_found()
        if link.kind is MediaKind.PICTURE:
            return picture_response(stored.content, stored.media_type, anywhere=True)
        name = f"credential.{_ENDINGS.get(stored.media_type, 'txt')}"
        return Response(
            stored.content, media_type=stored.media_type, headers=attachment(name) | _ANYWHERE
        )

    return [resource("/media/{kind}/{owner}/{sha256}", "media", get=media)]


_ANYWHERE = {"Cross-Origin-Resource-Policy": "cross-origin"}


def picture_response(content: bytes, media_type: str, *, anywhere: bool = False) -> Response:
    """Return a picture that we painted ourselves; pages of other origins may show it `anywhere`.

    Raises:
        Problem: it is none of ours.
    """
    if media_type not in PICTURE_TYPES:
        raise not_found()
    headers = {"Content-Security-Policy": SANDBOX_POLICY} | (_ANYWHERE if anywhere else {})
    return Response(content, media_type=media_type, headers=headers)
