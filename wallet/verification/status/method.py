"""What a status method offers."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from wallet.credentials.credential import StatusEntry
from wallet.verification.case import Case, Observation, gravest
from wallet.verification.codes import Code

_WITHDRAWN = frozenset({Code.REVOKED, Code.SUSPENDED})


@dataclass(frozen=True, slots=True)
class StatusMethod:
    """One way to tell the status of a credential.

    `types` are the entry types it serves; `purpose_of` names what an entry is about
    (`revocation`, `suspension` …); `read` looks it up: in order where it stands, REVOKED or
    SUSPENDED where it does not, and never a pass where it could not find out.
    """

    types: tuple[str, ...]
    purpose_of: Callable[[StatusEntry], str]
    read: Callable[[StatusEntry, Case], Awaitable[Observation]]


def decisive(*readings: Observation) -> Observation:
    """Return the reading to report: a withdrawal hides behind no fault of another list."""
    return next((seen for seen in readings if seen.code in _WITHDRAWN), None) or gravest(*readings)


def always_revocation(entry: StatusEntry) -> str:
    """Return the purpose of the methods that know but one."""
    del entry
    return "revocation"
