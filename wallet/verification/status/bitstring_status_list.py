"""Bitstring status lists.

Source: W3C Bitstring Status List 1.0.
"""

from wallet.credentials.credential import StatusEntry
from wallet.verification.case import Case, Observation
from wallet.verification.status.bitstring import ListForm, purpose_of, read_place
from wallet.verification.status.method import StatusMethod

_FORM = ListForm(frozenset({"BitstringStatusListCredential"}), prefix="u")


async def read(entry: StatusEntry, case: Case) -> Observation:
    """Read the entry's value; the encoded list is multibase base64url."""
    return await read_place(entry, case, _FORM)


METHOD = StatusMethod(types=("BitstringStatusListEntry",), purpose_of=purpose_of, read=read)
