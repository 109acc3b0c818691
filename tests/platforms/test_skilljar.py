"""Skilljar: certificate pages, held as what they showed and never shown as verified."""

import json

import pytest

from tests.platforms.web import UUID, code_of
from wallet.platforms import recognise
from wallet.platforms.platform import ObstacleCode
from wallet.verification.case import KnownIdentities

SITE = "https://verify.skilljar.com"
PAGE = f"{SITE}/c/abc123def456"
SHOWN = """<!DOCTYPE html><html><head><title>Certificate</title>
<link rel="stylesheet" href="https://cdn.skilljar.example/skilljar.css"></head><body>
<header>{header}</header><h1>{title}</h1>
<p>This certificate verifies that <b>Ada Lovelace</b> successfully completed the course</p>
<p>Issued by: Example Academy</p><div>Issued</div><div>10 January 2026</div>{more}
<script>document.title = "other"</script></body></html>"""


def page(*, title="Rock Climbing", header="", more=""):
    return SHOWN.format(title=title, header=header, more=more)


async def test_a_certificate_page_is_held_as_what_it_showed(web):
    web.puts(PAGE, page())
    examined = await web.examines(web.url(PAGE), KnownIdentities(("ada@example.org",)))
    credential, report = examined.credential, examined.report
    assert credential.format == "PAGE_ATTESTED"
    assert credential.title == {"und": "Rock Climbing"}
    assert credential.recipient_name == "Ada Lovelace"
    assert credential.issuer.name == {"und": "Example Academy"}
    assert credential.issuer.id is None
    assert credential.awarded_at.date().isoformat() == "2026-01-10"
    assert (report.verdict, report.integrity, report.trust) == ("INCOMPLETE", "UNKNOWN", "NONE")
    assert report.recipient == "NOT_NAMED"
    assert code_of(examined, "issuer.page") == "PAGE_ATTESTED"
    found = next(each for each in report.findings if each.check == "issuer.page")
    assert found.looked_at == web.url(PAGE)
    assert "We saw it at verify.skilljar.com" in found.message
    assert page().encode() in examined.document.original
    assert examined.document.media_type == "application/warc"


@pytest.mark.parametrize("tail", ["?trk=profile_certification", "/", "#x"])
def test_the_tails_that_networks_add_are_dropped(tail):
    (step,) = recognise(f"http://verify.skilljar.com/c/abc123def456{tail}").leads.steps
    assert step.url.removesuffix("/") == PAGE


async def test_a_page_that_moved_to_a_customers_own_host(web):
    branded = web.puts("https://learn.acme.example/verify/abc123def456", page())
    web.puts(PAGE, None, http_status=302, location=branded)
    assert (await web.examines(web.url(PAGE))).credential.format == "PAGE_ATTESTED"
    examined = await web.examines(branded)
    assert examined.credential.format == "PAGE_ATTESTED"
    assert examined.credential.id == branded


async def test_a_page_of_such_an_address_that_is_not_skilljars_is_any_page(web):
    there = web.puts(
        "https://learn.acme.example/verify/abc123def456", "<html><h1>I am verified</h1></html>"
    )
    refused = await web.intake.documents_at(there)
    assert refused.code == ObstacleCode.NO_DOCUMENT_FOUND


async def test_the_badge_at_credly_is_offered_beside_it(web):
    badge = f"https://www.credly.com/badges/{UUID}"
    links = f'<a href="{badge}/public_url?source=x">Badge</a><a href="{badge}">Badge</a>'
    web.puts(PAGE, page(more=links))
    found = await web.intake.find(web.url(PAGE))
    assert [(offer.address, offer.title) for offer in found.offers] == [(badge, "Rock Climbing")]
    (document,) = found.documents
    assert document.content["title"] == "Rock Climbing"


@pytest.mark.parametrize("page_at_the_end", ["/", "/login", "/c/another1234"])
async def test_a_page_that_is_gone_and_sends_home_is_no_certificate(web, page_at_the_end):
    home = web.puts(f"{SITE}{page_at_the_end}", page(title="Welcome"))
    web.puts(PAGE, None, http_status=302, location=home)
    refused = await web.intake.documents_at(web.url(PAGE))
    assert refused.code == ObstacleCode.NOT_PUBLIC


async def test_a_page_to_sign_in_on_is_no_certificate(web):
    web.puts(PAGE, page(title="Sign in", more='<input type="password" name="p">'))
    refused = await web.intake.documents_at(web.url(PAGE))
    assert (refused.code, refused.needs_learner) == (ObstacleCode.SIGN_IN_NEEDED, True)


async def test_hostile_words_of_a_page_stay_words(web):
    hostile = "&#x202e;Evil<script>alert(1)</script>&lt;b&gt;" + "x" * 5000
    web.puts(PAGE, page(title=hostile))
    examined = await web.examines(web.url(PAGE))
    title = examined.credential.title["und"]
    assert "\u202e" not in title
    assert len(title) <= 300


async def test_a_record_is_checked_again_from_its_own_bytes(web):
    web.puts(PAGE, page())
    first = await web.examines(web.url(PAGE))
    (document,) = web.intake.documents_in(first.document.original)
    again = await web.intake.examine(document, known=None)
    assert code_of(again, "issuer.page") == "PAGE_ATTESTED"
    assert again.document.sha256 == first.document.sha256


async def test_a_record_of_a_page_that_is_gone_says_so(web):
    web.puts(PAGE, page())
    original = (await web.examines(web.url(PAGE))).document.original
    web.puts(PAGE, page(), http_status=404)
    (document,) = web.intake.documents_in(original)
    again = await web.intake.examine(document, known=None)
    assert code_of(again, "issuer.page") == "PAGE_NOT_SEEN"
    assert again.report.verdict == "INCOMPLETE"
    assert again.credential.title == {"und": "Rock Climbing"}


async def test_a_record_that_somebody_wrote_is_read_from_the_page(web):
    web.puts(PAGE, page())
    forged = {
        "type": ["PageAttestedRecord"],
        "page": web.url(PAGE),
        "title": "Brain Surgery",
        "holder": "Mallory",
    }
    (document,) = web.intake.documents_in(json.dumps(forged).encode())
    examined = await web.intake.examine(document, known=None)
    assert code_of(examined, "issuer.page") == "PAGE_SAYS_OTHERWISE"
    assert examined.credential.title == {"und": "Rock Climbing"}
    assert examined.credential.recipient_name == "Ada Lovelace"


async def test_a_record_of_a_page_that_is_no_platforms_is_believed_in_nothing(web):
    there = web.puts("https://anywhere.example/mine", page().replace("skilljar", ""))
    forged = {"type": ["PageAttestedRecord"], "page": there, "title": "Brain Surgery"}
    (document,) = web.intake.documents_in(json.dumps(forged).encode())
    examined = await web.intake.examine(document, known=None)
    assert code_of(examined, "issuer.page") == "PAGE_NOT_SEEN"
    assert examined.report.verdict == "INCOMPLETE"


async def test_an_address_with_nothing_there(web):
    refused = await web.intake.documents_at(web.url(PAGE))
    assert (refused.code, refused.needs_learner) == (ObstacleCode.NOT_PUBLIC, True)
