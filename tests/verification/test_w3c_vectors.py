"""W3C's EdDSA and ECDSA vectors: signatures by the `proof.signature` finding.

Their keys are not their issuers', and they use example vocabularies that are not ours to vouch
for: so the verdict is never VERIFIED, for the reasons that are listed.
"""

from pathlib import Path

import pytest

from tests.proofs.samples import lenient_contexts
from tests.vectors import ECDSA, EDDSA, SEEN_AT, MappedSources, intake_over, needs_vectors
from wallet.credentials import reader_of
from wallet.intake import Examined
from wallet.proofs.workers import InProcess
from wallet.verification.case import Case
from wallet.verification.codes import Code
from wallet.verification.examining_proofs import examine

pytestmark = needs_vectors

EXAMPLE_WORDS = {"CONTEXT_NOT_PINNED", "CONTROLLER_MISMATCH"}
OTHER_KEY = {"CONTROLLER_MISMATCH"}
ALONE = Code.DOES_NOT_APPLY
SINGLE = {
    EDDSA / "Ed25519Signature2020/signedEdSig.json": EXAMPLE_WORDS,
    EDDSA / "eddsa-rdfc-2022/signedDataInt.json": EXAMPLE_WORDS,
    EDDSA / "eddsa-rdfc-2022/employ/signedDataInt.json": OTHER_KEY,
    EDDSA / "eddsa-jcs-2022/signedJCS.json": EXAMPLE_WORDS,
    EDDSA / "proof-set-chain/signedProofSet1.json": EXAMPLE_WORDS,
    ECDSA / "ecdsa-rdfc-2019-p256/signedECDSAP256.json": EXAMPLE_WORDS,
    ECDSA / "ecdsa-rdfc-2019-p256/employ/signedECDSAP256.json": OTHER_KEY,
    ECDSA / "ecdsa-rdfc-2019-p384/signedECDSAP384.json": EXAMPLE_WORDS,
    ECDSA / "ecdsa-rdfc-2019-p384/employ/signedECDSAP384.json": OTHER_KEY,
    ECDSA / "ecdsa-jcs-2019-p256/signedJCSECDSAP256.json": EXAMPLE_WORDS,
    ECDSA / "ecdsa-jcs-2019-p384/signedJCSECDSAP384.json": EXAMPLE_WORDS,
    ECDSA / "ecdsa-sd-2023/employ/derivedRevealDocument.json": OTHER_KEY,
    ECDSA / "ecdsa-sd-2023/prc/derivedRevealDocument.json": OTHER_KEY,
}


@pytest.mark.parametrize("path", SINGLE, ids=lambda path: f"{path.parent.name}/{path.name}")
async def test_a_single_proof_holds(path: Path) -> None:
    intake = intake_over({})
    (document,) = intake.documents_in(path.read_bytes())
    examined = await intake.examine(document, known=None)
    assert isinstance(examined, Examined)
    found = {f.check: f for f in examined.report.findings}
    reasons = {f.code for f in examined.report.findings if f.outcome in {"FAIL", "UNKNOWN"}}
    assert (found["proof.signature"].outcome, reasons) == ("PASS", SINGLE[path])


@pytest.mark.parametrize("folder", ["employ", "prc"])
async def test_what_an_issuer_gives_a_holder_holds(folder: str) -> None:
    intake = intake_over({})
    path = ECDSA / "ecdsa-sd-2023" / folder / "addSignedSDBase.json"
    (document,) = intake.documents_in(path.read_bytes())
    examined = await intake.examine(document, known=None)
    found = {f.check: f.code for f in examined.report.findings}
    assert found["proof.signature"] == "PROOF_IS_BASE"
    reasons = {f.code for f in examined.report.findings if f.outcome in {"FAIL", "UNKNOWN"}}
    assert reasons == OTHER_KEY


@pytest.mark.parametrize(
    ("name", "signatures", "chains"),
    [
        ("signedProofSet2", [None] * 2, [ALONE] * 2),
        ("signedProofChain1", [None] * 3, [ALONE, ALONE, None]),
        ("signedProofChain2", [None] * 4, [ALONE, ALONE, None, None]),
        ("proofChainTempDoc2", [Code.NOT_REACHED], [Code.CHAIN_BROKEN]),  # a step on the way
    ],
)
async def test_each_proof_of_a_set_or_chain_holds(
    name: str, signatures: list[Code | None], chains: list[Code | None]
) -> None:
    path = EDDSA / "proof-set-chain" / f"{name}.json"
    intake = intake_over({})
    (document,) = intake.documents_in(path.read_bytes())
    credential = reader_of(document).read(document, {})
    analyst = InProcess(lenient_contexts())
    case = Case(document, credential, {}, MappedSources({}), analyst, SEEN_AT)
    examination = await examine(case)
    assert [proof.signature.code for proof in examination.proofs] == signatures
    assert [proof.chain.code for proof in examination.proofs] == chains
