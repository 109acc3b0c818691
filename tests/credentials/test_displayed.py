"""Assertions as the Mozilla Backpack wrote them for displayers, of which only dumps are left."""

from tests.credentials.documents import bring, document, read
from tests.verification.samples import intake_of
from wallet.credentials import CredentialFormat
from wallet.credentials.credential import RecipientIdentity
from wallet.verification.report import Integrity, Verdict

URL = "https://a.example/assertions/1"
ISSUER = {"name": "A School", "origin": "https://a.example", "_location": "https://a.example/i"}
OLD = {
    "recipient": "sha256$abc",
    "salt": "s",
    "_originalRecipient": "sha256$abc",
    "issued_on": "2012-10-11",
    "badge": {"version": "0.5.0", "name": "Basic", "image": "/i.png", "issuer": ISSUER},
}
NEWER = {
    "uid": "7",
    "recipient": "sha256$abc",
    "_originalRecipient": {"type": "email", "identity": "sha256$abc", "hashed": True, "salt": "s"},
    "issuedOn": 1456370703,
    "issued_on": 1456370703,
    "verify": {"type": "hosted", "url": URL},
    "badge": {"name": "Basic", "_location": "https://a.example/badge", "issuer": ISSUER},
}


def entry(assertion, url=URL):
    return document({"hostedUrl": url, "imageUrl": None, "assertion": assertion})


def test_an_old_one_is_asked_for_where_the_dump_says_that_it_lies():
    _, asked = bring(entry(OLD), {})
    assert asked[0] == (URL, "ASSERTION")


def test_what_the_address_shows_counts():
    shown = {**OLD, "badge": {**OLD["badge"], "name": "As hosted"}}
    assert read(entry(OLD), {URL: shown}).title == {"und": "As hosted"}


def test_what_the_dump_says_is_left_where_the_address_is_dead():
    credential = read(entry(OLD), {})
    assert credential.title == {"und": "Basic"}
    assert credential.hosting.assertion_url == URL
    assert credential.achievement.image == "https://a.example/i.png"


def test_a_newer_one_is_of_its_own_version_and_recipient():
    credential = read(entry(NEWER), {})
    assert credential.format is CredentialFormat.OPEN_BADGES_1_HOSTED
    assert credential.recipients == (RecipientIdentity("email", "sha256$abc", True, "s"),)
    assert credential.id == URL
    assert credential.awarded_at.year == 2016


async def test_a_dump_whose_hosts_are_dead_is_incomplete_and_never_called_forged():
    intake = intake_of({})
    for assertion in (OLD, NEWER):
        report = (await intake.examine(entry(assertion), known=None)).report
        assert (report.verdict, report.integrity) == (Verdict.INCOMPLETE, Integrity.UNKNOWN)
