"""Has the issuer suspended it?"""

from wallet.verification.case import Case, Check, Observation
from wallet.verification.codes import Code
from wallet.verification.finding import VerificationAnswer
from wallet.verification.status.reading import CODES_OF_READING, SUSPENSION, read_status


async def look(case: Case) -> Observation:
    """Read every status entry for suspension."""
    return await read_status(case, SUSPENSION)


CHECK = Check(
    name="status.suspension",
    answer=VerificationAnswer.STANDING,
    in_order="The issuer has not suspended it.",
    codes=CODES_OF_READING | {Code.SUSPENDED},
    look=look,
)
