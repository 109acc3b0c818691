"""Can the text be read in one way only? Refusals come from `wallet.documents`."""

from wallet.verification.case import IN_ORDER, Case, Check, Observation
from wallet.verification.codes import Code
from wallet.verification.finding import VerificationAnswer


async def look(case: Case) -> Observation:
    """A document that was opened was read strictly; one that was not never comes here."""
    del case
    return IN_ORDER


CHECK = Check(
    name="intake.parse",
    answer=VerificationAnswer.INTEGRITY,
    in_order="The text can be read in one way only.",
    codes=frozenset(
        {
            Code.JSON_INVALID,
            Code.JSON_DUPLICATE_KEY,
            Code.JSON_NON_FINITE,
            Code.UNICODE_INVALID,
            Code.JWS_INVALID,
        }
    ),
    look=look,
)
