"""Does the picture or PDF file hold one credential, and nothing odd beside it?"""

from wallet.documents.document import Carrier
from wallet.verification.case import DOES_NOT_APPLY, IN_ORDER, Case, Check, Observation
from wallet.verification.codes import Code
from wallet.verification.finding import VerificationAnswer


async def look(case: Case) -> Observation:
    """Say what was noticed while the credential was taken out of its file."""
    for remark in case.document.remarks:
        return Observation(Code[remark.code], remark.detail)
    if {Carrier.PDF, Carrier.PNG, Carrier.SVG}.isdisjoint(case.document.carriers):
        return DOES_NOT_APPLY
    return IN_ORDER


CHECK = Check(
    name="intake.unbake",
    answer=VerificationAnswer.INTEGRITY,
    in_order="The file holds the credential.",
    codes=frozenset(
        {
            Code.ARCHIVE_UNREADABLE,
            Code.IMAGE_NO_CREDENTIAL,
            Code.IMAGE_CORRUPT,
            Code.IMAGE_MULTIPLE_CREDENTIALS,
            Code.IMAGE_TRAILING_DATA,
            Code.IMAGE_ACTIVE_CONTENT,
            Code.PDF_UNREADABLE,
            Code.PDF_LOCKED,
        }
    ),
    look=look,
)
