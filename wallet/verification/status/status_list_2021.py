"""The predecessor of bitstring status lists, still in use.

Source: W3C CCG, Status List 2021 (draft of 2023-04).
"""

from wallet.credentials.credential import StatusEntry
from wallet.verification.case import Case, Observation
from wallet.verification.status.bitstring import ListForm, purpose_of, read_place
from wallet.verification.status.method import StatusMethod

_FORM = ListForm(frozenset({"StatusList2021Credential"}))


async def read(entry: StatusEntry, case: Case) -> Observation:
    """Read the entry's bit; the encoded list is plain base64url."""
    return await read_place(entry, case, _FORM)


METHOD = StatusMethod(types=("StatusList2021Entry",), purpose_of=purpose_of, read=read)
