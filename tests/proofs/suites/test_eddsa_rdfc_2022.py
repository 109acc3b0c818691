from datetime import UTC, datetime

import pytest

from tests.proofs.samples import badge, packaged_contexts
from wallet.proofs.keys import KeyKind, PrivateKey
from wallet.proofs.linked_data import analyse
from wallet.proofs.multibase import decode, encode
from wallet.proofs.signing import sign_data_integrity
from wallet.proofs.suites import SUITES, KeyDoesNotFitError, find_suite, suite_of, task_for

KEY = PrivateKey.generate(KeyKind.ED25519)
METHOD = f"did:key:{KEY.public().multikey()}#{KEY.public().multikey()}"
CREATED = datetime(2026, 1, 1, tzinfo=UTC)


def sign(document, **changes):
    options = {
        "suite": "eddsa-rdfc-2022",
        "key": KEY,
        "verification_method": METHOD,
        "created": CREATED,
        "contexts": packaged_contexts(),
    }
    return sign_data_integrity(document, **(options | changes))


def holds(document, key=KEY):
    (digest,) = analyse(task_for(document), packaged_contexts()).digests
    return SUITES["eddsa-rdfc-2022"].verify(digest, document["proof"], key.public())


def test_signs_what_it_verifies():
    document = sign(badge())
    assert document["proof"]["created"] == "2026-01-01T00:00:00Z"
    assert suite_of(document["proof"]) == "eddsa-rdfc-2022"
    assert not find_suite(document["proof"]).deprecated
    assert holds(document)
    assert not holds(document, PrivateKey.generate(KeyKind.ED25519))


@pytest.mark.parametrize(
    "change",
    [
        {"created": "2026-01-02T00:00:00Z"},
        {"proofPurpose": "authentication"},
        {"verificationMethod": "did:web:evil.example#a"},
        {"expires": "2030-01-01T00:00:00Z"},
    ],
)
def test_the_options_of_the_proof_are_signed_too(change):
    document = sign(badge())
    document["proof"] |= change
    assert not holds(document)


@pytest.mark.parametrize("field", ["name", "issuer", "validFrom", "id"])
def test_a_change_of_the_document_shows(field):
    document = sign(badge())
    document[field] = "https://evil.example"
    assert not holds(document)


@pytest.mark.parametrize(
    "value",
    [
        None,
        5,
        "",
        "z",
        "z0",
        "zé",
        encode(bytes(64)),
        encode(bytes(63)),
        "u" + "A" * 86,
        "z" + "2" * 10_000,
    ],
)
def test_a_malformed_signature_does_not_hold(value):
    document = sign(badge())
    document["proof"]["proofValue"] = value
    assert not holds(document)


def test_a_signature_with_something_appended_does_not_hold():
    document = sign(badge())
    document["proof"]["proofValue"] = encode(decode(document["proof"]["proofValue"]) + b"\0")
    assert not holds(document)


def test_a_key_of_another_kind_neither_signs_nor_verifies():
    with pytest.raises(KeyDoesNotFitError):
        sign(badge(), key=PrivateKey.generate(KeyKind.P256))
    assert not holds(sign(badge()), PrivateKey.generate(KeyKind.P256))


@pytest.mark.parametrize(
    "change",
    [
        {"hacked": True},
        {"@context": [*badge()["@context"], "https://evil.example/c"]},
        {"id": "relative"},
    ],
)
def test_what_the_guard_objects_to_is_not_signed(change):
    with pytest.raises(ValueError, match="signed as it reads"):
        sign(badge(**change))


def test_what_is_signed_is_a_copy():
    document = badge()
    signed = sign(document)
    signed["issuer"]["name"] = "Other"
    assert document == badge()


@pytest.mark.parametrize(
    "proof",
    [
        {},
        {"type": "DataIntegrityProof"},
        {"type": "DataIntegrityProof", "cryptosuite": ["eddsa-rdfc-2022"]},
        {"type": "DataIntegrityProof", "cryptosuite": "EDDSA-RDFC-2022"},
        {"type": "DataIntegrityProof", "cryptosuite": "Ed25519Signature2020"},
        {"type": "eddsa-rdfc-2022"},
        {"type": ["DataIntegrityProof"], "cryptosuite": "eddsa-rdfc-2022"},
        {"type": "bbs-2023"},
    ],
)
def test_a_proof_that_calls_itself_otherwise_has_no_suite(proof):
    assert find_suite(proof) is None
