"""A link's address: the page, its JSON, the originals, the pictures, and the fresh check."""

import json
from collections import Counter
from collections.abc import Sequence
from typing import TypeVar
from urllib.parse import urlsplit

from starlette.background import BackgroundTask
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import BaseRoute

from wallet.languages import accepted_languages
from wallet.sharing.freshening import Freshness
from wallet.sharing.shared import Closed, OpenedShare, SharedCredential, SharedDocument
from wallet.sharing.visitors import AccessKind, client_family, referrer_host
from wallet.verification.messages import catalogue_for
from wallet.web.absent_link import AbsentLink, absent_response
from wallet.web.headers import attachment
from wallet.web.media import picture_response
from wallet.web.negotiation import negotiate
from wallet.web.originals import JSON, file_name, file_type, has_file, original_types
from wallet.web.pages import page
from wallet.web.problems import not_acceptable, not_found
from wallet.web.resource import Handler, resource
from wallet.web.same_origin import demand_same_origin
from wallet.web.services import WebServices
from wallet.web.share_cards import OEMBED_TYPE, LinkCards, card_of, oembed_address
from wallet.web.share_cover import LinkCover, is_covered, link_path
from wallet.web.share_json import json_of
from wallet.web.share_presentation import (
    LONGEST_CHALLENGE,
    PRESENTATION,
    can_be_presented,
    presentation_of,
)
from wallet.web.share_view import view_of
from wallet.web.share_visitors import VisitorActions
from wallet.web.words import wording_for

HTML = "text/html"
_Found = TypeVar("_Found", OpenedShare, SharedDocument)
_LONGEST_POSITION = 4
"""Digits; a longer number names nothing and would be too large for a database."""


def share_routes(services: WebServices) -> list[BaseRoute]:
    """Return the routes of a link."""
    link = _Link(services)
    return [
        *link.cover.routes(_negotiated),
        *VisitorActions(services, link.cover).routes(_negotiated),
        *LinkCards(services, link.cover).routes(_negotiated),
        resource("/s/{token}", "share", get=_negotiated(link.share)),
        resource("/s/{token}/report", "share_report", get=_negotiated(link.report)),
        resource("/s/{token}/vc/{position}", "share_original", get=_negotiated(link.original)),
        resource("/s/{token}/vp", "share_presentation", get=_negotiated(link.presentation)),
        resource("/s/{token}/file/{position}", "share_file", get=_negotiated(link.file)),
        resource("/s/{token}/image/{position}", "share_picture", get=_negotiated(link.picture)),
        resource("/s/{token}/check", "share_check", post=_negotiated(link.check)),
    ]


def _negotiated(handler: Handler) -> Handler:
    """Return `handler` with the answers for links that are not open, and what they vary by."""

    async def answered(request: Request) -> Response:
        try:
            response = await handler(request)
        except AbsentLink as absent:
            response = absent_response(
                absent, request.headers.get("accept"), _languages(request), link_path(request)
            )
        response.headers["Vary"] = "Accept, Accept-Language"
        return response

    return answered


class _Link:
    """The handlers of a link's addresses."""

    def __init__(self, services: WebServices) -> None:
        self._services = services
        self.cover = LinkCover(services)

    async def share(self, request: Request) -> Response:
        """Serve the page, its JSON, or the one original of a type that is asked for."""
        try:
            share = await self._open(request)
        except AbsentLink as absent:
            covered = is_covered(absent.closed, request)
            if covered is None:
                raise
            return self.cover.shown(request, covered)
        originals = _originals_by_type(share)
        presented = [PRESENTATION] if self._is_presentable(share) else []
        offered = (HTML, JSON, *presented, *originals)
        chosen = negotiate(request.headers.get("accept"), offered)
        if chosen is None:
            raise not_acceptable(offered)
        if chosen == PRESENTATION:
            return await self._presentation(request, share)
        if chosen in originals:
            return await self._original(request, share, originals[chosen], chosen)
        if chosen == JSON:
            return self._json(request, share)
        return self._page(request, share)

    async def report(self, request: Request) -> Response:
        """Serve the JSON at an address of its own, for people who follow a link to it."""
        return self._json(request, await self._open(request))

    async def presentation(self, request: Request) -> Response:
        """Serve a presentation of all that is verifiable, signed for the caller's challenge."""
        share = await self._open(request)
        if not self._is_presentable(share):
            raise not_found()
        return await self._presentation(request, share)

    async def original(self, request: Request) -> Response:
        """Serve the original of one credential, under the name that is asked for."""
        share = await self._open(request)
        item = _item(request, share)
        if not item.gives_document:
            raise not_found()
        offered = original_types(item)
        chosen = negotiate(request.headers.get("accept"), offered)
        if chosen is None:
            raise not_acceptable(offered)
        return await self._original(request, share, item, chosen)

    async def file(self, request: Request) -> Response:
        """Serve the file that the holder got, a badge image for example."""
        share = await self._open(request)
        item = _item(request, share)
        if not has_file(item):
            raise not_found()
        found = _open_or_absent(
            await self._services.original_of(
                self.cover.held(request), item.position, self._services.clock()
            )
        )
        return self._download(request, share, item, found.content, file_type(found.media_type))

    async def picture(self, request: Request) -> Response:
        """Serve the picture of one credential."""
        found = await self._services.picture_of(
            self.cover.held(request), _position(request), self._services.clock()
        )
        picture = _open_or_absent(found)
        return picture_response(picture.content, picture.media_type)

    async def check(self, request: Request) -> Response:
        """Ask for a fresh check, once for all visitors, and lead back to the page."""
        demand_same_origin(request, self._services.public_url)
        token = self.cover.held(request)
        asked = await self._services.request_fresh_check(token, None, self._services.clock())
        if asked is None or isinstance(asked, Closed):
            raise AbsentLink(asked)
        said = "recent" if asked.state is Freshness.TOO_SOON else "requested"
        return RedirectResponse(f"{link_path(request)}?check={said}", status_code=303)

    async def _open(self, request: Request) -> OpenedShare:
        """Return what the link shows; the time is the server's, the token the visitor's."""
        held = self.cover.held(request)
        return _open_or_absent(await self._services.open_link(held, self._services.clock()))

    def _page(self, request: Request, share: OpenedShare) -> Response:
        """Return the page."""
        path, languages = link_path(request), _languages(request)
        wording = wording_for(languages)
        view = view_of(
            share,
            url=f"{self._services.public_url}{path}",
            path=path,
            now=self._services.clock(),
            wording=wording,
            languages=languages,
        )
        asked = request.query_params.get("check")
        words, notice = wording.share, None
        if asked == "requested" and view.checking:
            notice = words.check_requested
        elif asked == "recent":
            notice = words.check_recent
        elif self.cover.held(request).is_preview:
            notice = wording.cover.preview
        return HTMLResponse(
            page(
                "share.html",
                wording=wording,
                words=words,
                visitor=wording.visitor,
                share=view,
                preview=card_of(share, wording),
                notice=notice,
            ),
            headers={
                "Content-Language": wording.language,
                "Link": f'<{oembed_address(view.url)}>; rel="alternate"; type="{OEMBED_TYPE}"',
            },
            background=self._visit(request, share, AccessKind.PAGE),
        )

    def _json(self, request: Request, share: OpenedShare) -> Response:
        """Return the JSON."""
        catalogue = catalogue_for(_languages(request))
        said = json_of(share, f"{self._services.public_url}{link_path(request)}", catalogue)
        return Response(
            json.dumps(said, ensure_ascii=False),
            media_type=JSON,
            headers={"Content-Language": catalogue.language},
            background=self._visit(request, share, AccessKind.DOCUMENT),
        )

    def _is_presentable(self, share: OpenedShare) -> bool:
        """Whether there is anything to present, and a key to sign for it."""
        return self._services.own is not None and any(map(can_be_presented, share.items))

    async def _presentation(self, request: Request, share: OpenedShare) -> Response:
        """Return the presentation.

        Raises:
            Problem: the challenge is too long, or what is in it cannot be signed over together.
        """
        own, challenge = self._services.own, request.query_params.get("challenge")
        if own is None or len(challenge or "") > LONGEST_CHALLENGE:
            raise not_found()

        async def read(item: SharedCredential) -> bytes:
            token, now = request.path_params["token"], self._services.clock()
            return _open_or_absent(
                await self._services.document_of(token, item.position, now)
            ).content

        try:
            made = await presentation_of(
                share,
                read,
                challenge=challenge,
                identity=own.identity,
                contexts=own.contexts(),
                now=self._services.clock(),
            )
        except ValueError as error:
            raise not_acceptable((HTML, JSON)) from error
        return Response(
            json.dumps(made, ensure_ascii=False),
            headers={"Content-Type": PRESENTATION},
            background=self._visit(request, share, AccessKind.DOCUMENT),
        )

    async def _original(
        self, request: Request, share: OpenedShare, item: SharedCredential, media_type: str
    ) -> Response:
        """Return what the issuer signed or shows."""
        found = await self._services.document_of(
            self.cover.held(request), item.position, self._services.clock()
        )
        return self._download(request, share, item, _open_or_absent(found).content, media_type)

    def _download(
        self,
        request: Request,
        share: OpenedShare,
        item: SharedCredential,
        content: bytes,
        media_type: str,
    ) -> Response:
        """Return foreign bytes, to be saved, never to be shown by a browser."""
        saved = attachment(file_name(item.position, media_type))
        return Response(
            content,
            headers={"Content-Type": media_type, **saved},
            background=self._visit(request, share, AccessKind.DOCUMENT),
        )

    def _visit(
        self, request: Request, share: OpenedShare, kind: AccessKind
    ) -> BackgroundTask | None:
        """Return what notes the visit once the answer is out; a HEAD or a prefetch is none.

        A page behind a cover was noted when it was opened, and its owner's own look is none.
        """
        if self.cover.held(request).is_preview or (share.is_covered and kind is AccessKind.PAGE):
            return None
        purpose = request.headers.get("sec-purpose") or request.headers.get("purpose") or ""
        if request.method != "GET" or "prefetch" in purpose or "prerender" in purpose:
            return None
        own_host = urlsplit(self._services.public_url).hostname
        return BackgroundTask(
            self._services.log_visit,
            share.share_id,
            kind,
            client_family(request.headers.get("user-agent")),
            referrer_host(request.headers.get("referer"), own_host),
            self._services.clock(),
        )


def _open_or_absent(found: _Found | Closed | None) -> _Found:
    """Return what was found.

    Raises:
        AbsentLink: the link is unknown or closed.
    """
    if found is None or isinstance(found, Closed):
        raise AbsentLink(found)
    return found


def _item(request: Request, share: OpenedShare) -> SharedCredential:
    """Return the credential that the address names.

    Raises:
        Problem: the link has none there.
    """
    position = _position(request)
    for item in share.items:
        if item.position == position:
            return item
    raise not_found()


def _originals_by_type(share: OpenedShare) -> dict[str, SharedCredential]:
    """Return the credentials that a media type names alone; JSON names the page's own."""
    items = [item for item in share.items if item.gives_document]
    named: Sequence[tuple[str, SharedCredential]] = [
        (kind, item) for item in items for kind in original_types(item) if kind != JSON
    ]
    counted = Counter(kind for kind, _ in named)
    return {kind: item for kind, item in named if counted[kind] == 1}


def _languages(request: Request) -> tuple[str, ...]:
    """Return the languages that the visitor reads."""
    return accepted_languages(request.headers.get("accept-language"))


def _position(request: Request) -> int:
    """Return the position that the address names.

    Raises:
        Problem: it names none.
    """
    written: str = request.path_params["position"]
    if not (written.isascii() and written.isdigit()) or len(written) > _LONGEST_POSITION:
        raise not_found()
    return int(written)
