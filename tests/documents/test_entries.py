import json

import pytest

from tests.documents.test_opening import token
from wallet.documents.document import Carrier, DocumentError
from wallet.documents.opening import open_documents

ASSERTION = {
    "uid": "1",
    "recipient": "sha256$00",
    "badge": {"name": "N"},
    "verify": {"type": "hosted", "url": "https://a.example/1"},
}


def opened(entry):
    written = json.dumps(entry).encode()
    (document,) = open_documents(written)
    assert document.original == written
    assert document.media_type == "application/json"
    return document


def test_an_entry_of_the_backpack_is_its_assertion_at_the_address_that_it_names():
    document = opened(
        {
            "lastValidated": "2014-01-01T00:00:00.000Z",
            "hostedUrl": "https://a.example/1",
            "assertion": ASSERTION,
            "imageUrl": "https://a.example/1.png",
        }
    )
    assert (document.content, document.url) == (ASSERTION, "https://a.example/1")
    assert document.carriers == (Carrier.ENTRY, Carrier.JSON)


@pytest.mark.parametrize("address", [None, "", 7, "javascript:alert(1)", "/relative"])
def test_an_entry_whose_address_is_none_is_its_assertion_alone(address):
    document = opened({"hostedUrl": address, "assertion": ASSERTION})
    assert (document.content, document.url) == (ASSERTION, None)


def test_an_entry_that_holds_no_assertion_is_what_its_address_shows():
    document = opened({"hostedUrl": "https://a.example/1", "assertion": None})
    assert (document.content, document.url) == (None, "https://a.example/1")


def test_an_entry_of_badgr_is_what_its_address_shows():
    entry = {
        "entityType": "BackpackAssertion",
        "entityId": "x",
        "openBadgeId": "https://a.example/public/assertions/x",
        "recipient": {"identity": "a@example.org"},
    }
    document = opened(entry)
    assert document.url == "https://a.example/public/assertions/x"
    assert document.carriers == (Carrier.ENTRY, Carrier.URL)


def test_an_entry_of_badge_connect_is_its_token():
    signed = token(b'{"id":"urn:uuid:1"}').decode()
    document = opened({"signedAssertion": signed})
    assert document.jws.token == signed


def test_an_assertion_with_a_member_of_such_a_name_is_an_assertion():
    assertion = {"@context": "https://w3id.org/openbadges/v2", "assertion": {"id": "x"}}
    assert opened(assertion).carriers == (Carrier.JSON,)


def test_an_entry_that_holds_another_one_is_read_no_deeper():
    document = opened({"assertion": {"assertion": {"assertion": ASSERTION}}})
    assert document.content == {"assertion": {"assertion": ASSERTION}}


def test_an_entry_of_words_is_refused():
    with pytest.raises(DocumentError) as refusal:
        open_documents(b'{"openBadgeId":"ask me"}')
    assert refusal.value.code == "FORMAT_UNKNOWN"
