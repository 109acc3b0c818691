"""A file of many badges becomes items of its import, some at a time.

How far it has come stands in the row of the file's own item, which is READING meanwhile. So a
worker that is stopped goes on where it was, and a file of ten thousand is never held as rows.
"""

from collections.abc import Sequence

from wallet.documents.bundles import Bundle
from wallet.documents.document import DocumentError
from wallet.learner.ending import Ending
from wallet.learner.import_items import end_without, has_room, last_position
from wallet.learner.keeping import keep, let_go
from wallet.learner.learner import Learner
from wallet.learner.parts import Part
from wallet.store.blobs import ANY_MEDIA_TYPE
from wallet.store.identifiers import uuid7
from wallet.store.models.jobs import ImportItem, ImportItemState
from wallet.verification.finding import Party

AT_ONCE = 200
"""Parts that are looked at and written in one transaction: some tenths of a second."""
_NO_BADGE = Ending(
    "FORMAT_UNKNOWN",
    "There is no badge in this archive or file. Upload the badges' own files.",
    Party.LEARNER,
    retryable=False,
)
_FIRST, _SECOND = 1, 2
_COLUMNS = ("label", "input_sha256", "bundle_sha256", "unfolded", "badges", "state", "updated_at")


def unfolded_parts(learner: Learner, bundle: Bundle, begin: int) -> list[Part | Ending | None]:
    """Take out the next parts of a learner's file; None for what is no badge."""
    del learner  # none is shared, and none is kept here
    return [_taken_out(bundle, number) for number in range(begin, len(bundle))[:AT_ONCE]]


async def begin_unfolding(learner: Learner, item: ImportItem, bundle: Bundle) -> bool:
    """Take the bytes of an item for a file of many; False where its import takes no more.

    Within the caller's transaction, after `take_turns`.
    """
    if not await has_room(learner, item, len(bundle) - 1):
        return False
    if item.bundle_sha256 is None:
        item.bundle_sha256, item.input_sha256 = item.input_sha256, None
        await item.save(update_fields=["bundle_sha256", "input_sha256", "updated_at"])
    return True


async def unfold(
    learner: Learner, item: ImportItem, bundle: Bundle, parts: Sequence[Part | Ending | None]
) -> bool:
    """Make an item of each of the next parts; return whether these were the last.

    The file's own item takes the first; one that cannot be taken out ends at once. Within the
    caller's transaction, after `take_turns`.
    """
    badges = [part for part in parts if part is not None]
    if item.input_sha256 is None:
        mine = next((part for part in badges if isinstance(part, Part)), None)
        if mine is not None:
            badges.remove(mine)
            item.input_sha256 = await keep(learner, mine.content, mine.media_type)
    begin = await last_position(learner, item) + 1
    await ImportItem.bulk_create(
        [
            await _sibling(learner, item, part, begin + number, item.badges + number + _SECOND)
            for number, part in enumerate(badges)
        ]
    )
    item.badges += len(badges)
    item.unfolded += len(parts)
    if item.unfolded < len(bundle):
        await item.save(update_fields=_COLUMNS)
        return False
    await _end_unfolding(learner, item)
    return True


async def _end_unfolding(learner: Learner, item: ImportItem) -> None:
    if item.input_sha256 is None:
        await end_without(learner, item, _NO_BADGE)
        return
    unfolded = item.bundle_sha256
    item.bundle_sha256, item.state = None, ImportItemState.QUEUED.value
    if item.badges:
        item.label = f"{item.label} ({_FIRST})"
    await item.save(update_fields=_COLUMNS)
    await let_go(learner, [unfolded])


async def _sibling(
    learner: Learner, item: ImportItem, part: Part | Ending, position: int, number: int
) -> ImportItem:
    row = ImportItem(
        learner_id=learner.id,
        id=uuid7(),
        job_id=item.job_id,
        position=position,
        label=f"{item.label} ({number})",
        source_kind=item.source_kind,
        url=item.url,
    )
    if isinstance(part, Part):
        row.input_sha256 = await keep(learner, part.content, part.media_type)
    else:
        row.update_from_dict(part.to_columns())
    return row


def _taken_out(bundle: Bundle, number: int) -> Part | Ending | None:
    try:
        content = bundle.part(number)
    except DocumentError as error:
        return Ending.of_error(error)
    return None if content is None else Part(content, ANY_MEDIA_TYPE)
