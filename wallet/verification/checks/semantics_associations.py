"""Are the achievements that a record relates in it?

Source: CLR 2.0, "Association" (`sourceId`, `targetId`).
"""

from collections.abc import Iterator
from typing import Any

from anyio.to_thread import run_sync

from wallet.credentials.credential import Credential
from wallet.credentials.members import objects, reference, sequence
from wallet.documents.document import JSONObject
from wallet.verification.case import DOES_NOT_APPLY, IN_ORDER, Case, Check, Observation
from wallet.verification.codes import Code
from wallet.verification.finding import VerificationAnswer
from wallet.verification.nested import content_of


async def look(case: Case) -> Observation:
    """Compare the ids with those of achievements and credentials, also within the parts.

    What a part says is read whether it holds or not: that is another check's matter.
    """
    if not case.credential.associations:
        return DOES_NOT_APPLY
    known = await run_sync(_known, case.credential)
    for association in case.credential.associations:
        for named in (association.source, association.target):
            if named not in known:
                detail = f"It is {(named or 'not named')[:200]}."
                place = "/credentialSubject/association"
                return Observation(Code.ASSOCIATION_REF_BROKEN, detail, place)
    return IN_ORDER


def _known(record: Credential) -> frozenset[str]:
    """Return every id that may be related; beside the event loop, as tokens are many and large."""
    contents = (content_of(part.value) or {} for part in record.parts)
    return frozenset(found for each in (record.content, *contents) for found in _ids_in(each))


def _ids_in(content: JSONObject) -> Iterator[str]:
    named: list[Any] = [content]
    for subject in objects(content.get("credentialSubject")):
        named.extend(sequence(subject.get("achievement")))
    return (found for each in named if (found := reference(each)) is not None)


CHECK = Check(
    name="semantics.associations",
    answer=VerificationAnswer.INFORMATION,
    in_order="The record relates nothing but achievements in it.",
    codes=frozenset({Code.ASSOCIATION_REF_BROKEN}),
    look=look,
)
