"""The domain that an issuer's id is anchored in: in ASCII, so that a look-alike shows."""

import pytest

from wallet.verification.domains import domain_of, written_out


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
    ("host", "written"),
    [
        ("xn--mnchen-3ya.example", "münchen.example"),
        ("issuer.example:8443", "issuer.example:8443"),
        ("xn--a.example", "xn--a.example"),
        ("xn--.xn--", "xn--.xn--"),
    ],
)
def test_a_host_is_written_as_its_owner_does(host, written):
    assert written_out(host) == written
