# ruff: noqa: RUF001 -- letters that look alike are the point
"""Names that a reader takes for one another."""

import pytest

from wallet.verification.lookalikes import looks, mixes_scripts


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Exаmple", "Example"),
        ("Exarnple", "Example"),
        ("paypaI", "paypal"),
        ("𝐔niversity", "University"),
        ("Ｕｎｉ", "Uni"),
        ("0slo", "Oslo"),
        ("Example  University", "Example University"),
        ("U\u200bni", "Uni"),
        ("EXAMPLE", "example"),
        ("Zürich", "Zu\u0308rich"),
    ],
    ids=ascii,
)
def test_these_look_the_same(one, other):
    assert looks(one) & looks(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("Example", "Sample"), ("Zürich", "Zurich"), ("Oslo", "Olso"), ("", "a")],
)
def test_these_do_not(one, other):
    assert not looks(one) & looks(other)


@pytest.mark.parametrize("name", ["Exаmple", "Αlpha", "pаypal.example", "Московcкий"], ids=ascii)
def test_a_word_in_two_alphabets(name):
    assert mixes_scripts(name)


@pytest.mark.parametrize(
    "name",
    [
        *("", "Example", "Московский университет MGU", "東京大学UTokyo", "ソニーCSL研究所"),
        *("대학교KAIST", "ΑΒΓ University", "Ecole 42", "Zürich", "جامعة القاهرة", "µ"),
        "می\u200cشود",
    ],
    ids=ascii,
)
def test_honest_words(name):
    assert not mixes_scripts(name)
