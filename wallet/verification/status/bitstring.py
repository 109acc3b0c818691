"""What the two bit-string lists share: one bit for each holder, in a signed credential.

Sources: W3C Bitstring Status List 1.0, "Validate Algorithm"; StatusList2021.
"""

import zlib
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from wallet.credentials.credential import Credential, StatusEntry
from wallet.documents.base64url import from_base64url
from wallet.verification.case import Case, Observation
from wallet.verification.codes import Code
from wallet.verification.finding import Outcome
from wallet.verification.nested import examine_nested
from wallet.verification.report import Integrity
from wallet.verification.sources import Answer

SHORTEST_BITS = 131_072
LARGEST_BYTES = 16 * 1024 * 1024
MOST_BITS_EACH = 64
_SET = {"revocation": Code.REVOKED, "suspension": Code.SUSPENDED}


async def read_bit(
    entry: StatusEntry, case: Case, *, list_types: frozenset[str], prefix: str
) -> Observation:
    """Read the entry's bit from its list.

    The list must be a credential whose signature holds, for the same purpose, within its own
    dates; `prefix` is the multibase letter before the encoded list. Its address is what the
    issuer signed, so a set bit counts whoever signed the list; a clear one only in a list by
    the same issuer. That the list's own id may be another address is common and harmless.
    """
    url = entry.content.get("statusListCredential")
    if not isinstance(url, str):
        return Observation(Code.STATUS_LIST_INVALID, "The entry names no list.")
    answer = await case.sources.fetch(url)
    if not answer.arrived or answer.body is None:
        return Observation(Code.STATUS_UNREACHABLE, seen=answer)
    nested = await examine_nested(answer.body, case)
    if nested is None:
        return Observation(Code.STATUS_LIST_INVALID, "It is no credential.", seen=answer)
    listed, integrity = nested
    if (fault := _fault_of_list(listed, integrity, list_types, answer)) is not None:
        return fault
    if (misfit := _misfit(listed, entry, case, answer)) is not None:
        return misfit
    subject = listed.content.get("credentialSubject")
    encoded = subject.get("encodedList") if isinstance(subject, dict) else None
    bits = _unpack(encoded, prefix)
    if bits is None:
        return Observation(Code.STATUS_LIST_INVALID, "It cannot be unpacked.", seen=answer)
    seen = _bit(bits, entry, answer)
    if seen.outcome is not Outcome.FAIL and listed.issuer.id != case.credential.issuer.id:
        return Observation(Code.STATUS_LIST_ISSUER_MISMATCH, seen=answer)
    return seen


def _fault_of_list(
    listed: Credential, integrity: Integrity, list_types: frozenset[str], answer: Answer
) -> Observation | None:
    """Say what is wrong with the list itself, if anything is."""
    if integrity is Integrity.UNKNOWN:
        detail = "The list's own signature could not be checked."
        return Observation(Code.STATUS_UNREACHABLE, detail, seen=answer)
    if integrity is Integrity.BROKEN or list_types.isdisjoint(listed.types):
        return Observation(Code.STATUS_LIST_INVALID, seen=answer)
    if listed.unreadable:
        return Observation(Code.STATUS_LIST_INVALID, "Its dates cannot be read.", seen=answer)
    return None


def _misfit(
    listed: Credential, entry: StatusEntry, case: Case, answer: Answer
) -> Observation | None:
    """Say why a good list is not the one that this entry may rest on, if it is not."""
    if not _within(listed.valid_from, listed.valid_until, case.now):
        return Observation(Code.STATUS_LIST_EXPIRED, seen=answer)
    subject = listed.content.get("credentialSubject")
    purposes = subject.get("statusPurpose") if isinstance(subject, dict) else None
    if purpose_of(entry) not in (purposes if isinstance(purposes, list) else [purposes]):
        return Observation(Code.STATUS_LIST_PURPOSE_MISMATCH, seen=answer)
    return None


def purpose_of(entry: StatusEntry) -> str:
    """Return what the entry is about; revocation where it does not say."""
    purpose = entry.content.get("statusPurpose", "revocation")
    return purpose if isinstance(purpose, str) else ""


def _within(start: datetime | None, end: datetime | None, now: datetime) -> bool:
    return (start is None or start <= now) and (end is None or now < end)


def _unpack(encoded: object, prefix: str) -> bytes | None:
    if not isinstance(encoded, str) or not encoded.startswith(prefix):
        return None
    text = encoded.removeprefix(prefix).rstrip("=")
    inflater = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)
    try:
        packed = from_base64url(text)
        bits = inflater.decompress(packed, LARGEST_BYTES)
    except (ValueError, zlib.error):
        return None
    return bits if inflater.eof else None


def _bit(bits: bytes, entry: StatusEntry, answer: Answer) -> Observation:
    index, size = _index(entry.content), entry.content.get("statusSize", 1)
    if isinstance(size, bool) or not isinstance(size, int) or not 0 < size <= MOST_BITS_EACH:
        return Observation(Code.STATUS_LIST_INVALID, "The size of its entries is unusable.")
    if index is None or (index + 1) * size > len(bits) * 8:
        return Observation(Code.STATUS_LIST_RANGE, seen=answer)
    places = range(index * size, (index + 1) * size)
    if any(bits[place // 8] >> (7 - place % 8) & 1 for place in places):
        return Observation(_SET[purpose_of(entry)], seen=answer)
    if len(bits) * 8 < SHORTEST_BITS:
        return Observation(Code.STATUS_LIST_TOO_SHORT, seen=answer)
    return Observation(seen=answer)


def _index(content: Mapping[str, Any]) -> int | None:
    """Issuers write the index as a string, as the standard says, or as a number."""
    index = content.get("statusListIndex")
    if isinstance(index, str) and index.isascii() and index.isdigit() and len(index) < 12:  # noqa: PLR2004
        return int(index)
    if isinstance(index, int) and not isinstance(index, bool) and index >= 0:
        return index
    return None
