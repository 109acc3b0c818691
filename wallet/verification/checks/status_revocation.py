"""Has the issuer withdrawn it?"""

from wallet.verification.case import Case, Check, Observation
from wallet.verification.codes import Code
from wallet.verification.finding import VerificationAnswer
from wallet.verification.status.reading import REVOCATION, read_status


async def look(case: Case) -> Observation:
    """Read every status entry for revocation."""
    return await read_status(case, REVOCATION)


CHECK = Check(
    name="status.revocation",
    answer=VerificationAnswer.STANDING,
    in_order="The issuer has not withdrawn it.",
    codes=frozenset(
        {
            Code.REVOKED,
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
