"""All entries of one purpose, read by their methods: what the status checks share."""

from wallet.credentials.credential import CredentialFormat, StatusEntry
from wallet.verification.case import DOES_NOT_APPLY, Case, Observation, gravest
from wallet.verification.codes import Code
from wallet.verification.status import STATUS_METHODS


async def read_status(case: Case, purpose: str) -> Observation:
    """Return the gravest of what the entries of this `purpose` say.

    An entry of a type that no method serves counts as a revocation that nobody could read.
    """
    readings = []
    for entry in (*case.credential.statuses, *_entries_of_version_2(case)):
        method = next((STATUS_METHODS[t] for t in entry.types if t in STATUS_METHODS), None)
        if method is None:
            if purpose == "revocation":
                named = ", ".join(entry.types)[:100]
                readings.append(Observation(Code.STATUS_METHOD_UNKNOWN, f"Its type is {named}."))
        elif method.purpose_of(entry) == purpose:
            readings.append(await method.read(entry, case))
    return gravest(*readings) if readings else DOES_NOT_APPLY


def _entries_of_version_2(case: Case) -> tuple[StatusEntry, ...]:
    """Version 2 has no status member: the place follows from how the assertion is verified."""
    hosting = case.credential.hosting
    if hosting is None:
        return ()
    if case.credential.format is CredentialFormat.OPEN_BADGES_2_HOSTED:
        return (StatusEntry(("HostedBadge",), hosting.assertion_url, {}),)
    if hosting.revocation_list is None:
        return ()
    return (StatusEntry(("RevocationList",), hosting.revocation_list, {}),)
