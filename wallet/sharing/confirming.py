"""An address that a visitor knows in, whether the link's credentials name it out.

Nothing of whom they name is told but yes or no, and that only of what is genuine: whoever asks
brings the address, and how often is for the caller to bound.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from wallet.credentials.credential import Text
from wallet.sharing.disclosing import disclose
from wallet.sharing.disclosure import DisclosureLevel
from wallet.sharing.rows import find_open, items_of
from wallet.sharing.shared import Closed, SharedCredential
from wallet.store.details import from_column
from wallet.store.models.shares import Share, ShareItem
from wallet.user_errors import InvalidError
from wallet.verification.case import KnownIdentities
from wallet.verification.checks.recipient_identity import names

LONGEST_ADDRESS = 254


class Named(StrEnum):
    """Whether a credential names the address."""

    YES = "YES"
    NO = "NO"
    NOT_KNOWN = "NOT_KNOWN"


@dataclass(frozen=True, slots=True)
class Confirmation:
    """What is told of one credential; NOT_KNOWN where it names nobody, or is not genuine."""

    position: int
    title: Text
    named: Named


async def confirm_recipient(
    token: str, address: str, now: datetime
) -> tuple[Confirmation, ...] | Closed | None:
    """Tell for each credential of the link whether it names that mail address.

    Closed and None as `open_link`.

    Raises:
        InvalidError: that is no mail address.
    """
    typed = address.strip()
    name, at, host = typed.rpartition("@")
    if not (name and at and host) or len(typed) > LONGEST_ADDRESS:
        raise InvalidError("Type a whole mail address.", ("address",))
    share = await find_open(token, now)
    if not isinstance(share, Share):
        return share
    rows = await items_of(share)
    known = KnownIdentities(emails=(typed,))
    return tuple(
        _confirmation(row, shown, known)
        for row, shown in zip(rows, await disclose(rows), strict=True)
    )


def _confirmation(row: ShareItem, shown: SharedCredential, known: KnownIdentities) -> Confirmation:
    identities = from_column(row.credential.detail).recipients
    matches = [names(identity, known) for identity in identities]
    named = Named.YES if any(matches) else Named.NO
    if not identities or shown.level is DisclosureLevel.UNVERIFIED:
        named = Named.NOT_KNOWN
    return Confirmation(shown.position, shown.achievement.name or shown.title, named)
