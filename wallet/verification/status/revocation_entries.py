"""Lists that name the revoked credentials, in the spellings that issuers use."""

from collections.abc import Iterator, Mapping
from typing import Any

from wallet.credentials.members import strings
from wallet.verification.case import Observation
from wallet.verification.codes import Code
from wallet.verification.sources import Answer
from wallet.verification.status.method import revoked


def find_revoked(entries: object, ids: frozenset[str], answer: Answer) -> Observation:
    """Return REVOKED with its reason if any of `ids` is among the entries of a list.

    An entry is an id, or an object with `id` or `uid`, perhaps `revoked` and a
    `revocationReason`; one whose `revoked` is false is not revoked. What has no id cannot be
    sought: STATUS_UNREACHABLE.
    """
    if not ids:
        return Observation(
            Code.STATUS_UNREACHABLE, "The credential has no id to seek in the list.", seen=answer
        )
    if not isinstance(entries, list):
        return Observation(Code.STATUS_LIST_INVALID, seen=answer)
    for entry in _objects(entries):
        named = (entry.get("id"), entry.get("uid"))
        if entry.get("revoked", True) is not False and not ids.isdisjoint(strings(named)):
            return revoked(entry.get("revocationReason"), answer)
    return Observation(seen=answer)


def _objects(entries: list[Any]) -> Iterator[Mapping[str, Any]]:
    for entry in entries:
        if isinstance(entry, str):
            yield {"id": entry}
        elif isinstance(entry, dict):
            yield entry
