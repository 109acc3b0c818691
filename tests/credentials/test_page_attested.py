"""What a page showed: read from the page, else from the record."""

import json
from datetime import UTC, datetime

import pytest

from wallet.credentials import CredentialError, reader_of
from wallet.credentials.reader import Link, LinkKind
from wallet.documents.opening import open_documents

PAGE = "https://verify.example/c/1"
RECORD = {
    "type": ["PageAttestedRecord"],
    "page": PAGE,
    "title": "Rock Climbing",
    "holder": "Ada Lovelace",
    "issuer": "Example Academy",
    "issuedOn": "2026-01-10",
    "expires": "2027-01-10",
}


def opened(**edits):
    said = {name: value for name, value in (RECORD | edits).items() if value is not None}
    return open_documents(json.dumps(said).encode())[0]


def test_it_lacks_its_page():
    document = opened()
    reader = reader_of(document)
    assert reader.lacks(document, {}) == (Link(PAGE, LinkKind.PAGE),)
    assert reader.lacks(document, {PAGE: None}) == ()


@pytest.mark.parametrize("linked", [None, RECORD])
def test_what_is_read(linked):
    document = opened()
    credential = reader_of(document).read(document, {PAGE: linked})
    assert credential.format == "PAGE_ATTESTED"
    assert not credential.format.is_verifiable_credential
    assert credential.id == PAGE
    assert credential.title == {"und": "Rock Climbing"}
    assert (credential.issuer.id, credential.issuer.name) == (None, {"und": "Example Academy"})
    assert credential.recipient_name == "Ada Lovelace"
    assert credential.recipients == ()
    assert credential.awarded_at == datetime(2026, 1, 10, tzinfo=UTC)
    assert credential.valid_until == datetime(2027, 1, 10, tzinfo=UTC)


def test_what_the_page_shows_counts_and_not_the_record():
    document = opened(title="Brain Surgery", holder="Mallory")
    credential = reader_of(document).read(document, {PAGE: RECORD})
    assert credential.title == {"und": "Rock Climbing"}
    assert credential.recipient_name == "Ada Lovelace"


def test_a_date_that_nobody_can_read_is_said():
    document = opened(expires="soon")
    assert reader_of(document).read(document, {}).unreadable == ("/expires",)


@pytest.mark.parametrize("edits", [{"page": "urn:x"}, {"page": None}, {"title": None}])
def test_a_record_of_nothing_is_refused(edits):
    document = opened(**edits)
    reader = reader_of(document)
    with pytest.raises(CredentialError) as refusal:
        reader.read(document, dict.fromkeys(link.url for link in reader.lacks(document, {})))
    assert refusal.value.code == "FORMAT_UNKNOWN"


@pytest.mark.parametrize(
    "more",
    [
        {"type": ["PageAttestedRecord", "OpenBadgeCredential"]},
        {"type": ["PageAttestedRecord", "Assertion"]},
    ],
)
def test_what_claims_to_be_another_credential_too_is_refused(more):
    with pytest.raises(CredentialError) as refusal:
        reader_of(opened(**more))
    assert refusal.value.code == "FORMAT_AMBIGUOUS"
