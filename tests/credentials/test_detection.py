import pytest

from tests.credentials.documents import document, pointer, token
from tests.vectors import VECTORS, needs_vectors
from wallet.credentials import READERS, CredentialError, CredentialFormat, reader_of
from wallet.documents import open_documents

V2 = "https://w3id.org/openbadges/v2"
VC2 = "https://www.w3.org/ns/credentials/v2"


@pytest.mark.parametrize(
    ("opened", "format_"),
    [
        pytest.param(
            document({"@context": V2, "type": "Assertion"}),
            CredentialFormat.OPEN_BADGES_2_HOSTED,
            id="assertion",
        ),
        pytest.param(
            document({"recipient": "a@b.c", "badge": {"name": "N"}, "issued_on": "2011-01-01"}),
            CredentialFormat.OPEN_BADGES_1_HOSTED,
            id="version-0.5",
        ),
        pytest.param(
            document({"uid": "1", "recipient": {}, "badge": "https://a.example/b"}),
            CredentialFormat.OPEN_BADGES_1_HOSTED,
            id="version-1.0-by-its-uid",
        ),
        pytest.param(
            document({"badge": "https://a.example/b", "verify": {"url": "https://a.example/1"}}),
            CredentialFormat.OPEN_BADGES_1_HOSTED,
            id="version-1.0-by-its-address",
        ),
        pytest.param(
            document({"@context": "https://w3id.org/openbadges/v1", "type": "Assertion"}),
            CredentialFormat.OPEN_BADGES_1_HOSTED,
            id="version-1.1",
        ),
        pytest.param(
            token({"uid": "1", "badge": "https://a.example/b", "recipient": {}}),
            CredentialFormat.OPEN_BADGES_1_SIGNED,
            id="signed-version-1.0",
        ),
        pytest.param(
            document({"id": "urn:x", "badge": "https://a.example/b", "recipient": {}}),
            CredentialFormat.OPEN_BADGES_2_HOSTED,
            id="assertion-by-its-shape",
        ),
        pytest.param(
            document({"type": "https://w3id.org/openbadges#Assertion"}),
            CredentialFormat.OPEN_BADGES_2_HOSTED,
            id="assertion-by-its-full-type",
        ),
        pytest.param(
            token({"badge": "https://a.example/b", "verification": {"type": "signed"}}),
            CredentialFormat.OPEN_BADGES_2_SIGNED,
            id="signed-assertion",
        ),
        pytest.param(
            pointer("https://a.example/1"), CredentialFormat.OPEN_BADGES_2_HOSTED, id="address"
        ),
        pytest.param(
            document({"type": "OpenBadgeCredential"}),
            CredentialFormat.OPEN_BADGES_3_LINKED_DATA,
            id="open-badge-credential",
        ),
        pytest.param(
            token({"vc": {"type": ["VerifiableCredential", "AchievementCredential"]}}),
            CredentialFormat.OPEN_BADGES_3_JWT,
            id="achievement-credential-in-a-token",
        ),
        pytest.param(
            document({"@context": [VC2], "credentialSubject": {}}),
            CredentialFormat.VERIFIABLE_CREDENTIAL_LINKED_DATA,
            id="verifiable-credential-by-its-shape",
        ),
    ],
)
def test_finds_the_reader(opened, format_):
    assert reader_of(opened) is READERS[format_]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (
            {"@context": [V2, "https://w3id.org/blockcerts/v2"], "type": "Profile"},
            "profile of an issuer",
        ),
        ({"@context": V2, "type": "BadgeClass", "name": "N"}, "BadgeClass"),
        ({"type": ["Profile", "Issuer"]}, "profile of an issuer"),
        ({"@type": "VerifiablePresentation", "verifiableCredential": []}, "presentation"),
        ({}, "no credential"),
        ({"name": "N"}, "no credential"),
        ({"type": 7, "@context": {"a": 1}}, "no credential"),
    ],
)
def test_says_what_it_is_instead(content, said):
    with pytest.raises(CredentialError) as refusal:
        reader_of(document(content))
    assert refusal.value.code == "FORMAT_UNKNOWN"
    assert said in refusal.value.message


def test_two_generations_in_one_are_refused():
    both = {"type": ["Assertion", "VerifiableCredential"], "badge": "https://a.example/b"}
    with pytest.raises(CredentialError) as refusal:
        reader_of(document(both))
    assert refusal.value.code == "FORMAT_AMBIGUOUS"


@needs_vectors
@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("1_0_basic_issuer.json", "no credential"),
        ("1_1_basic_badgeclass.json", "BadgeClass"),
        ("1_1_basic_issuer.json", "profile of an issuer"),
        ("1_0_basic_badgeclass.json", "no credential"),
        ("2_0_basic_badgeclass.json", "BadgeClass"),
        ("2_0_basic_issuer.json", "profile of an issuer"),
    ],
)
def test_components_that_are_no_awards(name, said):
    folder = VECTORS / "1EdTech/openbadges-validator-core/tests/testfiles/test_components"
    (opened,) = open_documents((folder / name).read_bytes())
    with pytest.raises(CredentialError) as refusal:
        reader_of(opened)
    assert said in refusal.value.message
