"""The issuer's revocation list for signed assertions.

Source: Open Badges 2.0, "RevocationList" and "Revoking Signed Assertions".
"""

from wallet.credentials.credential import StatusEntry
from wallet.credentials.members import strings
from wallet.verification.addresses import origin_of
from wallet.verification.case import Case, Observation
from wallet.verification.codes import Code
from wallet.verification.status.method import StatusMethod, always_revocation, unanswered
from wallet.verification.status.revocation_entries import find_revoked


async def read(entry: StatusEntry, case: Case) -> Observation:
    """Seek the assertion's `id` or `uid` in the list at the entry's id.

    The list carries no signature: it counts because the issuer's profile names it.
    """
    url = entry.id or ""
    answer = await case.sources.fetch(url, plain_http=True)
    if not answer.arrived or answer.content is None:
        return unanswered(answer)
    issuer = answer.member("issuer")
    named = issuer.get("id") if isinstance(issuer, dict) else issuer
    if isinstance(named, str) and origin_of(named) != origin_of(case.credential.issuer.id or ""):
        return Observation(Code.STATUS_LIST_ISSUER_MISMATCH, seen=answer)
    uid = case.credential.content.get("uid")
    ids = frozenset(strings((case.credential.id, uid)))
    return find_revoked(answer.member("revokedAssertions"), ids, answer)


METHOD = StatusMethod(types=("RevocationList",), purpose_of=always_revocation, read=read)
