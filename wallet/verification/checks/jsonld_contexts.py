"""Do we know what the document's words mean?

Source: VC Data Integrity, "Validating Contexts"; contexts are trusted by digest.
"""

from wallet.verification.case import Case, Check, Observation
from wallet.verification.codes import Code
from wallet.verification.finding import VerificationAnswer


async def look(case: Case) -> Observation:
    """Report what the guard found about the contexts."""
    return case.examination.contexts


CHECK = Check(
    name="jsonld.contexts",
    answer=VerificationAnswer.INTEGRITY,
    in_order="Every word of the document is defined by a vocabulary that we know.",
    codes=frozenset({Code.CONTEXT_NOT_PINNED, Code.CONTEXT_INLINE, Code.CONTEXT_ORDER}),
    look=look,
)
