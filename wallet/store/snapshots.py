"""Answers of the outside in, kept; and what an address said, last or at a moment.

An address that goes on saying the same has one row, from when until when it was seen to; another
answer begins another row. So the past can be asked, and looking often costs nothing.
"""

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from hashlib import sha256
from http import HTTPStatus
from uuid import UUID

from tortoise.queryset import QuerySet

from wallet.store import blobs
from wallet.store.identifiers import PUBLIC
from wallet.store.models.snapshots import SourceSnapshot
from wallet.verification.finding import SourceKind
from wallet.verification.history import Earlier
from wallet.verification.sources import Answer

_GRAIN = timedelta(minutes=10)
"""How much later the same must be seen to be written: a list is everybody's, its row one."""
_MOST_EARLIER = 20
"""Different documents of one address; an issuer replaces a key every few years."""
_MOST_ROWS = 200


async def keep(owner: UUID, answers: Iterable[Answer]) -> None:
    """Keep the answers that came live, for `owner`, or for all where the owner is PUBLIC.

    Hosted assertions belong to their learner; profiles, keys and status lists are PUBLIC. One
    answer that served many is kept once.
    """
    for answer in answers:
        if answer.origin is SourceKind.LIVE:
            await _keep_one(owner, answer)


async def latest(owner: UUID, url: str, *, arrived: bool = False) -> Answer | None:
    """Return what `url` said last; with `arrived` the last time that a document came."""
    return await _first(_of(owner, url, arrived=arrived))


async def as_of(owner: UUID, url: str, moment: datetime, *, arrived: bool = False) -> Answer | None:
    """Return what `url` had said last at `moment`."""
    rows = _of(owner, url, arrived=arrived).filter(fetched_at__lte=moment)
    return await _first(rows, moment)


async def version(owners: Collection[UUID], url_digests: Collection[str], moment: datetime) -> str:
    """Return what differs once these addresses would be answered otherwise for `moment`."""
    rows = SourceSnapshot.filter(
        owner__in=list(owners), url_sha256__in=list(url_digests), fetched_at__lte=moment
    )
    found = await rows.order_by("id").values_list("id", "seen_until")
    seen = (f"{key} {until if until and until <= moment else ''}" for key, until in found)
    return sha256("\n".join(seen).encode()).hexdigest()


def _of(owner: UUID, url: str, *, arrived: bool) -> QuerySet[SourceSnapshot]:
    rows = SourceSnapshot.filter(owner=owner, url_sha256=digest_of(url))
    if arrived:
        rows = rows.filter(http_status=HTTPStatus.OK.value, sha256__not_isnull=True)
    return rows.order_by("-fetched_at", "-id").limit(1)


async def _keep_one(owner: UUID, answer: Answer) -> None:
    digest = None if answer.body is None else sha256(answer.body).hexdigest()
    before = _of(owner, answer.url, arrived=False).filter(fetched_at__lte=answer.fetched_at)
    former = await before.first()
    if former is not None and _says(former, answer, digest):
        if answer.fetched_at >= _last_seen(former) + _GRAIN:
            await SourceSnapshot.filter(id=former.id).update(
                seen_until=answer.fetched_at, headers=dict(answer.headers)
            )
        return
    if answer.body is not None:
        await blobs.keep(owner, answer.body, answer.media_type)
    await SourceSnapshot.create(
        owner=owner,
        url_sha256=digest_of(answer.url),
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


def _says(row: SourceSnapshot, answer: Answer, digest: str | None) -> bool:
    """Tell whether a row says the same as an answer, headers apart."""
    return (
        row.sha256 == digest
        and row.http_status == answer.http_status
        and row.failure == answer.failure
        and row.final_url == answer.final_url
        and row.media_type == answer.media_type
        and row.over_http == answer.over_http
    )


def _last_seen(row: SourceSnapshot) -> datetime:
    moment: datetime = row.fetched_at if row.seen_until is None else row.seen_until
    return moment


async def _first(rows: QuerySet[SourceSnapshot], moment: datetime | None = None) -> Answer | None:
    """Return the first row as an answer, and when it was last known to be seen by `moment`."""
    row = await rows.first()
    if row is None:
        return None
    seen = _last_seen(row)
    kept = await blobs.read(row.owner, row.sha256) if row.sha256 else None
    return Answer(
        url=row.url,
        final_url=row.final_url,
        http_status=row.http_status,
        media_type=row.media_type,
        body=kept.content if kept else None,
        fetched_at=seen if moment is None or seen <= moment else row.fetched_at,
        origin=SourceKind.SNAPSHOT,
        headers=row.headers,
        failure=row.failure,
        over_http=row.over_http,
    )


def digest_of(url: str) -> str:
    """Return the form in which an address is found."""
    return sha256(url.encode("utf-8", "surrogatepass")).hexdigest()


class PublicHistory:
    """What addresses showed to everybody, as kept."""

    async def documents_at(self, url: str, moment: datetime) -> tuple[Earlier, ...]:
        """Return the different documents that came from `url` up to a moment, the newest first.

        What came without transport security is left out.
        """
        rows = await (
            SourceSnapshot.filter(
                owner=PUBLIC,
                url_sha256=digest_of(url),
                fetched_at__lte=moment,
                over_http=False,
                http_status=HTTPStatus.OK.value,
                sha256__not_isnull=True,
            )
            .order_by("-fetched_at", "-id")
            .limit(_MOST_ROWS)
        )
        since = {row.sha256: row.fetched_at for row in rows}  # the earliest comes last
        newest: dict[str, SourceSnapshot] = {}
        for row in rows:
            newest.setdefault(str(row.sha256), row)
        found = []
        for digest, row in list(newest.items())[:_MOST_EARLIER]:
            answer = await _first(SourceSnapshot.filter(id=row.id), moment)
            if answer is not None:
                found.append(Earlier(answer, since[digest]))
        return tuple(found)
