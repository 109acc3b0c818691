"""Has the issuer suspended it?"""

from wallet.verification.case import Case, Check, Observation
from wallet.verification.codes import Code
from wallet.verification.finding import VerificationAnswer
from wallet.verification.status.reading import SUSPENSION, read_status


async def look(case: Case) -> Observation:
    """Read every status entry for suspension."""
    return await read_status(case, SUSPENSION)


CHECK = Check(
    name="status.suspension",
    answer=VerificationAnswer.STANDING,
    in_order="The issuer has not suspended it.",
    codes=frozenset(
        {
            Code.SUSPENDED,
            Code.STATUS_UNREACHABLE,
            Code.STATUS_METHOD_UNKNOWN,
            Code.STATUS_LIST_TOO_SHORT,
            Code.STATUS_LIST_INVALID,
            Code.STATUS_LIST_EXPIRED,
            Code.STATUS_LIST_ISSUER_MISMATCH,
            Code.STATUS_LIST_PURPOSE_MISMATCH,
            Code.STATUS_LIST_RANGE,
        }
    ),
    look=look,
)
