"""Signed addresses of a learner's pictures and documents."""

from datetime import timedelta
from urllib.parse import urlsplit
from uuid import UUID

import pytest

from tests.web import samples
from tests.web.conftest import PICTURE, PUBLIC_URL
from wallet.store.blobs import StoredBytes
from wallet.store.media_links import MediaKind, MediaLink, MediaLinks

OWNER = UUID("01935b1a-0000-7000-8000-00000000000a")
LINK = MediaLink(MediaKind.PICTURE, OWNER, samples.IMAGE)
DOCUMENT = MediaLink(MediaKind.DOCUMENT, OWNER, samples.ORIGINAL)


@pytest.fixture(autouse=True)
def stored(web):
    web.media[OWNER, samples.IMAGE] = StoredBytes(PICTURE, "image/png")
    web.media[OWNER, samples.ORIGINAL] = StoredBytes(b"<svg onload='x'/>", "image/svg+xml")


async def test_a_picture_shows_on_a_page_of_another_origin(web, client):
    answer = await client.get(web.media_links.url_for(LINK, web.now))
    assert answer.status_code == 200
    assert answer.content == PICTURE
    assert answer.headers["content-type"] == "image/png"
    assert answer.headers["cross-origin-resource-policy"] == "cross-origin"
    assert "content-disposition" not in answer.headers
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["x-content-type-options"] == "nosniff"


async def test_a_document_is_saved_and_nothing_in_it_runs(web, client):
    answer = await client.get(web.media_links.url_for(DOCUMENT, web.now))
    assert answer.content == b"<svg onload='x'/>"
    assert answer.headers["content-disposition"] == 'attachment; filename="credential.svg"'
    assert "sandbox" in answer.headers["content-security-policy"]


async def test_a_strangers_file_is_not_shown_as_a_picture(web, client):
    link = MediaLink(MediaKind.PICTURE, OWNER, samples.ORIGINAL)
    assert (await client.get(web.media_links.url_for(link, web.now))).status_code == 404


@pytest.mark.parametrize(
    ("after", "status"),
    [
        pytest.param(timedelta(0), 200, id="at once"),
        pytest.param(
            timedelta(minutes=14, seconds=59), 200, id="for a quarter of an hour at least"
        ),
        pytest.param(timedelta(minutes=31), 404, id="not after half an hour"),
    ],
)
async def test_an_address_lives_half_an_hour(web, client, after, status):
    address = web.media_links.url_for(LINK, web.now)
    web.now += after
    assert (await client.get(address)).status_code == status


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(("picture", "document"), id="kind"),
        pytest.param((str(OWNER), str(OWNER)[:-1] + "b"), id="owner"),
        pytest.param((str(OWNER), str(OWNER).upper()), id="owner in capitals"),
        pytest.param((samples.IMAGE, samples.ORIGINAL), id="digest"),
        pytest.param(("expires=1", "expires=2"), id="expiry"),
        pytest.param(("expires=", "expires=0"), id="expiry written otherwise"),
        pytest.param(("signature=", "signature=A"), id="signature"),
        pytest.param(("&signature=", "&sign="), id="no signature"),
        pytest.param(("expires=", "then="), id="no expiry"),
    ],
)
async def test_a_changed_address_opens_nothing(web, client, change):
    address = web.media_links.url_for(LINK, web.now)
    changed = address.replace(*change)
    assert changed != address
    answer = await client.get(changed)
    nothing = await client.get("/media/picture/nobody/nothing")
    assert answer.status_code == 404
    assert answer.content == nothing.content


def test_an_address_stays_the_same_for_a_while(web):
    links = web.media_links
    assert links.url_for(LINK, web.now) == links.url_for(LINK, web.now + timedelta(minutes=1))


def test_another_key_signs_otherwise(web):
    other = MediaLinks(b"o" * 32, PUBLIC_URL)
    address = urlsplit(web.media_links.url_for(LINK, web.now))
    assert urlsplit(other.url_for(LINK, web.now)).query != address.query


def test_a_short_key_is_refused_and_no_key_is_printed():
    with pytest.raises(ValueError, match="32 bytes"):
        MediaLinks(b"short", PUBLIC_URL)
    assert "kkkk" not in repr(MediaLinks(b"k" * 32, PUBLIC_URL))
