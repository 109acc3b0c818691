import pytest

from wallet.web.display_text import Said, choose, domain_of, line, paragraphs


@pytest.mark.parametrize(
    ("identifier", "domain"),
    [
        pytest.param("https://example.edu/issuer", "example.edu", id="address"),
        pytest.param("https://EXAMPLE.edu:443/", "example.edu", id="usual port"),
        pytest.param("http://example.edu:8080/", "example.edu:8080", id="other port"),
        pytest.param("did:web:example.edu:people:1", "example.edu", id="did:web"),
        pytest.param("did:web:localhost%3A8443", "localhost:8443", id="did:web with a port"),
        pytest.param("did:web:example.edu#key-1", "example.edu", id="did:web with a fragment"),
        pytest.param("https://münchen.example/", "xn--mnchen-3ya.example", id="umlaut"),
        pytest.param("https://straße.example/", "xn--strae-oqa.example", id="sharp s"),
        pytest.param("https://[2001:db8::1]/", "[2001:db8::1]", id="address literal"),
        pytest.param("did:key:z6Mk", None, id="a key has none"),
        pytest.param("urn:uuid:1", None, id="a urn has none"),
        pytest.param("https://good.example@evil.example/", None, id="user and host"),
        pytest.param("https://good.example\\@evil.example/", None, id="backslash"),
        pytest.param("did:web:good.example%2Fx%40evil.example", None, id="did:web with a path"),
        pytest.param("https:///x", None, id="no host"),
        pytest.param("https://a:b:c/", None, id="broken port"),
        pytest.param(None, None, id="nothing"),
    ],
)
def test_the_domain_is_the_ids_own(identifier, domain):
    assert domain_of(identifier) == domain


@pytest.mark.parametrize(
    ("text", "languages", "said"),
    [
        pytest.param({"de": "Hallo", "en": "Hello"}, ["en"], Said("Hello", "en"), id="exact"),
        pytest.param(
            {"de": "Hallo", "en-GB": "Hello"}, ["en"], Said("Hello", "en-GB"), id="region"
        ),
        pytest.param({"en": "Hello"}, ["en-US"], Said("Hello", "en"), id="language alone"),
        pytest.param({"de": "Hallo"}, ["en"], Said("Hallo", "de"), id="another, and it is said"),
        pytest.param({"und": "Salve"}, ["en"], Said("Salve", None), id="no language named"),
        pytest.param({"en": " ", "de": "Hallo"}, ["en"], Said("Hallo", "de"), id="blank is none"),
        pytest.param({'" x="': "Hi"}, ["en"], Said("Hi", None), id="a tag that is none"),
        pytest.param({}, ["en"], None, id="nothing"),
    ],
)
def test_chooses_the_readers_language(text, languages, said):
    assert choose(text, languages) == said


def test_a_line_is_one_line_and_ends():
    assert line(" a\n\tb\u202e ") == "a b"
    assert line("x" * 400) == "x" * 299 + "…"


def test_paragraphs_are_parted_by_blank_lines():
    assert paragraphs("one\r\n\r\ntwo\nlines\n\n\n ") == ("one", "two lines")
