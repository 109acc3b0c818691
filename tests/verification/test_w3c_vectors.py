"""W3C's EdDSA vectors: signatures by the `proof.signature` finding.

Their keys are not their issuers', and they use example vocabularies that are not ours to vouch
for: so the verdict is never VERIFIED, for the reasons that are listed.
"""

import pytest

from tests.vectors import EDDSA, intake_over, needs_vectors
from wallet.intake import Examined

pytestmark = needs_vectors

SINGLE = {
    "Ed25519Signature2020/signedEdSig.json": {"CONTEXT_NOT_PINNED", "CONTROLLER_MISMATCH"},
    "eddsa-rdfc-2022/signedDataInt.json": {"CONTEXT_NOT_PINNED", "CONTROLLER_MISMATCH"},
    "eddsa-rdfc-2022/employ/signedDataInt.json": {"CONTROLLER_MISMATCH"},
    "proof-set-chain/signedProofSet1.json": {"CONTEXT_NOT_PINNED", "CONTROLLER_MISMATCH"},
}


@pytest.mark.parametrize("name", SINGLE)
async def test_a_single_proof_holds(name: str) -> None:
    intake = intake_over({})
    (document,) = intake.documents_in((EDDSA / name).read_bytes())
    examined = await intake.examine(document, known=None)
    assert isinstance(examined, Examined)
    found = {f.check: f for f in examined.report.findings}
    reasons = {f.code for f in examined.report.findings if f.outcome in {"FAIL", "UNKNOWN"}}
    assert (found["proof.signature"].outcome, reasons) == ("PASS", SINGLE[name])
