"""Does the key belong to the issuer that the credential names?

Source: Controlled Identifiers, "Verification Method Binding" and "relationship validation".
"""

from wallet.verification.case import DOES_NOT_APPLY, Case, Check, Observation
from wallet.verification.codes import Code
from wallet.verification.finding import VerificationAnswer


async def look(case: Case) -> Observation:
    """Report whose key the proof that decides was made with."""
    best = case.examination.best
    return DOES_NOT_APPLY if best is None else best.binding


CHECK = Check(
    name="issuer.key_binding",
    answer=VerificationAnswer.INTEGRITY,
    in_order="The key belongs to the issuer that the credential names.",
    codes=frozenset(
        {
            Code.CONTROLLER_MISMATCH,
            Code.NOT_ASSERTION_METHOD,
            Code.KEY_EMBEDDED_UNTRUSTED,
            Code.KEY_NOT_OWNED,
        }
    ),
    look=look,
)
