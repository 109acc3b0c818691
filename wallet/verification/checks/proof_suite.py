"""Is the signature of a kind that we can check?"""

from wallet.verification.case import DOES_NOT_APPLY, Case, Check, Observation
from wallet.verification.codes import Code
from wallet.verification.finding import VerificationAnswer


async def look(case: Case) -> Observation:
    """Report the suite of the proof that decides."""
    best = case.examination.best
    return DOES_NOT_APPLY if best is None else best.suite


CHECK = Check(
    name="proof.suite",
    answer=VerificationAnswer.INTEGRITY,
    in_order="The signature is of a kind that we can check.",
    codes=frozenset({Code.SUITE_UNSUPPORTED, Code.SUITE_DEPRECATED}),
    look=look,
)
