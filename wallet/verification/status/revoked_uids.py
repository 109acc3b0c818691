"""The issuer's revocation list of version 1 for signed assertions: reasons by `uid`.

Source: Open Badges 1.0 and 1.1, "IssuerOrganization" (`revocationList`).
"""

from wallet.credentials.credential import StatusEntry
from wallet.credentials.members import strings, text_or_number
from wallet.verification.case import Case, Observation
from wallet.verification.codes import Code
from wallet.verification.status import open_badges_revocation_list
from wallet.verification.status.method import (
    StatusMethod,
    always_revocation,
    revoked,
    unanswered,
)

_OF_VERSION_2 = "revokedAssertions"


async def read(entry: StatusEntry, case: Case) -> Observation:
    """Seek the assertion's `uid`, or its `id`, among the names of the object at the entry's id.

    Whatever stands there, the assertion is revoked. An issuer that moved on to version 2 may
    have a list of that version at the same address.
    """
    answer = await case.sources.fetch(entry.id or "", plain_http=True)
    if not answer.arrived:
        return unanswered(answer)
    listed = answer.content
    if listed is None:
        return Observation(Code.STATUS_LIST_INVALID, seen=answer)
    if _OF_VERSION_2 in listed:
        return await open_badges_revocation_list.read(entry, case)
    said = case.credential.content
    ids = strings((text_or_number(said.get("uid")), case.credential.id))
    if not ids:
        return Observation(
            Code.STATUS_UNREACHABLE, "The credential has no uid to seek in the list.", seen=answer
        )
    found = next((each for each in ids if each in listed), None)
    if found is None:
        return Observation(seen=answer)
    return revoked(listed[found], answer)


METHOD = StatusMethod(types=("RevokedUids",), purpose_of=always_revocation, read=read)
