"""The inbox: what happened, told once; read, unread, and how the learner wants it by mail."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from types import MappingProxyType
from typing import Any, Final
from uuid import UUID

from wallet.accounts.unsubscribe_links import EVERYTHING
from wallet.jobs.progress import publish
from wallet.jobs.queue import enqueue
from wallet.jobs.topics import learner_topic
from wallet.learner.learner import Learner
from wallet.store.connection import transaction
from wallet.store.models.accounts import Account
from wallet.store.models.notifications import (
    MailPreference,
    Notification,
    NotificationKind,
    NotificationPreference,
)
from wallet.user_errors import LimitReachedError, NotFoundError

TELL: Final = "tell"
"""The kind of job that brings a notification to mailboxes and webhooks."""
MOST_AT_ONCE: Final = 100
_LONGEST_TITLE: Final = 300

DEFAULT_MAIL: Final[Mapping[NotificationKind, MailPreference]] = MappingProxyType(
    {
        NotificationKind.REVOKED: MailPreference.IMMEDIATELY,
        NotificationKind.SUSPENDED: MailPreference.IMMEDIATELY,
        NotificationKind.REINSTATED: MailPreference.IMMEDIATELY,
        NotificationKind.EXPIRING_SOON: MailPreference.IMMEDIATELY,
        NotificationKind.EXPIRED: MailPreference.DAILY,
        NotificationKind.ISSUER_GONE: MailPreference.DAILY,
        NotificationKind.ISSUER_BACK: MailPreference.DAILY,
        NotificationKind.KEY_ROTATED: MailPreference.NEVER,
        NotificationKind.INTEGRITY_LOST: MailPreference.IMMEDIATELY,
        NotificationKind.NEW_VERSION: MailPreference.DAILY,
        NotificationKind.IMPORT_NEEDS_ATTENTION: MailPreference.NEVER,
        NotificationKind.SHARE_PROBLEM: MailPreference.DAILY,
    }
)
"""When letters go out to who has not chosen."""


async def notify(
    learner: Learner,
    kind: NotificationKind,
    *,
    about: str,
    now: datetime,
    credential_id: UUID | None = None,
    job_id: UUID | None = None,
    parameters: Mapping[str, Any],
) -> None:
    """Put a notification into the inbox, unless this was told before.

    Within the transaction of what happened, after `take_turns`. Mail and webhooks follow by a
    job of the same transaction, so neither is there without the other.
    """
    if await Notification.exists(learner_id=learner.id, unique_key=about):
        return
    title = str(parameters.get("title", ""))[:_LONGEST_TITLE]
    row = await Notification.create(
        learner_id=learner.id,
        kind=kind.value,
        unique_key=about,
        credential_id=credential_id,
        job_id=job_id,
        parameters=dict(parameters) | {"title": title},
        created_at=now,
    )
    await enqueue(
        TELL, {"notification_id": str(row.id)}, learner_id=learner.id, unique_key=str(row.id)
    )
    await publish(learner_topic(learner.id))


async def mark_read(learner: Learner, notification_ids: Sequence[UUID], now: datetime) -> None:
    """Note that these were read; those that were read before stay as they are.

    Raises:
        NotFoundError: one of them is not in this inbox; then none is marked.
        LimitReachedError: too many at once.
    """
    wanted = set(notification_ids)
    if len(wanted) > MOST_AT_ONCE:
        raise LimitReachedError(f"Mark {MOST_AT_ONCE} at most at once.", ("notification_ids",))
    async with transaction():
        own = Notification.filter(learner_id=learner.id, id__in=list(wanted))
        found = set(await own.values_list("id", flat=True))
        for position, key in enumerate(notification_ids):
            if key not in found:
                path = ("notification_ids", str(position))
                raise NotFoundError("There is no such notification.", path)
        await own.filter(read_at__isnull=True).update(read_at=now)
        await publish(learner_topic(learner.id))


async def mark_all_read(learner: Learner, now: datetime, *, until: datetime) -> int:
    """Note that everything made up to `until` was read; return how many were not before."""
    async with transaction():
        unread = Notification.filter(
            learner_id=learner.id, read_at__isnull=True, created_at__lte=until
        )
        marked = await unread.update(read_at=now)
        await publish(learner_topic(learner.id))
    return marked


async def mail_preferences(learner: Learner) -> dict[NotificationKind, MailPreference]:
    """Return when the learner wants letters, for every kind."""
    rows = await NotificationPreference.filter(learner_id=learner.id)
    chosen = {NotificationKind(row.kind): MailPreference(row.mail) for row in rows}
    return {**DEFAULT_MAIL, **chosen}


async def prefer_mail(learner: Learner, chosen: Mapping[NotificationKind, MailPreference]) -> None:
    """Choose for these kinds when letters go out; the others stay as they are.

    An account that is gone has nothing to choose, and nothing is written for it.
    """
    async with transaction():
        if await Account.filter(id=learner.id).select_for_update().first() is None:
            return
        for kind, mail in chosen.items():
            own = NotificationPreference.filter(learner_id=learner.id, kind=kind.value)
            if not await own.update(mail=mail.value):
                await NotificationPreference.create(
                    learner_id=learner.id, kind=kind.value, mail=mail.value
                )
        await publish(learner_topic(learner.id))


async def end_letters(learner: Learner, about: str) -> None:
    """Send no more letters about a kind, by its name, or about anything."""
    if about == EVERYTHING:
        await prefer_mail(learner, dict.fromkeys(NotificationKind, MailPreference.NEVER))
    elif about in NotificationKind.__members__:
        await prefer_mail(learner, {NotificationKind(about): MailPreference.NEVER})
