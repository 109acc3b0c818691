from base64 import urlsafe_b64encode

import pytest
from cryptography.hazmat.primitives.asymmetric.ec import SECP256K1, generate_private_key
from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key as generate_rsa
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
)

from wallet.proofs.keys import KeyKind, KeyUnreadableError, PrivateKey, PublicKey
from wallet.proofs.multibase import decode, encode

KINDS = list(KeyKind)
PAIRS = {kind: PrivateKey.generate(kind) for kind in KINDS}
W3C_MULTIKEY = "z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ2XwkRRxTfNsM"


@pytest.mark.parametrize("kind", KINDS)
def test_a_key_survives_jwk_and_pem(kind):
    public = PAIRS[kind].public()
    for again in (PublicKey.from_jwk(public.to_jwk()), PublicKey.from_pem(public.to_pem())):
        assert again.kind is kind
        assert again.thumbprint() == public.thumbprint()


@pytest.mark.parametrize("kind", [KeyKind.ED25519, KeyKind.P256, KeyKind.P384])
def test_a_key_survives_multikey(kind):
    text = PAIRS[kind].public().multikey()
    assert PublicKey.from_multikey(text).thumbprint() == PAIRS[kind].public().thumbprint()


@pytest.mark.parametrize("kind", KINDS)
def test_a_private_key_survives_pem(kind):
    again = PrivateKey.from_pem(PAIRS[kind].to_pem())
    assert again.kind is kind
    assert again.public().thumbprint() == PAIRS[kind].public().thumbprint()


def test_the_thumbprint_of_rfc_7638():
    n = (
        "0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJECP"
        "ebWKRXjBZCiFV4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2QvzqY"
        "368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0f"
        "M4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw"
    )
    key = PublicKey.from_jwk(
        {"kty": "RSA", "n": n, "e": "AQAB", "alg": "RS256", "kid": "2011-04-29"}
    )
    assert key.thumbprint() == "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs"


def test_a_multikey_of_the_w3c():
    assert PublicKey.from_multikey(W3C_MULTIKEY).kind is KeyKind.ED25519
    assert PublicKey.from_multikey(W3C_MULTIKEY).multikey() == W3C_MULTIKEY


@pytest.mark.parametrize(
    "text",
    [
        "",
        "z",
        "u" + W3C_MULTIKEY[1:],
        W3C_MULTIKEY[1:],
        W3C_MULTIKEY[:-1],
        W3C_MULTIKEY + "0",
        W3C_MULTIKEY + "é",
        "z" + "1" * 100_000,
        encode(b"\xe7\x01" + bytes(33)),
        encode(b"\x80\x24" + b"\x02" + b"\xff" * 32),
        encode(b"\x80\x24" + b"\x04" + bytes(64)),
        encode(b"\xed\x01" + bytes(31)),
    ],
)
def test_a_malformed_multikey_is_refused(text):
    with pytest.raises(KeyUnreadableError):
        PublicKey.from_multikey(text)


def rsa_jwk(bits):
    key = generate_rsa(65537, bits).public_key()
    pem = key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()
    numbers = key.public_numbers()
    octets = numbers.n.to_bytes(bits // 8, "big")
    return {"kty": "RSA", "e": "AQAB", "n": urlsafe_b64encode(octets).rstrip(b"=").decode()}, pem


def test_a_short_rsa_key_is_refused_in_every_notation():
    jwk, pem = rsa_jwk(1024)
    with pytest.raises(KeyUnreadableError):
        PublicKey.from_jwk(jwk)
    with pytest.raises(KeyUnreadableError):
        PublicKey.from_pem(pem)


ED = PAIRS[KeyKind.ED25519].public().to_jwk()
P256 = PAIRS[KeyKind.P256].public().to_jwk()
RSA = PAIRS[KeyKind.RSA].public().to_jwk()


@pytest.mark.parametrize(
    "jwk",
    [
        pytest.param({**ED, "d": "AAAA"}, id="private"),
        pytest.param({**RSA, "p": "AAAA"}, id="private-prime"),
        pytest.param({"kty": "oct", "k": "AAAA"}, id="secret"),
        pytest.param({**ED, "use": "enc"}, id="for-encryption"),
        pytest.param({**ED, "crv": "X25519"}, id="key-agreement"),
        pytest.param({**ED, "x": ED["x"] + "="}, id="padding"),
        pytest.param({**ED, "x": 5}, id="number"),
        pytest.param({**ED, "x": ""}, id="empty"),
        pytest.param({**P256, "crv": "secp256k1"}, id="unknown-curve"),
        pytest.param({**P256, "y": P256["x"]}, id="no-point-of-the-curve"),
        pytest.param({**P256, "x": "AA" + P256["x"]}, id="long-coordinate"),
        pytest.param({**P256, "crv": "P-384"}, id="another-curve"),
        pytest.param({**RSA, "e": "AQ"}, id="exponent-one"),
        pytest.param({**RSA, "e": "Ag"}, id="even-exponent"),
        pytest.param({**RSA, "n": RSA["n"] * 6}, id="endless-modulus"),
        pytest.param({"kty": ["RSA"]}, id="list-as-kind"),
        pytest.param({}, id="empty-object"),
    ],
)
def test_a_hostile_jwk_is_refused(jwk):
    with pytest.raises(KeyUnreadableError):
        PublicKey.from_jwk(jwk)


def test_a_pem_that_is_private_foreign_or_no_key_is_refused():
    foreign = generate_private_key(SECP256K1())
    foreign_pem = foreign.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    foreign_private = foreign.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    for text in (PAIRS[KeyKind.RSA].to_pem(), foreign_pem.decode(), "", "x" * 100_000, "ssh-rsa é"):
        with pytest.raises(KeyUnreadableError):
            PublicKey.from_pem(text)
    for text in (foreign_private.decode(), "", PAIRS[KeyKind.RSA].public().to_pem()):
        with pytest.raises(KeyUnreadableError):
            PrivateKey.from_pem(text)


def test_an_rsa_key_has_no_multikey():
    with pytest.raises(KeyUnreadableError):
        PAIRS[KeyKind.RSA].public().multikey()


@pytest.mark.parametrize("octets", [b"\0", b"\0\0a", b"hello", bytes(range(64))])
def test_multibase_returns_what_it_was_given(octets):
    assert decode(encode(octets)) == octets
