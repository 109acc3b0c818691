"""Detached signatures made with PyJWT's own means, and headers that promise something else."""

from json import dumps

import pytest
from jwt.api_jws import PyJWS

from tests.proofs.samples import badge, packaged_contexts
from tests.proofs.suites.test_eddsa_rdfc_2022 import sign
from wallet.documents.base64url import to_base64url
from wallet.proofs.keys import KeyKind, PrivateKey
from wallet.proofs.linked_data import analyse, engine_for, hash_data, proof_configuration
from wallet.proofs.suites import KeyDoesNotFitError, find_suite, task_for
from wallet.proofs.suites.json_web_signature_2020 import SUITE

KEYS = {kind: PrivateKey.generate(kind) for kind in KeyKind}
BADGE = badge()
BADGE["@context"] = [*BADGE["@context"], "https://w3id.org/security/suites/jws-2020/v1"]
METHOD = "https://school.example/issuer#key"
OPTIONS = {
    "type": "JsonWebSignature2020",
    "created": "2026-01-01T00:00:00Z",
    "verificationMethod": METHOD,
    "proofPurpose": "assertionMethod",
}
BY_KIND = [
    ("EdDSA", KeyKind.ED25519),
    ("ES256", KeyKind.P256),
    ("ES384", KeyKind.P384),
    ("RS256", KeyKind.RSA),
    ("PS256", KeyKind.RSA),
]


def covered(document=BADGE):
    engine = engine_for(packaged_contexts())
    return hash_data(
        engine.canonical(proof_configuration(OPTIONS, document)), engine.canonical(document)
    )


def proven(alg="EdDSA", key=KEYS[KeyKind.ED25519], document=BADGE, **header):
    jws = PyJWS().encode(
        covered(document),
        key.key,
        algorithm=alg,
        headers={"b64": False, "crit": ["b64"], "typ": None, **header},
        is_payload_detached=True,
    )
    return {**document, "proof": {**OPTIONS, "jws": jws}}


def holds(document, key=KEYS[KeyKind.ED25519]):
    (digest,) = analyse(task_for(document), packaged_contexts()).digests
    return digest is not None and SUITE.verify(digest, document["proof"], key.public())


@pytest.mark.parametrize(("alg", "kind"), BY_KIND)
def test_what_another_library_signs_holds(alg, kind):
    document = proven(alg, KEYS[kind])
    assert find_suite(document["proof"]) is SUITE
    assert analyse(task_for(document), packaged_contexts()).findings == ()
    for other in KeyKind:
        assert holds(document, KEYS[other]) is (other is kind)
    assert not holds(document, PrivateKey.generate(kind))


@pytest.mark.parametrize("alg", ["EdDSA", "ES256"])
def test_a_header_may_repeat_the_name_of_the_key(alg):
    key = KEYS[KeyKind.ED25519 if alg == "EdDSA" else KeyKind.P256]
    assert holds(proven(alg, key, kid=METHOD), key)
    assert not holds(proven(alg, key, kid="https://evil.example/#key"), key)


@pytest.mark.parametrize(
    "change",
    [
        {"name": "Surgery"},
        {"issuer": "https://evil.example"},
        {"validFrom": "2020-01-01T00:00:00Z"},
    ],
    ids=lambda change: next(iter(change)),
)
def test_a_changed_claim_shows(change):
    assert not holds({**proven(), **change})


@pytest.mark.parametrize("member", ["created", "verificationMethod", "proofPurpose"])
def test_a_changed_option_shows(member):
    document = proven()
    document["proof"][member] = "2020-01-01T00:00:00Z" if member == "created" else "urn:x"
    assert not holds(document)


def forged(header, signature="AA", payload=""):
    written = header if isinstance(header, str) else to_base64url(dumps(header).encode())
    return {**BADGE, "proof": {**OPTIONS, "jws": f"{written}.{payload}.{signature}"}}


def resigned(header):
    """A signature that holds over a header that we do not take."""
    written = to_base64url(dumps(header).encode())
    message = written.encode() + b"." + covered()
    signature = KEYS[KeyKind.ED25519].key.sign(message)
    return {**BADGE, "proof": {**OPTIONS, "jws": f"{written}..{to_base64url(signature)}"}}


GOOD = {"alg": "EdDSA", "b64": False, "crit": ["b64"]}


def test_the_header_that_we_take():
    assert holds(resigned(GOOD))


@pytest.mark.parametrize(
    "header",
    [
        pytest.param({**GOOD, "alg": "none"}, id="no algorithm"),
        pytest.param({**GOOD, "alg": "HS256"}, id="a secret"),
        pytest.param({**GOOD, "alg": "eddsa"}, id="in other letters"),
        pytest.param({**GOOD, "alg": ["EdDSA"]}, id="a list"),
        pytest.param({**GOOD, "alg": "ES256"}, id="of another kind of key"),
        pytest.param({"b64": False, "crit": ["b64"]}, id="algorithm not named"),
        pytest.param({**GOOD, "b64": True}, id="encoded"),
        pytest.param({**GOOD, "b64": 0}, id="b64 a number"),
        pytest.param({"alg": "EdDSA", "crit": ["b64"]}, id="b64 not named"),
        pytest.param({"alg": "EdDSA", "b64": False}, id="b64 not critical"),
        pytest.param({**GOOD, "crit": ["b64", "exp"]}, id="another extension"),
        pytest.param({**GOOD, "crit": []}, id="nothing critical"),
        pytest.param({**GOOD, "crit": "b64"}, id="crit a text"),
        pytest.param({**GOOD, "jwk": KEYS[KeyKind.ED25519].public().to_jwk()}, id="brings its key"),
        pytest.param({**GOOD, "jku": "https://evil.example/keys"}, id="names keys elsewhere"),
        pytest.param({**GOOD, "x5c": ["AA=="]}, id="brings a certificate"),
    ],
)
def test_a_header_that_says_something_else_does_not_hold(header):
    assert not holds(resigned(header))


def test_a_header_that_says_something_twice_does_not_hold():
    written = to_base64url(b'{"alg":"EdDSA","b64":false,"crit":["b64"],"alg":"EdDSA"}')
    signature = KEYS[KeyKind.ED25519].key.sign(written.encode() + b"." + covered())
    assert not holds(forged(written, to_base64url(signature)))


@pytest.mark.parametrize(
    "document",
    [
        pytest.param(forged(GOOD), id="no signature"),
        pytest.param(forged(GOOD, payload=to_base64url(covered())), id="the payload in it"),
        pytest.param(forged("!!"), id="no base64url"),
        pytest.param(forged(GOOD, "A"), id="stray bits"),
        pytest.param({**BADGE, "proof": {**OPTIONS, "jws": 5}}, id="a number"),
        pytest.param({**BADGE, "proof": {**OPTIONS, "jws": "a.b"}}, id="one dot"),
        pytest.param({**BADGE, "proof": OPTIONS}, id="nothing"),
        pytest.param(
            {**BADGE, "proof": {**OPTIONS, "proofValue": "zz"}}, id="where others have theirs"
        ),
    ],
)
def test_what_is_no_detached_signature_does_not_hold(document):
    assert not holds(document)


def test_we_do_not_sign_so():
    with pytest.raises(KeyDoesNotFitError):
        sign(badge(), suite=SUITE.name, key=KEYS[KeyKind.ED25519])
