"""Any page: another form of itself, linked data, a picture that is baked, or all that was tried."""

import json

import pytest

from tests.documents import pngs
from tests.platforms.web import key, open_badge_3, signed
from wallet.platforms.platform import ObstacleCode

PAGE = "https://anywhere.example/awards/ada"
FILE = "https://elsewhere.example/files/1"


def credential(web):
    secret = key()
    did = f"did:key:{secret.public().multikey()}"
    unsigned = open_badge_3(web.url(PAGE), {"id": did, "type": ["Profile"], "name": "School"})
    return signed(web, unsigned, f"{did}#{secret.public().multikey()}", secret)


def page(head="", body=""):
    return (
        f"<!doctype html><html><head><title>Awards</title>{head}</head><body>{body}</body></html>"
    )


async def test_content_negotiation_is_tried_before_anything_is_searched(web):
    said = json.dumps(credential(web)).encode()

    async def negotiates(asked):
        if "application/ld+json" in asked.headers["accept"]:
            await asked.reply(200, said, content_type="application/ld+json")
        else:
            await asked.reply(200, page().encode(), content_type="text/html")

    web.does(PAGE, negotiates)
    assert (await web.examines(web.url(PAGE))).report.verdict == "VERIFIED"
    assert web.asked() == [("anywhere.example", "/awards/ada")]


@pytest.mark.parametrize(
    "media_type", ["application/ld+json", "application/json", "application/vc"]
)
async def test_an_alternate_of_the_page(web, media_type):
    there = web.puts(FILE, credential(web))
    web.puts(PAGE, page(f'<link rel="alternate" type="{media_type}" href="{there}">'))
    assert (await web.examines(web.url(PAGE))).report.verdict == "VERIFIED"


async def test_an_alternate_by_a_relative_address(web):
    web.puts("https://anywhere.example/awards/ada.json", credential(web))
    web.puts(PAGE, page('<link rel="alternate" type="application/json" href="ada.json">'))
    assert (await web.examines(web.url(PAGE))).report.verdict == "VERIFIED"


async def test_an_alternate_in_the_header(web):
    there = web.puts(FILE, credential(web))
    web.puts(PAGE, page(), link=f'<{there}>; rel="alternate"; type="application/ld+json"')
    assert (await web.examines(web.url(PAGE))).report.verdict == "VERIFIED"


async def test_how_to_embed_the_page_is_no_badge(web):
    there = web.puts(FILE, {"version": "1.0", "type": "rich"})
    web.puts(PAGE, page(f'<link rel="alternate" type="application/json+oembed" href="{there}">'))
    refused = await web.intake.documents_at(web.url(PAGE))
    assert refused.code == ObstacleCode.NO_DOCUMENT_FOUND
    assert not web.asked("elsewhere.example")


async def test_linked_data_in_the_page(web):
    block = json.dumps(credential(web))
    shop = '<script type="application/ld+json">{"@context": "https://schema.org"}</script>'
    web.puts(PAGE, page(f'{shop}<script type="application/ld+json">{block}</script>'))
    assert (await web.examines(web.url(PAGE))).report.verdict == "VERIFIED"


async def test_a_picture_of_the_page_that_turns_out_to_be_baked(web):
    baked = pngs.png(
        pngs.text(json.dumps(credential(web)).encode(), keyword=b"openbadgecredential")
    )
    there = web.puts(FILE, baked, media_type="image/png")
    web.puts(PAGE, page(f'<meta property="og:image" content="{there}">'))
    examined = await web.examines(web.url(PAGE))
    assert examined.report.verdict == "VERIFIED"
    assert examined.document.original == baked


async def test_a_badge_that_is_served_as_something_else(web):
    web.puts(PAGE, json.dumps(credential(web)), media_type="text/html")
    assert (await web.examines(web.url(PAGE))).report.verdict == "VERIFIED"


async def test_nothing_is_told_with_all_that_was_tried(web):
    gone = "https://elsewhere.example/gone.json"
    picture = web.puts(FILE, pngs.png(), media_type="image/png")
    head = (
        f'<link rel="alternate" type="application/json" href="{web.url(gone)}">'
        f'<meta property="og:image" content="{picture}">'
        '<meta property="og:image:url" content="javascript:alert(1)">'
    )
    web.puts(PAGE, page(head))
    refused = await web.intake.documents_at(web.url(PAGE))
    assert (refused.code, refused.needs_learner) == (ObstacleCode.NO_DOCUMENT_FOUND, True)
    assert [(each.address, each.said) for each in refused.tried] == [
        (web.url(gone), "has nothing there"),
        (picture, "is a picture without a badge in it"),
    ]
    for each in refused.tried:
        assert each.address in refused.message
    assert refused.report.verdict == "INCOMPLETE"


async def test_a_page_with_nothing_in_it(web):
    web.puts(PAGE, page(body="<p>Hello</p>"))
    refused = await web.intake.documents_at(web.url(PAGE))
    (tried,) = refused.tried
    assert tried.said == "shows a web page, and nothing in it leads to a badge"


async def test_pages_that_lead_to_each_other_end(web):
    links = "".join(
        f'<link rel="alternate" type="application/json" href="https://elsewhere.example/{number}">'
        for number in range(50)
    )
    web.puts(PAGE, page(links))
    refused = await web.intake.documents_at(web.url(PAGE))
    assert refused.code in {
        ObstacleCode.NO_DOCUMENT_FOUND,
        "PORT_REFUSED",
        "CONNECTION_FAILED",
        "ADDRESS_REFUSED",
    }
    assert len(refused.tried) <= 12


async def test_an_address_that_leads_inside_is_never_asked(web):
    head = '<meta property="og:image" content="https://169.254.169.254/latest">'
    web.puts(PAGE, page(head))
    refused = await web.intake.documents_at(web.url(PAGE))
    assert refused.code == ObstacleCode.NO_DOCUMENT_FOUND
    assert refused.tried[-1].said == "could not be asked (ADDRESS_REFUSED)"
