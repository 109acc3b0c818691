"""Does the document have what its standard demands at the least?

Sources: Open Badges 2.0, "Assertion" (its `type` and `recipient`); Open Badges 1.0,
"IdentityObject"; VC Data Model, "Issuer" (its `id`). The full JSON
Schemas of 1EdTech are a check of their own.
"""

from collections.abc import Mapping
from typing import Any

from wallet.credentials.credential import Securing
from wallet.credentials.generations import Version1, is_displayed_1, version_1_of
from wallet.credentials.members import is_true
from wallet.verification.case import DOES_NOT_APPLY, IN_ORDER, Case, Check, Observation
from wallet.verification.codes import Code
from wallet.verification.finding import VerificationAnswer

_RECIPIENT = "/recipient"


async def look(case: Case) -> Observation:
    """Look for type and recipient of an assertion, and for the identity of an issuer."""
    credential = case.credential
    if credential.format.securing is Securing.SD_JWT:
        return IN_ORDER  # its type is what made it one; its issuer may be named by a certificate
    if credential.format.securing in {Securing.ATTESTED, Securing.ANCHORED}:
        return DOES_NOT_APPLY
    if not credential.format.is_assertion:
        if not credential.issuer.id:
            return Observation(Code.SCHEMA_INVALID, "Its issuer has no id.", "/issuer")
        return IN_ORDER
    if credential.types and "Assertion" not in credential.types:
        return Observation(Code.SCHEMA_INVALID, "Its type is not Assertion.", "/type")
    if _is_nobodys(credential.content):
        return Observation(Code.SCHEMA_INVALID, "It names no recipient.", _RECIPIENT)
    is_1 = version_1_of(credential.content) in {Version1.V1_0, Version1.V1_1}
    said = credential.content
    recipient = said.get("recipient") if not is_displayed_1(said) else None
    if is_1 and recipient is not None and not isinstance(recipient, dict):
        return Observation(Code.SCHEMA_INVALID, "Its recipient is no identity object.", _RECIPIENT)
    return IN_ORDER


def _is_nobodys(content: Mapping[str, Any]) -> bool:
    """What is left of a withdrawn one may be silent; any other names whom it was given to."""
    is_left_over = "badge" not in content or is_true(content.get("revoked"))
    return content.get("recipient") is None and not is_left_over


CHECK = Check(
    name="schema.canonical",
    answer=VerificationAnswer.INTEGRITY,
    in_order="The document has what its standard demands at the least.",
    codes=frozenset({Code.SCHEMA_INVALID}),
    look=look,
)
