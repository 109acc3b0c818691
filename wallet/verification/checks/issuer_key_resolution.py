"""Could the key be looked up where the signature says it lies?"""

from wallet.verification.case import DOES_NOT_APPLY, Case, Check, Observation
from wallet.verification.codes import Code
from wallet.verification.finding import VerificationAnswer


async def look(case: Case) -> Observation:
    """Report the key of the proof that decides."""
    best = case.examination.best
    return DOES_NOT_APPLY if best is None else best.resolution


CHECK = Check(
    name="issuer.key_resolution",
    answer=VerificationAnswer.INTEGRITY,
    in_order="The key was found where the signature says it lies.",
    codes=frozenset(
        {
            Code.DID_UNRESOLVED,
            Code.KEY_URL_UNREACHABLE,
            Code.DID_DOC_ID_MISMATCH,
            Code.KEY_NOT_FOUND,
            Code.KEY_UNREADABLE,
            Code.KEY_REVOKED,
            Code.KEY_BY_CERTIFICATE,
            Code.KEY_REPLACED,
            Code.KEY_SEEN_EARLIER,
        }
    ),
    look=look,
)
