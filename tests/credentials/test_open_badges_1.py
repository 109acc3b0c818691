from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.credentials.documents import bring, document, pointer, read, token
from tests.credentials.test_hostile import opened, places, read_all, spoilt, values
from wallet.credentials import READERS, CredentialError, CredentialFormat, reader_of
from wallet.credentials.credential import Alignment, RecipientIdentity, StatusEntry

HOME = "http://a.example"
URL = f"{HOME}/instance"
HASH = "sha256$85c4196c5516561cef673642157499b70066cb1070852b2a37fdbf3cc599b087"
HOSTED = CredentialFormat.OPEN_BADGES_1_HOSTED
SIGNED = CredentialFormat.OPEN_BADGES_1_SIGNED

V0_5 = {
    "recipient": HASH,
    "salt": "sel gris",
    "evidence": "/evidence/1",
    "issued_on": "2011-06-01",
    "expires": "2030-06-01",
    "badge": {
        "version": "0.5.0",
        "name": "Basic",
        "image": "/img/1.png",
        "description": "A basic badge.",
        "criteria": "/criteria/1",
        "issuer": {
            "origin": HOME,
            "name": "A School",
            "org": "Department of Badges",
            "contact": "office@a.example",
        },
    },
}
V1_0 = {
    "uid": "123abc",
    "recipient": {"identity": HASH, "type": "email", "hashed": "true", "salt": "deadsea"},
    "badge": f"{HOME}/badgeclass",
    "issuedOn": 1456370703,
    "expires": "1893456000",
    "evidence": "work/1",
    "image": "/baked.png",
    "verify": {"type": "hosted", "url": URL},
}
V1_1 = {
    **V1_0,
    "@context": "https://w3id.org/openbadges/v1",
    "type": "Assertion",
    "id": URL,
}
BADGE = {
    "name": "Basic",
    "description": "As basic as it gets.",
    "image": "images/1.png",
    "criteria": "/criteria",
    "issuer": "issuer.json",
    "alignment": [{"name": "Standard", "url": "https://b.example/1", "description": "Of old."}],
    "tags": ["basic"],
}
ISSUER = {
    "name": "A School",
    "url": HOME,
    "email": "office@a.example",
    "image": "/logo.png",
    "revocationList": "/revoked.json",
}
WEB = {URL: V1_0, f"{HOME}/badgeclass": BADGE, f"{HOME}/issuer.json": ISSUER}
SIGNED_1_0 = {**V1_0, "verify": {"type": "signed", "url": f"{HOME}/key.pem"}}


def test_reads_version_0_5_at_its_address():
    credential = read(pointer(URL), {URL: V0_5})
    assert credential.format is HOSTED
    assert (credential.id, credential.hosting.assertion_url) == (URL, URL)
    assert credential.content == V0_5
    assert credential.recipients == (RecipientIdentity("email", HASH, True, "sel gris"),)
    assert credential.valid_from == credential.awarded_at == datetime(2011, 6, 1, tzinfo=UTC)
    assert credential.valid_until == datetime(2030, 6, 1, tzinfo=UTC)
    assert credential.evidence[0].url == f"{HOME}/evidence/1"
    assert credential.title == {"und": "Basic"}
    assert credential.achievement.image == f"{HOME}/img/1.png"
    assert credential.achievement.criteria_url == f"{HOME}/criteria/1"
    assert credential.issuer.id == credential.issuer.url == HOME
    assert credential.issuer.name == {"und": "A School"}
    assert credential.issuer.description == {"und": "Department of Badges"}
    assert credential.issuer.email == "office@a.example"
    assert credential.statuses == (StatusEntry(("HostedBadge",), URL, {}),)


def test_version_0_5_needs_nothing_but_its_own_address():
    assert bring(pointer(URL), {URL: V0_5})[1] == [(URL, "ASSERTION")]
    assert bring(document(V0_5), {})[1] == []


def test_version_0_5_in_a_file_does_not_say_where_it_lies():
    credential = read(document(V0_5))
    assert (credential.id, credential.hosting.assertion_url) == (None, None)
    assert credential.title == {"und": "Basic"}
    assert credential.statuses == (StatusEntry(("HostedBadge",), None, {}),)


@pytest.mark.parametrize(
    ("recipient", "hashed"), [("test@example.com", False), (HASH, True)], ids=["plain", "hashed"]
)
def test_the_form_of_an_old_recipient_says_if_it_is_hashed(recipient, hashed):
    (identity,) = read(document({**V0_5, "recipient": recipient})).recipients
    assert (identity.value, identity.hashed) == (recipient, hashed)


def test_reads_version_1_0():
    credential = read(document(V1_0), WEB)
    assert credential.format is HOSTED
    assert (credential.id, credential.hosting.assertion_url) == (URL, URL)
    assert credential.content == V1_0
    assert credential.recipients == (RecipientIdentity("email", HASH, True, "deadsea"),)
    assert credential.valid_from == datetime(2016, 2, 25, 3, 25, 3, tzinfo=UTC)
    assert credential.valid_until == datetime(2030, 1, 1, tzinfo=UTC)
    assert credential.evidence[0].url == f"{HOME}/work/1"
    assert credential.image == f"{HOME}/baked.png"
    achievement = credential.achievement
    assert (achievement.id, achievement.tags) == (f"{HOME}/badgeclass", ("basic",))
    assert achievement.image == f"{HOME}/images/1.png"
    assert achievement.criteria_url == f"{HOME}/criteria"
    assert achievement.alignments == (
        Alignment("Standard", "https://b.example/1", target_description="Of old."),
    )
    assert credential.issuer.id == f"{HOME}/issuer.json"
    assert credential.issuer.image == f"{HOME}/logo.png"
    assert credential.unreadable == ()


def test_asks_for_one_document_after_the_other():
    assert bring(document(V1_0), WEB)[1] == [
        (URL, "ASSERTION"),
        (f"{HOME}/badgeclass", "ACHIEVEMENT"),
        (f"{HOME}/issuer.json", "ISSUER"),
    ]


def test_reads_version_1_1():
    credential = read(document(V1_1), {**WEB, URL: V1_1})
    assert (credential.format, credential.id) == (HOSTED, URL)
    assert credential.types == ("Assertion",)
    assert credential.issuer.name == {"und": "A School"}


def test_an_assertion_that_lives_on_as_version_2_is_of_version_2():
    upgraded = {**V1_1, "@context": "https://w3id.org/openbadges/v2"}
    credential = read(document(V1_0), {**WEB, URL: upgraded})
    assert credential.format is CredentialFormat.OPEN_BADGES_2_HOSTED


@pytest.mark.parametrize("brought", [V1_0, V1_1, {"verify": V1_0["verify"]}], ids=repr)
def test_what_was_brought_only_names_the_address(brought):
    forged = {**brought, "badge": "https://evil.example/phd"} if len(brought) > 1 else brought
    credential = read(document(forged), WEB)
    assert credential.title == {"und": "Basic"}
    assert credential.hosting.assertion_url == URL


def test_a_mere_pointer_to_a_silent_host_gives_nothing():
    with pytest.raises(CredentialError) as refusal:
        read(document({"verify": {"url": URL}}))
    assert refusal.value.code == "HOST_UNREACHABLE"
    assert URL in refusal.value.message


def test_a_mere_pointer_to_something_else_gives_nothing():
    with pytest.raises(CredentialError) as refusal:
        read(document({"verify": {"url": URL}}), {URL: BADGE})
    assert refusal.value.code == "FORMAT_UNKNOWN"


def test_a_mere_pointer_to_a_key_is_no_badge():
    with pytest.raises(CredentialError):
        reader_of(document({"verify": {"type": "signed", "url": URL}}))


def test_a_silent_host_leaves_what_the_copy_says():
    credential = read(document(V1_0), {})
    assert credential.recipients[0].value == HASH
    assert credential.valid_from == datetime(2016, 2, 25, 3, 25, 3, tzinfo=UTC)
    assert credential.achievement.id == f"{HOME}/badgeclass"


def test_a_stub_of_a_revoked_badge_still_says_which_it_was():
    credential = read(document(V1_0), {**WEB, URL: {"revoked": True}})
    assert (credential.format, credential.content) == (HOSTED, {"revoked": True})
    assert credential.title == {"und": "Basic"}


def test_reads_a_signed_badge():
    credential = read(token(SIGNED_1_0), WEB)
    assert (credential.format, credential.id) == (SIGNED, "123abc")
    assert credential.hosting.kind == "signed"
    assert credential.hosting.creator == f"{HOME}/key.pem"
    assert credential.hosting.assertion_url is None
    assert credential.statuses == (StatusEntry(("RevokedUids",), f"{HOME}/revoked.json", {}),)


def test_a_signed_badge_of_version_1_1():
    credential = read(token({**V1_1, **SIGNED_1_0, "id": "urn:uuid:1"}), WEB)
    assert (credential.format, credential.id) == (SIGNED, "urn:uuid:1")


def test_a_number_for_a_uid():
    assert read(token({**SIGNED_1_0, "uid": 7}), WEB).id == "7"


def test_a_date_of_old_under_its_old_name_in_version_1():
    said = {name: value for name, value in V1_0.items() if name != "issuedOn"}
    credential = read(document({**said, "issued_on": 1456370703}))
    assert credential.valid_from == datetime(2016, 2, 25, 3, 25, 3, tzinfo=UTC)


def test_dates_that_say_what_nobody_can_read_are_pointed_at():
    said = {**V0_5, "issued_on": "January 12th", "expires": "08/13/1985"}
    assert read(document(said)).unreadable == ("/issued_on", "/expires")


@pytest.mark.parametrize(
    ("criteria", "text", "url"),
    [
        ("Build a robot.", {"und": "Build a robot."}, None),
        ("Attendance", {"und": "Attendance"}, None),
        ("criteria/1.html", {}, f"{HOME}/criteria/1.html"),
        ("//b.example/c", {}, "http://b.example/c"),
        ("https://b.example/c", {}, "https://b.example/c"),
        ("//[::1", {"und": "//[::1"}, None),
    ],
)
def test_criteria_are_an_address_or_words(criteria, text, url):
    web = {**WEB, f"{HOME}/badgeclass": {**BADGE, "criteria": criteria}}
    achievement = read(document(V1_0), web).achievement
    assert (achievement.criteria, achievement.criteria_url) == (text, url)


def test_a_picture_inside_stays_as_it_is():
    picture = "data:image/png;base64,iVBO/w0KGgo="
    web = {**WEB, f"{HOME}/badgeclass": {**BADGE, "image": picture}}
    assert read(document(V1_0), web).achievement.image == picture


@pytest.mark.parametrize("content", [V0_5, V1_0, V1_1, {"verify": {"url": URL}}], ids=repr)
def test_each_version_has_one_reader(content):
    assert reader_of(document(content)) is READERS[HOSTED]


@settings(deadline=None, max_examples=150)
@given(
    st.sampled_from([V0_5, V1_0, V1_1, SIGNED_1_0]).flatmap(
        lambda thing: st.builds(spoilt, st.just(thing), st.sampled_from([*places(thing)]), values)
    ),
    st.sampled_from([None, V0_5, V1_0, BADGE, ISSUER]),
    st.booleans(),
)
def test_good_documents_with_one_bad_member(content, found, signed):
    read_all(opened(content, signed=signed), found)
