"""What is served below /demo: everything that a document names, and nothing that it should not."""

import re
from collections.abc import Iterator
from http import HTTPStatus

import pytest
from httpx2 import ASGITransport, AsyncClient

from tests.demonstration.conftest import ORIGIN
from wallet.demonstration import RECIPIENT
from wallet.documents import svg


@pytest.fixture
async def client(app):
    async with AsyncClient(transport=ASGITransport(app), base_url=ORIGIN) as client:
        yield client


@pytest.mark.parametrize(
    ("path", "http_status", "media_type"),
    [
        ("/demo", 200, "text/html"),
        ("/demo/", 200, "text/html"),
        ("/demo/northwind", 200, "text/html"),
        ("/demo/northwind/profile.json", 200, "application/ld+json"),
        ("/demo/northwind/key.json", 200, "application/ld+json"),
        ("/demo/northwind/revoked.json", 200, "application/ld+json"),
        ("/demo/northwind/assertions/laser-cutting.json", 200, "application/ld+json"),
        ("/demo/northwind/assertions/printing-in-3d.json", 410, "application/ld+json"),
        ("/demo/riverbend/did.json", 200, "application/did+json"),
        ("/demo/riverbend/status.json", 200, "application/ld+json"),
        ("/demo/riverbend/credentials/data-analysis", 200, "application/ld+json"),
        ("/demo/riverbend/credentials/intercultural-communication", 200, "application/jwt"),
        ("/demo/riverbend/logo.svg", 200, "image/svg+xml"),
        ("/demo/riverbend/achievements/data-analysis.png", 200, "image/png"),
        ("/demo/evidence/folding-lantern", 200, "text/html"),
        ("/demo/badges/first-programs.png", 200, "image/png"),
        ("/demo/nothing", 404, "text/plain"),
    ],
)
async def test_answers(client, path, http_status, media_type):
    answer = await client.get(path)
    assert answer.status_code == http_status
    assert answer.headers["content-type"].partition(";")[0] == media_type


async def test_head_has_no_body_and_nothing_can_be_sent(client):
    head = await client.head("/demo/riverbend/did.json")
    assert (head.status_code, head.content) == (HTTPStatus.OK, b"")
    assert (await client.post("/demo/riverbend/did.json")).status_code == 405


async def test_every_address_that_is_named_is_served(demonstration, client):
    named = {
        address
        for served in demonstration.documents.values()
        for address in addresses_in(served.body)
    }
    assert len(named) > 30
    answers = {address: (await client.get(address)).status_code for address in sorted(named)}
    lost = {address: status for address, status in answers.items() if status not in {200, 410}}
    assert lost == {}


def addresses_in(body: bytes) -> Iterator[str]:
    text = body.decode("utf-8", "replace")
    yield from re.findall(rf"{re.escape(ORIGIN)}/demo[A-Za-z0-9./_-]*", text)
    yield from (f"{ORIGIN}{path}" for path in re.findall(r'(?:href|src)="(/demo[^"]*)"', text))


def test_no_document_tells_whose_it_is(demonstration):
    for path, served in demonstration.documents.items():
        assert RECIPIENT.encode() not in served.body, path


async def test_pages_run_nothing_and_say_that_they_are_invented(client):
    page = await client.get("/demo/northwind/achievements/laser-cutting")
    assert "<strong>workshop safety</strong>" in page.text
    assert "invented" in page.text
    assert "<script" not in page.text
    assert "default-src 'none'" in page.headers["content-security-policy"]
    assert page.headers["x-content-type-options"] == "nosniff"
    drawing = await client.get("/demo/northwind/logo.svg")
    assert drawing.headers["content-security-policy"].endswith("sandbox")


def test_served_drawings_are_inert(demonstration):
    drawings = [
        served.body
        for path, served in demonstration.documents.items()
        if path.endswith(".svg") and not path.startswith("badges/")
    ]
    for drawing in drawings:
        assert svg.unpack(svg.bake(drawing, "{}", svg.CREDENTIAL)).remarks == ()
