import pytest

from wallet.web.display_text import Said, choose, line, paragraphs


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
