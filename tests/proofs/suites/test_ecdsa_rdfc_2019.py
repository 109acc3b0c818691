import pytest

from tests.proofs.samples import badge, lenient_contexts, packaged_contexts, read
from tests.proofs.suites.test_eddsa_rdfc_2022 import sign
from tests.vectors import VECTORS, needs_vectors
from wallet.proofs.analysis import Way
from wallet.proofs.keys import KeyKind, PrivateKey, PublicKey
from wallet.proofs.linked_data import analyse, engine_for, proof_configuration
from wallet.proofs.multibase import decode, encode
from wallet.proofs.suites import SUITES, KeyDoesNotFitError, task_for

SUITE = SUITES["ecdsa-rdfc-2019"]
KEYS = {kind: PrivateKey.generate(kind) for kind in (KeyKind.P256, KeyKind.P384)}
FOLDER = "w3c/vc-di-ecdsa/TestVectors"
BOTH = pytest.mark.parametrize("kind", KEYS)


def signed(kind):
    return sign(badge(), suite=SUITE.name, key=KEYS[kind])


def holds(document, key):
    (digest,) = analyse(task_for(document), packaged_contexts()).digests
    return digest is not None and SUITE.verify(digest, document["proof"], key.public())


@BOTH
def test_signs_what_it_verifies(kind):
    document = signed(kind)
    assert analyse(task_for(document), packaged_contexts()).findings == ()
    assert holds(document, KEYS[kind])
    assert not holds(document, PrivateKey.generate(kind))


@BOTH
@pytest.mark.parametrize(
    "change",
    [
        {"name": "Surgery"},
        {"issuer": "https://evil.example"},
        {"validFrom": "2020-01-01T00:00:00Z"},
    ],
    ids=lambda change: next(iter(change)),
)
def test_a_change_of_the_document_shows(kind, change):
    assert not holds({**signed(kind), **change}, KEYS[kind])


@BOTH
def test_a_change_of_the_proof_shows(kind):
    document = signed(kind)
    document["proof"]["created"] = "2020-01-01T00:00:00Z"
    assert not holds(document, KEYS[kind])


@BOTH
@pytest.mark.parametrize("other", KeyKind)
def test_a_key_of_another_kind_does_not_verify(kind, other):
    if other is not kind:
        assert not holds(signed(kind), PrivateKey.generate(other))


@pytest.mark.parametrize("other", [KeyKind.ED25519, KeyKind.RSA])
def test_a_key_of_another_kind_does_not_sign(other):
    with pytest.raises(KeyDoesNotFitError):
        sign(badge(), suite=SUITE.name, key=PrivateKey.generate(other))
    with pytest.raises(KeyDoesNotFitError):
        SUITE.sign(b"", PrivateKey.generate(other))


@BOTH
def test_the_length_of_a_signature_tells_the_hash(kind):
    expected = {KeyKind.P256: (Way.RDFC_SHA_256, 64), KeyKind.P384: (Way.RDFC_SHA_384, 96)}[kind]
    document = signed(kind)
    (digest,) = analyse(task_for(document), packaged_contexts()).digests
    assert (task_for(document).ways, len(digest)) == (expected[:1], expected[1])


@BOTH
@pytest.mark.parametrize(
    "value",
    [
        lambda octets: octets[:-1],
        lambda octets: octets + b"\0",
        lambda octets: bytes(len(octets)),
        lambda octets: b"\xff" * len(octets),
        lambda octets: octets[: len(octets) // 2] + bytes(len(octets) // 2),
        lambda octets: bytes(160 - len(octets)),
        lambda _octets: b"\0",
    ],
    ids=["shorter", "longer", "zeros", "too-large", "no-s", "other-length", "one-octet"],
)
def test_a_malformed_signature_does_not_hold(kind, value):
    document = signed(kind)
    document["proof"]["proofValue"] = encode(value(decode(document["proof"]["proofValue"])))
    assert not holds(document, KEYS[kind])


@BOTH
@pytest.mark.parametrize("value", [None, 5, "", "z", "z0", "zé", "u" + "A" * 86, ["z2"]], ids=repr)
def test_another_encoding_does_not_hold(kind, value):
    document = signed(kind)
    document["proof"]["proofValue"] = value
    assert not holds(document, KEYS[kind])


@needs_vectors
@pytest.mark.parametrize("curve", ["256", "384"])
@pytest.mark.parametrize("employ", ["", "employ/"], ids=["alumni", "employment"])
def test_w3c_signatures_and_intermediates_match(curve, employ):
    folder = f"{FOLDER}/ecdsa-rdfc-2019-p{curve}/{employ}"
    document = read(folder, f"signedECDSAP{curve}.json")
    (digest,) = analyse(task_for(document), lenient_contexts()).digests
    key = PublicKey.from_multikey(document["proof"]["verificationMethod"].rpartition("#")[2])
    assert SUITE.verify(digest, document["proof"], key)
    expected = VECTORS / folder
    combined = (expected / f"combinedHashECDSAP{curve}.txt").read_text().strip()
    assert digest.hex() == combined
    unsecured = {name: value for name, value in document.items() if name != "proof"}
    configuration, _ = engine_for(lenient_contexts()).examine(
        proof_configuration(document["proof"], unsecured), ""
    )
    assert configuration == (expected / f"proofCanonECDSAP{curve}.txt").read_bytes()
