from datetime import UTC, datetime

import pytest

from tests.credentials.documents import document, read, token
from tests.vectors import EDTECH, VECTORS, needs_vectors
from wallet.credentials import CredentialError, CredentialFormat
from wallet.credentials.credential import Alignment, Evidence, RecipientIdentity, Result
from wallet.documents import open_documents

BADGE = {
    "@context": [
        "https://www.w3.org/ns/credentials/v2",
        "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
    ],
    "id": "urn:uuid:1",
    "type": ["VerifiableCredential", "OpenBadgeCredential"],
    "name": "Robotics of 2025",
    "issuer": {"id": "did:key:z6Mk", "type": ["Profile"], "name": "A School"},
    "validFrom": "2025-01-10T08:00:00Z",
    "credentialSubject": {
        "id": "did:key:z6Learner",
        "type": ["AchievementSubject"],
        "achievement": {
            "id": "urn:uuid:2",
            "type": ["Achievement"],
            "name": "Robotics",
            "description": "For robots.",
            "criteria": {"narrative": "Build one."},
        },
    },
    "proof": {"type": "DataIntegrityProof"},
}


def badge(**members):
    return {**BADGE, **members}


def subject(**members):
    return badge(credentialSubject={**BADGE["credentialSubject"], **members})


def achievement(**members):
    return subject(achievement={**BADGE["credentialSubject"]["achievement"], **members})


def test_reads_a_badge():
    credential = read(document(BADGE))
    assert credential.format is CredentialFormat.OPEN_BADGES_3_LINKED_DATA
    assert credential.format.is_verifiable_credential
    assert credential.id == "urn:uuid:1"
    assert credential.types == ("VerifiableCredential", "OpenBadgeCredential")
    assert credential.title == {"und": "Robotics"}
    assert credential.name == {"und": "Robotics of 2025"}
    assert credential.achievement.criteria == {"und": "Build one."}
    assert (credential.issuer.id, credential.issuer.name) == ("did:key:z6Mk", {"und": "A School"})
    assert credential.valid_from == datetime(2025, 1, 10, 8, tzinfo=UTC)
    assert credential.valid_until is None
    assert credential.recipients == (RecipientIdentity("id", "did:key:z6Learner"),)
    assert credential.proofs == ({"type": "DataIntegrityProof"},)
    assert credential.content == BADGE
    assert credential.hosting is None


@pytest.mark.parametrize("kind", ["OpenBadgeCredential", "AchievementCredential"])
@pytest.mark.parametrize("in_a_list", [True, False])
def test_types_as_they_are_written(kind, in_a_list):
    written = ["VerifiableCredential", kind] if in_a_list else kind
    credential = read(document(badge(type=written)))
    assert credential.format is CredentialFormat.OPEN_BADGES_3_LINKED_DATA
    assert kind in credential.types


def test_a_token_of_vc_2_is_the_payload():
    claims = {"iss": "did:key:z6Mk", "nbf": 1736496000}
    credential = read(token({**BADGE, **claims}))
    assert credential.format is CredentialFormat.OPEN_BADGES_3_JWT
    assert credential.content == {**BADGE, **claims}
    assert credential.title == {"und": "Robotics"}


def test_a_token_of_vc_1_is_the_claim_vc():
    credential = read(token({"vc": BADGE, "iss": "did:key:z6Other", "nbf": 1}))
    assert credential.format is CredentialFormat.OPEN_BADGES_3_JWT
    assert credential.content == BADGE
    assert credential.issuer.id == "did:key:z6Mk"
    assert credential.valid_from == datetime(2025, 1, 10, 8, tzinfo=UTC)


def test_claims_stand_in_for_members_that_a_token_leaves_out():
    lean = {
        "type": BADGE["type"],
        "credentialSubject": {"achievement": {"name": "Robotics"}},
        "issuer": {"name": "A School"},
    }
    claims = {"iss": "did:key:z6Mk", "sub": "did:key:z6L", "jti": "urn:uuid:9", "nbf": 0, "exp": 60}
    credential = read(token({"vc": lean, **claims}))
    assert credential.id == "urn:uuid:9"
    assert (credential.issuer.id, credential.issuer.name) == ("did:key:z6Mk", {"und": "A School"})
    assert credential.recipients == (RecipientIdentity("id", "did:key:z6L"),)
    assert credential.valid_from == datetime(1970, 1, 1, tzinfo=UTC)
    assert credential.valid_until == datetime(1970, 1, 1, 0, 1, tzinfo=UTC)


def test_a_claim_that_is_no_date_is_told():
    lean = {"type": BADGE["type"], "credentialSubject": {}}
    assert read(token({"vc": lean, "exp": "soon"})).unreadable == ("/exp",)


@pytest.mark.parametrize(
    ("identifier", "recipients"),
    [
        (
            {
                "identityType": "emailAddress",
                "identityHash": "sha256$ab",
                "hashed": True,
                "salt": "s",
            },
            [RecipientIdentity("email", "sha256$ab", True, "s")],
        ),
        (
            [
                {"identityType": "emailAddress", "identityHash": "a@b.c", "hashed": False},
                {"identityType": "sourcedId", "identityHash": "7", "hashed": "false"},
                {"identityType": "emailAddress"},
                "a@b.c",
            ],
            [RecipientIdentity("email", "a@b.c"), RecipientIdentity("sourcedid", "7")],
        ),
    ],
    ids=["one", "several"],
)
def test_identities_as_they_are_written(identifier, recipients):
    credential = read(document(subject(identifier=identifier)))
    assert list(credential.recipients[1:]) == recipients
    assert credential.recipients[0].kind == "id"


def test_a_name_among_the_identities():
    named = {"identityType": "name", "identityHash": "Ada", "hashed": False}
    assert read(document(subject(identifier=[named]))).recipient_name == "Ada"


@pytest.mark.parametrize(
    ("written", "issuer_id", "name"),
    [
        ("did:key:z6Mk", "did:key:z6Mk", {}),
        ([{"id": "did:key:z6Mk", "name": "S"}], "did:key:z6Mk", {"und": "S"}),
        (["did:key:a", "did:key:b"], None, {}),
        ({"id": 7, "name": "S"}, None, {"und": "S"}),
        (
            {"id": "did:key:z", "name": [{"@value": "S", "@language": "en"}]},
            "did:key:z",
            {"en": "S"},
        ),
        (None, None, {}),
    ],
)
def test_issuers_as_they_are_written(written, issuer_id, name):
    issuer = read(document(badge(issuer=written))).issuer
    assert (issuer.id, issuer.name) == (issuer_id, name)


@pytest.mark.parametrize(
    ("member", "value", "attribute", "expected"),
    [
        ("image", "https://a.example/i.png", "image", "https://a.example/i.png"),
        (
            "image",
            {"id": "data:image/png;base64,AA", "type": "Image"},
            "image",
            "data:image/png;base64,AA",
        ),
        ("tag", ["robots", 1], "tags", ("robots",)),
        ("achievementType", "Degree", "kind", "Degree"),
        ("criteria", {"id": "https://a.example/c"}, "criteria_url", "https://a.example/c"),
        ("criteria", "https://a.example/c", "criteria_url", "https://a.example/c"),
        ("criteria", "Build.", "criteria", {"und": "Build."}),
        (
            "alignment",
            {
                "targetName": "T",
                "targetUrl": "https://f.example",
                "targetFramework": "F",
                "targetType": "CTDL",
            },
            "alignments",
            (Alignment("T", "https://f.example", framework="F", kind="CTDL"),),
        ),
    ],
)
def test_achievements_as_they_are_written(member, value, attribute, expected):
    credential = read(document(achievement(**{member: value})))
    assert getattr(credential.achievement, attribute) == expected


def test_the_language_of_an_achievement():
    credential = read(document(achievement(inLanguage="fi", name="Robotiikka")))
    assert credential.achievement.name == {"fi": "Robotiikka"}
    assert credential.languages == ("fi",)


def test_results_with_their_scale():
    credential = read(
        document(
            subject(
                result=[
                    {"resultDescription": "urn:uuid:g", "value": 4.5},
                    {
                        "resultDescription": "urn:uuid:r",
                        "achievedLevel": "urn:uuid:l2",
                        "status": "Completed",
                    },
                ],
                achievement={
                    "name": "Robotics",
                    "resultDescription": [
                        {
                            "id": "urn:uuid:g",
                            "name": "Grade",
                            "resultType": "Percent",
                            "valueMin": 0,
                            "valueMax": "5",
                        },
                        {
                            "id": "urn:uuid:r",
                            "name": "Skill",
                            "requiredLevel": "urn:uuid:l1",
                            "allowedValue": ["a", "b"],
                            "rubricCriterionLevel": [
                                {"id": "urn:uuid:l1", "name": "Fair"},
                                {"id": "urn:uuid:l2", "name": "Good"},
                            ],
                        },
                    ],
                },
            )
        )
    )
    assert credential.results == (
        Result({"und": "4.5"}, description="urn:uuid:g"),
        Result({}, "Completed", "urn:uuid:r", {"und": "Good"}),
    )
    grade, skill = credential.achievement.result_descriptions
    assert (grade.name, grade.kind) == ({"und": "Grade"}, "Percent")
    assert (grade.minimum, grade.maximum) == ("0", "5")
    assert (skill.allowed_values, skill.required) == (("a", "b"), {"und": "Fair"})


@pytest.mark.parametrize(
    "written",
    [
        [BADGE["credentialSubject"], BADGE["credentialSubject"]],
        {"achievement": [{"name": "A"}, {"name": "B"}]},
    ],
    ids=["two-subjects", "two-achievements"],
)
def test_several_achievements_are_refused(written):
    with pytest.raises(CredentialError) as refusal:
        read(document(badge(credentialSubject=written)))
    assert refusal.value.code == "FORMAT_AMBIGUOUS"
    assert refusal.value.pointer == "/credentialSubject"


@pytest.mark.parametrize("written", [None, "did:key:z6L", [], {}, 7])
def test_without_an_achievement_the_badge_has_its_own_name(written):
    assert read(document(badge(credentialSubject=written))).title == {"und": "Robotics of 2025"}


def test_status_evidence_and_dates():
    credential = read(
        document(
            badge(
                credentialStatus=[
                    {"id": "https://a.example/s#1", "type": "BitstringStatusListEntry"},
                    {"id": "https://a.example/r", "type": ["1EdTechRevocationList"]},
                ],
                evidence={"id": "https://a.example/w", "narrative": "I did.", "name": "Work"},
                validUntil="2026-01-01T00:00:00Z",
                expirationDate="2025-06-01T00:00:00Z",
                awardedDate="yesterday",
            )
        )
    )
    assert [status.types for status in credential.statuses] == [
        ("BitstringStatusListEntry",),
        ("1EdTechRevocationList",),
    ]
    assert credential.statuses[0].id == "https://a.example/s#1"
    assert credential.evidence == (
        Evidence("https://a.example/w", {"und": "Work"}, {"und": "I did."}),
    )
    assert credential.valid_until == datetime(2025, 6, 1, tzinfo=UTC)
    assert credential.awarded_at is None
    assert credential.unreadable == ("/awardedDate",)


def test_an_empty_list_reads_as_absent():
    credential = read(document(badge(evidence=[], credentialStatus=[], endorsement=[], proof=[])))
    assert credential.evidence == credential.statuses == credential.proofs == ()


@needs_vectors
def test_the_complete_badge_of_1edtech():
    credential = read(open_documents((EDTECH / "ob30/complete.json").read_bytes())[0])
    assert credential.id == "http://1edtech.edu/credentials/3732"
    assert credential.title == {"und": "1EdTech University Degree"}
    assert credential.image == "https://1edtech.edu/credentials/3732/image"
    assert credential.issuer.name == {"und": "1EdTech University"}
    assert credential.achievement.kind == "Degree"
    assert credential.achievement.creator.email == "registrar@1edtech.edu"
    assert [a.kind for a in credential.achievement.alignments] == ["CFItem", "CTDL"]
    assert [r.value for r in credential.recipients] == [
        "did:example:ebfeb1f712ebc6f1c276e12ec21",
        "student@1edtech.edu",
        "somebody@gmail.com",
    ]
    assert not any(r.hashed for r in credential.recipients)
    scales = {scale.id: scale for scale in credential.achievement.result_descriptions}
    assert {result.description for result in credential.results} <= set(scales)
    assert scales["urn:uuid:f6ab24cd-86e8-4eaf-b8c6-ded74e8fd41c"].required == {"und": "C"}
    assert credential.unreadable == ()


@needs_vectors
@pytest.mark.parametrize(
    "path",
    sorted((EDTECH / "ob30").rglob("simple*")),
    ids=lambda path: path.name,
)
def test_every_simple_badge_of_1edtech(path):
    credential = read(open_documents(path.read_bytes())[0])
    assert credential.title["und"] in {
        "Teamwork",
        "Example University Degree",
        "test 1",
        "some name",
    }
    assert credential.valid_from.year in {2010, 2022, 2024, 2040, 2099}
    assert (credential.issuer.id is None) == (path.name == "simple-err-issuer.json")
    assert credential.format.value.startswith("OPEN_BADGES_3") == (
        path.name != "simple-err-type.json"
    )


@needs_vectors
@pytest.mark.parametrize(
    ("name", "check"),
    [
        (
            "legacyRegistry-noStatus-noExpiry-identityHash",
            lambda c: c.recipient_name == "Parker Pearl",
        ),
        ("legacyRegistry-noStatus-noExpiry-alignments", lambda c: c.achievement.alignments),
        ("legacyRegistry-noStatus-noExpiry-credSubjName", lambda c: c.recipient_name),
        ("twoOIDF-validStatus-expired", lambda c: c.valid_until.year < 2026),
        ("oidf-noStatus-notExpired-notYetValid", lambda c: c.valid_from.year == 2099),
        (
            "noRegistry-revokedStatus-noExpiry",
            lambda c: c.statuses[0].types == ("BitstringStatusListEntry",),
        ),
    ],
)
def test_fixtures_of_the_digital_credentials_consortium(name, check):
    folder = (
        "digitalcredentials/vc-test-fixtures/verifiableCredentials/v2/dataIntegrityProof/didKey"
    )
    credential = read(open_documents((VECTORS / folder / f"{name}.json").read_bytes())[0])
    assert credential.format is CredentialFormat.OPEN_BADGES_3_LINKED_DATA
    assert check(credential)
