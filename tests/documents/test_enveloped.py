from json import dumps

import pytest

from tests.fixtures.sd_jwts import issued
from wallet.documents.document import Carrier, DocumentError
from wallet.documents.enveloped import is_enveloped, token_of
from wallet.documents.opening import open_documents
from wallet.proofs.jose import sign_compact
from wallet.proofs.keys import KeyKind, PrivateKey

KEY = PrivateKey.generate(KeyKind.ED25519)
TOKEN = sign_compact({"typ": "vc+jwt"}, {"type": ["VerifiableCredential"], "name": "A"}, KEY)
PRESENTED = sign_compact(
    {"typ": "vp+jwt"},
    {"type": "VerifiablePresentation", "verifiableCredential": [TOKEN, {"a": 1}]},
    KEY,
)
SHOWN = issued()


def envelope(token, media_type="application/vc+jwt", kind="EnvelopedVerifiableCredential", **more):
    said = {
        "@context": "https://www.w3.org/ns/credentials/v2",
        "id": f"data:{media_type},{token}",
        "type": kind,
        **more,
    }
    return dumps(said).encode()


@pytest.mark.parametrize(
    ("received", "carriers"),
    [
        pytest.param(envelope(TOKEN), (Carrier.ENVELOPE, Carrier.JWS), id="a-token"),
        pytest.param(b"\n" + envelope(TOKEN), (Carrier.ENVELOPE, Carrier.JWS), id="after-a-blank"),
        pytest.param(
            envelope(TOKEN, kind=["EnvelopedVerifiableCredential"]),
            (Carrier.ENVELOPE, Carrier.JWS),
            id="its-type-in-a-list",
        ),
        pytest.param(
            envelope(SHOWN, "application/dc+sd-jwt"),
            (Carrier.ENVELOPE, Carrier.SD_JWT),
            id="an-sd-jwt",
        ),
    ],
)
def test_the_token_is_the_document(received, carriers):
    (document,) = open_documents(received)
    assert document.carriers == carriers
    assert document.original.decode() in {TOKEN, SHOWN}


def test_a_presentation_in_an_envelope_gives_what_is_in_it():
    received = envelope(PRESENTED, "application/vp+jwt", "EnvelopedVerifiablePresentation")
    first, second = open_documents(received)
    assert first.original == TOKEN.encode()
    assert second.content == {"a": 1}
    assert first.carriers == (Carrier.ENVELOPE, Carrier.PRESENTATION, Carrier.JWS)


def test_what_else_an_envelope_says_is_passed_over():
    (document,) = open_documents(envelope(TOKEN, name="Surgery", issuer="https://evil.example"))
    assert document.content["name"] == "A"


@pytest.mark.parametrize(
    "received",
    [
        envelope("x"),
        envelope(""),
        envelope(TOKEN, "application/vc+jwt;base64"),
        dumps({"id": TOKEN, "type": "EnvelopedVerifiableCredential"}).encode(),
        dumps(
            {"id": f"https://x.example/,{TOKEN}", "type": "EnvelopedVerifiableCredential"}
        ).encode(),
        dumps({"id": 5, "type": "EnvelopedVerifiableCredential"}).encode(),
        dumps({"type": "EnvelopedVerifiableCredential"}).encode(),
    ],
    ids=["a-word", "nothing", "in-base64", "no-data-url", "elsewhere", "a-number", "no-id"],
)
def test_an_envelope_without_a_token_is_refused(received):
    with pytest.raises(DocumentError) as refusal:
        open_documents(received)
    assert refusal.value.code == "FORMAT_UNKNOWN"


@pytest.mark.parametrize(
    "said", [{"name": "EnvelopedVerifiableCredential"}, {"type": ["Enveloped"]}]
)
def test_what_is_no_envelope_stays_what_it_is(said):
    (document,) = open_documents(dumps(said).encode())
    assert document.carriers == (Carrier.JSON,)


COMPACT = "eyJh.eyJi.c2ln"
KIND = "EnvelopedVerifiableCredential"


@pytest.mark.parametrize(
    ("value", "token", "envelope"),
    [
        (COMPACT, COMPACT, False),
        ({"type": KIND, "id": f"data:application/vc+jwt,{COMPACT}"}, COMPACT, True),
        ({"type": ["Other", KIND], "id": f"data:application/jwt,{COMPACT}"}, COMPACT, True),
        ({"type": KIND, "id": "https://a.example/1"}, None, True),
        ({"type": KIND}, None, True),
        ({"type": "VerifiableCredential", "id": f"data:a,{COMPACT}"}, None, False),
        ("https://a.example/1", None, False),
        (7, None, False),
        (None, None, False),
    ],
)
def test_the_token_in_it(value, token, envelope):
    assert (token_of(value), is_enveloped(value)) == (token, envelope)
