import json
from datetime import UTC, datetime
from functools import cache

import pytest

from tests.credentials.documents import bring, document, pointer, read, token
from tests.vectors import EDTECH, needs_vectors
from wallet.credentials import CredentialError, CredentialFormat, reader_of
from wallet.credentials.credential import Alignment, Evidence, RecipientIdentity, StatusEntry
from wallet.documents import open_documents

ID = "https://a.example/assertions/1"
BADGE_ID = "https://a.example/badges/1"
ISSUER_ID = "https://a.example/issuer"
CONTEXT = "https://w3id.org/openbadges/v2"

ASSERTION = {
    "@context": CONTEXT,
    "type": "Assertion",
    "id": ID,
    "recipient": {"type": "email", "hashed": False, "identity": "ada@a.example"},
    "badge": BADGE_ID,
    "verification": {"type": "HostedBadge"},
    "issuedOn": "2025-01-10T08:00:00+02:00",
    "expires": "2030-01-10",
}
BADGE = {
    "type": "BadgeClass",
    "id": BADGE_ID,
    "name": "Robotics",
    "description": "For robots.",
    "image": "https://a.example/badge.png",
    "criteria": {"id": "https://a.example/criteria", "narrative": "Build *one*."},
    "issuer": ISSUER_ID,
}
ISSUER = {
    "type": "Issuer",
    "id": ISSUER_ID,
    "name": "A School",
    "url": "https://a.example",
    "email": "office@a.example",
    "verification": {"startsWith": "https://a.example/", "allowedOrigins": ["a.example"]},
    "publicKey": [{"id": "https://a.example/key"}, "https://a.example/key2"],
    "revocationList": "https://a.example/revoked",
}
WEB = {ID: ASSERTION, BADGE_ID: BADGE, ISSUER_ID: ISSUER}


def test_reads_a_hosted_badge():
    credential = read(document(ASSERTION), WEB)
    assert credential.format is CredentialFormat.OPEN_BADGES_2_HOSTED
    assert credential.id == ID
    assert credential.types == ("Assertion",)
    assert credential.content == ASSERTION
    assert credential.title == {"und": "Robotics"}
    assert credential.achievement.id == BADGE_ID
    assert credential.achievement.description == {"und": "For robots."}
    assert credential.achievement.criteria == {"und": "Build *one*."}
    assert credential.achievement.criteria_url == "https://a.example/criteria"
    assert credential.achievement.image == "https://a.example/badge.png"
    assert credential.issuer.id == ISSUER_ID
    assert credential.issuer.name == {"und": "A School"}
    assert credential.issuer.email == "office@a.example"
    assert credential.valid_from == datetime(2025, 1, 10, 6, tzinfo=UTC)
    assert credential.valid_until == datetime(2030, 1, 10, tzinfo=UTC)
    assert credential.recipients == (RecipientIdentity("email", "ada@a.example"),)
    hosting = credential.hosting
    assert (hosting.kind, hosting.assertion_url) == ("hosted", ID)
    assert hosting.starts_with == ("https://a.example/",)
    assert hosting.allowed_origins == ("a.example",)
    assert credential.statuses == (StatusEntry(("HostedBadge",), ID, {}),)
    assert hosting.public_keys == ({"id": "https://a.example/key"}, "https://a.example/key2")
    assert credential.unreadable == ()


def test_asks_for_one_document_after_the_other():
    _, asked = bring(document(ASSERTION), WEB)
    assert asked == [(ID, "ASSERTION"), (BADGE_ID, "ACHIEVEMENT"), (ISSUER_ID, "ISSUER")]


def test_what_was_brought_only_names_the_address():
    forged = {**ASSERTION, "badge": "https://evil.example/phd", "expires": None}
    linked, asked = bring(document(forged), WEB)
    assert ("https://evil.example/phd", "ACHIEVEMENT") not in asked
    credential = reader_of(document(forged)).read(document(forged), linked)
    assert credential.title == {"und": "Robotics"}
    assert credential.valid_until == datetime(2030, 1, 10, tzinfo=UTC)


def test_an_address_alone():
    credential = read(pointer(ID), WEB)
    assert credential.title == {"und": "Robotics"}
    assert bring(pointer(ID), WEB)[1][0] == (ID, "ASSERTION")


def test_a_mirror_is_a_pointer_to_the_assertion_s_own_address():
    mirror = "https://mirror.example/copy"
    web = {**WEB, mirror: {**ASSERTION, "badge": "https://mirror.example/badge"}}
    linked, asked = bring(pointer(mirror), web)
    assert asked[:2] == [(mirror, "ASSERTION"), (ID, "ASSERTION")]
    credential = reader_of(pointer(mirror)).read(pointer(mirror), linked)
    assert credential.hosting.assertion_url == ID
    assert credential.achievement.id == BADGE_ID


def test_an_assertion_that_declares_another_id_shows_both():
    web = {**WEB, ID: {**ASSERTION, "id": "https://a.example/assertions/2"}}
    credential = read(document(ASSERTION), web)
    assert credential.hosting.assertion_url == ID
    assert credential.id == "https://a.example/assertions/2"


@pytest.mark.parametrize(
    ("gone", "title", "issuer"),
    [
        ({ID}, {"und": "Robotics"}, {"und": "A School"}),
        ({BADGE_ID}, {}, {}),
        ({ISSUER_ID}, {"und": "Robotics"}, {}),
        ({ID, BADGE_ID, ISSUER_ID}, {}, {}),
    ],
    ids=["the-assertion", "the-badge", "the-issuer", "all"],
)
def test_what_has_disappeared_is_left_out(gone, title, issuer):
    credential = read(document(ASSERTION), {u: d for u, d in WEB.items() if u not in gone})
    assert credential.title == title
    assert credential.issuer.name == issuer
    assert credential.hosting.assertion_url == ID
    if ISSUER_ID in gone or BADGE_ID in gone:
        assert credential.hosting.public_keys == ()
        assert credential.hosting.starts_with == ()


def test_nothing_at_an_address_is_no_credential():
    with pytest.raises(CredentialError) as refusal:
        read(pointer(ID), {})
    assert refusal.value.code == "HOST_UNREACHABLE"
    assert ID in refusal.value.message


@pytest.mark.parametrize("found", [BADGE, ISSUER, {}, {"credentialSubject": {}}])
def test_something_else_at_the_address_is_no_credential(found):
    with pytest.raises(CredentialError) as refusal:
        read(pointer(ID), {ID: found})
    assert refusal.value.code == "FORMAT_UNKNOWN"


def test_a_stub_of_a_revoked_badge_still_says_which_it_was():
    stub = {"@context": CONTEXT, "type": "Assertion", "id": ID, "revoked": True}
    credential = read(document(ASSERTION), {**WEB, ID: stub})
    assert credential.content == stub
    assert credential.title == {"und": "Robotics"}
    assert credential.valid_from == datetime(2025, 1, 10, 6, tzinfo=UTC)


def test_a_signed_badge_is_the_payload_and_its_issuer_is_fetched():
    payload = {
        **ASSERTION,
        "id": "urn:uuid:1",
        "verification": {"type": "SignedBadge", "creator": "https://a.example/key"},
    }
    linked, asked = bring(token(payload), WEB)
    assert asked == [(BADGE_ID, "ACHIEVEMENT"), (ISSUER_ID, "ISSUER")]
    credential = reader_of(token(payload)).read(token(payload), linked)
    assert credential.format is CredentialFormat.OPEN_BADGES_2_SIGNED
    assert credential.id == "urn:uuid:1"
    assert credential.hosting.kind == "signed"
    assert credential.hosting.creator == "https://a.example/key"
    assert credential.hosting.assertion_url is None
    assert credential.hosting.public_keys[1] == "https://a.example/key2"


def test_an_embedded_issuer_lends_its_name_but_no_keys_and_no_scope():
    embedded = {**ASSERTION, "badge": {**BADGE, "issuer": ISSUER}}
    credential = read(token(embedded), {})
    assert credential.issuer.name == {"und": "A School"}
    assert credential.issuer.id == ISSUER_ID
    assert credential.hosting.public_keys == ()
    assert credential.hosting.starts_with == credential.hosting.allowed_origins == ()
    assert credential.statuses == ()


def test_an_embedded_badge_is_not_fetched_but_its_issuer_is():
    embedded = {**ASSERTION, "badge": {**BADGE, "issuer": ISSUER}}
    _, asked = bring(document(embedded), {**WEB, ID: embedded})
    assert asked == [(ID, "ASSERTION"), (ISSUER_ID, "ISSUER")]


def test_a_badge_that_only_says_its_id_is_fetched():
    stub = {**ASSERTION, "badge": {"id": BADGE_ID, "type": "BadgeClass"}}
    assert read(document(stub), {**WEB, ID: stub}).title == {"und": "Robotics"}


def test_a_profile_is_known_by_its_address_whatever_it_calls_itself():
    posing = {**ISSUER, "id": "https://mit.example/issuer"}
    assert read(document(ASSERTION), {**WEB, ISSUER_ID: posing}).issuer.id == ISSUER_ID


@pytest.mark.parametrize("declared", ["urn:uuid:1", "did:web:mit.example", "MIT"])
def test_a_profile_whose_id_is_no_address_anchors_nothing(declared):
    posing = {**ISSUER, "id": declared}
    assert read(document(ASSERTION), {**WEB, ISSUER_ID: posing}).issuer.id is None


@pytest.mark.parametrize(
    ("change", "recipients"),
    [
        (
            {"type": "email", "identity": "sha256$ab12", "hashed": "true", "salt": "x"},
            [RecipientIdentity("email", "sha256$ab12", True, "x")],
        ),
        (
            {"type": "email", "identity": "sha256$ab12"},
            [RecipientIdentity("email", "sha256$ab12", True)],
        ),
        ({"type": "email", "identity": "a@b.c"}, [RecipientIdentity("email", "a@b.c", False)]),
        (
            {"type": "url", "identity": "https://b.example"},
            [RecipientIdentity("url", "https://b.example")],
        ),
        ({"identity": "a@b.c", "salt": ""}, [RecipientIdentity("email", "a@b.c")]),
        ([{"identity": "a@b.c"}], [RecipientIdentity("email", "a@b.c")]),
        ("md5$ab12", [RecipientIdentity("email", "md5$ab12", True)]),
        ({"type": "email"}, []),
        (7, []),
    ],
)
def test_recipients_as_they_are_written(change, recipients):
    credential = read(document({**ASSERTION, "id": "urn:x", "recipient": change}))
    assert list(credential.recipients) == recipients


@pytest.mark.parametrize(
    ("member", "value", "attribute", "expected"),
    [
        ("criteria", "https://a.example/c", "criteria_url", "https://a.example/c"),
        ("criteria", "Build one.", "criteria", {"und": "Build one."}),
        ("criteria", {"narrative": "Build."}, "criteria", {"und": "Build."}),
        ("tags", "robots", "tags", ("robots",)),
        ("tags", ["robots", 3, "", "steel"], "tags", ("robots", "steel")),
        (
            "image",
            {"id": "https://a.example/i.png", "caption": "c"},
            "image",
            "https://a.example/i.png",
        ),
        ("image", "data:image/png;base64,AAAA", "image", "data:image/png;base64,AAAA"),
        (
            "alignment",
            {"targetName": "T", "targetUrl": "https://f.example/t", "targetCode": "1"},
            "alignments",
            (Alignment("T", "https://f.example/t", "1"),),
        ),
        (
            "alignment",
            [
                {"name": "T", "url": "https://f.example/t", "description": "d"},
                "https://f.example/u",
                4,
            ],
            "alignments",
            (
                Alignment("T", "https://f.example/t", target_description="d"),
                Alignment("https://f.example/u", "https://f.example/u"),
            ),
        ),
        ("name", {"@value": "Robótica", "@language": "es"}, "name", {"es": "Robótica"}),
    ],
)
def test_badge_classes_as_they_are_written(member, value, attribute, expected):
    web = {**WEB, BADGE_ID: {**BADGE, member: value}}
    assert getattr(read(document(ASSERTION), web).achievement, attribute) == expected


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("https://a.example/work", (Evidence("https://a.example/work"),)),
        (
            {"id": "https://a.example/w", "name": "W"},
            (Evidence("https://a.example/w", {"und": "W"}),),
        ),
        (
            [{"narrative": "I did."}, "https://a.example/w", {}, None, 5],
            (Evidence(None, narrative={"und": "I did."}), Evidence("https://a.example/w")),
        ),
    ],
)
def test_evidence_as_it_is_written(written, expected):
    assert read(document({**ASSERTION, "id": "urn:x", "evidence": written})).evidence == expected


@pytest.mark.parametrize(
    ("verification", "kind"),
    [
        ({"type": "hosted"}, "hosted"),
        ({"type": ["HostedBadge"]}, "hosted"),
        ({"type": "signed"}, "signed"),
        ({"type": "https://w3id.org/openbadges#SignedBadge"}, "signed"),
        ({"type": "Other"}, "other"),
        ({}, "hosted"),
        (None, "hosted"),
    ],
)
@pytest.mark.parametrize("member", ["verification", "verify"])
def test_kinds_of_verification_as_they_are_written(member, verification, kind):
    plain = {key: value for key, value in ASSERTION.items() if key != "verification"}
    assert read(document({**plain, "id": "urn:x", member: verification})).hosting.kind == kind


def test_the_address_may_be_in_verify_as_of_old():
    old = {**ASSERTION, "id": "urn:x", "verify": {"type": "hosted", "url": ID}}
    del old["verification"]
    assert bring(document(old), WEB)[1][0] == (ID, "ASSERTION")


def test_a_missing_context_and_types_in_a_list():
    plain = {**ASSERTION, "type": ["Assertion", "Thing"]}
    del plain["@context"]
    assert read(document(plain), {**WEB, ID: plain}).types == ("Assertion", "Thing")


def test_dates_of_old_and_none():
    credential = read(
        document({**ASSERTION, "id": "urn:x", "issuedOn": 1456370703, "expires": "next year"})
    )
    assert credential.valid_from == datetime(2016, 2, 25, 3, 25, 3, tzinfo=UTC)
    assert credential.valid_until is None
    assert credential.unreadable == ("/expires",)


@cache
def example_org():
    """http(s)://example.org/* is what 1EdTech's own tests put there."""
    assets = {
        path.name: json.loads(path.read_text())
        for path in (EDTECH / "ob20/assets").glob("*.json")
        if path.name != "openbadges_context.json"  # notes and two contexts in one file
    }
    return {
        f"{scheme}://example.org/{name}": content
        for scheme in ("http", "https")
        for name, content in assets.items()
    }


def opened_file(name):
    (found,) = open_documents((EDTECH / "ob20" / name).read_bytes())
    return found


@pytest.mark.parametrize(
    "name",
    ["basic-assertion.json", "simple-badge.png", "simple.jwt", "warning-with-redirection.json"],
)
@needs_vectors
def test_the_basic_badge_in_each_carrier(name):
    opened = opened_file(name)
    hosted = {**example_org(), opened.content["id"]: opened.content}
    credential = read(opened, hosted)
    assert credential.id == "https://example.org/beths-robotics-badge.json"
    assert credential.title == {"und": "Awesome Robotics Badge"}
    assert credential.achievement.criteria_url.endswith("badgecriteria.json")
    assert credential.achievement.image == "https://example.org/robotics-badge.png"
    assert credential.issuer.id == "https://example.org/organization.json"
    assert credential.issuer.name == {"und": "An Example Badge Issuer"}
    assert credential.hosting.public_keys == ("http://example.org/key1.json",)
    assert credential.valid_from == datetime(2016, 12, 31, 23, 59, 59, tzinfo=UTC)
    assert credential.recipients[0].hashed
    assert credential.recipients[0].salt == "deadsea"


@needs_vectors
def test_a_badge_in_spanish():
    opened = opened_file("basic-assertion-with-language.json")
    credential = read(opened, {**example_org(), opened.content["id"]: opened.content})
    assert credential.title == {"es": "Insignia fantastica", "en-US": "Awesome Robotics Badge"}
    assert credential.languages == ("es", "en-US")


@needs_vectors
def test_allowed_origins():
    opened = opened_file("basic-assertion-with-allowed-origins.json")
    credential = read(opened, {**example_org(), opened.content["id"]: opened.content})
    assert credential.hosting.allowed_origins == ("example.com", "example.org")
    assert credential.issuer.id == "http://example.org/issuer-with-allowed-origins.json"


@needs_vectors
def test_an_issuer_whose_id_is_no_address():
    opened = opened_file("warning-issuer-non-http.json")
    credential = read(opened, {**example_org(), opened.content["id"]: opened.content})
    assert credential.issuer.id is None
    assert credential.issuer.name == {"und": "some Issuer"}


@needs_vectors
def test_a_signed_badge_and_its_revocation_list():
    credential = read(opened_file("simple-revoked.jwt"), example_org())
    assert credential.format is CredentialFormat.OPEN_BADGES_2_SIGNED
    assert credential.hosting.creator == "http://example.org/key3.json"
    (status,) = credential.statuses
    assert status.types == ("RevocationList",)
    assert status.id.endswith("revocation-list.json")


@needs_vectors
def test_an_embedded_badge_with_endorsements():
    opened = opened_file("assertion-with-endorsements.json")
    credential = read(opened, {**example_org(), opened.content["id"]: opened.content})
    assert credential.achievement.id == "https://example.org/badgeclass-with-endorsements.json"
    assert credential.issuer.name == {"und": "An Example Badge Issuer"}
