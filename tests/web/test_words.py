"""Every page in each language that we speak: nothing left out, and the same places filled in."""

import re
from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from datetime import timedelta
from enum import Enum

import pytest

from tests.web import samples
from tests.web.conftest import TOKEN
from wallet.sharing.shared import Closed, ClosedBecause
from wallet.verification.finding import Outcome
from wallet.web.words import ENGLISH, WORDINGS, wording_for

PATH = f"/s/{TOKEN}"
OTHERS = [wording for wording in WORDINGS.values() if wording is not ENGLISH]


def texts(value, place=""):
    """Yield every text of a language with its place; functions are called elsewhere."""
    if isinstance(value, str):
        yield place, value
    elif is_dataclass(value):
        for field in fields(value):
            yield from texts(getattr(value, field.name), f"{place}.{field.name}")
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            name = key.name if isinstance(key, Enum) else key
            yield from texts(inner, f"{place}[{name}]")
    elif isinstance(value, tuple):
        for number, inner in enumerate(value):
            yield from texts(inner, f"{place}[{number}]")


@pytest.mark.parametrize("wording", OTHERS, ids=lambda each: each.language)
def test_nothing_is_left_out_and_the_same_places_are_filled_in(wording):
    english, said = dict(texts(ENGLISH)), dict(texts(wording))
    assert said.keys() == english.keys(), (
        f"In wallet/web/words, language {wording.language}: say {english.keys() - said.keys()}, "
        f"leave out {said.keys() - english.keys()}"
    )
    for place, text in english.items():
        assert said[place].strip(), place
        places = set(re.findall(r"\{\w+\}", text))
        assert set(re.findall(r"\{\w+\}", said[place])) == places, place


@pytest.mark.parametrize("wording", WORDINGS.values(), ids=lambda each: each.language)
def test_moments_counts_and_ages_are_written(wording):
    for minutes in (0, 1, 5, 60, 300, 1440, 5000):
        assert wording.age(timedelta(minutes=minutes))
    for amount in (1, 2, 7):
        assert wording.share.count(amount) != wording.share.gone(amount)
        assert str(amount) in wording.share.findings(amount) or amount == 1
    counts = dict.fromkeys(Outcome, 0) | {Outcome.PASS: 3, Outcome.FAIL: 1}
    assert re.findall(r"\d+", wording.share.finding_counts(counts)) == ["1", "3"]
    for asked_at in (None, samples.NOW):
        for until in (None, samples.NOW):
            assert wording.share.questions.current_meaning(asked_at, until).endswith(".")


@pytest.mark.parametrize(
    ("languages", "language"), [(("de-CH", "en"), "de"), (("fr",), "en"), ((), "en")]
)
def test_the_first_language_that_we_speak_is_used(languages, language):
    assert wording_for(languages).language == language


@pytest.mark.parametrize(
    ("header", "language", "said"),
    [
        ("de-AT,de;q=0.9,en;q=0.8", "de", "Noch einmal prüfen"),
        ("fr", "en", "Check again"),
        (None, "en", "Check again"),
    ],
)
async def test_the_page_speaks_the_visitor_s_language(client, header, language, said):
    headers = {"accept": "text/html"} | ({"accept-language": header} if header else {})
    answer = await client.get(PATH, headers=headers)
    assert answer.headers["content-language"] == language
    assert "Accept-Language" in answer.headers["vary"]
    assert f'<html lang="{language}">' in answer.text
    assert said in answer.text


async def test_each_check_is_told_in_the_visitor_s_language(client):
    asked = {"accept": "application/json", "accept-language": "de"}
    said = (await client.get(PATH, headers=asked)).json()
    in_english = (await client.get(PATH, headers={"accept": "application/json"})).json()
    assert (said["language"], in_english["language"]) == ("de", "en")
    findings = said["credentials"][0]["report"]["findings"]
    others = in_english["credentials"][0]["report"]["findings"]
    assert [each["code"] for each in findings] == [each["code"] for each in others]
    passed = [each["message"] for each in findings if each["check"] == "proof.signature"]
    assert passed == ["Die Signatur passt zum Dokument: Seither wurde nichts verändert."]


async def test_what_issuers_write_is_shown_in_any_language_that_the_visitor_reads(web, client):
    achievement = replace(
        samples.credential().achievement,
        name={"en": "Welding", "fr": "Soudure"},
        description={"en": "Joins metal.", "fr-CA": "Joint le métal."},
    )
    web.links[TOKEN] = samples.share(replace(samples.credential(), achievement=achievement))
    answer = await client.get(PATH, headers={"accept": "text/html", "accept-language": "fr, en"})
    assert 'lang="fr">Soudure' in answer.text
    assert "Joint le métal." in answer.text
    assert answer.headers["content-language"] == "en"  # our own words


@pytest.mark.parametrize(
    ("reason", "http_status"),
    [
        (ClosedBecause.EXPIRED, 410),
        (ClosedBecause.REVOKED, 410),
        (ClosedBecause.USED_UP, 410),
        (ClosedBecause.NOT_YET_OPEN, 403),
    ],
)
async def test_a_closed_or_unknown_link_is_told_of_in_the_visitor_s_language(
    web, client, reason, http_status
):
    web.links[TOKEN] = Closed(reason, samples.NOW)
    asked = {"accept": "text/html", "accept-language": "de"}
    closed = await client.get(PATH, headers=asked)
    assert (closed.status_code, closed.headers["content-language"]) == (http_status, "de")
    assert "Dieser Link" in closed.text
    unknown = await client.get("/s/unknown", headers=asked)
    assert (unknown.status_code, unknown.headers["content-language"]) == (404, "de")
    assert "Hier ist keine Seite" in unknown.text


async def test_the_front_page_speaks_the_visitor_s_language(client):
    answer = await client.get("/", headers={"accept-language": "de"})
    assert "Hier läuft eine Wallet" in answer.text
    assert answer.headers["vary"] == "Accept-Language"
