"""1EdTech's revocation list for credentials.

Source: Open Badges 3.0, "1EdTechRevocationList". The list carries no signature, so it must lie
on the issuer's own site or on that of the status entry that the issuer signed. Another site, to
which that one sends on, can say that a credential is withdrawn and never that it is not.
"""

from wallet.credentials.credential import StatusEntry
from wallet.credentials.members import strings
from wallet.verification.addresses import same_site
from wallet.verification.case import Case, Observation
from wallet.verification.codes import Code
from wallet.verification.status.method import (
    StatusMethod,
    always_revocation,
    decisive,
    unanswered,
)
from wallet.verification.status.revocation_entries import find_revoked

_NAMES_OF_LIST = ("revokedCredential", "revokedCredentials")


async def read(entry: StatusEntry, case: Case) -> Observation:
    """Seek the credential's id in the list at the entry's id.

    The member is `revokedCredential`; public issuers also write `revokedCredentials`, some both.
    """
    url = entry.id or ""
    answer = await case.sources.fetch(url)
    if not answer.arrived or answer.content is None:
        return unanswered(answer)
    issuer = answer.member("issuer")
    named = issuer.get("id") if isinstance(issuer, dict) else issuer
    if named != case.credential.issuer.id:
        return Observation(Code.STATUS_LIST_ISSUER_MISMATCH, seen=answer)
    ids = frozenset(strings(case.credential.id))
    content = answer.content
    lists = [content[name] for name in _NAMES_OF_LIST if content.get(name) is not None]
    found = decisive(*(find_revoked(entries, ids, answer) for entries in lists or [None]))
    if found.code is None and not same_site(answer.final_url, url):
        return Observation(Code.STATUS_UNREACHABLE, "It sends on to another site.", seen=answer)
    return found


METHOD = StatusMethod(types=("1EdTechRevocationList",), purpose_of=always_revocation, read=read)
