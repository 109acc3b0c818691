"""A link's token in, what it discloses out; nothing here takes or gives away the owner.

The token is looked up by its digest, so no comparison takes longer for a better guess, and an
unknown one costs what a true one costs. Nothing is cached: a link that was revoked is closed to
the next request of every process.
"""

from datetime import datetime
from uuid import UUID

from tortoise.expressions import F

from wallet.jobs.progress import publish
from wallet.jobs.topics import learner_topic
from wallet.sharing.disclosing import disclose
from wallet.sharing.shared import Closed, ClosedBecause, OpenedShare
from wallet.sharing.tokens import TOKEN_LENGTH, hash_of
from wallet.sharing.visitors import AccessKind, ClientFamily
from wallet.store.connection import transaction
from wallet.store.models.shares import Share, ShareAccess, ShareItem

_LONGEST_TOKEN = 4 * TOKEN_LENGTH


async def open_link(token: str, now: datetime) -> OpenedShare | Closed | None:
    """Return what the link shows; Closed for a true token whose link is closed, None else."""
    share = await find_open(token, now)
    if not isinstance(share, Share):
        return share
    items = await disclose(await items_of(share))
    return OpenedShare(
        share_id=share.id,
        title=share.title,
        message=share.message,
        created_at=share.created_at,
        expires_at=share.expires_at,
        items=items,
        gone=share.gone_count,
    )


async def log_visit(
    share_id: UUID,
    kind: AccessKind,
    client: ClientFamily,
    referrer_host: str | None,
    now: datetime,
) -> None:
    """Note that a link was looked at; a preview is noted, but is no view."""
    async with transaction():
        share = await Share.filter(id=share_id).first().only("id", "learner_id")
        if share is None:
            return
        await ShareAccess.create(
            learner_id=share.learner_id,
            share_id=share_id,
            accessed_at=now,
            kind=kind.value,
            client_family=client.value,
            referrer_host=referrer_host,
        )
        if client.counts:
            await Share.filter(id=share_id).update(
                view_count=F("view_count") + 1, last_viewed_at=now
            )
        await publish(learner_topic(share.learner_id))


async def find_open(token: str, now: datetime) -> Share | Closed | None:
    """Return the open link's row, for this room only; else as `open_link`."""
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
    if position is not None:
        items = items.filter(position=position)
    return await items.order_by("position", "id").select_related("credential")
