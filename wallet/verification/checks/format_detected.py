"""Is it a credential of a generation that we read, with whole addresses?

Refusals come from `wallet.credentials`.
"""

from wallet.verification.case import Case, Check, Observation
from wallet.verification.codes import Code
from wallet.verification.finding import VerificationAnswer


async def look(case: Case) -> Observation:
    """Name the generation that a reader recognised, or what it could not place."""
    incomplete = case.credential.incomplete
    if incomplete:
        return Observation(
            Code.ADDRESS_INCOMPLETE,
            "In: {members}.",
            particulars={"members": ", ".join(incomplete)},
        )
    return Observation(
        detail="Format: {format}.", particulars={"format": case.credential.format.value}
    )


CHECK = Check(
    name="format.detected",
    answer=VerificationAnswer.INTEGRITY,
    in_order="It is a credential of a kind that the wallet reads.",
    codes=frozenset({Code.FORMAT_UNKNOWN, Code.FORMAT_AMBIGUOUS, Code.ADDRESS_INCOMPLETE}),
    look=look,
)
