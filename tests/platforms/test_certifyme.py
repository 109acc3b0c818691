"""CertifyMe: pages behind a code, pages that link to a document, pages that are all there is."""

import json

import pytest

from tests.platforms.web import EMAIL, UUID, key, open_badge_3, signed
from wallet.platforms import recognise
from wallet.platforms.platform import Obstacle, ObstacleCode
from wallet.verification.case import KnownIdentities

SITE = "https://credential.certifyme.online"
PAGE = f"{SITE}/verify/0123456789ab"
SHOWN = """<html><head><title>Credential</title>{head}</head><body>
<h1>Rock Climbing</h1><p>Awarded to</p><p>Ada Lovelace</p><p>Issued by: Example Mountain School</p>
<p>Issue date: January 10, 2026</p></body></html>"""


@pytest.mark.parametrize(
    "asks",
    ['<input type="password" name="x">', '<input type="text" name="verify_code">',
     '<input name="ssn">'],
)  # fmt: skip
async def test_a_page_behind_a_code_is_told_to_be_gated(web, asks):
    web.puts(PAGE, f"<html><body><form><p>Enter your code</p>{asks}</form></body></html>")
    refused = await web.intake.documents_at(web.url(PAGE))
    assert (refused.code, refused.needs_learner) == (ObstacleCode.PAGE_GATED, True)
    assert "never enters one" in refused.message
    assert refused.report.verdict == "INCOMPLETE"


def credential(web):
    secret = key()
    did = f"did:key:{secret.public().multikey()}"
    unsigned = open_badge_3(web.url(PAGE), {"id": did, "type": ["Profile"], "name": "School"})
    return signed(web, unsigned, f"{did}#{secret.public().multikey()}", secret)


async def test_a_downloaded_credential_goes_the_way_of_any_file(web):
    (document,) = web.intake.documents_in(json.dumps(credential(web)).encode())
    examined = await web.intake.examine(document, known=KnownIdentities((EMAIL,)))
    assert (examined.report.verdict, examined.report.recipient) == ("VERIFIED", "MATCHED")


async def test_a_page_that_links_to_its_credential(web):
    there = web.puts(f"{SITE}/files/1.json", credential(web))
    link = f'<link rel="alternate" type="application/ld+json" href="{there}">'
    web.puts(PAGE, SHOWN.format(head=link))
    examined = await web.examines(web.url(PAGE), KnownIdentities((EMAIL,)))
    assert examined.report.verdict == "VERIFIED"
    assert examined.report.recipient == "MATCHED"


async def test_a_page_that_links_to_nothing_is_held_as_what_it_showed(web):
    web.puts(PAGE, SHOWN.format(head=""))
    examined = await web.examines(web.url(PAGE))
    assert examined.credential.format == "PAGE_ATTESTED"
    assert examined.report.verdict == "INCOMPLETE"
    assert examined.credential.recipient_name == "Ada Lovelace"


async def test_a_page_whose_link_is_dead_is_held_as_what_it_showed(web):
    head = f'<meta property="og:image" content="{SITE}/gone.png">'
    web.puts(PAGE, SHOWN.format(head=head))
    assert (await web.examines(web.url(PAGE))).credential.format == "PAGE_ATTESTED"


async def test_an_address_with_nothing_there(web):
    refused = await web.intake.documents_at(web.url(PAGE))
    assert (refused.code, refused.needs_learner) == (ObstacleCode.NOT_PUBLIC, True)


def test_a_page_of_ones_own_wallet_there_needs_a_sign_in():
    leads = recognise("https://wallet.certifyme.org/auth/login").leads
    assert isinstance(leads, Obstacle)
    assert leads.code is ObstacleCode.SIGN_IN_NEEDED
    assert recognise(f"{SITE}/{UUID}").platform.name != "certifyme"
