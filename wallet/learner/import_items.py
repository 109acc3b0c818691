"""The items of an import: the rows that say how far each thing that was brought has come."""

from collections.abc import Mapping, Sequence
from hashlib import sha256
from uuid import UUID

from wallet.learner.ending import Choices, Ending
from wallet.learner.keeping import keep, let_go
from wallet.learner.learner import Learner
from wallet.learner.parts import Part
from wallet.learner.presenting import keep_presented
from wallet.learner.restoring import make_restorable
from wallet.learner.sources import (
    FromApplication,
    FromConnection,
    FromFile,
    FromText,
    FromUrl,
    ImportSource,
)
from wallet.learner.storing import Stored
from wallet.platforms.platform import Choice
from wallet.store.blobs import ANY_MEDIA_TYPE
from wallet.store.identifiers import uuid7
from wallet.store.models.jobs import ENDED_ITEMS, ImportItem, ImportItemState, ImportSourceKind

MOST_ITEMS = 20_000
"""Of one import, with all that its files and addresses turn out to hold."""
CONNECTION = "connection:"
"""How the address of an item begins that stands for a connection and not for a place."""
_FORGOTTEN = dict.fromkeys(
    ("input_sha256", "bundle_sha256", "presentation_sha256", "holding", "identity")
)
"""What an item has no use for once it has ended."""
_AT_ONCE = 1_000
"""Of many rows; no statement may name more than some ten thousand values."""


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
            url=_address(source),
            identity=source.identity if isinstance(source, FromUrl) else None,
            input_sha256=None if content is None else await keep(learner, content, ANY_MEDIA_TYPE),
        )


async def next_item(learner: Learner, job_id: UUID, begin: int = 0) -> ImportItem | None:
    """Return the first item that has not ended, from the position `begin`; None where all have."""
    items = ImportItem.filter(learner_id=learner.id, job_id=job_id, position__gte=begin)
    return await items.exclude(state__in=ENDED_ITEMS).order_by("position").first()


async def advance(learner: Learner, item: ImportItem, state: ImportItemState) -> None:
    """Show how far an item has come; it may be begun again."""
    going_on = ImportItem.filter(learner_id=learner.id, id=item.id).exclude(state__in=ENDED_ITEMS)
    await going_on.update(state=state.value)


async def split(learner: Learner, item: ImportItem, parts: Sequence[Part]) -> bool:
    """Make an item of each part that one source held; the source's own takes the first.

    False, and nothing done, where the import would hold too many. Within the caller's
    transaction, after `take_turns`.
    """
    if not await has_room(learner, item, len(parts) - 1):
        return False
    last = await last_position(learner, item)
    digests = [await keep(learner, each.content, each.media_type) for each in parts]
    holdings = await make_restorable(learner, [each.holding for each in parts])
    presented = [await keep_presented(learner, each.presented) for each in parts]
    await ImportItem.bulk_create(
        ImportItem(
            learner_id=learner.id,
            id=uuid7(),
            job_id=item.job_id,
            position=last + number,
            label=f"{item.label} ({number + 1})",
            source_kind=item.source_kind,
            url=item.url,
            identity=item.identity,
            input_sha256=digests[number],
            presentation_sha256=presented[number],
            holding=holdings[number],
        )
        for number in range(1, len(parts))
    )
    replaced = item.input_sha256
    item.update_from_dict(
        {
            "label": f"{item.label} (1)",
            "input_sha256": digests[0],
            "presentation_sha256": presented[0],
            "holding": holdings[0],
            "state": ImportItemState.QUEUED.value,
        }
    )
    changed = ["label", "input_sha256", "presentation_sha256", "holding", "state", "updated_at"]
    await item.save(update_fields=changed)
    await let_go(learner, [replaced])
    return True


async def last_position(learner: Learner, item: ImportItem) -> int:
    """Return the position of the last item of the item's import."""
    siblings = ImportItem.filter(learner_id=learner.id, job_id=item.job_id)
    last = await siblings.order_by("-position").first().only("position")
    return item.position if last is None else last.position


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
    begin = await last_position(learner, item) + 1
    digests = [await keep(learner, each, ANY_MEDIA_TYPE) for each in parts]
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


async def finish_item(
    learner: Learner, item: ImportItem, stored: Stored, offers: Sequence[Choice] = ()
) -> None:
    """Say what came of an item. Within the transaction of what came of it."""
    await _end(
        learner,
        item,
        {
            "state": ImportItemState.DONE.value,
            "outcome": stored.outcome.value,
            "credential_id": stored.credential_id,
            "choices": Choices(offers).to_column() if offers else None,
        },
    )


async def end_empty(learner: Learner, item: ImportItem) -> None:
    """End an item in which there was nothing new. Within the caller's transaction."""
    await _end(learner, item, {"state": ImportItemState.DONE.value})


async def end_without(learner: Learner, item: ImportItem, ending: Ending) -> None:
    """End an item that no credential came of. Within the caller's transaction."""
    await _end(learner, item, ending.to_columns())


async def end_all_without(learner: Learner, job_id: UUID, ending: Ending) -> None:
    """End all items that have not ended. Within the caller's transaction."""
    left = ImportItem.filter(learner_id=learner.id, job_id=job_id).exclude(state__in=ENDED_ITEMS)
    brought = await left.values_list("input_sha256", "bundle_sha256", "presentation_sha256")
    await left.update(**ending.to_columns(), **_FORGOTTEN)
    digests = [digest for each in brought for digest in each]
    for begin in range(0, len(digests), _AT_ONCE):
        await let_go(learner, digests[begin : begin + _AT_ONCE])


def digest_of(learner: Learner, sources: Sequence[ImportSource]) -> str:
    """Return what tells this learner's requests apart: the sources in order, byte by byte."""
    digest = sha256(learner.id.bytes)
    for source in sources:
        content = source.content
        said = _address(source) or source.label
        brought = said.encode("utf-8", "surrogatepass") if content is None else content
        digest.update(f"{_kind(source).value}:{len(brought)}:".encode())
        digest.update(brought)
    return digest.hexdigest()


async def _end(learner: Learner, item: ImportItem, ending: Mapping[str, object]) -> None:
    brought = [item.input_sha256, item.bundle_sha256, item.presentation_sha256]
    item.update_from_dict({**ending, **_FORGOTTEN})
    await item.save(update_fields=[*ending, *_FORGOTTEN, "updated_at"])
    await let_go(learner, brought)


def _address(source: ImportSource) -> str | None:
    match source:
        case FromUrl():
            return source.url.strip()
        case FromConnection():
            return f"{CONNECTION}{source.connection_id}"
        case _:
            return None


def _kind(source: ImportSource) -> ImportSourceKind:
    match source:
        case FromUrl():
            return ImportSourceKind.URL
        case FromApplication():
            return ImportSourceKind.PUSHED
        case FromConnection():
            return ImportSourceKind.CONNECTION
        case FromText():
            return ImportSourceKind.TEXT
        case FromFile():
            return ImportSourceKind.FILE
