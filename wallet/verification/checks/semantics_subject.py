"""Does it say whom it is about?

Source: Open Badges 3.0, "AchievementSubject": an `id` or at least one `identifier`.
"""

from wallet.credentials.credential import CredentialFormat
from wallet.verification.case import DOES_NOT_APPLY, IN_ORDER, Case, Check, Observation
from wallet.verification.codes import Code
from wallet.verification.finding import VerificationAnswer

_RULED = {CredentialFormat.OPEN_BADGES_3_JWT, CredentialFormat.OPEN_BADGES_3_LINKED_DATA}


async def look(case: Case) -> Observation:
    """Look for any identity of the subject."""
    if case.credential.format not in _RULED:
        return DOES_NOT_APPLY
    if not case.credential.recipients:
        return Observation(Code.SUBJECT_UNIDENTIFIED, pointer="/credentialSubject")
    return IN_ORDER


CHECK = Check(
    name="semantics.subject",
    answer=VerificationAnswer.INTEGRITY,
    in_order="It says whom it is about.",
    codes=frozenset({Code.SUBJECT_UNIDENTIFIED}),
    look=look,
)
