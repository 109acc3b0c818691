"""A link's token in, its rows out: for this room alone, since rows name their owner.

The token is looked up by its digest, so no comparison takes longer for a better guess, and an
unknown one costs what a true one costs. Nothing is cached: a link that was revoked is closed to
the next request of every process.
"""

from datetime import datetime

from wallet.sharing.links import MOST_CREDENTIALS
from wallet.sharing.openings import HeldToken, Opening, OpeningKind
from wallet.sharing.shared import Closed, ClosedBecause, Covered
from wallet.sharing.tokens import TOKEN_LENGTH, hash_of
from wallet.store.models.shares import Share, ShareItem

_LONGEST_TOKEN = 4 * TOKEN_LENGTH


async def find_open(token: str, now: datetime) -> Share | Closed | None:
    """Return the open link's row; Closed for a true token whose link shows nothing, None else.

    A link with a cover is open to a `HeldToken` that was opened.
    """
    share = await find(token)
    if share is None:
        return None
    opening = token.opening if isinstance(token, HeldToken) else None
    return closed(share, opening, now) or share


async def find(token: str) -> Share | None:
    """Return the row of a true token, open or not."""
    return await Share.get_or_none(token_sha256=hash_of(token[:_LONGEST_TOKEN]))


def closed(share: Share, opening: Opening | None, now: datetime) -> Closed | None:
    """Return why the link shows nothing to who has that `opening`; None where it shows itself."""
    ended = _ended(share, now)
    if ended is not None:
        return ended
    if opening is not None and opening.passcode_version == share.passcode_version:
        opened_early = share.starts_at is not None and now < share.starts_at
        if opening.kind is OpeningKind.PREVIEW or not opened_early:
            return None
    return _not_opened(share, now)


def _ended(share: Share, now: datetime) -> Closed | None:
    if share.revoked_at is not None:
        return Closed(ClosedBecause.REVOKED, share.revoked_at, share.revoked_because)
    if share.expires_at is not None and share.expires_at <= now:
        return Closed(ClosedBecause.EXPIRED, share.expires_at)
    return None


def _not_opened(share: Share, now: datetime) -> Closed | None:
    if share.starts_at is not None and now < share.starts_at:
        return Closed(ClosedBecause.NOT_YET_OPEN, share.starts_at)
    is_limited = share.most_openings is not None
    if share.most_openings is not None and share.opening_count >= share.most_openings:
        return Closed(ClosedBecause.USED_UP, share.last_viewed_at or share.updated_at)
    needs_passcode = share.passcode_hash is not None
    if not needs_passcode and not is_limited:
        return None
    return Covered(
        ClosedBecause.COVERED,
        share.created_at,
        needs_passcode=needs_passcode,
        is_limited=is_limited,
    )


async def items_of(share: Share, position: int | None = None) -> list[ShareItem]:
    """Return the link's rows with their credentials, in order; one where a position is given."""
    items = ShareItem.filter(learner_id=share.learner_id, share_id=share.id)
    if position is not None and not 0 <= position < MOST_CREDENTIALS:
        return []  # a visitor's number may be one that no column takes
    if position is not None:
        items = items.filter(position=position)
    return await items.order_by("position", "id").select_related("credential")
