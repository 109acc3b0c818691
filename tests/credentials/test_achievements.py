from tests.credentials.documents import document, read
from tests.credentials.test_open_badges_3 import achievement, badge, subject
from wallet.credentials.achievements import read_achievement, read_results
from wallet.credentials.credential import Evidence, OtherIdentifier


def test_what_a_catalogue_says_of_an_achievement():
    said = achievement(
        creditsAvailable=36,
        fieldOfStudy="Research",
        humanCode="R1",
        specialization="Methods",
        version="2025-2",
        inLanguage="en-US",
        otherIdentifier=[
            {"identifier": "abde", "identifierType": "identifier"},
            {"identifier": 7},
            {"identifierType": "sourcedId"},
        ],
        related=[{"id": "urn:uuid:3", "version": "2024"}, "urn:uuid:4"],
    )
    found = read(document(said)).achievement
    assert (found.credits_available, found.field_of_study) == ("36", "Research")
    assert (found.human_code, found.specialization, found.version) == ("R1", "Methods", "2025-2")
    assert (found.language, found.name) == ("en-US", {"en-US": "Robotics"})
    assert found.other_identifiers == (OtherIdentifier("abde", "identifier"), OtherIdentifier("7"))
    assert found.related == ("urn:uuid:3", "urn:uuid:4")


def test_what_is_of_another_type_is_absent():
    found = read_achievement(
        {"creditsAvailable": [1, 2], "fieldOfStudy": {}, "version": 7, "inLanguage": ["en"]}
    )
    assert (found.credits_available, found.field_of_study, found.version) == (None, None, None)
    assert (found.language, found.other_identifiers, found.related) == (None, (), ())


def test_what_the_subject_did():
    credential = read(document(subject(creditsEarned=42, role="Major Domo", term="Fall")))
    assert (credential.credits_earned, credential.role, credential.term) == (
        "42",
        "Major Domo",
        "Fall",
    )


def test_the_genre_of_evidence_and_whom_it_is_for():
    evidence = {"id": "https://a.example/w", "genre": "Photo", "audience": "Anybody"}
    credential = read(document(badge(evidence=evidence)))
    assert credential.evidence == (
        Evidence("https://a.example/w", genre={"und": "Photo"}, audience={"und": "Anybody"}),
    )


def test_results_and_their_scales_are_in_the_language_of_the_achievement():
    level = {"id": "urn:level", "name": "Gut"}
    scale = {
        "id": "urn:scale",
        "name": [{"@value": "Grade", "@language": "en"}, "Note"],
        "resultType": "LetterGrade",
        "rubricCriterionLevel": [level],
        "requiredValue": "bestanden",
    }
    said = {"inLanguage": "de", "name": "Robotik", "resultDescription": [scale]}
    achievement = read_achievement(said)
    (description,) = achievement.result_descriptions
    assert description.name == {"en": "Grade", "de": "Note"}
    assert description.required == {"de": "bestanden"}
    written = [
        {"value": {"@value": "Very good", "@language": "en"}, "achievedLevel": "urn:level"},
        {"value": 1.3},
        {"value": "1,3"},
        {},
    ]
    results = read_results(written, said)
    assert [each.value for each in results] == [
        {"en": "Very good"},
        {"und": "1.3"},
        {"de": "1,3"},
        {},
    ]
    assert results[0].achieved_level == {"de": "Gut"}


def test_the_narrative_and_evidence_of_version_3_have_their_languages():
    narrative = [{"@value": "Built.", "@language": "en"}, {"@value": "Baute.", "@language": "de"}]
    evidence = {"id": "https://a.example/w", "name": {"@value": "Arbeit", "@language": "de"}}
    credential = read(document({**subject(narrative=narrative), "evidence": evidence}))
    assert credential.narrative == {"en": "Built.", "de": "Baute."}
    assert credential.evidence[0].name == {"de": "Arbeit"}
