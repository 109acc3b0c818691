"""Does the signature cover what a screen would show?

A valid signature over RDF does not protect the JSON that is read from: the document must stand
in compact form under pinned contexts.
"""

from wallet.verification.case import Case, Check, Observation
from wallet.verification.codes import Code
from wallet.verification.finding import VerificationAnswer


async def look(case: Case) -> Observation:
    """Report what the guard found about the document's form."""
    return case.examination.signed_fields


CHECK = Check(
    name="jsonld.signed_fields",
    answer=VerificationAnswer.INTEGRITY,
    in_order="The signature covers every word of the document.",
    codes=frozenset(
        {
            Code.UNSIGNED_FIELDS,
            Code.NOT_COMPACT_FORM,
            Code.RELATIVE_IRI,
            Code.NODE_SPLIT,
            Code.CONTROL_CHARACTERS,
            Code.CANON_WORK_EXCEEDED,
            Code.NULL_OR_EMPTY,
        }
    ),
    look=look,
)
