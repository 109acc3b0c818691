"""Addresses of a learner's that are told what the inbox is told."""

from collections.abc import Sequence
from datetime import datetime
from json import dumps
from typing import Final, Protocol
from uuid import UUID

from wallet.jobs.progress import publish
from wallet.jobs.queue import enqueue
from wallet.jobs.topics import learner_topic
from wallet.learner.keeping import take_turns
from wallet.learner.learner import Learner
from wallet.learner.webhook_keys import WebhookKeys
from wallet.network import FetchRefusedError
from wallet.store.changes import UNSET, Unset
from wallet.store.connection import transaction
from wallet.store.models.notifications import NotificationKind
from wallet.store.models.webhooks import WebhookDelivery, WebhookEndpoint
from wallet.user_errors import (
    ConflictError,
    InvalidError,
    LimitReachedError,
    NotFoundError,
    TooLargeError,
)

WEBHOOK: Final = "webhook"
"""The kind of job that brings one message to one address."""
TRIAL: Final = "webhook.trial"
MOST_ENDPOINTS: Final = 10
LONGEST_URL: Final = 2_000
BY_OWNER: Final = "OWNER"
"""Why an address is switched off: its owner wanted it."""


class Poster(Protocol):
    """`wallet.network.Fetcher`, as far as it is needed here."""

    def check_destination(self, url: str) -> None:
        """Raise FetchRefusedError for what `post` would refuse by the URL alone."""
        ...

    async def post(self, url: str, content: bytes, *, headers: dict[str, str]) -> int:
        """POST and return the HTTP status."""
        ...


async def create_endpoint(
    learner: Learner,
    url: str,
    kinds: Sequence[NotificationKind],
    *,
    poster: Poster,
    keys: WebhookKeys,
    now: datetime,
) -> tuple[UUID, str]:
    """Register an address; return its id and its secret, which is not shown again.

    A trial goes out at once. Only when one has arrived there is anything else sent: so nobody
    can have a stranger's server told things.

    Raises:
        InvalidError: no address that the wallet may send to.
        TooLargeError, LimitReachedError: too long, or too many.
    """
    _check(url, poster)
    async with transaction():
        await take_turns(learner)
        if await WebhookEndpoint.filter(learner_id=learner.id).count() >= MOST_ENDPOINTS:
            raise LimitReachedError(f"A wallet has at most {MOST_ENDPOINTS} webhooks.", ("url",))
        row = await WebhookEndpoint.create(
            learner_id=learner.id, url=url, kinds=_named(kinds), created_at=now
        )
        await _try(learner, row.id, now)
    return row.id, keys.secret(row.id, row.version)


async def update_endpoint(
    learner: Learner,
    endpoint_id: UUID,
    *,
    kinds: Sequence[NotificationKind] | Unset = UNSET,
    enabled: bool | Unset = UNSET,
    now: datetime,
) -> None:
    """Choose what it is told, or switch it off and on. Switched on, its failures are forgotten.

    Raises:
        NotFoundError: no webhook of this learner's.
    """
    async with transaction():
        row = await _held(learner, endpoint_id)
        if kinds is not UNSET:
            row.kinds = _named(kinds)
        if enabled is True and row.disabled_at is not None:
            row.disabled_at, row.disabled_because, row.failures = None, None, 0
        if enabled is False and row.disabled_at is None:
            row.disabled_at, row.disabled_because = now, BY_OWNER
        await row.save()


async def rotate_secret(
    learner: Learner, endpoint_id: UUID, *, keys: WebhookKeys, now: datetime
) -> str:
    """Return a new secret; messages are signed under the former one, too, for a day.

    Raises:
        NotFoundError: no webhook of this learner's.
    """
    async with transaction():
        row = await _held(learner, endpoint_id)
        row.version += 1
        row.rotated_at = now
        await row.save()
    return keys.secret(row.id, row.version)


async def delete_endpoint(learner: Learner, endpoint_id: UUID) -> None:
    """Forget an address, its log and what was still to be sent there.

    Raises:
        NotFoundError: no webhook of this learner's.
    """
    async with transaction():
        row = await _held(learner, endpoint_id)
        await row.delete()


async def send_trial(learner: Learner, endpoint_id: UUID, *, now: datetime) -> UUID:
    """Send a message that means nothing, once; return the id of its delivery.

    Raises:
        NotFoundError: no webhook of this learner's.
        ConflictError: it is switched off.
        LimitReachedError: a trial is still under way.
    """
    async with transaction():
        row = await _held(learner, endpoint_id)
        if row.disabled_at is not None:
            raise ConflictError("Switch the webhook on first.", ("endpoint_id",))
        pending = WebhookDelivery.filter(
            learner_id=learner.id, endpoint_id=endpoint_id, kind=TRIAL, tried_at__isnull=True
        )
        if await pending.exists():
            raise LimitReachedError("A trial is under way: wait for it.", ("endpoint_id",))
        return await _try(learner, endpoint_id, now)


async def _try(learner: Learner, endpoint_id: UUID, now: datetime) -> UUID:
    body = dumps({"type": TRIAL, "timestamp": now.isoformat(), "data": {}})
    return await enqueue_delivery(learner, endpoint_id, kind=TRIAL, body=body, now=now)


async def enqueue_delivery(
    learner: Learner,
    endpoint_id: UUID,
    *,
    kind: str,
    body: str,
    now: datetime,
    notification_id: UUID | None = None,
) -> UUID:
    """Write down a message to an address, in the caller's transaction; return its id."""
    row = await WebhookDelivery.create(
        learner_id=learner.id,
        endpoint_id=endpoint_id,
        notification_id=notification_id,
        kind=kind,
        body=body,
        created_at=now,
    )
    await enqueue(
        WEBHOOK, {"delivery_id": str(row.id)}, learner_id=learner.id, unique_key=str(row.id)
    )
    await publish(learner_topic(learner.id))
    return row.id


async def _held(learner: Learner, endpoint_id: UUID) -> WebhookEndpoint:
    own = WebhookEndpoint.filter(learner_id=learner.id, id=endpoint_id)
    row = await own.select_for_update().first()
    if row is None:
        raise NotFoundError("There is no such webhook.", ("endpoint_id",))
    return row


def _check(url: str, poster: Poster) -> None:
    if len(url) > LONGEST_URL:
        raise TooLargeError(f"Shorten the address to {LONGEST_URL} characters.", ("url",))
    try:
        poster.check_destination(url)
    except FetchRefusedError as error:
        raise InvalidError(
            "Give an https address on a public server, at a usual port, without a user name: "
            f"{error.message}",
            ("url",),
        ) from error


def _named(kinds: Sequence[NotificationKind]) -> list[str]:
    return [NotificationKind(kind).value for kind in dict.fromkeys(kinds)]
