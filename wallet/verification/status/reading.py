"""All entries of one purpose, read by their methods: what the status checks share.

Source: W3C Bitstring Status List 1.0, "BitstringStatusListEntry" (`statusPurpose`).
"""

from wallet.credentials.credential import StatusEntry
from wallet.verification.case import Case, Observation
from wallet.verification.codes import Code
from wallet.verification.status import STATUS_METHODS
from wallet.verification.status.method import decisive

REVOCATION, SUSPENSION = "revocation", "suspension"
MOST_ENTRIES = 10
CODES_OF_READING = frozenset(
    {
        Code.STATUS_UNREACHABLE,
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
        crowd = f"It names {len(entries)} places, more than are asked."
        readings.append(Observation(Code.STATUS_UNREACHABLE, crowd))
    return decisive(*readings)


async def _read(entry: StatusEntry, purpose: str, case: Case) -> Observation | None:
    """Return what an entry says for this purpose; None where it is for another."""
    method = next((STATUS_METHODS[t] for t in entry.types if t in STATUS_METHODS), None)
    if method is None:
        named = f"Its type is {', '.join(entry.types)[:100]}."
    elif (stated := method.purpose_of(entry)) in {REVOCATION, SUSPENSION}:
        return await method.read(entry, case) if stated == purpose else None
    elif stated in _NO_STANDING:
        return None
    else:
        named = f"Its purpose is {stated[:100] or 'not readable'}."
    return Observation(Code.STATUS_METHOD_UNKNOWN, named) if purpose == REVOCATION else None
