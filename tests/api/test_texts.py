"""Strangers' texts: the language that is wanted, and nothing that runs."""

import pytest

from tests.api.wallets import application, client
from wallet.api.http import languages_of
from wallet.api.types.texts import html, in_language, link

TEXTS = {"en": "Welding", "de": "Schweißen", "pt-BR": "Solda"}


@pytest.mark.parametrize(
    ("wanted", "accepted", "text"),
    [
        pytest.param("de", ("en",), "Schweißen", id="the-one-asked-for"),
        pytest.param("de-AT", (), "Schweißen", id="a-wider-one"),
        pytest.param("PT-br", (), "Solda", id="in-any-case"),
        pytest.param("fr", ("nl", "de", "en"), "Schweißen", id="the-best-accepted"),
        pytest.param(None, (), "Welding", id="the-first"),
    ],
)
def test_languages(wanted, accepted, text):
    assert in_language(TEXTS, wanted, accepted) == text


def test_a_text_of_no_language_is_for_everybody():
    assert in_language({"und": "Plain", "fr": "Soudure"}, "de", ("en",)) == "Plain"
    assert in_language({}, "de", ()) is None


@pytest.mark.parametrize(
    ("header", "languages"),
    [
        ("de-AT, de;q=0.9, en;q=0.8", ("de-AT", "de", "en")),
        ("en;q=0.1, fr", ("fr", "en")),
        ("*", ()),
        ("", ()),
        ("a;q=nonsense, b", ("b", "a")),
    ],
)
def test_accept_language(header, languages):
    assert languages_of(header) == languages


async def test_a_request_says_which_language_it_takes(wallet):
    async with client(application(), wallet.token) as asking:
        response = await asking.http.post(
            "/graphql",
            json={"query": "{ viewer { issuers(first: 1) { nodes { name } } } }"},
            headers={**asking.headers, "Accept-Language": "fr, de;q=0.5"},
        )
    assert response.json()["data"]["viewer"]["issuers"]["nodes"] == [{"name": "Aussteller 000"}]


def test_what_strangers_write_never_runs():
    assert html("<img src=x onerror=alert(1)>[a](javascript:alert(1))") == (
        "<p>&lt;img src=x onerror=alert(1)&gt;[a](javascript:alert(1))</p>"
    )
    assert link("javascript:alert(1)") is None
    assert link("https://user:pass@a.example/") is None
    assert link("https://a.example/") == "https://a.example/"
    assert html(None) is None
