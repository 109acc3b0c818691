"""Do we know what the document's words mean?

Sources: VC Data Integrity, "Validating Contexts" (contexts are trusted by digest); Open Badges
2.0, "JSON-LD Context". Versions 1 and 2 are read by their own names, so there the context only
has to be one of Open Badges; many honest documents leave it out.
"""

from wallet.credentials.credential import Securing
from wallet.verification.case import DOES_NOT_APPLY, IN_ORDER, Case, Check, Observation
from wallet.verification.codes import Code
from wallet.verification.finding import VerificationAnswer

_OPEN_BADGES = (
    "https://w3id.org/openbadges/v",
    "http://w3id.org/openbadges/v",
    "https://openbadgespec.org/v2/",
    "https://purl.imsglobal.org/spec/ob/v2p",
)


async def look(case: Case) -> Observation:
    """Report what the guard found, or for versions 1 and 2 whether a context of theirs is named."""
    if not case.credential.format.is_assertion:
        return case.examination.contexts
    if case.credential.format.securing is Securing.ANCHORED:
        return DOES_NOT_APPLY
    named = case.credential.content.get("@context")
    contexts = named if isinstance(named, list) else [named]
    if named is None or any(isinstance(c, str) and c.startswith(_OPEN_BADGES) for c in contexts):
        return IN_ORDER
    inline = any(isinstance(context, dict) for context in contexts)
    return Observation(Code.CONTEXT_INLINE if inline else Code.CONTEXT_ORDER, pointer="/@context")


CHECK = Check(
    name="jsonld.contexts",
    answer=VerificationAnswer.INTEGRITY,
    in_order="Every word of the document is defined by a vocabulary that we know.",
    codes=frozenset({Code.CONTEXT_NOT_PINNED, Code.CONTEXT_INLINE, Code.CONTEXT_ORDER}),
    look=look,
)
