"""Where the holder shows a part: does the part still tell if it holds?

Source: VC Data Integrity ECDSA Cryptosuites 1.0, "Selective Disclosure": only what the issuer made
mandatory must be shown.
"""

from wallet.verification.case import DOES_NOT_APPLY, Case, Check, Observation
from wallet.verification.codes import Code
from wallet.verification.finding import VerificationAnswer


async def look(case: Case) -> Observation:
    """Report what the proof that decides leaves in the dark."""
    best = case.examination.best
    return DOES_NOT_APPLY if best is None else best.disclosure


CHECK = Check(
    name="proof.disclosure",
    answer=VerificationAnswer.INTEGRITY,
    in_order="The part that is shown tells its status and its end.",
    codes=frozenset({Code.STATUS_WITHHELD, Code.VALIDITY_WITHHELD}),
    look=look,
)
