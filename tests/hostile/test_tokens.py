"""JOSE tricks: whatever the header says, only an allowed algorithm by the issuer's key counts."""

import hashlib
import hmac
from base64 import urlsafe_b64encode
from json import dumps

import pytest

from tests.verification.samples import (
    TOKEN_KEY,
    did_of,
    judge,
    method_of,
    profile,
    reasons,
    token,
    unsigned,
)
from wallet.documents.base64url import to_base64url
from wallet.intake import Refused
from wallet.proofs.jose import ALGORITHMS, sign_compact

KID = method_of(TOKEN_KEY)
BODY = unsigned(key=TOKEN_KEY)


def segment(said):
    text = said if isinstance(said, str) else dumps(said)
    return urlsafe_b64encode(text.encode()).decode().rstrip("=")


def unsigned_token(header, payload=BODY, signature="AA"):
    return f"{segment(header)}.{segment(payload)}.{signature}"


@pytest.mark.parametrize("alg", ["none", "None", "nOnE", "NONE", ""])
async def test_no_algorithm(alg):
    examined = await judge(unsigned_token({"alg": alg, "kid": KID}))
    assert ("proof.signature", "ALG_NOT_ALLOWED") in reasons(examined)
    assert examined.report.verdict == "NOT_VERIFIED"


async def test_no_signature_at_all():
    refused = await judge(f"{segment({'alg': 'none'})}.{segment(BODY)}.")
    assert isinstance(refused, Refused)
    assert refused.report.verdict == "NOT_VERIFIED"


@pytest.mark.parametrize("alg", ["HS256", "HS384", "HS512"])
@pytest.mark.parametrize("form", ["pem", "jwk", "multikey"])
async def test_the_public_key_as_a_secret(alg, form):
    public = TOKEN_KEY.public()
    secret = {
        "pem": public.to_pem(),
        "jwk": dumps(public.to_jwk(), separators=(",", ":")),
        "multikey": public.multikey(),
    }[form]
    said = f"{segment({'alg': alg, 'kid': KID})}.{segment(BODY)}"
    digest = hmac.new(secret.encode(), said.encode(), getattr(hashlib, f"sha{alg[2:]}")).digest()
    examined = await judge(f"{said}.{urlsafe_b64encode(digest).decode().rstrip('=')}")
    assert ("proof.signature", "ALG_NOT_ALLOWED") in reasons(examined)
    assert examined.report.verdict == "NOT_VERIFIED"


@pytest.mark.parametrize("alg", ["ES256K", "ES512", "RS1", "RS384", "PS512", "ECDH-ES", "dir"])
async def test_an_algorithm_that_is_not_on_the_list(alg):
    examined = await judge(unsigned_token({"alg": alg, "kid": KID}))
    assert ("proof.signature", "ALG_NOT_ALLOWED") in reasons(examined)


@pytest.mark.parametrize("alg", ["RS256", "EdDSA", "ES384", "PS256"])
async def test_an_algorithm_that_the_key_does_not_serve(alg):
    examined = await judge(unsigned_token({"alg": alg, "kid": KID}))
    assert ("proof.signature", "KEY_TYPE_MISMATCH") in reasons(examined)


@pytest.mark.parametrize("extension", [{"crit": ["b64"], "b64": False}, {"crit": ["x"], "x": 1}])
async def test_an_extension_that_nobody_knows(extension):
    examined = await judge(sign_compact({"kid": KID, **extension}, BODY, TOKEN_KEY))
    assert ("proof.signature", "HEADER_CRIT_UNKNOWN") in reasons(examined)
    assert examined.report.verdict == "NOT_VERIFIED"


@pytest.mark.parametrize("alg", ["none", "HS256", "ES512", "ES256K"])
@pytest.mark.parametrize("published", ["ES256", "header's"])
async def test_an_algorithm_off_the_list_for_a_key_that_names_its_own(alg, published):
    """The signature is the key's, by ES256: neither its own `alg` nor that widens the list."""
    did = "did:web:victim.example"
    document = profile(TOKEN_KEY, at=did)
    key = document["verificationMethod"][0]["publicKeyJwk"]
    key["alg"] = alg if published == "header's" else published
    payload = {**BODY, "issuer": {**BODY["issuer"], "id": did}}
    said = f"{segment({'alg': alg, 'kid': f'{did}#key'})}.{segment(payload)}"
    signature = ALGORITHMS["ES256"].implementation.sign(said.encode(), TOKEN_KEY.key)
    web = {"https://victim.example/.well-known/did.json": document}
    examined = await judge(f"{said}.{to_base64url(signature)}", web)
    assert ("proof.signature", "ALG_NOT_ALLOWED") in reasons(examined)
    assert examined.report.verdict == "NOT_VERIFIED"


@pytest.mark.parametrize("member", ["jku", "x5u"])
@pytest.mark.parametrize("beside", [{}, {"kid": KID}], ids=["alone", "beside-a-kid"])
async def test_an_address_of_keys_is_not_asked(member, beside):
    url = "https://evil.example/keys.json"
    keys = {"keys": [TOKEN_KEY.public().to_jwk()]}
    header = {"alg": "ES256", member: url, **beside}
    examined = await judge(unsigned_token(header), {url: keys})
    assert ("issuer.key_resolution", "KEY_NOT_FOUND") in reasons(examined)
    assert not examined.answers


@pytest.mark.parametrize("beside", [{}, {"kid": KID}], ids=["alone", "beside-a-kid"])
async def test_a_certificate_in_the_header_is_no_key(beside):
    header = {"typ": "JWT", "x5c": ["MIIB"], **beside}
    examined = await judge(sign_compact(header, BODY, TOKEN_KEY))
    assert ("issuer.key_resolution", "KEY_NOT_FOUND") in reasons(examined)
    assert examined.report.verdict == "NOT_VERIFIED"


@pytest.mark.parametrize(
    "kid", ["../../etc/passwd", "' OR 1=1 --", "file:///etc/passwd", "x" * 9000]
)
async def test_a_name_of_a_key_that_is_a_trick(kid):
    examined = await judge(token(key_id=kid))
    assert ("issuer.key_resolution", "KEY_NOT_FOUND") in reasons(examined)


async def test_a_name_that_stands_twice_in_the_payload():
    twice = '{"issuer": "did:web:victim.edu", ' + dumps(BODY)[1:]
    refused = await judge(unsigned_token({"alg": "ES256", "kid": KID}, twice))
    assert isinstance(refused, Refused)
    assert refused.code == "JSON_DUPLICATE_KEY"


async def test_a_name_that_stands_twice_in_the_header():
    header = '{"alg": "ES256", "alg": "none"}'
    refused = await judge(unsigned_token(header))
    assert isinstance(refused, Refused)
    assert refused.code == "JSON_DUPLICATE_KEY"


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity", "1e999"])
async def test_a_number_that_is_none_in_the_payload(number):
    payload = f'{dumps(BODY)[:-1]}, "nbf": {number}}}'
    refused = await judge(unsigned_token({"alg": "ES256", "kid": KID}, payload))
    assert isinstance(refused, Refused)
    assert refused.code == "JSON_NON_FINITE"


async def test_two_credentials_in_one_payload():
    both = {**BODY, "vc": {**BODY, "name": "Neurosurgery"}}
    examined = await judge(sign_compact({"kid": KID}, both, TOKEN_KEY))
    assert ("proof.claims", "JWT_DOUBLE_PAYLOAD") in reasons(examined)
    assert examined.report.verdict == "NOT_VERIFIED"


@pytest.mark.parametrize("part", ["header", "payload", "signature"])
async def test_a_token_of_too_great_a_size(part):
    sizes = {"header": 100_000, "payload": 5_000_000, "signature": 7_000_000}
    header = {"alg": "ES256", "kid": "x" * (sizes["header"] if part == "header" else 1)}
    payload = {**BODY, "x": "y" * (sizes["payload"] if part == "payload" else 1)}
    signature = "A" * (sizes["signature"] if part == "signature" else 4)
    refused = await judge(unsigned_token(header, payload, signature))
    assert isinstance(refused, Refused)
    assert refused.code == ("INPUT_TOO_LARGE" if part == "header" else "FORMAT_UNKNOWN")
    assert refused.report.verdict == "NOT_VERIFIED"


async def test_the_token_of_another_kind_of_thing_is_no_credential():
    refused = await judge(unsigned_token({"alg": "ES256"}, {"iss": did_of(TOKEN_KEY), "sub": "x"}))
    assert isinstance(refused, Refused)
    assert refused.code == "FORMAT_UNKNOWN"
