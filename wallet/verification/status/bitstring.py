"""What the lists of bits share: a few bits for each holder, in a signed credential.

Sources: W3C Bitstring Status List 1.0, "BitstringStatusListEntry" (`statusSize`,
`statusMessage`) and "Validate Algorithm"; StatusList2021; RevocationList2020.
"""

import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Final

from wallet.credentials.credential import Credential, StatusEntry
from wallet.credentials.members import objects, text
from wallet.documents.base64url import from_base64url
from wallet.verification.case import Case, Observation
from wallet.verification.codes import Code
from wallet.verification.nested import examine_nested
from wallet.verification.report import Integrity
from wallet.verification.sources import Answer
from wallet.verification.status.method import WITHDRAWN, unanswered

SHORTEST_BITS = 131_072
LARGEST_BYTES = 16 * 1024 * 1024
MOST_BITS_EACH = 64
_SET: Final[Mapping[str, Code]] = MappingProxyType(
    {
        "revocation": Code.REVOKED,
        "suspension": Code.SUSPENDED,
        "message": Code.STATUS_MESSAGE,
        "refresh": Code.NEWER_VERSION,
    }
)
"""What a value other than 0 says, by purpose."""


@dataclass(frozen=True, slots=True)
class ListForm:
    """How one generation of lists is written.

    `list_types` are the types of its credential, `prefix` the multibase letter before the encoded
    list; `place` and `named` the entry's members that hold the index and the list's address.
    A list without `has_purposes` is about revocation alone. `least_bit_first` tells that older
    software of that generation counts the bits of an octet from the other end.
    """

    list_types: frozenset[str]
    prefix: str = ""
    place: str = "statusListIndex"
    named: str = "statusListCredential"
    has_purposes: bool = True
    least_bit_first: bool = False


async def read_place(entry: StatusEntry, case: Case, form: ListForm) -> Observation:
    """Read the entry's value from its list: in order where it is 0.

    The list must be a credential whose signature holds, for the same purpose, within its own
    dates. Its address is what the issuer signed, so a value that is set counts whoever signed the
    list; a clear one only in a list by the same issuer. That the list's own id may be another
    address is common and harmless.
    """
    url = entry.content.get(form.named)
    if not isinstance(url, str):
        return Observation(Code.STATUS_LIST_INVALID, "The entry names no list.")
    answer = await case.sources.fetch(url)
    if not answer.arrived or answer.body is None:
        return unanswered(answer)
    nested = await examine_nested(answer.body, case)
    if nested is None:
        return Observation(Code.STATUS_LIST_INVALID, "It is no credential.", seen=answer)
    listed, integrity = nested
    if (fault := _fault_of_list(listed, integrity, form, answer)) is not None:
        return fault
    if (misfit := _misfit(listed, entry, case, form, answer)) is not None:
        return misfit
    subject = listed.content.get("credentialSubject")
    encoded = subject.get("encodedList") if isinstance(subject, dict) else None
    bits = _unpack(encoded, form.prefix)
    if bits is None:
        return Observation(Code.STATUS_LIST_INVALID, "It cannot be unpacked.", seen=answer)
    seen = _value(bits, entry, form, answer)
    if seen.code not in WITHDRAWN and listed.issuer.id != case.credential.issuer.id:
        return Observation(Code.STATUS_LIST_ISSUER_MISMATCH, seen=answer)
    return seen


def _fault_of_list(
    listed: Credential, integrity: Integrity, form: ListForm, answer: Answer
) -> Observation | None:
    """Say what is wrong with the list itself, if anything is."""
    if integrity is Integrity.UNKNOWN:
        detail = "The list's own signature could not be checked."
        return Observation(Code.STATUS_UNREACHABLE, detail, seen=answer)
    if integrity is Integrity.BROKEN or form.list_types.isdisjoint(listed.types):
        return Observation(Code.STATUS_LIST_INVALID, seen=answer)
    if listed.unreadable:
        return Observation(Code.STATUS_LIST_INVALID, "Its dates cannot be read.", seen=answer)
    return None


def _misfit(
    listed: Credential, entry: StatusEntry, case: Case, form: ListForm, answer: Answer
) -> Observation | None:
    """Say why a good list is not the one that this entry may rest on, if it is not."""
    if not _within(listed.valid_from, listed.valid_until, case.now):
        return Observation(Code.STATUS_LIST_EXPIRED, seen=answer)
    if not form.has_purposes:
        return None
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
    packed = encoded.removeprefix(prefix).rstrip("=").translate(_ANY_ALPHABET)
    inflater = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)
    try:
        bits = inflater.decompress(from_base64url(packed), LARGEST_BYTES)
    except (ValueError, zlib.error):
        return None
    return bits if inflater.eof else None


_ANY_ALPHABET: Final = str.maketrans("+/", "-_")
"""Both alphabets of RFC 4648 are in use, and no text of one reads differently in the other."""


def _value(bits: bytes, entry: StatusEntry, form: ListForm, answer: Answer) -> Observation:
    index, size = _index(entry.content.get(form.place)), entry.content.get("statusSize", 1)
    if isinstance(size, bool) or not isinstance(size, int) or not 0 < size <= MOST_BITS_EACH:
        return Observation(
            Code.STATUS_LIST_INVALID, "The size of its entries is unusable.", seen=answer
        )
    if index is None or (index + 1) * size > len(bits) * 8:
        return Observation(Code.STATUS_LIST_RANGE, seen=answer)
    purpose = purpose_of(entry) if form.has_purposes else "revocation"
    value = _at(bits, index, size)
    if form.least_bit_first:
        old = bits[index // 8] >> index % 8 & 1
        if value and not old:
            return Observation(Code.STATUS_AMBIGUOUS, seen=answer)
        value = old
    said = _message(entry, value) if purpose == "message" else None
    detail = 'The issuer says: "{message}".' if said else ""
    particulars = {"message": said} if said else {}
    if value:
        return Observation(_SET[purpose], detail, seen=answer, particulars=particulars)
    if len(bits) * 8 // size < SHORTEST_BITS and purpose in {"revocation", "suspension"}:
        return Observation(Code.STATUS_LIST_TOO_SHORT, seen=answer)
    return Observation(None, detail, seen=answer, particulars=particulars)


def _at(bits: bytes, index: int, size: int) -> int:
    """Return the value of `size` bits at an index, the first bit being the highest."""
    value = 0
    for place in range(index * size, (index + 1) * size):
        value = value << 1 | bits[place // 8] >> (7 - place % 8) & 1
    return value


def _message(entry: StatusEntry, value: int) -> str | None:
    """Return what the entry says that a value means; the number itself where it does not."""
    for each in objects(entry.content.get("statusMessage")):
        if _number(each.get("status")) == value:
            return text(each.get("message"))
    return str(value) if value else None


def _number(written: object) -> int | None:
    """Read a status: hexadecimal after `0x`, as the standard has it."""
    try:
        return int(written, 16) if isinstance(written, str) and len(written) < 20 else None  # noqa: PLR2004
    except ValueError:
        return None


def _index(index: object) -> int | None:
    """Issuers write the index as a string, as the standard says, or as a number."""
    if isinstance(index, str) and index.isascii() and index.isdigit() and len(index) < 12:  # noqa: PLR2004
        return int(index)
    if isinstance(index, int) and not isinstance(index, bool) and index >= 0:
        return index
    return None
