"""Has the issuer withdrawn it?"""

from wallet.verification.case import Case, Check, Observation
from wallet.verification.codes import Code
from wallet.verification.finding import VerificationAnswer
from wallet.verification.status.reading import CODES_OF_READING, REVOCATION, read_status


async def look(case: Case) -> Observation:
    """Read every status entry for revocation."""
    return await read_status(case, REVOCATION)


CHECK = Check(
    name="status.revocation",
    answer=VerificationAnswer.STANDING,
    in_order="The issuer has not withdrawn it.",
    codes=CODES_OF_READING | {Code.REVOKED, Code.STATUS_AMBIGUOUS},
    look=look,
)
