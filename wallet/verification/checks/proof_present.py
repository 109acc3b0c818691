"""Is there anything that shows who made it?"""

from wallet.credentials.credential import Securing
from wallet.verification.case import DOES_NOT_APPLY, IN_ORDER, Case, Check, Observation
from wallet.verification.codes import Code
from wallet.verification.finding import VerificationAnswer


async def look(case: Case) -> Observation:
    """A signature, or for the older generations a home on the issuer's site."""
    if case.examination.proofs:
        return IN_ORDER
    if case.credential.format.securing is Securing.ATTESTED:
        return DOES_NOT_APPLY  # `issuer.page` says what there is instead
    if case.credential.hosting is not None:
        return Observation(Code.HOSTED_WITHOUT_PROOF)
    return Observation(Code.NO_PROOF)


CHECK = Check(
    name="proof.present",
    answer=VerificationAnswer.INTEGRITY,
    in_order="The credential is signed.",
    codes=frozenset({Code.NO_PROOF, Code.HOSTED_WITHOUT_PROOF}),
    look=look,
)
