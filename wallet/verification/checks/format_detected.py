"""Is it a credential of a generation that we read? Refusals come from `wallet.credentials`."""

from wallet.verification.case import Case, Check, Observation
from wallet.verification.codes import Code
from wallet.verification.finding import VerificationAnswer


async def look(case: Case) -> Observation:
    """Name the generation that a reader recognised."""
    return Observation(
        detail="Format: {format}.", particulars={"format": case.credential.format.value}
    )


CHECK = Check(
    name="format.detected",
    answer=VerificationAnswer.INTEGRITY,
    in_order="It is a credential of a kind that the wallet reads.",
    codes=frozenset({Code.FORMAT_UNKNOWN, Code.FORMAT_AMBIGUOUS}),
    look=look,
)
