"""What is kept for a while only goes: old snapshots, visits, notices, tombstones, ended jobs.

Each sweep deletes a bounded number of rows of each sort, so that none holds up others for long;
what is left goes at the next.
"""

from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from tortoise.expressions import Q
from tortoise.queryset import QuerySet

from wallet.store import blobs
from wallet.store.connection import connection, transaction
from wallet.store.deletions import DELETIONS_KEPT
from wallet.store.identifiers import PUBLIC
from wallet.store.models.deletions import Deletion
from wallet.store.models.jobs import Job, JobState
from wallet.store.models.notifications import Notification
from wallet.store.models.shares import ShareAccess, ShareTry
from wallet.store.models.snapshots import SourceSnapshot
from wallet.store.models.webhooks import DeliveryState, WebhookDelivery

MOST_AT_ONCE: Final = 1_000
SNAPSHOTS_KEPT: Final = timedelta(days=3 * 365)
"""How far back an address can be asked what it said; what it said last is kept beyond that."""
MOST_OF_AN_ADDRESS: Final = 200
"""Different answers of one public address; a list that is signed anew daily has half a year."""
VISITS_KEPT: Final = timedelta(days=400)
TRIES_KEPT: Final = timedelta(days=2)
"""Counts of passcodes tried; the longest window is a day."""
NOTICES_KEPT: Final = timedelta(days=400)
READ_NOTICES_KEPT: Final = timedelta(days=180)
DELIVERIES_KEPT: Final = timedelta(days=30)
JOBS_KEPT: Final = timedelta(days=7)
KEPT_KINDS: Final = ("import",)
"""Jobs that their learner sees, and that go with what they belong to."""

_EXCESS = """
SELECT id FROM (SELECT id, row_number() OVER (PARTITION BY url_sha256 ORDER BY
CASE WHEN http_status = 200 AND sha256 IS NOT NULL THEN 0 ELSE 1 END, fetched_at DESC, id DESC)
AS place FROM source_snapshot WHERE owner = '{public}' AND url_sha256 IN (
SELECT url_sha256 FROM source_snapshot WHERE owner = '{public}' GROUP BY url_sha256
HAVING count(*) > {of_one})) AS placed WHERE place > {of_one} LIMIT {most}
"""


async def sweep(*, now: datetime) -> int:
    """Delete what has been kept for long enough; return how many rows."""
    return sum(
        [
            await forget_snapshots(now=now),
            await _delete(ShareAccess.filter(accessed_at__lt=now - VISITS_KEPT)),
            await _delete(ShareTry.filter(began_at__lt=now - TRIES_KEPT)),
            await _delete(Notification.filter(created_at__lt=now - NOTICES_KEPT)),
            await _delete(Notification.filter(read_at__lt=now - READ_NOTICES_KEPT)),
            await _delete(
                WebhookDelivery.filter(created_at__lt=now - DELIVERIES_KEPT).exclude(
                    state=DeliveryState.PENDING.value
                )
            ),
            await _delete(Deletion.filter(deleted_at__lt=now - DELETIONS_KEPT)),
            await forget_jobs(now=now),
        ]
    )


async def forget_jobs(*, now: datetime) -> int:
    """Delete jobs of the house that ended a while ago; their unique keys may be taken again."""
    ended = [JobState.COMPLETED.value, JobState.FAILED.value, JobState.CANCELLED.value]
    old = Job.filter(id__lt=_earliest_id(now - JOBS_KEPT), state__in=ended, due_at__isnull=True)
    return await _delete(old.exclude(kind__in=list(KEPT_KINDS)))


async def forget_snapshots(*, now: datetime) -> int:
    """Delete public snapshots that are old and followed by others, with bytes nothing needs.

    What an address said last, and the last document that came from it, stay: a badge whose issuer
    is gone lives by them.
    """
    async with transaction():
        ids = [*await _replaced(now), *await _in_excess()]
        if not ids:
            return 0
        rows = SourceSnapshot.filter(id__in=ids)
        digests = {digest for digest in await rows.values_list("sha256", flat=True) if digest}
        await rows.delete()
        public = SourceSnapshot.filter(owner=PUBLIC, sha256__in=[str(each) for each in digests])
        needed = set(await public.values_list("sha256", flat=True))
        await blobs.forget(PUBLIC, [str(each) for each in digests - needed])
    return len(ids)


async def _replaced(now: datetime) -> list[UUID]:
    before = now - SNAPSHOTS_KEPT
    ended = Q(seen_until__lt=before) | Q(seen_until__isnull=True, fetched_at__lt=before)
    old = SourceSnapshot.filter(ended, owner=PUBLIC).order_by("fetched_at").limit(MOST_AT_ONCE)
    gone = []
    for row in await old.only("id", "url_sha256", "fetched_at"):
        newer = SourceSnapshot.filter(
            owner=PUBLIC,
            url_sha256=row.url_sha256,
            fetched_at__gt=row.fetched_at,
            http_status=200,
            sha256__isnull=False,
        )
        if await newer.exists():
            gone.append(row.id)
    return gone


async def _in_excess() -> list[UUID]:
    statement = _EXCESS.format(public=PUBLIC, of_one=MOST_OF_AN_ADDRESS, most=MOST_AT_ONCE)
    return [UUID(str(row["id"])) for row in await connection().execute_query_dict(statement)]


async def _delete(rows: QuerySet[Any]) -> int:
    ids = await rows.limit(MOST_AT_ONCE).values_list("id", flat=True)
    return await rows.model.filter(id__in=list(ids)).delete() if ids else 0


def _earliest_id(moment: datetime) -> UUID:
    """Return what no identifier made before `moment` is above: see `identifiers.uuid7`."""
    return UUID(int=int(moment.timestamp() * 1000) << 80)
