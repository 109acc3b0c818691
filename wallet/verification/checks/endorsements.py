"""Do the endorsements hold, and are they about the thing that they stand with?

Source: Open Badges 3.0, "EndorsementCredential", "EndorsementSubject", "endorsementJwt".
"""

from wallet.credentials.credential import Credential, Embedded
from wallet.credentials.members import reference
from wallet.verification.case import Case, Check, Observation
from wallet.verification.codes import Code
from wallet.verification.finding import VerificationAnswer
from wallet.verification.nested import CODES_OF_NESTED, Objection, judge_within
from wallet.verification.report import NestedKind

_TYPE = "EndorsementCredential"


async def look(case: Case) -> Observation:
    """Judge each endorsement by the whole path, then compare its subject."""
    return await judge_within(
        case.credential.endorsements, case, NestedKind.ENDORSEMENT, _objection
    )


def _objection(embedded: Embedded) -> Objection:
    def object_to(endorsement: Credential) -> Code | None:
        subject = reference(endorsement.content.get("credentialSubject"))
        fits = subject is not None and subject == embedded.about
        return None if fits and _TYPE in endorsement.types else Code.ENDORSEMENT_MISPLACED

    return object_to


CHECK = Check(
    name="endorsements",
    answer=VerificationAnswer.INFORMATION,
    in_order="Every endorsement holds, and is about what it stands with.",
    codes=CODES_OF_NESTED | {Code.ENDORSEMENT_MISPLACED},
    look=look,
)
