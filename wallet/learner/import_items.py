"""The items of an import: the rows that say how far each thing that was brought has come."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Self
from uuid import UUID

from wallet.documents.document import Document
from wallet.intake.examining import Refused
from wallet.learner.keeping import keep, let_go
from wallet.learner.learner import Learner
from wallet.learner.sources import FromFile, FromText, FromUrl, ImportSource
from wallet.learner.storing import Stored
from wallet.store.identifiers import uuid7
from wallet.store.models.jobs import ENDED_ITEMS, ImportItem, ImportItemState, ImportSourceKind
from wallet.verification.finding import Party

MOST_ITEMS = 1_000
"""Of one import, with all that its files and addresses turn out to hold."""
_AGAIN = "Try again later: it may work then."


@dataclass(frozen=True, slots=True)
class Ending:
    """Why no credential came of an item: for programs, for people, and who can mend it."""

    code: str
    message: str
    mender: Party
    retryable: bool

    @classmethod
    def of(cls, refused: Refused) -> Self:
        """Take over what intake says."""
        return cls(refused.code, refused.message, refused.mender, refused.retryable)


async def add_items(learner: Learner, job_id: UUID, sources: Sequence[ImportSource]) -> None:
    """Make an item of each source, with its bytes. Within the caller's transaction."""
    for position, source in enumerate(sources):
        content = source.content
        await ImportItem.create(
            learner_id=learner.id,
            id=uuid7(),
            job_id=job_id,
            position=position,
            label=source.label,
            source_kind=_kind(source).value,
            url=source.url.strip() if isinstance(source, FromUrl) else None,
            input_sha256=None
            if content is None
            else await keep(learner, content, "application/octet-stream"),
        )


async def next_item(learner: Learner, job_id: UUID) -> ImportItem | None:
    """Return the first item that has not ended, None where all have."""
    items = ImportItem.filter(learner_id=learner.id, job_id=job_id)
    return await items.exclude(state__in=ENDED_ITEMS).order_by("position").first()


async def advance(learner: Learner, item: ImportItem, state: ImportItemState) -> None:
    """Show how far an item has come; it may be begun again."""
    going_on = ImportItem.filter(learner_id=learner.id, id=item.id).exclude(state__in=ENDED_ITEMS)
    await going_on.update(state=state.value)


async def split(learner: Learner, item: ImportItem, documents: Sequence[Document]) -> bool:
    """Make an item of each document that one source held; the source's own takes the first.

    False, and nothing done, where the import would hold too many. Within the caller's
    transaction, after `take_turns`.
    """
    siblings = ImportItem.filter(learner_id=learner.id, job_id=item.job_id)
    last = await siblings.order_by("-position").first().only("position")
    count = await siblings.count()
    if last is None or count + len(documents) - 1 > MOST_ITEMS:
        return False
    digests = [await keep(learner, each.original, each.media_type) for each in documents]
    await ImportItem.bulk_create(
        ImportItem(
            learner_id=learner.id,
            id=uuid7(),
            job_id=item.job_id,
            position=last.position + number,
            label=f"{item.label} ({number + 1})",
            source_kind=item.source_kind,
            url=item.url,
            input_sha256=digests[number],
        )
        for number in range(1, len(documents))
    )
    replaced = item.input_sha256
    item.update_from_dict(
        {
            "label": f"{item.label} (1)",
            "input_sha256": digests[0],
            "state": ImportItemState.QUEUED.value,
        }
    )
    await item.save(update_fields=["label", "input_sha256", "state", "updated_at"])
    await let_go(learner, [replaced])
    return True


async def has_room(learner: Learner, item: ImportItem, more: int) -> bool:
    """Whether the item's import takes so many items more."""
    siblings = ImportItem.filter(learner_id=learner.id, job_id=item.job_id)
    return await siblings.count() + more <= MOST_ITEMS


async def add_parts(
    learner: Learner, item: ImportItem, record_id: UUID, parts: Sequence[bytes]
) -> None:
    """Make an item of each credential within the record that came of an item.

    Within the caller's transaction, after `take_turns`, where there is room.
    """
    siblings = ImportItem.filter(learner_id=learner.id, job_id=item.job_id)
    last = await siblings.order_by("-position").first().only("position")
    begin = 0 if last is None else last.position + 1
    digests = [await keep(learner, each, "application/octet-stream") for each in parts]
    await ImportItem.bulk_create(
        ImportItem(
            learner_id=learner.id,
            id=uuid7(),
            job_id=item.job_id,
            position=begin + number,
            label=f"{item.label} ({number + 1})",
            source_kind=item.source_kind,
            url=item.url,
            input_sha256=digest,
            record_id=record_id,
            record_position=number,
        )
        for number, digest in enumerate(digests)
    )


async def finish_item(learner: Learner, item: ImportItem, stored: Stored) -> None:
    """Say what came of an item. Within the transaction of what came of it."""
    await _end(
        learner,
        item,
        {
            "state": ImportItemState.DONE.value,
            "outcome": stored.outcome.value,
            "credential_id": stored.credential_id,
        },
    )


async def end_without(learner: Learner, item: ImportItem, ending: Ending) -> None:
    """End an item that no credential came of. Within the caller's transaction."""
    await _end(learner, item, _columns(ending))


async def end_all_without(learner: Learner, job_id: UUID, ending: Ending) -> None:
    """End all items that have not ended. Within the caller's transaction."""
    left = ImportItem.filter(learner_id=learner.id, job_id=job_id).exclude(state__in=ENDED_ITEMS)
    brought = await left.values_list("input_sha256", flat=True)
    await left.update(**_columns(ending), input_sha256=None)
    await let_go(learner, [None if digest is None else str(digest) for digest in brought])


def digest_of(learner: Learner, sources: Sequence[ImportSource]) -> str:
    """Return what tells this learner's requests apart: the sources in order, byte by byte."""
    digest = sha256(learner.id.bytes)
    for source in sources:
        content = source.content
        brought = source.label.encode("utf-8", "surrogatepass") if content is None else content
        digest.update(f"{_kind(source).value}:{len(brought)}:".encode())
        digest.update(brought)
    return digest.hexdigest()


def _columns(ending: Ending) -> dict[str, str | bool | None]:
    return {
        "state": ImportItemState.FAILED.value,
        "code": ending.code,
        "message": ending.message,
        "hint": _AGAIN if ending.retryable else None,
        "mender": ending.mender.value,
        "retryable": ending.retryable,
    }


async def _end(learner: Learner, item: ImportItem, ending: Mapping[str, object]) -> None:
    brought = item.input_sha256
    item.update_from_dict({**ending, "input_sha256": None})
    await item.save(update_fields=[*ending, "input_sha256", "updated_at"])
    await let_go(learner, [brought])


def _kind(source: ImportSource) -> ImportSourceKind:
    match source:
        case FromUrl():
            return ImportSourceKind.URL
        case FromText():
            return ImportSourceKind.TEXT
        case FromFile():
            return ImportSourceKind.FILE
