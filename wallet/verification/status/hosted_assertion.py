"""Hosted assertions: the assertion's own address says whether it still stands.

Source: Open Badges 2.0, "Revoking Hosted Assertions".
"""

from http import HTTPStatus

from wallet.credentials.credential import StatusEntry
from wallet.credentials.members import is_true
from wallet.verification.case import Case, Observation
from wallet.verification.codes import Code
from wallet.verification.status.method import StatusMethod, always_revocation, revoked


async def read(entry: StatusEntry, case: Case) -> Observation:
    """Read the standing of the assertion hosted at the entry's id.

    REVOKED: a 410, or a body whose `revoked` is true or "true", whatever the HTTP status.
    STATUS_UNREACHABLE: any other failure. An issuer that is gone has withdrawn nothing.
    """
    if entry.id is None:
        return Observation(Code.STATUS_UNREACHABLE, "It names no address to ask.")
    url = entry.id
    answer = case.linked.get(url) or await case.sources.fetch(url, plain_http=True)
    if answer.http_status == HTTPStatus.GONE or is_true(answer.member("revoked")):
        return revoked(answer.member("revocationReason"), answer)
    if not answer.arrived or answer.content is None:
        return Observation(Code.STATUS_UNREACHABLE, seen=answer)
    return Observation(seen=answer)


METHOD = StatusMethod(types=("HostedBadge", "hosted"), purpose_of=always_revocation, read=read)
