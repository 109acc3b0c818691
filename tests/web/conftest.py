"""The room's routes in an app, over links that the test made."""

from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

import pytest
from httpx2 import ASGITransport, AsyncClient
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware

from tests.web import samples
from wallet.sharing.confirming import Confirmation
from wallet.sharing.freshening import FreshCheck, Freshness
from wallet.sharing.shared import Closed, OpenedShare, SharedDocument
from wallet.sharing.visitors import AccessKind, ClientFamily
from wallet.store.blobs import StoredBytes
from wallet.store.media_links import MediaLinks
from wallet.user_errors import UserError
from wallet.web import FrontLinks, RequestLog, WebServices, create_web_routes
from wallet.web.problems import http_exception_response

PUBLIC_URL = "https://wallet.example"
TOKEN = "q3Zt8vKJx0aYw5n2RrB7LdHfM1cEoUgPiSsTkVyWzA4"  # gitleaks:allow -- opens nothing
PICTURE = b"\x89PNG\r\n\x1a\n painted by us"
SIGNED = b'{"signed": "by the issuer"}'


@dataclass
class Web:
    """The links there are, what was written down, and the app that serves them."""

    links: dict[str, OpenedShare | Closed] = field(default_factory=dict)
    documents: dict[int, SharedDocument] = field(default_factory=dict)
    files: dict[int, SharedDocument] = field(default_factory=dict)
    pictures: dict[int, SharedDocument] = field(default_factory=dict)
    media: dict[tuple[UUID, str], StoredBytes] = field(default_factory=dict)
    readiness: dict[str, Callable] = field(default_factory=dict)
    visits: list[tuple] = field(default_factory=list)
    fresh: Freshness = Freshness.STARTED
    confirmations: tuple[Confirmation, ...] | UserError = ()
    reports: list[str] = field(default_factory=list)
    now: datetime = samples.NOW

    async def open_link(self, token: str, now: datetime) -> OpenedShare | Closed | None:
        return self.links.get(token)

    async def log_visit(
        self,
        share_id: UUID,
        kind: AccessKind,
        client: ClientFamily,
        referrer_host: str | None,
        now: datetime,
    ) -> None:
        self.visits.append((share_id, kind, client, referrer_host))

    async def document_of(self, token, position, now):
        return self._of(self.documents, token, position)

    async def original_of(self, token, position, now):
        return self._of(self.files, token, position)

    async def picture_of(self, token, position, now):
        return self._of(self.pictures, token, position)

    async def request_fresh_check(self, token, position, now):
        link = self.links.get(token)
        return FreshCheck(self.fresh) if isinstance(link, OpenedShare) else link

    async def confirm_recipient(self, token, address, now):
        if isinstance(self.confirmations, UserError):
            raise self.confirmations
        link = self.links.get(token)
        return self.confirmations if isinstance(link, OpenedShare) else link

    async def report_problem(self, token, text, now):
        link = self.links.get(token)
        if not isinstance(link, OpenedShare):
            return link
        self.reports.append(text)
        return True

    async def read_media(self, owner_id, sha256):
        return self.media.get((owner_id, sha256))

    def _of(self, kept, token, position):
        link = self.links.get(token)
        return kept.get(position) if isinstance(link, OpenedShare) else link

    @property
    def media_links(self) -> MediaLinks:
        return MediaLinks(b"k" * 32, PUBLIC_URL)

    def app(self) -> Starlette:
        services = WebServices(
            public_url=PUBLIC_URL,
            clock=lambda: self.now,
            open_link=self.open_link,
            log_visit=self.log_visit,
            document_of=self.document_of,
            original_of=self.original_of,
            picture_of=self.picture_of,
            request_fresh_check=self.request_fresh_check,
            confirm_recipient=self.confirm_recipient,
            report_problem=self.report_problem,
            media_links=self.media_links,
            read_media=self.read_media,
            readiness=self.readiness,
            front=FrontLinks(explorer="/graphql", demonstration="/demo"),
        )
        return Starlette(
            routes=create_web_routes(services),
            middleware=[Middleware(RequestLog)],
            exception_handlers={HTTPException: http_exception_response},
        )


@pytest.fixture
def web() -> Web:
    """Return a web with one open link of one genuine credential."""
    made = Web(links={TOKEN: samples.share()})
    made.documents[0] = SharedDocument(SIGNED, "application/json", samples.ORIGINAL)
    made.files[0] = SharedDocument(PICTURE, "image/png", samples.ORIGINAL)
    made.pictures[0] = samples.picture()
    return made


@pytest.fixture
async def client(web: Web) -> AsyncIterator[AsyncClient]:
    """Return a client of the app, which follows no redirects."""
    transport = ASGITransport(web.app(), raise_app_exceptions=False)
    async with AsyncClient(transport=transport, base_url=PUBLIC_URL) as made:
        yield made
