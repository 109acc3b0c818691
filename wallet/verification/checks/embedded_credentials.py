"""Do the credentials within a record hold, each by itself?

Source: CLR 2.0, "ClrSubject" (`verifiableCredential`). The record's own proof says that its
issuer put them together; who made them, and if they hold today, only their own proofs tell.
"""

from wallet.credentials.credential import Credential, Embedded
from wallet.verification.case import Case, Check, Observation
from wallet.verification.codes import Code
from wallet.verification.finding import VerificationAnswer
from wallet.verification.nested import CODES_OF_NESTED, Objection, judge_within
from wallet.verification.report import NestedKind


async def look(case: Case) -> Observation:
    """Judge each part by the whole path; one that is about another subject is a remark."""
    subjects = _ids(case.credential)

    def objection(_: Embedded) -> Objection:
        return lambda part: _about_another(part, subjects)

    return await judge_within(case.credential.parts, case, NestedKind.PART, objection)


def _about_another(part: Credential, subjects: frozenset[str]) -> Code | None:
    """Ids can be compared; a hash of an address with another hash cannot."""
    named = _ids(part)
    differs = named and subjects and named.isdisjoint(subjects)
    return Code.CHILD_SUBJECT_DIFFERS if differs else None


def _ids(credential: Credential) -> frozenset[str]:
    return frozenset(each.value for each in credential.recipients if each.kind == "id")


CHECK = Check(
    name="embedded.credentials",
    answer=VerificationAnswer.INFORMATION,
    in_order="Every credential within it holds by itself.",
    codes=CODES_OF_NESTED | {Code.CHILD_SUBJECT_DIFFERS},
    look=look,
)
