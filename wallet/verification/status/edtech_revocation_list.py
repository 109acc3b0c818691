"""1EdTech's revocation list for credentials.

Source: Open Badges 3.0, "1EdTechRevocationList". The list carries no signature, so it must lie
on the issuer's own site or on that of the status entry that the issuer signed.
"""

from wallet.credentials.credential import StatusEntry
from wallet.verification.case import Case, Observation
from wallet.verification.codes import Code
from wallet.verification.status.method import StatusMethod, always_revocation
from wallet.verification.status.revocation_entries import find_revoked


async def read(entry: StatusEntry, case: Case) -> Observation:
    """Seek the credential's id in the list at the entry's id.

    The member is `revokedCredential`; public issuers also write `revokedCredentials`.
    """
    url = entry.id or ""
    answer = await case.sources.fetch(url)
    if not answer.arrived or answer.content is None:
        return Observation(Code.STATUS_UNREACHABLE, seen=answer)
    issuer = answer.member("issuer")
    named = issuer.get("id") if isinstance(issuer, dict) else issuer
    if named != case.credential.issuer.id:
        return Observation(Code.STATUS_LIST_ISSUER_MISMATCH, seen=answer)
    if not case.credential.id:
        return Observation(
            Code.STATUS_UNREACHABLE, "The credential has no id to seek in the list.", seen=answer
        )
    entries = answer.member("revokedCredential")
    if entries is None:
        entries = answer.member("revokedCredentials")
    return find_revoked(entries, frozenset({case.credential.id}), answer)


METHOD = StatusMethod(types=("1EdTechRevocationList",), purpose_of=always_revocation, read=read)
