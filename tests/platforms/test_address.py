import pytest
from hypothesis import given
from hypothesis import strategies as st

from wallet.platforms import recognise
from wallet.platforms.address import Address


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("https://A.Example/b?x=1#y", "https://a.example/b?x=1"),
        ("https://a.example", "https://a.example/"),
        ("https://a.example:8443/b", "https://a.example:8443/b"),
        ("https://a.example/b?x=%20%2B&y", "https://a.example/b?x=%20%2B&y"),
        ("https://[2001:db8::1]/b", "https://[2001:db8::1]/b"),
        (" https://a.example/b ", "https://a.example/b"),
    ],
)
def test_an_address_is_kept_as_it_is_but_for_its_fragment(written, read):
    assert Address.parse(written).url == read


@pytest.mark.parametrize(
    "text",
    ["", "urn:x", "ftp://a.example/", "https://u:p@a.example/", "https://a.example:x/", "//a"],
)
def test_what_no_page_could_link_to_is_no_address(text):
    assert Address.parse(text) is None
    assert recognise(text) is None


def test_another_address_of_the_same_site():
    address = Address.parse("http://a.example:80/b?c=d")
    assert address.at("/x", v="2 0") == "http://a.example:80/x?v=2+0"
    assert address.at("/x", "api.a.example") == "https://api.a.example/x"
    own = Address.parse("https://a.example:8443/b")
    assert own.at("/x", "api.a.example") == "https://api.a.example:8443/x"


def test_members_of_the_query():
    address = Address.parse("https://a.example/b?x=1&identity__email=a%40b.c&identity%5F_url=y&z")
    assert address.value_of("identity__email") == "a@b.c"
    assert address.value_of("nothing") is None
    bare = address.without(frozenset({"identity__email", "identity__url"}))
    assert bare.query == "x=1&z"


@given(st.text(max_size=60))
def test_whatever_is_written_is_read_or_is_none(text):
    address = Address.parse(f"https://a.example/{text}")
    assert address is None or Address.parse(address.url) == address
