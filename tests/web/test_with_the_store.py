"""The same routes over a real store: what the rooms below hand in, by default."""

from uuid import uuid4

import pytest
from httpx2 import ASGITransport, AsyncClient
from starlette.applications import Starlette

from tests.fixtures.examined import NOW, examined
from tests.web.conftest import PUBLIC_URL
from wallet.documents.picture import Picture
from wallet.learner.keeping import take_turns
from wallet.learner.learner import Learner
from wallet.learner.storing import store_examined
from wallet.sharing.links import create_link, revoke_link
from wallet.sharing.tokens import TokenKeys, token_of
from wallet.store.connection import transaction
from wallet.store.media_links import MediaKind, MediaLink, MediaLinks
from wallet.store.models.blobs import Blob
from wallet.store.models.shares import Share, ShareAccess
from wallet.web import WebServices, create_web_routes

LINKS = MediaLinks(b"m" * 32, PUBLIC_URL)
TOKENS = TokenKeys(b"k" * 32)
BROWSER = {"user-agent": "Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0", "accept": "text/html"}
PREVIEW = {"user-agent": "WhatsApp/2", "accept": "text/html"}
PAINTED = b"\x89PNG painted"


@pytest.fixture
async def owner(sqlite_database):
    return uuid4()


@pytest.fixture
async def share_id(owner):
    learner = Learner(owner)
    async with transaction():
        await take_turns(learner)
        picture = Picture("image/png", 8, 8, PAINTED)
        stored = await store_examined(learner, examined(), picture, NOW)
    return await create_link(
        owner, credential_ids=[stored.credential_id], title="CV", keys=TOKENS, now=NOW
    )


@pytest.fixture
def path(share_id):
    return f"/s/{token_of(share_id, 1, TOKENS)}"


@pytest.fixture
async def visitor(share_id):
    services = WebServices(public_url=PUBLIC_URL, clock=lambda: NOW, media_links=LINKS)
    transport = ASGITransport(Starlette(routes=create_web_routes(services)))
    async with AsyncClient(transport=transport, base_url=PUBLIC_URL) as made:
        yield made


async def test_a_kept_badge_is_shown_with_its_picture_and_given_as_it_was_signed(visitor, path):
    page = await visitor.get(path, headers=BROWSER)
    assert page.status_code == 200
    assert "Bridge builder" in page.text
    assert f'src="{path}/image/0"' in page.text
    assert (await visitor.get(f"{path}/image/0")).content == PAINTED
    assert (await visitor.get(f"{path}/vc/0")).content == examined().document.original
    assert (await visitor.get(f"{path}/file/0")).content == examined().document.original


async def test_people_are_counted_and_previews_are_not(visitor, path, share_id):
    await visitor.get(path, headers=BROWSER)
    await visitor.get(path, headers=PREVIEW)
    await visitor.head(path, headers=BROWSER)
    assert (await Share.get(id=share_id)).view_count == 1
    assert await ShareAccess.filter(share_id=share_id).count() == 2


async def test_revoked_it_is_gone_from_the_next_request_on(visitor, path, owner, share_id):
    assert (await visitor.get(path)).status_code == 200
    await revoke_link(owner, share_id, now=NOW)
    for part in ("", "/report", "/vc/0", "/file/0", "/image/0"):
        assert (await visitor.get(f"{path}{part}")).status_code == 410


async def test_a_wish_for_a_fresh_check_is_shared(visitor, path):
    headers = {"sec-fetch-site": "same-origin"}
    answer = await visitor.post(f"{path}/check", headers=headers)
    assert answer.headers["location"] == f"{path}?check=requested"
    page = await visitor.get(answer.headers["location"], headers=BROWSER)
    assert "We are checking again." in page.text


async def test_nothing_leads_back_to_the_owner(visitor, path, owner, share_id):
    for address in (path, f"{path}/report"):
        answer = await visitor.get(address)
        for secret in (owner, share_id):
            assert str(secret) not in answer.text
            assert secret.hex not in answer.text


async def test_a_signed_address_reads_the_owners_bytes_alone(visitor, owner):
    blob = await Blob.get(owner=owner, media_type="image/png")
    own, others = (MediaLink(MediaKind.PICTURE, of, blob.sha256) for of in (owner, uuid4()))
    assert (await visitor.get(LINKS.url_for(own, NOW))).content == PAINTED
    assert (await visitor.get(LINKS.url_for(others, NOW))).status_code == 404
