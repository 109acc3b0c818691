import hmac
from base64 import urlsafe_b64encode
from hashlib import sha256
from json import dumps, loads

import pytest
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature

from tests.vectors import VECTORS, needs_vectors
from wallet.documents.document import DocumentError
from wallet.documents.jose import split
from wallet.proofs.jose import (
    ALGORITHMS,
    KeyDoesNotFitAlgorithmError,
    sign_compact,
    verify_signature,
)
from wallet.proofs.keys import KeyKind, PrivateKey, PublicKey

PAIRS = {kind: PrivateKey.generate(kind) for kind in KeyKind}
CLAIMS = {"iss": "https://school.example"}


def part(content):
    return urlsafe_b64encode(dumps(content).encode()).rstrip(b"=").decode()


def encoded(octets):
    return urlsafe_b64encode(octets).rstrip(b"=").decode()


@pytest.mark.parametrize("name", list(ALGORITHMS))
def test_what_we_sign_verifies_and_what_is_changed_does_not(name):
    key = PAIRS[ALGORITHMS[name].key_kind]
    token = sign_compact({"alg": name}, CLAIMS, key)
    assert verify_signature(split(token), key.public()) is None
    header, _, signature = token.split(".")
    forged = f"{header}.{part({'iss': 'https://evil.example'})}.{signature}"
    assert verify_signature(split(forged), key.public()) == "SIGNATURE_INVALID"
    other = PrivateKey.generate(key.kind).public()
    assert verify_signature(split(token), other) == "SIGNATURE_INVALID"


@pytest.mark.parametrize("kind", list(KeyKind))
def test_a_key_has_its_usual_algorithm(kind):
    token = sign_compact({}, CLAIMS, PAIRS[kind])
    assert verify_signature(split(token), PAIRS[kind].public()) is None


@pytest.mark.parametrize(
    "alg",
    ["none", "None", "NONE", "nOnE", "HS256", "HS512", "rs256", "RS256 ", "", None, 5, ["RS256"]],
)
@pytest.mark.parametrize("kind", list(KeyKind))
def test_any_other_algorithm_is_refused(alg, kind):
    token = f"{part({'alg': alg})}.{part(CLAIMS)}.AAAA"
    assert verify_signature(split(token), PAIRS[kind].public()) == "ALG_NOT_ALLOWED"


def test_a_header_without_algorithm_is_refused():
    token = f"{part({})}.{part(CLAIMS)}.AAAA"
    assert verify_signature(split(token), PAIRS[KeyKind.RSA].public()) == "ALG_NOT_ALLOWED"


def test_a_public_key_does_not_pass_for_a_secret():
    public = PAIRS[KeyKind.RSA].public()
    signing_input = f"{part({'alg': 'HS256'})}.{part(CLAIMS)}"
    tag = hmac.digest(public.to_pem().encode(), signing_input.encode(), sha256)
    token = f"{signing_input}.{encoded(tag)}"
    assert verify_signature(split(token), public) == "ALG_NOT_ALLOWED"


@pytest.mark.parametrize("name", list(ALGORITHMS))
@pytest.mark.parametrize("kind", list(KeyKind))
def test_a_key_of_another_kind_is_refused(name, kind):
    if ALGORITHMS[name].key_kind is not kind:
        token = sign_compact({"alg": name}, CLAIMS, PAIRS[ALGORITHMS[name].key_kind])
        assert verify_signature(split(token), PAIRS[kind].public()) == "KEY_TYPE_MISMATCH"
        with pytest.raises(KeyDoesNotFitAlgorithmError):
            sign_compact({"alg": name}, CLAIMS, PAIRS[kind])


@pytest.mark.parametrize(
    "extra",
    [
        {"crit": ["exp"]},
        {"crit": []},
        {"crit": ["b64"], "b64": False},
        {"b64": False},
        {"b64": True},
        {"crit": None},
    ],
)
def test_a_header_that_changes_the_rules_is_refused(extra):
    key = PAIRS[KeyKind.ED25519]
    token = sign_compact(extra, CLAIMS, key)
    assert verify_signature(split(token), key.public()) == "HEADER_CRIT_UNKNOWN"


def test_the_key_in_the_header_is_never_used():
    own = PrivateKey.generate(KeyKind.ED25519)
    token = sign_compact({"jwk": own.public().to_jwk()}, CLAIMS, own)
    assert verify_signature(split(token), PAIRS[KeyKind.ED25519].public()) == "SIGNATURE_INVALID"


@pytest.mark.parametrize("signature", [encode_dss_signature(1, 1), bytes(64), bytes(63), b"\0"])
def test_an_ecdsa_signature_of_zeros_or_in_der_is_refused(signature):
    token = f"{part({'alg': 'ES256'})}.{part(CLAIMS)}.{encoded(signature)}"
    assert verify_signature(split(token), PAIRS[KeyKind.P256].public()) == "SIGNATURE_INVALID"


@pytest.mark.parametrize(
    "token",
    [
        pytest.param(
            ".".join([encoded(b'{"alg":"EdDSA","alg":"none"}'), part({}), "AA"]), id="keys"
        ),
        pytest.param(".".join([part({}), encoded(b'{"iss":"a","iss":"b"}'), "AA"]), id="claims"),
        pytest.param(".".join([part({"x": "a" * 100_000}), part({}), "AA"]), id="large-header"),
        pytest.param(".".join([part({}), part({}), "AA=="]), id="padding"),
        pytest.param(".".join([part({}), part({}), "AB"]), id="stray-bits"),
        pytest.param(".".join([part({}), part({}), ""]), id="no-signature"),
    ],
)
def test_a_token_that_readers_could_take_in_two_ways_never_gets_here(token):
    with pytest.raises(DocumentError):
        split(token)


@needs_vectors
@pytest.mark.parametrize(
    ("token", "key"),
    [
        ("simple.jwt", "key1.json"),
        ("simple-not-revoked.jwt", "key2.json"),
        ("simple-revoked.jwt", "key3.json"),
    ],
)
def test_the_signed_badges_of_1edtech(token, key):
    folder = VECTORS.joinpath(
        "1EdTech/digital-credentials-public-validator/inspector-vc/src/test/resources/ob20"
    )
    public = PublicKey.from_pem(loads((folder / "assets" / key).read_bytes())["publicKeyPem"])
    jws = split((folder / token).read_text().strip())
    assert verify_signature(jws, public) is None
    assert verify_signature(jws, PAIRS[KeyKind.RSA].public()) == "SIGNATURE_INVALID"
