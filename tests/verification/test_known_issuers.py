# ruff: noqa: RUF001 -- letters that look alike are the point
"""Lists of known issuers in every form, and who is found on them."""

import pytest

from wallet.verification.known_issuers import (
    FurtherList,
    KnownIssuer,
    KnownIssuers,
    ListUnreadableError,
    read_list,
)

OURS = {
    "name": "Universities",
    "issuers": [
        {"id": "did:web:uni.example", "name": "Uni", "url": "https://uni.example", "location": "X"},
        {"id": "https://college.example/issuer", "name": "College"},
        {"id": "https://site.example", "name": "Site"},
    ],
}
KNOWN = KnownIssuers(read_list(OURS, "file"))


def test_our_own_form():
    assert KNOWN.issuers[0] == KnownIssuer(
        "did:web:uni.example", "Uni", "Universities", "https://uni.example", "X"
    )
    assert read_list({"issuers": OURS["issuers"]}, "file")[0].on == "file"


@pytest.mark.parametrize("member", ["registry", "entries"])
def test_the_form_of_the_credentials_consortium(member):
    said = {
        "meta": {"created": "2020-12-02"},
        member: {"did:key:z6Mk": {"name": "Uni", "location": "Here", "url": "https://u.example"}},
    }
    assert read_list(said, "dcc") == (
        KnownIssuer("did:key:z6Mk", "Uni", "dcc", "https://u.example", "Here"),
    )


def test_a_list_of_registries_leads_on():
    said = [
        {"name": "Members", "type": "oidf", "trustAnchorEC": "https://t.example"},
        {"name": "Pilot", "type": "dcc-legacy", "url": "https://p.example/registry.json"},
        {"name": "Old", "url": "https://o.example/registry.json"},
    ]
    assert read_list(said, "known") == (
        FurtherList("Members", None),
        FurtherList("Pilot", "https://p.example/registry.json"),
        FurtherList("Old", "https://o.example/registry.json"),
    )


@pytest.mark.parametrize(
    "said",
    [
        None,
        5,
        "x",
        {},
        [],
        [1],
        {"issuers": {}},
        {"issuers": [{"name": "x"}, {"id": 5}, "did:web:x"]},
        {"registry": {"did:web:a": "x"}},
        {"registry": []},
    ],
    ids=repr,
)
def test_what_names_nobody_is_no_list(said):
    with pytest.raises(ListUnreadableError):
        read_list(said, "x")


@pytest.mark.parametrize(
    ("issuer", "name"),
    [
        ("did:web:uni.example", "Uni"),
        ("https://college.example/issuer", "College"),
        ("https://COLLEGE.example:443/issuer/", "College"),
        ("https://site.example", "Site"),
        ("https://site.example/issuers/7?v=3_0", "Site"),
    ],
)
def test_an_issuer_is_found_by_its_exact_id_or_site(issuer, name):
    assert KNOWN.find(issuer).name == name


@pytest.mark.parametrize(
    "issuer",
    [
        "",
        "did:web:UNI.example",
        "did:web:uni.example:other",
        "did:web:uni.example#key",
        "did:web:evil.example",
        "https://uni.example",
        "https://college.example/issuer/2",
        "https://college.example",
        "http://college.example/issuer",
        "http://site.example/",
        "https://site.example.evil/",
        "https://evil.site.example/",
        "https://site.example:8443/",
        "https://site.example@evil.example/",
        "https://evil.example/https://site.example",
    ],
)
def test_nobody_else_is(issuer):
    assert KNOWN.find(issuer) is None


def test_doubles_are_found_by_what_they_look_like():
    assert KNOWN.double_of("СoIIege").name == "College"
    assert KNOWN.double_of("Another") is None
    assert KNOWN.double_of_domain("co11ege.example").name == "College"
    assert KNOWN.double_of_domain("xn--olege-2xc.example") is None
    assert KNOWN.double_of_domain("college.example") is None
