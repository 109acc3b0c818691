"""What other sites are told of a link."""

from urllib.parse import quote

import pytest

from tests.web import samples
from tests.web.conftest import PUBLIC_URL, TOKEN
from wallet.sharing.shared import Closed, ClosedBecause, Covered

PATH = f"/s/{TOKEN}"
COVER = Covered(ClosedBecause.COVERED, samples.NOW, needs_passcode=True)


def oembed(token=TOKEN, rest=""):
    return f"/oembed?url={quote(f'{PUBLIC_URL}/s/{token}{rest}', safe='')}"


async def test_a_preview_shows_the_title_and_how_many_there_are(client):
    text = (await client.get(PATH)).text
    assert '<meta property="og:title" content="Application: data analyst">' in text
    assert '<meta property="og:description" content="1 credential">' in text
    assert "og:image" not in text


async def test_the_card_is_found_from_the_page_and_counts_nothing(web, client):
    page = await client.get(PATH)
    web.visits.clear()
    assert page.headers["link"] == (
        f'<{oembed()}>; rel="alternate"; type="application/json+oembed"'
    )
    card = (await client.get(oembed())).json()
    assert card["version"] == "1.0"
    assert card["type"] == "link"
    assert card["title"] == "Application: data analyst"
    assert web.visits == []


async def test_of_what_is_behind_a_cover_no_preview_tells(web, client):
    web.links[TOKEN] = COVER
    page, card = await client.get(PATH), await client.get(oembed())
    assert page.status_code == card.status_code == 200
    assert '<meta property="og:title" content="Shared credentials">' in page.text
    assert card.json()["title"] == "Shared credentials"
    assert "data analyst" not in page.text + card.text
    assert web.visits == []


@pytest.mark.parametrize(
    "address",
    [
        oembed("unknown"),
        "/oembed",
        "/oembed?url=https%3A%2F%2Fevil.example%2Fs%2Fx",
        "/oembed?url=%5B",
    ],
)
async def test_of_no_link_of_ours_there_is_no_card(client, address):
    assert (await client.get(address)).status_code == 404


async def test_of_a_closed_link_there_is_no_card_any_more(web, client):
    web.links[TOKEN] = Closed(ClosedBecause.REVOKED, samples.NOW)
    assert (await client.get(oembed(), headers={"accept": "application/json"})).status_code == 410
    assert (await client.get(f"{PATH}/qr")).status_code == 410


async def test_another_format_is_not_offered(client):
    assert (await client.get(f"{oembed()}&format=xml")).status_code == 501


async def test_the_page_on_paper_has_a_code_that_leads_back(client):
    assert f'<img src="{PATH}/qr" alt=""' in (await client.get(PATH)).text
    code = await client.get(f"{PATH}/qr")
    assert code.headers["content-type"] == "image/svg+xml"
    assert b"<script" not in code.content
