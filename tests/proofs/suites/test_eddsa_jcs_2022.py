from collections.abc import Callable
from hashlib import sha256
from typing import Any

import pytest

from tests.proofs.samples import badge, lenient_contexts, packaged_contexts, read
from tests.proofs.suites.test_eddsa_rdfc_2022 import KEY, sign
from tests.vectors import VECTORS, needs_vectors
from wallet.proofs.keys import KeyKind, PrivateKey, PublicKey
from wallet.proofs.linked_data import analyse
from wallet.proofs.signed_json import json_hash_data
from wallet.proofs.suites import SUITES, KeyDoesNotFitError, task_for

SUITE = SUITES["eddsa-jcs-2022"]
MORE = "https://w3id.org/security/suites/ed25519-2020/v1"


def signed(**changes: Any) -> dict[str, Any]:
    return sign(badge(**changes), suite=SUITE.name)


def holds(document, key=KEY) -> bool:
    (digest,) = analyse(task_for(document), packaged_contexts()).digests
    return digest is not None and SUITE.verify(digest, document["proof"], key.public())


def codes(document) -> list[str]:
    return [finding.code for finding in analyse(task_for(document), packaged_contexts()).findings]


def test_signs_what_it_verifies():
    document = signed()
    assert document["proof"]["@context"] == document["@context"]
    assert codes(document) == []
    assert holds(document)
    assert not holds(document, PrivateKey.generate(KeyKind.ED25519))
    with pytest.raises(KeyDoesNotFitError):
        sign(badge(), suite=SUITE.name, key=PrivateKey.generate(KeyKind.P256))


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda d: d.update(name="Surgery"), id="a value"),
        pytest.param(lambda d: d.update(type=[*reversed(d["type"])]), id="the order of a list"),
        pytest.param(lambda d: d.update(awardedDate="2026-01-01T00:00:00Z"), id="a member more"),
        pytest.param(lambda d: d.update(evidence=[]), id="an empty member more"),
        pytest.param(lambda d: d.pop("name"), id="a member less"),
        pytest.param(lambda d: d["proof"].update(created="2020-01-01T00:00:00Z"), id="an option"),
        pytest.param(lambda d: d["proof"].update(note="x"), id="an option more"),
        pytest.param(lambda d: d["proof"].pop("@context"), id="no contexts in the proof"),
    ],
)
def test_a_change_shows(change: Callable[[dict[str, Any]], object]):
    document = signed()
    change(document)
    assert not holds(document)


def test_the_order_of_members_is_free():
    document = signed()
    assert holds(dict(reversed(document.items())))


def test_contexts_after_those_of_the_proof_are_free():
    document = signed()
    document["@context"] = [*document["@context"], MORE]
    assert (holds(document), codes(document)) == (True, [])


@pytest.mark.parametrize(
    "contexts",
    [
        pytest.param(lambda own: [*own, MORE], id="more than the document's"),
        pytest.param(lambda own: [own[0], MORE], id="another in between"),
        pytest.param(lambda own: [*reversed(own)], id="in another order"),
        pytest.param(lambda _own: [], id="none"),
        pytest.param(lambda _own: None, id="null"),
        pytest.param(lambda _own: {"a": "b"}, id="inline"),
    ],
)
def test_contexts_of_the_proof_that_the_document_does_not_begin_with(contexts):
    document = signed()
    document["proof"]["@context"] = contexts(document["@context"])
    assert not holds(document)
    assert "NOT_COMPACT_FORM" in codes(document)


def test_what_a_screen_would_misread_is_refused_though_it_is_signed():
    document = badge()
    document["https://schema.org/name"] = document.pop("name")
    with pytest.raises(ValueError, match="signed as it reads"):
        sign(document, suite=SUITE.name)
    moved = signed()
    moved["https://schema.org/name"] = moved.pop("name")
    options = {name: value for name, value in moved["proof"].items() if name != "proofValue"}
    body = {name: value for name, value in moved.items() if name != "proof"}
    value = SUITE.sign(json_hash_data(options, body, sha256), KEY)
    moved["proof"]["proofValue"] = value
    assert holds(moved)
    assert "NOT_COMPACT_FORM" in codes(moved)


def test_a_number_that_programs_read_differently_has_no_signature():
    document = signed()
    document["credentialSubject"]["achievement"]["creditsAvailable"] = 2**60 + 1
    assert not holds(document)
    assert codes(document) == ["NOT_COMPACT_FORM"]


@needs_vectors
def test_w3c_signatures_and_intermediates_match():
    folder = "w3c/vc-di-eddsa/TestVectors/eddsa-jcs-2022"
    document = read(folder, "signedJCS.json")
    (digest,) = analyse(task_for(document), lenient_contexts()).digests
    key = PublicKey.from_multikey(document["proof"]["verificationMethod"].rpartition("#")[2])
    assert SUITE.verify(digest, document["proof"], key)
    assert digest.hex() == (VECTORS / folder / "combinedHashJCS.txt").read_text().strip()
