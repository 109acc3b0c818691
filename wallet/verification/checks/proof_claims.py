"""Does the token say the same as the credential in it?

Source: Open Badges 3.0, "JSON Web Token Proof Format".
"""

from wallet.verification.case import DOES_NOT_APPLY, Case, Check, Observation
from wallet.verification.codes import Code
from wallet.verification.finding import VerificationAnswer


async def look(case: Case) -> Observation:
    """Report the claims of the proof that decides."""
    best = case.examination.best
    return DOES_NOT_APPLY if best is None else best.claims


CHECK = Check(
    name="proof.claims",
    answer=VerificationAnswer.INTEGRITY,
    in_order="The token and the credential in it say the same.",
    codes=frozenset(
        {
            Code.JWT_ISS_MISMATCH,
            Code.JWT_SUB_MISMATCH,
            Code.JWT_JTI_MISMATCH,
            Code.JWT_NBF_MISMATCH,
            Code.JWT_EXP_MISMATCH,
            Code.JWT_DOUBLE_PAYLOAD,
            Code.TOKEN_TYPE_MISMATCH,
        }
    ),
    look=look,
)
