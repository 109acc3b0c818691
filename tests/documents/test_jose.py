import json
from base64 import urlsafe_b64encode

import pytest

from wallet.documents.document import DocumentError
from wallet.documents.jose import looks_compact, split


def encoded(value):
    raw = value if isinstance(value, bytes) else json.dumps(value).encode()
    return urlsafe_b64encode(raw).rstrip(b"=").decode()


HEADER = encoded({"alg": "RS256"})
PAYLOAD = encoded({"id": "urn:uuid:1"})
TWO_ISSUERS = encoded(b'{"iss":"a","iss":"b"}')
SIGNATURE = encoded(b"\x00\x01\x02\x03")


def test_splits_and_decodes():
    jws = split(f"{HEADER}.{PAYLOAD}.{SIGNATURE}")
    assert jws.header == {"alg": "RS256"}
    assert jws.payload == {"id": "urn:uuid:1"}
    assert jws.signature == b"\x00\x01\x02\x03"
    assert jws.signing_input == f"{HEADER}.{PAYLOAD}".encode()
    assert jws.token == f"{HEADER}.{PAYLOAD}.{SIGNATURE}"


@pytest.mark.parametrize(
    ("token", "code"),
    [
        pytest.param("abc", "JWS_INVALID", id="one-part"),
        pytest.param(f"{HEADER}.{PAYLOAD}", "JWS_INVALID", id="two-parts"),
        pytest.param(f"{HEADER}.{PAYLOAD}.", "JWS_INVALID", id="no-signature"),
        pytest.param(f"{HEADER}..{SIGNATURE}", "JWS_INVALID", id="detached-payload"),
        pytest.param(f"{HEADER}.{PAYLOAD}.AA.AA.AA", "JWS_INVALID", id="encrypted-token"),
        pytest.param(f"{HEADER}=.{PAYLOAD}.{SIGNATURE}", "JWS_INVALID", id="padding"),
        pytest.param(f"{HEADER}.{PAYLOAD}.AA+/", "JWS_INVALID", id="plain-base64"),
        pytest.param(f"{HEADER}.{PAYLOAD}.AA\n", "JWS_INVALID", id="line-break"),
        pytest.param(f"{HEADER}.{PAYLOAD}.A", "JWS_INVALID", id="impossible-length"),
        pytest.param(f"{HEADER}.{PAYLOAD}.AB", "JWS_INVALID", id="stray-bits"),
        pytest.param(f"{HEADER}.{PAYLOAD}.ÄÄ", "JWS_INVALID", id="letters-beyond-ascii"),
        pytest.param(f"{encoded([])}.{PAYLOAD}.AA", "JWS_INVALID", id="header-is-a-list"),
        pytest.param(f"{HEADER}.{encoded('text')}.AA", "JWS_INVALID", id="payload-is-a-text"),
        pytest.param(
            f"{HEADER}.{TWO_ISSUERS}.AA",
            "JSON_DUPLICATE_KEY",
            id="two-issuers",
        ),
        pytest.param(f"{encoded(b' ' * 20_000)}.{PAYLOAD}.AA", "INPUT_TOO_LARGE", id="long-header"),
        pytest.param(f"{HEADER}.{'A' * 6_000_000}.AA", "INPUT_TOO_LARGE", id="long-payload"),
        pytest.param("A" * 6_000_000, "INPUT_TOO_LARGE", id="long-and-no-dots"),
    ],
)
def test_refuses(token, code):
    with pytest.raises(DocumentError) as refusal:
        split(token)
    assert refusal.value.code == code


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("a.b.c", True),
        ("a.b", False),
        ("a.b.c.d", False),
        ("a.b.", False),
        ("https://a.b.c", False),
    ],
)
def test_the_outer_form(text, answer):
    assert looks_compact(text) is answer
