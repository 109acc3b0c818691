"""Does the issuer have something to say about it, or a newer version of it?

Source: W3C Bitstring Status List 1.0, "BitstringStatusListEntry" (the purposes `message` and
`refresh`). It informs: whatever is said, the credential stands as the other checks have it.
"""

from wallet.verification.case import Case, Check, Observation
from wallet.verification.codes import Code
from wallet.verification.finding import VerificationAnswer
from wallet.verification.status.reading import read_message


async def look(case: Case) -> Observation:
    """Read every status entry for what it says."""
    return await read_message(case)


CHECK = Check(
    name="status.message",
    answer=VerificationAnswer.INFORMATION,
    in_order="The issuer's notices about it were read, and none asks for attention.",
    codes=frozenset({Code.STATUS_MESSAGE, Code.STATUS_MESSAGE_UNKNOWN, Code.NEWER_VERSION}),
    look=look,
)
