import pytest

from tests.proofs.samples import badge, lenient_contexts, packaged_contexts, read
from tests.proofs.suites.test_eddsa_rdfc_2022 import sign
from tests.vectors import VECTORS, needs_vectors
from wallet.proofs.keys import KeyKind, PrivateKey, PublicKey
from wallet.proofs.linked_data import analyse
from wallet.proofs.multibase import decode, encode
from wallet.proofs.suites import SUITES, KeyDoesNotFitError, task_for

SUITE = SUITES["ecdsa-jcs-2019"]
KEYS = {kind: PrivateKey.generate(kind) for kind in (KeyKind.P256, KeyKind.P384)}
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
@pytest.mark.parametrize("change", [{"name": "Surgery"}, {"awardedDate": "2026-01-01T00:00:00Z"}])
def test_a_change_of_the_document_shows(kind, change):
    assert not holds({**signed(kind), **change}, KEYS[kind])


@BOTH
def test_a_change_of_the_proof_shows(kind):
    document = signed(kind)
    document["proof"]["cryptosuite"] = "ecdsa-jcs-2019"
    assert holds(document, KEYS[kind])
    document["proof"]["proofPurpose"] = "authentication"
    assert not holds(document, KEYS[kind])


@BOTH
def test_the_same_words_signed_as_statements_do_not_hold(kind):
    document = sign(badge(), suite="ecdsa-rdfc-2019", key=KEYS[kind])
    document["proof"]["cryptosuite"] = SUITE.name
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


@BOTH
@pytest.mark.parametrize("cut", [1, 2, 32, 63])
def test_a_truncated_signature_does_not_hold(kind, cut):
    document = signed(kind)
    document["proof"]["proofValue"] = encode(decode(document["proof"]["proofValue"])[:-cut])
    assert not holds(document, KEYS[kind])


@needs_vectors
@pytest.mark.parametrize("curve", ["256", "384"])
def test_w3c_signatures_and_intermediates_match(curve):
    folder = f"w3c/vc-di-ecdsa/TestVectors/ecdsa-jcs-2019-p{curve}"
    document = read(folder, f"signedJCSECDSAP{curve}.json")
    (digest,) = analyse(task_for(document), lenient_contexts()).digests
    key = PublicKey.from_multikey(document["proof"]["verificationMethod"].rpartition("#")[2])
    assert SUITE.verify(digest, document["proof"], key)
    combined = (VECTORS / folder / f"combinedHashJCSECDSAP{curve}.txt").read_text().strip()
    assert digest.hex() == combined
