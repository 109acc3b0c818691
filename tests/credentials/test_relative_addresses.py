"""Addresses without a host count from where their document lies, and from nowhere else."""

import json

import pytest

from tests.credentials.documents import bring, document, pointer, read, token
from tests.credentials.test_open_badges_2 import ASSERTION, BADGE, BADGE_ID, ID, ISSUER, ISSUER_ID
from tests.verification.test_open_badges_1 import version_0_5, version_1
from wallet.credentials.credential import Evidence
from wallet.credentials.relative_addresses import completed, left_out
from wallet.documents import open_documents

HOME = "https://a.example"


def web(*, assertion=None, badge=None, issuer=None):
    return {
        ID: {**ASSERTION, **(assertion or {})},
        BADGE_ID: {**BADGE, **(badge or {})},
        ISSUER_ID: {**ISSUER, **(issuer or {})},
    }


@pytest.mark.parametrize(
    ("said", "whole"),
    [
        ("/badges/1", BADGE_ID),
        ("../badges/1", BADGE_ID),
        ("//a.example/badges/1", BADGE_ID),
        ({"id": "/badges/1"}, BADGE_ID),
        (["/badges/1"], BADGE_ID),
    ],
)
def test_the_badge_class_is_fetched_from_beside_its_assertion(said, whole):
    there = web(assertion={"badge": said})
    _, asked = bring(document(there[ID]), there)
    assert (whole, "ACHIEVEMENT") in asked
    credential = read(document(there[ID]), there)
    assert credential.achievement.id == whole
    assert credential.title == {"und": "Robotics"}
    assert credential.incomplete == ()


def test_everything_counts_from_its_own_document():
    there = web(
        assertion={"badge": "/badges/1", "evidence": [{"id": "e.html"}, "/e"], "image": "i.png"},
        badge={"issuer": "../issuer", "image": {"id": "b.png"}, "criteria": {"id": "c.html"}},
        issuer={"id": "/issuer", "image": "logo.png", "url": "/", "revocationList": "/gone"},
    )
    credential = read(document(there[ID]), there)
    assert credential.evidence == (
        Evidence(f"{HOME}/assertions/e.html"),
        Evidence(f"{HOME}/e"),
    )
    assert credential.image == f"{HOME}/assertions/i.png"
    achievement, issuer = credential.achievement, credential.issuer
    assert achievement.image == f"{HOME}/badges/b.png"
    assert achievement.criteria_url == f"{HOME}/badges/c.html"
    assert (issuer.id, issuer.image, issuer.url) == (ISSUER_ID, f"{HOME}/logo.png", f"{HOME}/")
    assert credential.incomplete == ()


def test_an_embedded_badge_class_lies_where_its_assertion_does():
    embedded = {**BADGE, "id": "/badges/1", "image": "b.png", "issuer": {"id": "/issuer"}}
    there = web(assertion={"badge": embedded})
    credential = read(document(there[ID]), there)
    assert credential.achievement.image == f"{HOME}/assertions/b.png"
    assert (credential.achievement.id, credential.issuer.id) == (BADGE_ID, ISSUER_ID)
    assert credential.issuer.name == {"und": "A School"}


def test_the_document_and_what_was_read_from_it_stay_as_they_came():
    there = web(assertion={"badge": "/badges/1", "image": "i.png"})
    written = json.dumps(there[ID], indent=3).encode()
    (opened,) = open_documents(written)
    credential = read(opened, there)
    assert opened.original == written
    assert credential.content == there[ID]


def test_it_counts_from_where_it_was_found_if_it_does_not_say_where_it_lies():
    found = {**ASSERTION, "id": "urn:uuid:1", "badge": "/badges/1"}
    place = f"{HOME}/somewhere/1"
    credential = read(pointer(place), {**web(), place: found})
    assert credential.achievement.id == BADGE_ID
    assert credential.hosting.assertion_url is None


MEMBERS = ("badge", "evidence", "image")


@pytest.mark.parametrize("opened", [document, token], ids=["a-file", "a-token"])
def test_without_an_address_they_are_left_out_and_told(opened):
    said = {"badge": "/badges/1", "evidence": "/e", "image": "i.png"}
    credential = read(opened({**ASSERTION, "id": "urn:uuid:1", **said}))
    assert (credential.evidence, credential.image, credential.achievement.id) == ((), None, None)
    assert credential.incomplete == MEMBERS


def test_a_token_counts_from_nowhere_wherever_it_was_found():
    """Anybody may lay a signed badge beside a badge class of their own."""
    signed = token({**ASSERTION, "badge": "/badges/1", "verification": {"type": "signed"}})
    _, asked = bring(signed, web())
    assert asked == []


def test_members_of_an_embedded_badge_class_are_told_with_their_place():
    embedded = {**BADGE, "id": "urn:b", "image": "b.png", "criteria": "/c"}
    embedded["issuer"] = {"name": "A", "url": "/home", "image": {"id": "/logo"}}
    credential = read(document({**ASSERTION, "id": "urn:uuid:1", "badge": embedded}))
    assert credential.incomplete == ("badge/image", "badge/criteria", "issuer/image", "issuer/url")
    assert (credential.achievement.image, credential.achievement.criteria_url) == (None, None)
    assert credential.achievement.criteria == {}
    assert (credential.issuer.url, credential.issuer.image) == (None, None)


def test_version_0_5_counts_from_its_issuer_s_site_wherever_it_is():
    credential = read(document(version_0_5()))
    assert credential.achievement.image == f"{HOME}/image.png"
    assert credential.incomplete == ()
    nowhere = version_0_5({"/badge/issuer/origin": "here"})
    assert read(document(nowhere)).incomplete == ("badge/image", "badge/criteria")


def test_version_1_that_is_signed_tells_what_was_left_out():
    signed = version_1({"/verify": {"type": "signed", "url": f"{HOME}/key"}, "/badge": "/badge"})
    assert read(token(signed)).incomplete == ("badge",)


@pytest.mark.parametrize(
    "said",
    [
        "https://a.example/x",
        "urn:uuid:1",
        "did:web:a.example",
        "data:image/png;base64,AA==",
        "mailto:ada@a.example",
        "Build one.",
        "robots",
        "",
        None,
        7,
        {"name": "x"},
        {"id": "https://a.example/x"},
        [],
    ],
)
def test_what_is_no_relative_address_is_left_as_it_is(said):
    for place in (HOME, None):
        assert completed({"image": said}, place, "image", "issuer") == {"image": said}
        assert left_out({"image": said}, place, "image", "issuer") == ()


@pytest.mark.parametrize("place", [None, "urn:uuid:1", "a.example/x", "ftp://a.example/"])
def test_what_counts_from_nowhere_is_left_out(place):
    thing = {"image": "/i.png", "evidence": ["/e", {"id": "/e", "name": "E"}, f"{HOME}/e"]}
    assert completed(thing, place, "image", "evidence") == {
        "evidence": [{"name": "E"}, f"{HOME}/e"]
    }
    assert left_out(thing, place, "image", "evidence") == ("image", "evidence")


@pytest.mark.parametrize("said", ["//[", "//", "http:/x", "///x"])
def test_what_joins_to_no_address_is_left_out_or_as_it_is(said):
    whole = completed({"image": said}, HOME, "image").get("image")
    assert whole is None or whole == said or whole.startswith(HOME)
