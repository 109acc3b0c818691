"""A link's token in, what it discloses out; nothing here takes or gives away the owner."""

from datetime import datetime
from uuid import UUID

from tortoise.expressions import F, Q

from wallet.jobs.progress import publish
from wallet.jobs.topics import learner_topic
from wallet.sharing.disclosing import disclose
from wallet.sharing.openings import VISIT, Opening, OpeningKind
from wallet.sharing.passcodes import is_right
from wallet.sharing.rows import closed, find, find_open, items_of
from wallet.sharing.shared import Closed, Covered, OpenedShare, WrongPasscode
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
        is_covered=share.passcode_hash is not None or share.most_openings is not None,
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
        if share is not None:
            await _note(share, kind, client, referrer_host, now)


async def uncover_link(
    token: str,
    passcode: str,
    client: ClientFamily,
    network: str,
    now: datetime,
) -> Opening | WrongPasscode | Closed | None:
    """Open a link from its cover, and return what proves it for a while.

    That counts, exactly, against the link's limit, and is a visit of the page. `network` names
    where the visitor is, and is no address. Where there is no cover, nothing is counted.

    Raises:
        LimitReachedError: too many passcodes were tried from there.
    """
    share = await find(token)
    if share is None:
        return None
    before = closed(share, None, now)
    if not isinstance(before, Covered):
        return before or _opening(share, now)
    if not await is_right(share, passcode, network, now):
        return WrongPasscode()
    async with transaction():
        opened = await Share.filter(
            Q(most_openings=None) | Q(opening_count__lt=F("most_openings")),
            id=share.id,
            revoked_at=None,
            passcode_version=share.passcode_version,
        ).update(opening_count=F("opening_count") + 1)
        if opened:
            await _note(share, AccessKind.PAGE, client, None, now)
            return _opening(share, now)
    changed = await find_open(token, now)
    return _opening(changed, now) if isinstance(changed, Share) else changed


def _opening(share: Share, now: datetime) -> Opening:
    return Opening(OpeningKind.VISIT, share.passcode_version, now + VISIT)


async def _note(
    share: Share,
    kind: AccessKind,
    client: ClientFamily,
    referrer_host: str | None,
    now: datetime,
) -> None:
    await ShareAccess.create(
        learner_id=share.learner_id,
        share_id=share.id,
        accessed_at=now,
        kind=kind.value,
        client_family=client.value,
        referrer_host=referrer_host,
    )
    if is_view(kind, client):
        await Share.filter(id=share.id).update(view_count=F("view_count") + 1, last_viewed_at=now)
    await publish(learner_topic(share.learner_id))
