"""Where a signature was made after others: are these all there and in order?

Source: W3C Data Integrity 1.0, "Proof Chains".
"""

from wallet.verification.case import DOES_NOT_APPLY, Case, Check, Observation
from wallet.verification.codes import Code
from wallet.verification.finding import VerificationAnswer


async def look(case: Case) -> Observation:
    """Report the chain of the proof that decides."""
    best = case.examination.best
    return DOES_NOT_APPLY if best is None else best.chain


CHECK = Check(
    name="proof.chain",
    answer=VerificationAnswer.INTEGRITY,
    in_order="The signatures that this one was made after are all there and in order.",
    codes=frozenset({Code.CHAIN_BROKEN, Code.CHAIN_UNKNOWN}),
    look=look,
)
