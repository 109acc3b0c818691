"""Answers of the outside in, kept; and what an address said, last or at a moment."""

from collections.abc import Iterable
from datetime import datetime
from hashlib import sha256
from http import HTTPStatus
from uuid import UUID

from tortoise.queryset import QuerySet

from wallet.store import blobs
from wallet.store.models.snapshots import SourceSnapshot
from wallet.verification.finding import SourceKind
from wallet.verification.sources import Answer


async def keep(owner: UUID, answers: Iterable[Answer]) -> None:
    """Keep the answers that came live, for `owner`, or for all where the owner is PUBLIC.

    Hosted assertions belong to their learner; profiles, keys and status lists are PUBLIC. One
    answer that served many is kept once.
    """
    for answer in answers:
        if answer.origin is SourceKind.LIVE and not await _is_kept(owner, answer):
            await _keep_one(owner, answer)


async def latest(owner: UUID, url: str, *, arrived: bool = False) -> Answer | None:
    """Return what `url` said last; with `arrived` the last time that a document came."""
    return await _first(_of(owner, url, arrived=arrived))


async def as_of(owner: UUID, url: str, moment: datetime, *, arrived: bool = False) -> Answer | None:
    """Return what `url` had said last at `moment`."""
    return await _first(_of(owner, url, arrived=arrived).filter(fetched_at__lte=moment))


def _of(owner: UUID, url: str, *, arrived: bool) -> QuerySet[SourceSnapshot]:
    rows = SourceSnapshot.filter(owner=owner, url_sha256=_digest(url))
    if arrived:
        rows = rows.filter(http_status=HTTPStatus.OK.value, sha256__not_isnull=True)
    return rows.order_by("-fetched_at", "-id").limit(1)


async def _is_kept(owner: UUID, answer: Answer) -> bool:
    moment = {"url_sha256": _digest(answer.url), "fetched_at": answer.fetched_at}
    return await SourceSnapshot.filter(owner=owner, **moment).exists()


async def _keep_one(owner: UUID, answer: Answer) -> None:
    digest = None
    if answer.body is not None:
        digest = await blobs.keep(owner, answer.body, answer.media_type)
    await SourceSnapshot.create(
        owner=owner,
        url_sha256=_digest(answer.url),
        url=answer.url,
        final_url=answer.final_url,
        http_status=answer.http_status,
        media_type=answer.media_type,
        headers=dict(answer.headers),
        over_http=answer.over_http,
        sha256=digest,
        failure=answer.failure,
        fetched_at=answer.fetched_at,
    )


async def _first(rows: QuerySet[SourceSnapshot]) -> Answer | None:
    row = await rows.first()
    if row is None:
        return None
    kept = await blobs.read(row.owner, row.sha256) if row.sha256 else None
    return Answer(
        url=row.url,
        final_url=row.final_url,
        http_status=row.http_status,
        media_type=row.media_type,
        body=kept.content if kept else None,
        fetched_at=row.fetched_at,
        origin=SourceKind.SNAPSHOT,
        headers=row.headers,
        failure=row.failure,
        over_http=row.over_http,
    )


def _digest(url: str) -> str:
    return sha256(url.encode("utf-8", "surrogatepass")).hexdigest()
