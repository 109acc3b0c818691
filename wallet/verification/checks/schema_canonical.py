"""Does the document have what its standard demands at the least?

Sources: Open Badges 2.0, "Assertion" (its `type`); Open Badges 1.0, "IdentityObject"; VC Data
Model, "Issuer" (its `id`). The full JSON Schemas of 1EdTech are a check of their own.
"""

from wallet.credentials.generations import Version1, version_1_of
from wallet.verification.case import IN_ORDER, Case, Check, Observation
from wallet.verification.codes import Code
from wallet.verification.finding import VerificationAnswer

_RECIPIENT = "/recipient"


async def look(case: Case) -> Observation:
    """Look for the type of an assertion and for the identity of an issuer."""
    credential = case.credential
    if credential.format.is_verifiable_credential:
        if not credential.issuer.id:
            return Observation(Code.SCHEMA_INVALID, "Its issuer has no id.", "/issuer")
        return IN_ORDER
    if credential.types and "Assertion" not in credential.types:
        return Observation(Code.SCHEMA_INVALID, "Its type is not Assertion.", "/type")
    is_1 = version_1_of(credential.content) in {Version1.V1_0, Version1.V1_1}
    recipient = credential.content.get("recipient")
    if is_1 and recipient is not None and not isinstance(recipient, dict):
        return Observation(Code.SCHEMA_INVALID, "Its recipient is no identity object.", _RECIPIENT)
    return IN_ORDER


CHECK = Check(
    name="schema.canonical",
    answer=VerificationAnswer.INTEGRITY,
    in_order="The document has what its standard demands at the least.",
    codes=frozenset({Code.SCHEMA_INVALID}),
    look=look,
)
