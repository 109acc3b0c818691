"""W3C's EdDSA and ECDSA vectors: signatures by the `proof.signature` finding.

Their keys are not their issuers', and they use example vocabularies that are not ours to vouch
for: so the verdict is never VERIFIED, for the reasons that are listed.
"""

from pathlib import Path

import pytest

from tests.vectors import ECDSA, EDDSA, intake_over, needs_vectors
from wallet.intake import Examined

pytestmark = needs_vectors

EXAMPLE_WORDS = {"CONTEXT_NOT_PINNED", "CONTROLLER_MISMATCH"}
OTHER_KEY = {"CONTROLLER_MISMATCH"}
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
