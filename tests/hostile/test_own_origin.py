"""A badge may name any address of ours: only what we publish answers, and nothing is touched."""

import pytest
from httpx import AsyncClient

from tests.fixtures.wallet import served_wallet
from wallet.app import derived_key, now, open_wallet
from wallet.demonstration.places import Site
from wallet.store.media_links import MediaKind, MediaLink, MediaLinks
from wallet.store.models.credentials import Credential
from wallet.store.models.jobs import Job
from wallet.store.models.shares import Share, ShareAccess


@pytest.fixture
async def wallet(settings_for):
    settings = settings_for(port=8000)
    async with open_wallet(settings, demo=True) as opened:
        yield opened


async def test_what_is_published_is_answered(wallet):
    answer = await wallet.intake.sources.fetch(Site(wallet.settings.origin).url("issuer.json"))
    listed = await wallet.intake.sources.fetch(Site(wallet.settings.origin).url())
    assert (answer.http_status, listed.failure) == (404, "MEDIA_TYPE_REFUSED")
    published = [url for url in wallet.demonstration.documents if url.endswith("did.json")]
    answers = [
        await wallet.intake.sources.fetch(Site(wallet.settings.origin).url(path))
        for path in published
    ]
    assert published
    assert all(answer.arrived for answer in answers)


@pytest.mark.parametrize(
    "path",
    [
        "/outbox",
        "/health/live",
        "/health/ready",
        "/graphql?query={__typename}",
        "/graphql?query={viewer{id}}",
        "/explorer",
        "/",
        "/robots.txt",
        "/demo/../outbox",
        "/demo/%2e%2e/outbox",
        "//outbox",
    ],
)
async def test_nothing_else_is_answered(wallet, path):
    origin = wallet.settings.origin
    for base in (origin, "http://127.0.0.1", "https://127.0.0.1:8443"):
        answer = await wallet.intake.sources.fetch(f"{base}{path}", plain_http=True)
        assert not answer.arrived
        assert answer.http_status in {404, None}
        assert not answer.body or b"NOT_FOUND" in answer.body or b"nothing here" in answer.body


async def test_links_and_media_are_neither_read_nor_counted(wallet):
    seeded = await wallet.seeded()
    held = await Credential.filter(image_sha256__not_isnull=True).first()
    media = MediaLinks(derived_key(wallet.settings.key, "media links"), wallet.settings.origin)
    picture = media.url_for(MediaLink(MediaKind.PICTURE, held.learner_id, held.image_sha256), now())
    link = f"{wallet.settings.origin}/s/{seeded.share_token}"
    jobs = await Job.all().count()
    for address in (picture, link, f"{link}/report", f"{link}/vc/0", f"{link}/check"):
        answer = await wallet.intake.sources.fetch(address, plain_http=True)
        assert not answer.arrived
    assert await ShareAccess.all().count() == 0
    assert {share.view_count for share in await Share.all()} == {0}
    assert await Job.all().count() == jobs


async def test_the_outbox_is_shown_to_who_names_this_machine_alone(settings_for):
    async with (
        served_wallet(settings_for(), demo=False) as served,
        AsyncClient(base_url=served.origin) as visitor,
    ):
        for host in ("evil.example", "evil.example:8000", "127.0.0.1.evil.example", "[", ""):
            shown = await visitor.get("/outbox", headers={"Host": host})
            assert shown.status_code in {400, 404}
        for host in ("localhost:8000", "127.0.0.1", "[::1]:8000"):
            shown = await visitor.get("/outbox", headers={"Host": host})
            assert shown.status_code == 200
