"""Is it of a size that a credential has? Refusals come from `wallet.documents`."""

from wallet.verification.case import IN_ORDER, Case, Check, Observation
from wallet.verification.codes import Code
from wallet.verification.finding import VerificationAnswer


async def look(case: Case) -> Observation:
    """A document that was opened was within its limits; one that was not never comes here."""
    del case
    return IN_ORDER


CHECK = Check(
    name="intake.limits",
    answer=VerificationAnswer.INTEGRITY,
    in_order="The file is of an ordinary size.",
    codes=frozenset(
        {Code.INPUT_TOO_LARGE, Code.JSON_TOO_DEEP, Code.IMAGE_TOO_LARGE, Code.DECOMPRESSION_LIMIT}
    ),
    look=look,
)
