"""A link's token in, what it discloses out; nothing here takes or gives away the owner."""

from datetime import datetime
from uuid import UUID

from tortoise.expressions import F

from wallet.jobs.progress import publish
from wallet.jobs.topics import learner_topic
from wallet.sharing.disclosing import disclose
from wallet.sharing.rows import find_open, items_of
from wallet.sharing.shared import Closed, OpenedShare
from wallet.sharing.visitors import AccessKind, ClientFamily, is_view
from wallet.store.connection import transaction
from wallet.store.models.shares import Share, ShareAccess


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
    """Note that a link was looked at; a view is a page that a person opened, no more."""
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
        if is_view(kind, client):
            await Share.filter(id=share_id).update(
                view_count=F("view_count") + 1, last_viewed_at=now
            )
        await publish(learner_topic(share.learner_id))
