"""The first lists of bits: about revocation alone.

Source: W3C CCG, Revocation List 2020 (draft of 2020). It does not say from which end the bits of
an octet are counted. The software of its time counts from the lowest, later one from the highest:
what only the later one would call revoked is a doubt.
"""

from wallet.credentials.credential import StatusEntry
from wallet.verification.case import Case, Observation
from wallet.verification.status.bitstring import ListForm, read_place
from wallet.verification.status.method import StatusMethod, always_revocation

_FORM = ListForm(
    frozenset({"RevocationList2020Credential"}),
    place="revocationListIndex",
    named="revocationListCredential",
    has_purposes=False,
    least_bit_first=True,
)


async def read(entry: StatusEntry, case: Case) -> Observation:
    """Read the entry's bit; the encoded list is base64 of either alphabet."""
    return await read_place(entry, case, _FORM)


METHOD = StatusMethod(types=("RevocationList2020Status",), purpose_of=always_revocation, read=read)
