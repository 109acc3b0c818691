"""A link's token in, its rows out: for this room alone, since rows name their owner.

The token is looked up by its digest, so no comparison takes longer for a better guess, and an
unknown one costs what a true one costs. Nothing is cached: a link that was revoked is closed to
the next request of every process.
"""

from datetime import datetime

from wallet.sharing.links import MOST_CREDENTIALS
from wallet.sharing.shared import Closed, ClosedBecause
from wallet.sharing.tokens import TOKEN_LENGTH, hash_of
from wallet.store.models.shares import Share, ShareItem

_LONGEST_TOKEN = 4 * TOKEN_LENGTH


async def find_open(token: str, now: datetime) -> Share | Closed | None:
    """Return the open link's row; Closed for a true token whose link is closed, None else."""
    share = await Share.get_or_none(token_sha256=hash_of(token[:_LONGEST_TOKEN]))
    if share is None:
        return None
    if share.revoked_at is not None:
        return Closed(ClosedBecause.REVOKED, share.revoked_at)
    if share.expires_at is not None and share.expires_at <= now:
        return Closed(ClosedBecause.EXPIRED, share.expires_at)
    return share


async def items_of(share: Share, position: int | None = None) -> list[ShareItem]:
    """Return the link's rows with their credentials, in order; one where a position is given."""
    items = ShareItem.filter(learner_id=share.learner_id, share_id=share.id)
    if position is not None and not 0 <= position < MOST_CREDENTIALS:
        return []  # a visitor's number may be one that no column takes
    if position is not None:
        items = items.filter(position=position)
    return await items.order_by("position", "id").select_related("credential")
