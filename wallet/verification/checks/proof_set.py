"""Where there are several signatures: are the others in order, too?

Open Badges 3.0 asks for one valid proof; each of the others is looked at all the same.
"""

from wallet.verification.case import DOES_NOT_APPLY, IN_ORDER, Case, Check, Observation, gravest
from wallet.verification.codes import Code
from wallet.verification.finding import Outcome, VerificationAnswer

_SET = 2


async def look(case: Case) -> Observation:
    """Report the proofs beside the one that decides."""
    proofs = case.examination.proofs
    if len(proofs) < _SET:
        return DOES_NOT_APPLY
    best = case.examination.best
    if best is None or not best.holds:
        return DOES_NOT_APPLY
    others = [
        proof
        for place, proof in enumerate(proofs)
        if proof is not best and place not in best.follows  # its chain speaks for these
    ]
    seen = []
    for proof in others:
        if proof.holds:
            seen.append(IN_ORDER)
        elif proof.suite.outcome is Outcome.UNKNOWN:
            seen.append(Observation(Code.SUITE_UNSUPPORTED_BESIDE_OTHERS, proof.suite.detail))
        else:
            seen.append(Observation(Code.PROOF_IN_SET_INVALID))
    return gravest(*seen)


CHECK = Check(
    name="proof.set",
    answer=VerificationAnswer.INTEGRITY,
    in_order="All signatures are in order.",
    codes=frozenset({Code.PROOF_IN_SET_INVALID, Code.SUITE_UNSUPPORTED_BESIDE_OTHERS}),
    look=look,
)
