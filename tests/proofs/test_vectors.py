"""Other people's signatures, and every intermediate step that they publish."""

from functools import cache
from json import JSONDecodeError, loads

import pytest

from tests.proofs.samples import contexts, lenient_contexts, read
from tests.vectors import VECTORS, needs_vectors
from wallet.proofs.keys import KeyUnreadableError, PublicKey
from wallet.proofs.linked_data import analyse, engine_for, proof_configuration
from wallet.proofs.suites import find_suite, suite_of, task_for

EDDSA = "w3c/vc-di-eddsa/TestVectors"
DCC = "digitalcredentials/vc-test-fixtures"
OB_30 = "1EdTech/digital-credentials-public-validator/inspector-vc/src/test/resources/ob30"
NO_CREDENTIALS = {".png", ".svg", ".jwt", ".txt", ".tsv", ".md", ".nq"}


@cache
def signed_documents():
    found = []
    for path in sorted(VECTORS.rglob("*")):
        if path.is_file() and path.suffix not in NO_CREDENTIALS and "context" not in str(path):
            try:
                document = loads(path.read_bytes())
            except (JSONDecodeError, UnicodeDecodeError):
                continue
            if isinstance(document, dict) and {"proof", "@context"} <= document.keys():
                found.append((path, document))
    return found


def key_named_by(proof):
    """The key in the fragment: good enough to try a signature, never to trust one."""
    method = str(proof.get("verificationMethod"))
    try:
        return PublicKey.from_multikey(method.rpartition("#")[2].rpartition(":")[2])
    except KeyUnreadableError:
        return None


def verify_each(document, analysis):
    outcomes = []
    for proof, digest in zip(task_for(document).proofs, analysis.digests, strict=True):
        suite, key = find_suite(proof), key_named_by(proof)
        if suite is None or key is None or digest is None:
            outcomes.append(None)
        else:
            outcomes.append(suite.verify(digest, proof, key))
    return outcomes


@needs_vectors
@pytest.mark.parametrize(
    ("path", "proofs"),
    [
        ("Ed25519Signature2020/signedEdSig.json", 1),
        ("eddsa-rdfc-2022/signedDataInt.json", 1),
        ("eddsa-rdfc-2022/employ/signedDataInt.json", 1),
        ("proof-set-chain/signedProofSet1.json", 1),
        ("proof-set-chain/signedProofSet2.json", 2),
        ("proof-set-chain/signedProofChain1.json", 3),
        ("proof-set-chain/signedProofChain2.json", 4),
    ],
)
def test_w3c_signatures_hold(path, proofs):
    document = read(EDDSA, path)
    assert verify_each(document, analyse(task_for(document), lenient_contexts())) == [True] * proofs


@needs_vectors
@pytest.mark.parametrize(
    ("folder", "suffix", "document"),
    [
        ("Ed25519Signature2020", "EdSig", "signedEdSig.json"),
        ("eddsa-rdfc-2022", "DataInt", "signedDataInt.json"),
        ("eddsa-rdfc-2022/employ", "DataInt", "signedDataInt.json"),
    ],
)
def test_w3c_intermediates_match(folder, suffix, document):
    whole = read(EDDSA, folder, document)
    unsecured = {key: value for key, value in whole.items() if key != "proof"}
    engine = engine_for(lenient_contexts())
    expected = VECTORS / EDDSA / folder
    canonical, _ = engine.examine(unsecured, "")
    assert canonical == (expected / f"canonDoc{suffix}.txt").read_bytes()
    configuration, _ = engine.examine(proof_configuration(whole["proof"], unsecured), "")
    assert configuration == (expected / f"proofCanon{suffix}.txt").read_bytes()
    digest = analyse(task_for(whole), lenient_contexts()).digests[0]
    assert digest.hex() == (expected / f"combinedHash{suffix}.txt").read_text().strip()


@needs_vectors
def test_a_chain_whose_first_proof_is_gone_has_nothing_to_verify():
    document = read(EDDSA, "proof-set-chain/signedProofChain1.json")
    last = [proof for proof in document["proof"] if "previousProof" in proof]
    alone = {**document, "proof": last}
    assert analyse(task_for(alone), lenient_contexts()).digests == (None,) * len(last)


@needs_vectors
def test_fixtures_of_the_digital_credentials_consortium():
    outcomes = {
        path.name if "statusLists" not in str(path) else f"list-{path.name}": verify_each(
            document, analyse(task_for(document), contexts())
        )
        for path, document in signed_documents()
        if path.is_relative_to(VECTORS / DCC)
    }
    assert outcomes
    for name, outcome in outcomes.items():
        if name.endswith(("-tampered.json", "list-tampered")):
            assert outcome == [False], name
        elif name == "legacyRegistry-noStatus-noExpiry-oldDCCExample.json":
            assert outcome == [None], name  # the text of https://w3id.org/dcc/v1 is not at hand
        else:
            assert set(outcome) == {True}, name


@needs_vectors
@pytest.mark.parametrize(
    ("name", "suite", "outcome"),
    [
        ("simple-eddsa-2022.json", "eddsa-2022", [True]),
        ("complete.json", "eddsa-rdfc-2022", [True]),
        ("simple-multiple-proofs.json", "SomeProofType", [None, True]),
        ("simple-err-proof-value.json", "eddsa-rdfc-2022", [False]),
        ("sd/derivedcredential.json", "ecdsa-sd-2023", [True]),
    ],
)
def test_samples_of_1edtech(name, suite, outcome):
    document = read(OB_30, name)
    task = task_for(document)
    assert suite_of(task.proofs[0]) == suite
    assert verify_each(document, analyse(task, contexts())) == outcome


@needs_vectors
def test_a_lent_context_computes_and_is_still_not_pinned():
    document = read(EDDSA, "eddsa-rdfc-2022/signedDataInt.json")
    assert analyse(task_for(document), contexts()).digests == (None,)
    lent = analyse(task_for(document), lenient_contexts())
    assert [finding.code for finding in lent.findings] == ["CONTEXT_NOT_PINNED"]
