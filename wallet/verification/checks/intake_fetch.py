"""Did the address give a document? Refusals come from `wallet.intake`."""

from wallet.verification.case import DOES_NOT_APPLY, IN_ORDER, Case, Check, Observation
from wallet.verification.codes import Code
from wallet.verification.finding import VerificationAnswer


async def look(case: Case) -> Observation:
    """A case has its document; one whose address gave none never comes here."""
    return IN_ORDER if case.linked else DOES_NOT_APPLY


CHECK = Check(
    name="intake.fetch",
    answer=VerificationAnswer.INTEGRITY,
    in_order="The addresses that it names were asked.",
    codes=frozenset({Code.SOURCE_UNREACHABLE, Code.SOURCE_NEEDS_LEARNER}),
    look=look,
)
