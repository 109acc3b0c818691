"""The page where anybody verifies."""

import json
from datetime import UTC, datetime

import pytest
from httpx2 import ASGITransport, AsyncClient
from limits.aio.storage import MemoryStorage
from starlette.applications import Starlette

from tests.web.conftest import PUBLIC_URL
from wallet.accounts.rate_limits import RateLimits
from wallet.sharing.verifying import MOST_INPUTS, PublicVerifier
from wallet.store.media_links import MediaLinks
from wallet.web import FrontLinks, WebServices, create_web_routes

OURS = {"sec-fetch-site": "same-origin", "accept": "text/html"}


@pytest.fixture
async def anybody(issuer_intake):
    services = WebServices(
        public_url=PUBLIC_URL,
        clock=lambda: datetime.now(UTC),
        media_links=MediaLinks(b"m" * 32, PUBLIC_URL),
        verifier=PublicVerifier(issuer_intake, RateLimits(MemoryStorage())),
        front=FrontLinks(verify="/verify"),
    )
    transport = ASGITransport(Starlette(routes=create_web_routes(services)))
    async with AsyncClient(transport=transport, base_url=PUBLIC_URL) as made:
        yield made


def file(name, content):
    said = content if isinstance(content, bytes) else json.dumps(content).encode()
    return ("files", (name, said, "application/octet-stream"))


async def test_the_page_is_a_form_that_needs_no_script_and_is_found(anybody):
    page = await anybody.get("/verify")
    assert 'enctype="multipart/form-data"' in page.text
    assert 'name="files" type="file" multiple' in page.text
    assert "<script" not in page.text
    assert '<a href="/verify">' in (await anybody.get("/")).text


async def test_links_and_files_together_get_a_card_each(anybody, issuer):
    url = issuer.hosts("/badges/1", 200, issuer.open_badge_3())
    altered = issuer.open_badge_3(after={"/credentialSubject/achievement/name": "Another"})
    page = await anybody.post(
        "/verify",
        data={"links": f"\r\n {url} \r\n"},
        files=[file("altered.json", altered), file("letter.txt", b"Dear Sir")],
        headers=OURS,
    )
    assert page.status_code == 200
    assert page.text.count("<article ") == 2
    assert "Genuine and valid" in page.text
    assert "Altered: this is not what" in page.text
    assert "There is no credential that could be checked here." in page.text
    assert f'<h2 id="input-1" dir="auto">{url}</h2>' in page.text
    assert 'href="#again"' not in page.text
    assert "set-cookie" not in page.headers
    assert page.headers["cache-control"] == "no-store"


async def test_a_program_gets_the_report_as_on_a_link(anybody, issuer):
    answer = await anybody.post(
        "/verify",
        files=[file("badge.json", issuer.open_badge_3())],
        headers=OURS | {"accept": "application/json"},
    )
    (one,) = answer.json()["inputs"]
    (result,) = one["results"]
    assert result["report"]["integrity"] == "INTACT"
    assert "proof.signature" in {each["check"] for each in result["report"]["findings"]}


async def test_what_a_file_is_called_and_says_is_text_alone(anybody):
    page = await anybody.post(
        "/verify", files=[file("<img src=x onerror=y>.json", b"<script>z()</script>")], headers=OURS
    )
    assert "<img src=x" not in page.text
    assert "<script" not in page.text


@pytest.mark.parametrize(
    ("accept", "said"),
    [("text/html", 'role="alert"'), ("application/json", "TOO_LARGE")],
)
async def test_too_many_at_once_are_refused_in_words(anybody, accept, said):
    answer = await anybody.post(
        "/verify",
        data={"links": "\n".join(f"https://a.example/{n}" for n in range(MOST_INPUTS + 1))},
        files=[("files", ("", b"", "application/octet-stream"))],
        headers=OURS | {"accept": accept},
    )
    assert answer.status_code == 422
    assert said in answer.text


async def test_nothing_brought_is_said_to_be(anybody):
    answer = await anybody.post(
        "/verify", files=[("files", ("", b"", "application/octet-stream"))], headers=OURS
    )
    assert answer.status_code == 422
    assert "Bring one link or file at least" in answer.text


@pytest.mark.parametrize(
    ("headers", "http_status"),
    [
        ({"sec-fetch-site": "cross-site"}, 403),
        ({"sec-fetch-site": "same-origin", "content-type": "application/json"}, 415),
    ],
)
async def test_another_page_and_another_form_are_refused(anybody, headers, http_status):
    answer = await anybody.post("/verify", content=b"{}", headers=headers)
    assert answer.status_code == http_status


async def test_a_broken_form_and_a_flood_are_refused(anybody):
    kind = {"content-type": "multipart/form-data; boundary=x"}
    broken = await anybody.post("/verify", content=b"--x\r\nnonsense", headers=OURS | kind)
    assert broken.status_code in {400, 422}
    flood = await anybody.post("/verify", content=b"x" * (21 * 1024 * 1024), headers=OURS | kind)
    assert flood.status_code == 413
