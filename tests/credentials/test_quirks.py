"""What platforms write that no specification asks for, one row each, read in every version."""

from datetime import UTC, datetime

import pytest

from tests.credentials.documents import document, read
from tests.credentials.test_open_badges_2 import ASSERTION, BADGE, BADGE_ID, ID, ISSUER, ISSUER_ID
from tests.verification.test_open_badges_1 import HOME, URL, version_1, web
from wallet.credentials.credential import Alignment, CredentialFormat, Evidence, RecipientIdentity

HASH = "sha256$00ff"
SECOND = datetime(2016, 2, 25, 2, 45, 3, tzinfo=UTC)
DAY = datetime(2030, 6, 1, tzinfo=UTC)


def of_2(*, badge=None, issuer=None, without=(), **assertion):
    """A badge of version 2, changed and read."""
    changed = {**ASSERTION, **assertion}
    changed = {name: said for name, said in changed.items() if name not in without}
    class_ = {**BADGE, **(badge or {})}
    return read(
        document(changed),
        {ID: changed, BADGE_ID: class_, ISSUER_ID: {**ISSUER, **(issuer or {})}},
    )


def of_1(*, badge=None, issuer=None, without=(), **assertion):
    """A badge of version 1, changed and read."""
    changed = {**version_1(), **assertion}
    changed = {name: said for name, said in changed.items() if name not in without}
    return read(document(changed), web(changed, badge=badge, issuer=issuer))


def recipient(**identity):
    return {"recipient": {"type": "email", "identity": HASH, **identity}}


BOTH = pytest.mark.parametrize("badge_of", [of_1, of_2], ids=["1.0", "2.0"])


@BOTH
@pytest.mark.parametrize(
    ("said", "moment"),
    [
        pytest.param(1456368303, SECOND, id="epoch"),
        pytest.param("1456368303", SECOND, id="epoch-in-a-string"),
        pytest.param(1456368303.0, SECOND, id="epoch-with-a-point"),
        pytest.param("2030-06-01", DAY, id="date-alone"),
        pytest.param("2030-06-01T00:00:00", DAY, id="no-zone"),
        pytest.param("2030-06-01 00:00:00Z", DAY, id="a-blank-for-the-T"),
        pytest.param("2030-06-01T02:00:00.000000+02:00", DAY, id="microseconds-and-offset"),
        pytest.param(None, None, id="null"),
    ],
)
def test_dates(badge_of, said, moment):
    credential = badge_of(issuedOn=said, expires=said)
    assert (credential.awarded_at, credential.valid_until) == (moment, moment)
    assert credential.unreadable == ()


@BOTH
@pytest.mark.parametrize(
    ("identity", "expected"),
    [
        pytest.param({"hashed": "true"}, RecipientIdentity("email", HASH, True), id="in-a-string"),
        pytest.param({"hashed": "True"}, RecipientIdentity("email", HASH, True), id="as-in-Python"),
        pytest.param({}, RecipientIdentity("email", HASH, True), id="missing-with-a-hash"),
        pytest.param(
            {"identity": "a@b.example"}, RecipientIdentity("email", "a@b.example"), id="missing"
        ),
        pytest.param({"salt": ""}, RecipientIdentity("email", HASH, True), id="empty-salt"),
        pytest.param({"salt": "x"}, RecipientIdentity("email", HASH, True, "x"), id="salt"),
        pytest.param({"type": "Email"}, RecipientIdentity("email", HASH, True), id="capitals"),
        pytest.param({"type": None}, RecipientIdentity("email", HASH, True), id="no-type"),
        pytest.param(
            {"type": "url", "identity": "https://a.example/me", "hashed": False},
            RecipientIdentity("url", "https://a.example/me"),
            id="url",
        ),
    ],
)
def test_recipients(badge_of, identity, expected):
    assert badge_of(**recipient(**identity)).recipients == (expected,)


@BOTH
def test_a_recipient_in_a_list(badge_of):
    (found,) = badge_of(recipient=[{"type": "email", "identity": "a@b.example"}]).recipients
    assert found.value == "a@b.example"


@BOTH
@pytest.mark.parametrize(
    ("said", "name"),
    [
        pytest.param({"name": "S", "url": "https://s.example"}, "S", id="single-object-of-1"),
        pytest.param([{"targetName": "S", "targetUrl": "https://s.example"}], "S", id="list-of-2"),
        pytest.param([{"targetUrl": "https://s.example"}], "https://s.example", id="no-name"),
        pytest.param("https://s.example", "https://s.example", id="address"),
    ],
)
def test_alignments(badge_of, said, name):
    found = badge_of(badge={"/alignment": said} if badge_of is of_1 else {"alignment": said})
    assert found.achievement.alignments == (Alignment(name, "https://s.example"),)


@BOTH
@pytest.mark.parametrize(
    ("said", "tags"),
    [("robots", ("robots",)), (["a", "b"], ("a", "b")), (["a", 7, None, ""], ("a",)), (None, ())],
)
def test_tags(badge_of, said, tags):
    found = badge_of(badge={"/tags": said} if badge_of is of_1 else {"tags": said})
    assert found.achievement.tags == tags


@BOTH
@pytest.mark.parametrize(
    ("said", "image"),
    [
        ("https://a.example/i.png", "https://a.example/i.png"),
        ({"id": "https://a.example/i.png", "caption": "A"}, "https://a.example/i.png"),
        (["https://a.example/i.png"], "https://a.example/i.png"),
        ("data:image/png;base64,AA==", "data:image/png;base64,AA=="),
        ({"caption": "A"}, None),
        ({}, None),
    ],
)
def test_images(badge_of, said, image):
    found = badge_of(badge={"/image": said} if badge_of is of_1 else {"image": said})
    assert found.achievement.image == image


@BOTH
@pytest.mark.parametrize(
    ("said", "words", "url"),
    [
        ("https://a.example/c", {}, "https://a.example/c"),
        ({"id": "https://a.example/c"}, {}, "https://a.example/c"),
        ({"narrative": "Do *it*."}, {"und": "Do *it*."}, None),
        ({"id": "https://a.example/c", "narrative": "Do."}, {"und": "Do."}, "https://a.example/c"),
        ("Do it.", {"und": "Do it."}, None),
        ({}, {}, None),
        ({"narrative": ""}, {}, None),
        (None, {}, None),
    ],
)
def test_criteria(badge_of, said, words, url):
    found = badge_of(badge={"/criteria": said} if badge_of is of_1 else {"criteria": said})
    assert (found.achievement.criteria, found.achievement.criteria_url) == (words, url)


@BOTH
@pytest.mark.parametrize(
    ("said", "evidence"),
    [
        ("https://a.example/e", (Evidence("https://a.example/e"),)),
        (
            {"id": "https://a.example/e", "name": "E"},
            (Evidence("https://a.example/e", {"und": "E"}),),
        ),
        ([{"narrative": "N"}, "https://a.example/e"], None),
        (
            {"@context": "https://w3id.org/openbadges/v2", "type": "Evidence", "name": "E"},
            (Evidence(None, {"und": "E"}),),
        ),
        ([], ()),
        ([{}], ()),
        (None, ()),
    ],
)
def test_evidence(badge_of, said, evidence):
    expected = evidence
    if expected is None:
        expected = (Evidence(None, narrative={"und": "N"}), Evidence("https://a.example/e"))
    assert badge_of(evidence=said).evidence == expected


@pytest.mark.parametrize("type_", ["Assertion", ["Assertion"], ["Assertion", "Extension"]])
def test_types_of_2(type_):
    found = of_2(type=type_)
    assert found.format is CredentialFormat.OPEN_BADGES_2_HOSTED
    assert found.types[0] == "Assertion"


@pytest.mark.parametrize(
    "context",
    [
        "https://w3id.org/openbadges/v2",
        ["https://w3id.org/openbadges/v2", {"x": "https://a.example/x"}],
        "https://purl.imsglobal.org/spec/ob/v2p1/ob_v2p1.jsonld",
        None,
    ],
)
def test_contexts_of_2_0_and_2_1_and_none(context):
    without = () if context else ("@context",)
    found = of_2(**({"@context": context} if context else {}), without=without)
    assert found.format is CredentialFormat.OPEN_BADGES_2_HOSTED
    assert found.title == {"und": "Robotics"}


@pytest.mark.parametrize(
    "verification",
    [
        {"verification": {"type": "hosted"}},
        {"verification": {"type": "HostedBadge"}},
        {"verification": {"type": ["HostedBadge"]}},
        {"verification": {"type": "Hosted"}},
        {"verify": {"type": "hosted"}},
    ],
)
def test_hosted_verification_of_2(verification):
    without = ("verification",) if "verify" in verification else ()
    assert of_2(**verification, without=without).hosting.kind == "hosted"


@pytest.mark.parametrize("type_", ["Issuer", "Profile", ["Profile"], ["Issuer", "Profile"], None])
def test_profiles(type_):
    assert of_2(issuer={"type": type_}).issuer.name == {"und": "A School"}


@pytest.mark.parametrize(
    ("member", "said", "whole"),
    [
        ("evidence", "/e/1", Evidence(f"{HOME}/e/1")),
        ("evidence", "e.html", Evidence(f"{HOME}/e.html")),
        ("evidence", "https://b.example/e", Evidence("https://b.example/e")),
    ],
)
def test_relative_addresses_of_1_count_from_where_they_stand(member, said, whole):
    assert of_1(**{member: said}).evidence == (whole,)


def test_relative_addresses_of_a_badge_class_of_1_count_from_its_own_address():
    found = of_1(badge={"/image": "i.png", "/criteria": "/c"}).achievement
    assert (found.image, found.criteria_url) == (f"{HOME}/i.png", f"{HOME}/c")
    assert URL.startswith(HOME)
