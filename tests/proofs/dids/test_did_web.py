import pytest

from wallet.proofs.dids import DidUnresolvedError, locate


@pytest.mark.parametrize(
    ("did", "url"),
    [
        ("did:web:example.com", "https://example.com/.well-known/did.json"),
        ("did:web:EXAMPLE.com", "https://example.com/.well-known/did.json"),
        ("did:web:example.com:user:alice", "https://example.com/user/alice/did.json"),
        ("did:web:example.com%3A3000", "https://example.com:3000/.well-known/did.json"),
        ("did:web:example.com%3a3000:u", "https://example.com:3000/u/did.json"),
        ("did:web:example.com:a%20b", "https://example.com/a%20b/did.json"),
        (
            "did:web:digitalcredentials.github.io:vc-test-fixtures:dids:oidf",
            "https://digitalcredentials.github.io/vc-test-fixtures/dids/oidf/did.json",
        ),
    ],
)
def test_names_the_url_of_the_document(did, url):
    located = locate(did)
    assert located.url == url
    assert located.document is None


@pytest.mark.parametrize(
    "did",
    [
        pytest.param("did:web:", id="no-host"),
        pytest.param("did:web:example.com:", id="ends-in-a-colon"),
        pytest.param("did:web:example.com::a", id="empty-segment"),
        pytest.param("did:web:example.com/evil", id="slash"),
        pytest.param("did:web:example.com%2Fevil", id="slash-in-host"),
        pytest.param("did:web:user%40evil.example", id="user-in-host"),
        pytest.param("did:web:example.com%3A3000%3A1", id="two-ports"),
        pytest.param("did:web:example.com%3A99999", id="port-too-high"),
        pytest.param("did:web:example.com%3A0", id="port-zero"),
        pytest.param("did:web:example.com%3A", id="empty-port"),
        pytest.param("did:web:%5B%3A%3A1%5D", id="ipv6"),
        pytest.param("did:web:-example.com", id="hyphen-first"),
        pytest.param("did:web:example..com", id="empty-label"),
        pytest.param("did:web:example.com:..", id="climbs"),
        pytest.param("did:web:example.com:.", id="stays"),
        pytest.param("did:web:example.com:%2e%2E", id="climbs-escaped"),
        pytest.param("did:web:example.com:a%2Fb", id="slash-in-path"),
        pytest.param("did:web:example.com:a%5Cb", id="backslash-in-path"),
        pytest.param("did:web:example.com:a%3Fb", id="query-in-path"),
        pytest.param("did:web:example.com:a%23b", id="fragment-in-path"),
        pytest.param("did:web:example.com:a%00", id="nul-in-path"),
        pytest.param("did:web:example.com:a%2", id="half-an-escape"),
        pytest.param("did:web:example.com#key", id="fragment"),
        pytest.param("did:web:exämple.com", id="not-ascii"),
        pytest.param("did:web:example.com ", id="trailing-space"),
    ],
)
def test_anything_else_is_unresolved(did):
    with pytest.raises(DidUnresolvedError):
        locate(did)
