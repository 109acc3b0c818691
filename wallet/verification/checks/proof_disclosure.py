"""Where the holder shows a part: does it fit together, and does it still tell if it holds?

Source: VC Data Integrity ECDSA Cryptosuites 1.0, "Selective Disclosure": only what the issuer made
mandatory must be shown. RFC 9901, "Verification of the SD-JWT".
"""

from wallet.verification.case import DOES_NOT_APPLY, Case, Check, Observation
from wallet.verification.codes import Code
from wallet.verification.finding import VerificationAnswer


async def look(case: Case) -> Observation:
    """Report what the proof that decides leaves in the dark."""
    best = case.examination.best
    return DOES_NOT_APPLY if best is None else best.disclosure


CHECK = Check(
    name="proof.disclosure",
    answer=VerificationAnswer.INTEGRITY,
    in_order="What is shown fits together, and tells its status and its end.",
    codes=frozenset(
        {
            Code.STATUS_WITHHELD,
            Code.VALIDITY_WITHHELD,
            Code.STATUS_BY_CHOICE,
            Code.SD_MALFORMED,
            Code.SD_COUNT_MISMATCH,
            Code.SD_UNREFERENCED,
            Code.SD_DUPLICATE,
            Code.SD_FORBIDDEN_NAME,
            Code.SD_HASH_NOT_ALLOWED,
            Code.HOLDER_BINDING_INVALID,
        }
    ),
    look=look,
)
