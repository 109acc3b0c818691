import pytest

from tests.verification.samples import answer, encoded, examine, found, intake_of, signed
from wallet.intake import Refused

URL = "https://a.example/badge"


async def test_a_badge_that_links_to_nothing():
    finding = found(await examine(signed()), "intake.fetch")
    assert (finding.code, finding.outcome) == ("DOES_NOT_APPLY", "SKIPPED")


async def test_a_badge_whose_links_were_followed():
    hosted = {"id": URL, "type": "Assertion", "badge": {"name": "B"}, "recipient": {}}
    finding = found(await examine(hosted, {URL: hosted}), "intake.fetch")
    assert (finding.code, finding.outcome) == (None, "PASS")
    assert "were asked" in finding.message


@pytest.mark.parametrize(
    ("http_status", "body", "code", "retryable"),
    [
        (404, "", "HTTP_STATUS", False),
        (410, "", "GONE", False),
        (500, "x", "HTTP_STATUS", True),
        (204, "", "HTTP_STATUS", True),
    ],
)
async def test_an_address_that_gives_no_document(
    issuer, issuer_intake, http_status, body, code, retryable
):
    refused = await issuer_intake.documents_at(issuer.hosts("/x", http_status, body))
    assert isinstance(refused, Refused)
    assert (refused.code, refused.retryable) == (code, retryable)
    finding = found(refused, "intake.fetch")
    assert (finding.code, finding.outcome) == ("SOURCE_UNREACHABLE", "UNKNOWN")
    assert refused.message in finding.message
    assert refused.report.verdict == "INCOMPLETE"


async def test_an_address_that_nobody_answers():
    refused = await intake_of({}).documents_at(URL)
    assert isinstance(refused, Refused)
    assert (refused.code, refused.retryable) == ("NOT_IN_SOURCES", True)
    assert found(refused, "intake.fetch").code == "SOURCE_UNREACHABLE"


async def test_an_address_that_shows_a_badge():
    documents = await intake_of({URL: encoded(signed())}).documents_at(URL)
    assert isinstance(documents, tuple)
    assert documents[0].original == encoded(signed())


async def test_an_address_that_shows_a_page_without_a_badge():
    page = answer(URL, b"<html><p>Hello</p></html>", media_type="text/html")
    refused = await intake_of({URL: page}).documents_at(URL)
    assert isinstance(refused, Refused)
    finding = found(refused, "intake.fetch")
    assert (finding.code, finding.outcome) == ("SOURCE_NEEDS_LEARNER", "UNKNOWN")
    assert refused.report.verdict == "INCOMPLETE"
