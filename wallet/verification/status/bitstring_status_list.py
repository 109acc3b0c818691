"""Bitstring status lists.

Source: W3C Bitstring Status List 1.0.
"""

from wallet.credentials.credential import StatusEntry
from wallet.verification.case import Case, Observation
from wallet.verification.status.bitstring import purpose_of, read_bit
from wallet.verification.status.method import StatusMethod

_LIST_TYPES = frozenset({"BitstringStatusListCredential"})


async def read(entry: StatusEntry, case: Case) -> Observation:
    """Read the entry's bit; the encoded list is multibase base64url."""
    return await read_bit(entry, case, list_types=_LIST_TYPES, prefix="u")


METHOD = StatusMethod(types=("BitstringStatusListEntry",), purpose_of=purpose_of, read=read)
