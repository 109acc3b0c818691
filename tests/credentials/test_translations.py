"""Open Badges 2.0, "Internationalization": one badge class in several languages."""

import pytest

from tests.credentials.documents import bring, document, read, token
from tests.credentials.test_open_badges_2 import ASSERTION, BADGE, BADGE_ID, ID, WEB
from wallet.credentials import reader_of
from wallet.credentials.open_badges_2_members import MOST_TRANSLATIONS

SPANISH = "https://a.example/badges/1/es"
OF_SPAIN = {
    **BADGE,
    "id": SPANISH,
    "@language": "es",
    "name": "Robótica",
    "description": "Para robots.",
    "criteria": {"narrative": "Construye *uno*."},
}


def related(*entries):
    badge = {**BADGE, "@language": "en", "related": list(entries)}
    return {**WEB, BADGE_ID: badge, SPANISH: OF_SPAIN}


def test_another_language_version_adds_its_words():
    web = related({"id": SPANISH, "type": "BadgeClass", "@language": "es"})
    credential = read(document(ASSERTION), web)
    assert credential.achievement.name == {"es": "Robótica", "en": "Robotics"}
    assert credential.achievement.description == {"es": "Para robots.", "en": "For robots."}
    assert credential.achievement.criteria == {"es": "Construye *uno*.", "en": "Build *one*."}
    assert credential.languages == ("en", "es")


def test_it_is_asked_for_last():
    web = related({"id": SPANISH, "@language": "es"})
    _, asked = bring(document(ASSERTION), web)
    assert asked[-1] == (SPANISH, "TRANSLATION")


def test_one_entry_stands_without_a_list():
    web = related()
    web[BADGE_ID] = {**web[BADGE_ID], "related": {"id": SPANISH, "@language": "es"}}
    assert read(document(ASSERTION), web).achievement.name["es"] == "Robótica"


def test_the_badge_class_itself_has_the_last_word_in_its_language():
    web = related({"id": SPANISH, "@language": "es"})
    web[SPANISH] = {**OF_SPAIN, "@language": "en"}
    assert read(document(ASSERTION), web).achievement.name == {"en": "Robotics"}


def test_a_translation_that_cannot_be_had_is_left_out():
    web = related({"id": SPANISH, "@language": "es"})
    web[SPANISH] = None
    assert read(document(ASSERTION), web).achievement.name == {"en": "Robotics"}


@pytest.mark.parametrize(
    "entry",
    [
        pytest.param({"id": "https://evil.example/es", "@language": "es"}, id="elsewhere"),
        pytest.param({"id": "http://a.example/badges/1/es", "@language": "es"}, id="other-scheme"),
        pytest.param({"id": SPANISH}, id="no-language"),
        pytest.param({"id": SPANISH, "@language": "no language at all"}, id="no-tag"),
        pytest.param({"id": BADGE_ID, "@language": "es"}, id="itself"),
        pytest.param({"id": "urn:uuid:1", "@language": "es"}, id="no-address"),
    ],
)
def test_what_nobody_vouches_for_is_not_asked_for(entry):
    _, asked = bring(document(ASSERTION), related(entry))
    assert "TRANSLATION" not in {kind for _, kind in asked}


def test_a_translation_by_another_issuer_is_left_out():
    web = related({"id": SPANISH, "@language": "es"})
    web[SPANISH] = {**OF_SPAIN, "issuer": "https://a.example/other"}
    assert read(document(ASSERTION), web).achievement.name == {"en": "Robotics"}


def test_no_more_than_a_few_are_asked_for():
    web = related(
        *({"id": f"{SPANISH}{number}", "@language": f"es-{number:03}"} for number in range(99))
    )
    linked = {url: web[url] for url in (ID, BADGE_ID, BADGE["issuer"])}
    opened = document(ASSERTION)
    assert len(reader_of(opened).lacks(opened, linked)) == MOST_TRANSLATIONS


def test_a_signed_badge_has_translations_of_the_badge_class_at_its_address():
    web = related({"id": SPANISH, "@language": "es"})
    signed = {**ASSERTION, "id": "urn:uuid:1", "verification": {"type": "SignedBadge"}}
    assert read(token(signed), web).achievement.name["es"] == "Robótica"


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({"en": "Robotics", "es": "Robótica"}, {"en": "Robotics", "es": "Robótica"}),
        ({"en": "Robotics", "es": 7, "": "x"}, {"en": "Robotics"}),
        ({"@value": "Robótica", "@language": "es"}, {"es": "Robótica"}),
        (
            [{"@value": "A", "@language": "en"}, {"@value": "B", "@language": "de"}],
            {"en": "A", "de": "B"},
        ),
    ],
)
def test_a_language_map_is_read(said, expected):
    web = {**WEB, BADGE_ID: {**BADGE, "name": said}}
    assert read(document(ASSERTION), web).achievement.name == expected
    assert ID in web


WORK = "https://a.example/work"
OF_SPAIN_TOO = f"{ID}/es"


def in_spanish(**edits):
    """The assertion in English that names one in Spanish."""
    said = {
        **ASSERTION,
        "@language": "en",
        "narrative": "Built two.",
        "evidence": {"id": WORK, "name": "A robot", "narrative": "It walks."},
        "related": [{"type": "Assertion", "id": OF_SPAIN_TOO, "@language": "es"}],
    }
    translated = {
        **said,
        "id": OF_SPAIN_TOO,
        "@language": "es",
        "narrative": "Construyó dos.",
        "evidence": [{"id": WORK, "name": "Un robot", "narrative": "Camina."}],
        **edits,
    }
    return said, {**WEB, ID: said, OF_SPAIN_TOO: translated}


def test_narrative_and_evidence_are_read_in_each_language():
    said, web = in_spanish()
    credential = read(document(said), web)
    assert credential.narrative == {"es": "Construyó dos.", "en": "Built two."}
    (evidence,) = credential.evidence
    assert evidence.name == {"es": "Un robot", "en": "A robot"}
    assert evidence.narrative == {"es": "Camina.", "en": "It walks."}
    assert set(credential.languages) == {"en", "es"}


@pytest.mark.parametrize(
    "edits",
    [
        pytest.param({"recipient": {"type": "email", "identity": "eve@a.example"}}, id="hers"),
        pytest.param({"narrative": None, "evidence": {"id": f"{WORK}/2", "name": "?"}}, id="else"),
    ],
)
def test_what_is_no_translation_of_it_adds_nothing(edits):
    said, web = in_spanish(**edits)
    credential = read(document(said), web)
    assert credential.narrative == {"en": "Built two."}
    assert credential.evidence[0].name == {"en": "A robot"}


def test_a_copy_of_the_assertion_that_names_no_language_is_not_asked_for():
    said, web = in_spanish()
    said["related"] = [{"type": "Assertion", "id": OF_SPAIN_TOO}]
    _, asked = bring(document(said), web)
    assert not [url for url, kind in asked if kind == "TRANSLATION"]


def test_language_maps_of_an_assertion_are_read():
    said = {
        **ASSERTION,
        "narrative": {"en": "Built two.", "de": "Baute zwei."},
        "evidence": {
            "@language": "de",
            "name": "Ein Roboter",
            "narrative": {"@value": "It walks.", "@language": "en"},
            "genre": {"de": "Foto", "en": "Photo"},
        },
    }
    credential = read(document(said), {**WEB, ID: said})
    assert credential.narrative == {"en": "Built two.", "de": "Baute zwei."}
    (evidence,) = credential.evidence
    assert evidence.name == {"de": "Ein Roboter"}
    assert evidence.narrative == {"en": "It walks."}
    assert evidence.genre == {"de": "Foto", "en": "Photo"}


def test_translations_of_both_are_no_more_than_of_one():
    many = [
        {"id": f"https://a.example/{n}", "@language": f"a{chr(98 + n)}"}
        for n in range(MOST_TRANSLATIONS)
    ]
    said = {**ASSERTION, "related": many}
    web = {**related(*({**each, "id": f"{each['id']}/b"} for each in many)), ID: said}
    opened, linked = document(said), {}
    reader, kinds = reader_of(opened), []
    while links := reader.lacks(opened, linked):
        kinds += [link.kind.value for link in links]
        linked |= {link.url: web.get(link.url) for link in links}
    assert kinds.count("TRANSLATION") == MOST_TRANSLATIONS
