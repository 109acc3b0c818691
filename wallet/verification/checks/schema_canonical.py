"""Does the document have what its standard demands at the least?

Sources: Open Badges 2.0, "Assertion" (its `type`); VC Data Model, "Issuer" (its `id`). The full
JSON Schemas of 1EdTech are a check of their own.
"""

from wallet.verification.case import IN_ORDER, Case, Check, Observation
from wallet.verification.codes import Code
from wallet.verification.finding import VerificationAnswer


async def look(case: Case) -> Observation:
    """Look for the type of an assertion and for the identity of an issuer."""
    credential = case.credential
    if credential.format.is_verifiable_credential:
        if not credential.issuer.id:
            return Observation(Code.SCHEMA_INVALID, "Its issuer has no id.", "/issuer")
        return IN_ORDER
    if credential.types and "Assertion" not in credential.types:
        return Observation(Code.SCHEMA_INVALID, "Its type is not Assertion.", "/type")
    return IN_ORDER


CHECK = Check(
    name="schema.canonical",
    answer=VerificationAnswer.INTEGRITY,
    in_order="The document has what its standard demands at the least.",
    codes=frozenset({Code.SCHEMA_INVALID}),
    look=look,
)
