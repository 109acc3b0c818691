"""Does the signature fit the document?"""

from wallet.verification.case import DOES_NOT_APPLY, Case, Check, Observation
from wallet.verification.codes import Code
from wallet.verification.finding import VerificationAnswer


async def look(case: Case) -> Observation:
    """Report the signature of the proof that decides."""
    best = case.examination.best
    return DOES_NOT_APPLY if best is None else best.signature


CHECK = Check(
    name="proof.signature",
    answer=VerificationAnswer.INTEGRITY,
    in_order="The signature fits the document: nothing was altered since.",
    codes=frozenset(
        {
            Code.SIGNATURE_INVALID,
            Code.ALG_NOT_ALLOWED,
            Code.HEADER_CRIT_UNKNOWN,
            Code.KEY_TYPE_MISMATCH,
            Code.PROOF_IS_BASE,
            Code.BASE_PROOF_PRESENTED,
        }
    ),
    look=look,
)
