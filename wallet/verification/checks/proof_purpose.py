"""Was the signature made to issue a credential?

Source: VC Data Integrity, "Proof Purposes".
"""

from wallet.verification.case import DOES_NOT_APPLY, Case, Check, Observation
from wallet.verification.codes import Code
from wallet.verification.finding import VerificationAnswer


async def look(case: Case) -> Observation:
    """Report the purpose of the proof that decides."""
    best = case.examination.best
    return DOES_NOT_APPLY if best is None else best.purpose


CHECK = Check(
    name="proof.purpose",
    answer=VerificationAnswer.INTEGRITY,
    in_order="The signature was made to issue a credential.",
    codes=frozenset({Code.PURPOSE_MISMATCH, Code.PROOF_EXPIRED}),
    look=look,
)
