"""What a request takes and what is at hand: which language it is answered in."""

import pytest

from wallet.languages import Chosen, accepted_languages, choose, lookup


@pytest.mark.parametrize(
    ("header", "languages"),
    [
        ("de-AT, de;q=0.9, en;q=0.8", ("de-AT", "de", "en")),
        ("en;q=0.1, fr", ("fr", "en")),
        ("en;q=0.5,de;q=0.5", ("en", "de")),
        ("*", ()),
        ("", ()),
        (None, ()),
        ("a;q=nonsense, b", ("b",)),
        ("de;q=0, en", ("en",)),
        ("de ; Q=0.2 , en", ("en", "de")),
        ("de;level=1", ()),
        ("x" * 5000, ()),
        ("de\u0000, en", ("en",)),
        (",,,;;q,en", ("en",)),
        (",".join(["en"] * 10 + ["de"]), ("en",) * 10),
    ],
)
def test_reads_what_a_request_takes(header, languages):
    assert accepted_languages(header) == languages


@pytest.mark.parametrize(
    ("ranges", "tags", "found"),
    [
        (("de",), ("en", "de"), "de"),
        (("de-AT",), ("en", "de"), "de"),
        (("DE-at",), ("de-AT", "de"), "de-AT"),
        (("fr", "en"), ("de", "en"), "en"),
        (("zh-Hant-CN-x-private1",), ("zh-Hant",), "zh-Hant"),
        (("zh-a-x",), ("zh",), "zh"),
        (("de",), ("en", "de-AT"), "de-AT"),
        (("de-CH",), ("de-AT", "de"), "de"),
        (("de-CH",), ("de-AT",), "de-AT"),
        (("d",), ("de",), None),
        (("fr",), ("en",), None),
        ((), ("en",), None),
        (("en",), (), None),
    ],
)
def test_finds_the_nearest_language(ranges, tags, found):
    assert lookup(ranges, tags) == found


@pytest.mark.parametrize(
    ("texts", "ranges", "chosen"),
    [
        ({"en": "a", "de": "b"}, ("de",), Chosen("b", "de")),
        ({"en": "a", "und": "b"}, ("de",), Chosen("b", None)),
        ({"en": "a", "fr": "b"}, ("de",), Chosen("a", "en")),
        ({"en": "a", "de": " "}, ("de",), Chosen("a", "en")),
        ({"en": "a", "und": "b"}, ("und",), Chosen("b", None)),
        ({"en": " "}, ("en",), None),
        ({}, ("en",), None),
    ],
)
def test_chooses_a_text_and_says_its_language(texts, ranges, chosen):
    assert choose(texts, ranges) == chosen
