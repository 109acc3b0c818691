"""What a status method offers."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from wallet.credentials.credential import StatusEntry
from wallet.verification.case import Case, Observation, gravest
from wallet.verification.codes import Code
from wallet.verification.sources import STALE, Answer

WITHDRAWN = frozenset({Code.REVOKED, Code.SUSPENDED})


@dataclass(frozen=True, slots=True)
class StatusMethod:
    """One way to tell the status of a credential.

    `types` are the entry types it serves; `purpose_of` names what an entry is about
    (`revocation`, `suspension` …); `read` looks it up: in order where it stands, REVOKED or
    SUSPENDED where it does not (STATUS_MESSAGE or NEWER_VERSION for the purposes `message` and
    `refresh`), and never a pass where it could not find out.
    """

    types: tuple[str, ...]
    purpose_of: Callable[[StatusEntry], str]
    read: Callable[[StatusEntry, Case], Awaitable[Observation]]


def decisive(*readings: Observation) -> Observation:
    """Return the reading to report: a withdrawal hides behind no fault of another list."""
    return next((seen for seen in readings if seen.code in WITHDRAWN), None) or gravest(*readings)


def always_revocation(entry: StatusEntry) -> str:
    """Return the purpose of the methods that know but one."""
    del entry
    return "revocation"


def unanswered(answer: Answer) -> Observation:
    """Say that no list came, and how old the last one is that did, where there was one."""
    if answer.failure == STALE:
        detail = "The last one is of {day:day}."
        day = answer.fetched_at.isoformat()
        return Observation(Code.STATUS_STALE, detail, seen=answer, particulars={"day": day})
    return Observation(Code.STATUS_UNREACHABLE, seen=answer)


def revoked(reason: object, answer: Answer) -> Observation:
    """Say that it is revoked, with the issuer's reason where there is one."""
    if not isinstance(reason, str) or not reason:
        return Observation(Code.REVOKED, seen=answer)
    said = {"message": reason}
    return Observation(Code.REVOKED, 'The issuer says: "{message}".', seen=answer, particulars=said)
