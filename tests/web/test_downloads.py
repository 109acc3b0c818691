"""What a learner takes along, at signed addresses over a real store."""

from datetime import timedelta
from io import BytesIO
from uuid import UUID, uuid4
from zipfile import ZipFile

import pytest
from httpx2 import ASGITransport, AsyncClient
from starlette.applications import Starlette

from tests.documents import pdfs
from tests.fixtures.examined import NOW, document, examined
from tests.web.conftest import PUBLIC_URL
from wallet.documents.document import Carrier
from wallet.documents.opening import open_documents
from wallet.learner.keeping import take_turns
from wallet.learner.learner import Learner
from wallet.learner.storing import store_examined
from wallet.store.connection import transaction
from wallet.store.media_links import ExportLink, MediaKind, MediaLink, MediaLinks
from wallet.store.models.credentials import Credential
from wallet.web import WebServices, create_web_routes

LINKS = MediaLinks(b"m" * 32, PUBLIC_URL)
PDF = pdfs.pdf(keys={"openbadges": '{"id":"urn:uuid:1"}'})


@pytest.fixture
async def held(sqlite_database):
    """A badge that came as a PDF file."""
    learner = Learner(uuid4())
    came = document(
        examined().credential.content,
        original=PDF,
        media_type="application/pdf",
        carriers=(Carrier.PDF, Carrier.JSON),
    )
    async with transaction():
        await take_turns(learner)
        stored = await store_examined(learner, examined(brought=came), None, NOW)
    return await Credential.get(id=stored.credential_id)


@pytest.fixture
async def visitor(held):
    services = WebServices(public_url=PUBLIC_URL, clock=lambda: NOW, media_links=LINKS)
    transport = ASGITransport(Starlette(routes=create_web_routes(services)))
    async with AsyncClient(transport=transport, base_url=PUBLIC_URL) as made:
        yield made


def original(held):
    return LINKS.url_for(MediaLink(MediaKind.DOCUMENT, held.learner_id, held.document_sha256), NOW)


def baked(held, kind=MediaKind.BAKED_PNG):
    return LINKS.url_for(MediaLink(kind, held.learner_id, held.shown_sha256), NOW)


def exported(held, **changes):
    link = {"owner_id": held.learner_id, "first": held.id, "last": held.id, "with_reports": True}
    return LINKS.export_url_for(ExportLink(**(link | changes)), NOW)


async def test_a_file_is_given_as_it_came(visitor, held):
    answer = await visitor.get(original(held))
    assert answer.content == PDF
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.headers["content-disposition"] == 'attachment; filename="credential.pdf"'


@pytest.mark.parametrize(
    ("kind", "media_type", "ending"),
    [
        (MediaKind.BAKED_PNG, "image/png", "png"),
        (MediaKind.BAKED_SVG, "image/svg+xml", "svg"),
    ],
)
async def test_a_badge_is_baked_when_it_is_downloaded(visitor, held, kind, media_type, ending):
    answer = await visitor.get(baked(held, kind))
    (opened,) = open_documents(answer.content)
    assert opened.content == examined().credential.content
    assert answer.headers["content-type"] == media_type
    assert answer.headers["content-disposition"] == f'attachment; filename="credential.{ending}"'


async def test_the_wallet_is_packed_when_it_is_downloaded(visitor, held):
    answer = await visitor.get(exported(held))
    with ZipFile(BytesIO(answer.content)) as opened:
        assert opened.testzip() is None
        assert opened.namelist() == [
            "manifest.json",
            "credentials/0001.pdf",
            "reports/0001-1.json",
        ]
        assert opened.read("credentials/0001.pdf") == PDF
    assert answer.headers["content-type"] == "application/zip"
    assert answer.headers["content-disposition"] == 'attachment; filename="wallet.zip"'


async def test_it_comes_without_reports_where_it_was_so_asked(visitor, held):
    answer = await visitor.get(exported(held, with_reports=False))
    with ZipFile(BytesIO(answer.content)) as opened:
        assert opened.namelist() == ["manifest.json", "credentials/0001.pdf"]


@pytest.mark.parametrize("made", [original, baked, exported])
async def test_downloads_run_nothing_and_are_kept_nowhere(visitor, held, made):
    answer = await visitor.get(made(held))
    assert answer.status_code == 200
    assert "sandbox" in answer.headers["content-security-policy"]
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["content-disposition"].startswith("attachment")


@pytest.mark.parametrize("made", [original, baked, exported])
async def test_a_head_of_a_download_has_no_body(visitor, held, made):
    answer = await visitor.head(made(held))
    assert (answer.status_code, answer.content) == (200, b"")


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(("/exports/", "/media/"), id="folder"),
        pytest.param(("with-reports", "documents"), id="reports"),
        pytest.param(("with-reports", "everything"), id="no-such-word"),
        pytest.param(("expires=1", "expires=2"), id="expiry"),
        pytest.param(("signature=", "signature=A"), id="signature"),
        pytest.param(("signature=", "sign="), id="no-signature"),
    ],
)
async def test_a_changed_address_of_a_wallet_opens_nothing(visitor, held, change):
    changed = exported(held).replace(*change)
    assert changed != exported(held)
    assert (await visitor.get(changed)).status_code == 404


async def test_another_learner_s_id_in_an_address_opens_nothing(visitor, held):
    changed = exported(held).replace(str(held.learner_id), str(UUID(int=7)))
    assert (await visitor.get(changed)).status_code == 404
    own = LINKS.export_url_for(ExportLink(UUID(int=7), held.id, held.id, with_reports=True), NOW)
    with ZipFile(BytesIO((await visitor.get(own)).content)) as opened:
        assert opened.namelist() == ["manifest.json"]


async def test_an_address_of_a_wallet_expires(held):
    later = WebServices(
        public_url=PUBLIC_URL, clock=lambda: NOW + timedelta(minutes=31), media_links=LINKS
    )
    transport = ASGITransport(Starlette(routes=create_web_routes(later)))
    async with AsyncClient(transport=transport, base_url=PUBLIC_URL) as visitor:
        assert (await visitor.get(exported(held))).status_code == 404


@pytest.mark.parametrize(
    "change",
    [
        {"sha256": "0" * 64},
        {"owner_id": UUID(int=7)},
    ],
    ids=["no-such-badge", "another's"],
)
async def test_what_cannot_be_baked_is_not_there(visitor, held, change):
    link = {"owner_id": held.learner_id, "sha256": held.shown_sha256} | change
    answer = await visitor.get(LINKS.url_for(MediaLink(MediaKind.BAKED_PNG, **link), NOW))
    assert answer.status_code == 404


async def test_a_link_to_one_kind_opens_no_other(visitor, held):
    for kind in ("baked-svg", "document", "picture"):
        changed = baked(held).replace("baked-png", kind)
        assert (await visitor.get(changed)).status_code == 404
