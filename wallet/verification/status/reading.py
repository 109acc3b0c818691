"""All entries of one purpose, read by their methods: what the status checks share.

Source: W3C Bitstring Status List 1.0, "BitstringStatusListEntry" (`statusPurpose`).
"""

from wallet.credentials.credential import StatusEntry
from wallet.verification.case import Case, Observation, gravest
from wallet.verification.codes import Code
from wallet.verification.finding import Outcome
from wallet.verification.status import STATUS_METHODS
from wallet.verification.status.method import StatusMethod, decisive

REVOCATION, SUSPENSION = "revocation", "suspension"
MOST_ENTRIES = 10
CODES_OF_READING = frozenset(
    {
        Code.STATUS_UNREACHABLE,
        Code.STATUS_STALE,
        Code.STATUS_METHOD_UNKNOWN,
        Code.STATUS_LIST_TOO_SHORT,
        Code.STATUS_LIST_INVALID,
        Code.STATUS_LIST_EXPIRED,
        Code.STATUS_LIST_ISSUER_MISMATCH,
        Code.STATUS_LIST_PURPOSE_MISMATCH,
        Code.STATUS_LIST_RANGE,
    }
)
"""What may be found whatever the purpose."""
_NO_STANDING = frozenset({"message", "refresh"})
"""Purposes of the standard that tell a reader something, and never that it does not hold."""


async def read_status(case: Case, purpose: str) -> Observation:
    """Return the gravest of what the entries of this `purpose` say.

    An entry that nobody can read, by its type or its purpose, may be a revocation: it is a doubt
    there. So are the entries beyond the most that are looked at.
    """
    entries = case.credential.statuses
    readings = [
        reading
        for entry in entries[:MOST_ENTRIES]
        if (reading := await _read(entry, purpose, case)) is not None
    ]
    if len(entries) > MOST_ENTRIES:
        crowd = "It names {number} places, more than are asked."
        particulars = {"number": str(len(entries))}
        readings.append(Observation(Code.STATUS_UNREACHABLE, crowd, particulars=particulars))
    return decisive(*readings)


async def read_message(case: Case) -> Observation:
    """Return what the issuer says by the entries that are about no standing.

    What is said comes first; whatever keeps us from reading one is one doubt, and no failure.
    """
    entries = case.credential.statuses[:MOST_ENTRIES]
    readings: list[Observation] = []
    for entry in entries:
        method = _method_of(entry)
        if method is not None and method.purpose_of(entry) in _NO_STANDING:
            seen = await method.read(entry, case)
            is_said = seen.code in {None, Code.STATUS_MESSAGE, Code.NEWER_VERSION}
            unread = Observation(Code.STATUS_MESSAGE_UNKNOWN, seen=seen.seen)
            readings.append(seen if is_said else unread)
    spoken = [each for each in readings if each.outcome is Outcome.WARN]
    return gravest(*(spoken or readings))


def _method_of(entry: StatusEntry) -> StatusMethod | None:
    return next((STATUS_METHODS[t] for t in entry.types if t in STATUS_METHODS), None)


async def _read(entry: StatusEntry, purpose: str, case: Case) -> Observation | None:
    """Return what an entry says for this purpose; None where it is for another."""
    method = _method_of(entry)
    if method is None:
        detail, named = "Its type is {name}.", ", ".join(entry.types)
    elif (stated := method.purpose_of(entry)) in {REVOCATION, SUSPENSION}:
        return await method.read(entry, case) if stated == purpose else None
    elif stated in _NO_STANDING:
        return None
    else:
        detail, named = "Its purpose is {name}.", stated or "?"
    if purpose != REVOCATION:
        return None
    return Observation(Code.STATUS_METHOD_UNKNOWN, detail, particulars={"name": named[:100]})
