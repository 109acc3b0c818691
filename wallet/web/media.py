"""Pictures and documents of a learner, and the whole wallet, at signed addresses that soon expire.

The address is made by `wallet.store.media_links` for who asked with a bearer token; here it is
only opened, so an `<img>` of a frontend on another origin works without a header.
"""

from collections.abc import AsyncIterator
from types import MappingProxyType

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import BaseRoute

from wallet.credentials.baking import BakedForm
from wallet.learner.learner import Learner
from wallet.store.media_links import MediaKind, MediaLink
from wallet.store.media_types import ending_of
from wallet.web.headers import SANDBOX_POLICY, attachment
from wallet.web.originals import file_type
from wallet.web.problems import not_found
from wallet.web.resource import resource
from wallet.web.services import WebServices

PICTURE_TYPES = frozenset({"image/png", "image/webp"})
"""What we repaint pictures as; anything else is a stranger's file and never shown."""
_ANYWHERE = {"Cross-Origin-Resource-Policy": "cross-origin"}
_BAKED = MappingProxyType({MediaKind.BAKED_PNG: BakedForm.PNG, MediaKind.BAKED_SVG: BakedForm.SVG})


def media_routes(services: WebServices) -> list[BaseRoute]:
    """Return the routes of signed addresses."""

    async def media(request: Request) -> Response:
        """Serve what the address opens; any flaw in it, and what is gone, is one and the same."""
        named = request.path_params
        link = services.media_links.opened(
            (named["kind"], named["owner"], named["sha256"]), *_proof(request), services.clock()
        )
        if link is None:
            raise not_found()
        if link.kind in _BAKED:
            return await _baked(link, _BAKED[link.kind], services)
        stored = await services.read_media(link.owner_id, link.sha256)
        if stored is None:
            raise not_found()
        if link.kind is MediaKind.PICTURE:
            return picture_response(stored.content, stored.media_type, anywhere=True)
        return _saved(stored.content, stored.media_type)

    async def export(request: Request) -> Response:
        """Serve a part of a wallet while it is packed."""
        named = request.path_params
        path = (named["owner"], named["first"], named["last"], named["reports"])
        link = services.media_links.opened_export(path, *_proof(request), services.clock())
        if link is None:
            raise not_found()
        packed: AsyncIterator[bytes] = services.pack_wallet(
            Learner(link.owner_id), link.first, link.last, with_reports=link.with_reports
        )
        headers = attachment("wallet.zip") | _ANYWHERE
        return StreamingResponse(packed, media_type="application/zip", headers=headers)

    return [
        resource("/media/{kind}/{owner}/{sha256}", "media", get=media),
        resource("/exports/{owner}/{first}/{last}/{reports}", "export", get=export),
    ]


def _proof(request: Request) -> tuple[str, str]:
    query = request.query_params
    return query.get("expires", ""), query.get("signature", "")


async def _baked(link: MediaLink, form: BakedForm, services: WebServices) -> Response:
    content = await services.bake_badge(Learner(link.owner_id), link.sha256, form)
    if content is None:
        raise not_found()
    return _saved(content, form.media_type)


def _saved(content: bytes, media_type: str) -> Response:
    """Return a stranger's bytes as they are, to be saved and not to be shown."""
    headers = attachment(f"credential.{ending_of(media_type)}") | _ANYWHERE
    return Response(content, media_type=file_type(media_type), headers=headers)


def picture_response(content: bytes, media_type: str, *, anywhere: bool = False) -> Response:
    """Return a picture that we painted ourselves; pages of other origins may show it `anywhere`.

    Raises:
        Problem: it is none of ours.
    """
    if media_type not in PICTURE_TYPES:
        raise not_found()
    headers = {"Content-Security-Policy": SANDBOX_POLICY} | (_ANYWHERE if anywhere else {})
    return Response(content, media_type=media_type, headers=headers)
