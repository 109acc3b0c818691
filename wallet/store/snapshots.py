"""Answers of the outside in, kept; and what an address said, last or at a moment."""

from collections.abc import Iterable
from datetime import datetime
from hashlib import sha256
from http import HTTPStatus
from uuid import UUID

from tortoise.functions import Max, Min
from tortoise.queryset import QuerySet

from wallet.store import blobs
from wallet.store.identifiers import PUBLIC
from wallet.store.models.snapshots import SourceSnapshot
from wallet.verification.finding import SourceKind
from wallet.verification.history import Earlier
from wallet.verification.sources import Answer

_MOST_EARLIER = 20
"""Different documents of one address; an issuer replaces a key every few years."""


async def keep(owner: UUID, answers: Iterable[Answer]) -> None:
    """Keep the answers that came live, for `owner`, or for all where the owner is PUBLIC.

    Hosted assertions belong to their learner; profiles, keys and status lists are PUBLIC.
    """
    for answer in answers:
        if answer.origin is SourceKind.LIVE:
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


class PublicHistory:
    """What addresses showed to everybody, as kept."""

    async def documents_at(self, url: str, moment: datetime) -> tuple[Earlier, ...]:
        """Return the different documents that came from `url` up to a moment, the newest first.

        What came without transport security is left out.
        """
        rows = SourceSnapshot.filter(
            owner=PUBLIC,
            url_sha256=_digest(url),
            fetched_at__lte=moment,
            over_http=False,
            http_status=HTTPStatus.OK.value,
            sha256__not_isnull=True,
        )
        groups = (
            await rows.annotate(since=Min("fetched_at"), until=Max("fetched_at"))
            .group_by("sha256")
            .values("sha256", "since", "until")
        )
        newest = sorted(groups, key=lambda group: group["until"], reverse=True)[:_MOST_EARLIER]
        found = []
        for group in newest:
            answer = await _first(
                rows.filter(sha256=group["sha256"], fetched_at=group["until"]).limit(1)
            )
            if answer is not None:
                found.append(Earlier(answer, group["since"]))
        return tuple(found)
