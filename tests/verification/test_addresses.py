"""Addresses that name one place, and texts that only look like addresses."""

import pytest

from wallet.verification.addresses import authority_of, origin_of, same_address

NO_PLACE = [
    "https://[bad",
    "https://a.example:99999/x",
    "https://a.example:port/x",
    "https://user@a.example/x",
    "https://victim.edu:secret@a.example/x",
    "https://a\u2100b.example/",
    "https:///x",
    "did:web:a.example",
    "mailto:ada@a.example",
    "",
]


@pytest.mark.parametrize("text", NO_PLACE)
def test_what_names_no_public_place_has_no_origin_and_equals_nothing(text):
    assert origin_of(text) == authority_of(text) == ""
    assert not same_address(text, text)


@pytest.mark.parametrize(
    "other",
    [
        "https://a.example/x",
        "HTTPS://A.Example/x",
        "https://a.example:443/x",
        "https://a.example./x",
        "https://a.example/x/",
    ],
)
def test_spellings_of_one_address(other):
    assert same_address("https://a.example/x", other)
    assert origin_of(other) == "https://a.example"


@pytest.mark.parametrize(
    "other",
    [
        "http://a.example/x",
        "https://a.example:8443/x",
        "https://a.example.evil/x",
        "https://a.example/X",
        "https://a.example/x?y",
        "https://b.example/x",
        "https://a.example/x//",
    ],
)
def test_addresses_of_other_places(other):
    assert not same_address("https://a.example/x", other)
