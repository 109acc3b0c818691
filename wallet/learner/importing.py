"""Bring credentials into a wallet: a durable job, and one item for each thing that was brought.

A record and the credentials within it are items each: what a learner holds of it are credentials
of their own, which say in which records they lie.

The item's row is the truth. Network and cryptography happen outside of transactions; what came of
an item and its state are written in one, under the job's fence, so that a process killed at any
moment leaves an item either not done or done.
"""

import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Final
from uuid import UUID

from anyio.to_thread import run_sync

from wallet.accounts.addresses import proven
from wallet.documents.bundles import Bundle, bundle_in
from wallet.documents.document import Carrier, Document, DocumentError
from wallet.documents.holding import Holding
from wallet.documents.picture import Picture
from wallet.intake.examining import Examined, Refused
from wallet.intake.finding import Found
from wallet.intake.parts import parts_of
from wallet.jobs.progress import publish
from wallet.jobs.queue import UNDER_WAY, cancel, enqueue
from wallet.jobs.runner import RunningJob
from wallet.jobs.topics import learner_topic
from wallet.learner.collecting import append_to_collection
from wallet.learner.ending import Ending
from wallet.learner.examiner import Examiner
from wallet.learner.fetched import Collect, Collected, mark_synced
from wallet.learner.import_items import (
    CONNECTION,
    MOST_ITEMS,
    add_items,
    add_parts,
    advance,
    digest_of,
    end_all_without,
    end_empty,
    end_without,
    finish_item,
    has_room,
    next_item,
    split,
)
from wallet.learner.keeping import kept, take_turns
from wallet.learner.learner import Learner
from wallet.learner.notifying import notify
from wallet.learner.parts import Part
from wallet.learner.pictures import Painter
from wallet.learner.presenting import in_presentation
from wallet.learner.remembering import remember
from wallet.learner.restoring import make_restorable, restore
from wallet.learner.sources import (
    MOST_SOURCES,
    FromFile,
    FromText,
    FromUrl,
    ImportSource,
    check_sources,
)
from wallet.learner.storing import relate_part, store_examined
from wallet.learner.terms import refusal
from wallet.learner.unfolding import begin_unfolding, unfold, unfolded_parts
from wallet.platforms.platform import Choice
from wallet.store.connection import transaction
from wallet.store.models.collections import Collection
from wallet.store.models.jobs import ImportItem, ImportItemState, ImportOutcome, Job
from wallet.store.models.notifications import NotificationKind
from wallet.user_errors import (
    ConflictError,
    LimitReachedError,
    NotFoundError,
    TooLargeError,
)
from wallet.verification.case import KnownIdentities
from wallet.verification.finding import Party

__all__ = [
    "IMPORT",
    "FromFile",
    "FromText",
    "FromUrl",
    "ImportSource",
    "cancel_import",
    "request_import",
    "run_import",
]

IMPORT: Final = "import"
"""The kind of job."""
LONGEST_KEY = 200
MOST_UNDER_WAY = 20
"""Imports of one learner that are queued or running."""
MOST_ATTEMPTS = 3
"""Attempts at a job after which the item that was under way is passed over."""
_CANCELLED = Ending(
    "CANCELLED", "The import was stopped before this was done.", Party.LEARNER, retryable=True
)
_OUR_FAULT = Ending(
    "INTERNAL",
    "This could not be read because of a fault in the wallet. It was noted, and nothing is "
    "said about the badge.",
    Party.WALLET,
    retryable=True,
)
_PASSED_OVER = Ending(
    "INTERNAL",
    "The wallet stopped several times while it read this, so it was passed over. It was noted, "
    "and nothing is said about the badge.",
    Party.WALLET,
    retryable=False,
)
_TOO_MANY = Ending(
    "LIMIT_REACHED",
    f"It holds more badges than the {MOST_ITEMS} that one import takes. Import it in parts.",
    Party.LEARNER,
    retryable=False,
)
_FAULT = "an item of import %s could not be examined"
_logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Seen:
    examined: Examined
    picture: Picture | None
    holding: Holding | None = None
    offers: tuple[Choice, ...] = ()
    parts: tuple[bytes, ...] = ()


_Sight = _Seen | Refused | Ending | Collected | Bundle | tuple[Document, ...]
"""What an item turned out to be; several documents become items of their own."""


async def request_import(
    learner: Learner,
    sources: Sequence[ImportSource],
    *,
    idempotency_key: str | None = None,
    collection_id: UUID | None = None,
    most: int = MOST_SOURCES,
) -> UUID:
    """Write down what is to be imported and return the job's id; the work is done elsewhere.

    The same `idempotency_key` again gives the job that it gave first. What is added goes to the
    end of the collection, where one is given. `most` is how many sources are taken at once.

    Raises:
        UserError: as `check_sources`; TooLargeError for the key; NotFoundError for the
            collection; LimitReachedError for too many imports at once; ConflictError for a key
            that was used for something else.
    """
    check_sources(learner, sources, most=most)
    sources = [source.bare for source in sources]
    if idempotency_key is not None and len(idempotency_key) > LONGEST_KEY:
        raise TooLargeError(f"Use {LONGEST_KEY} characters at most.", ("idempotency_key",))
    request = digest_of(learner, sources)
    async with transaction():
        await take_turns(learner)
        if idempotency_key is not None:
            earlier = await Job.get_or_none(
                learner_id=learner.id, kind=IMPORT, unique_key=idempotency_key
            )
            if earlier is not None:
                return _same_request(earlier, request)
        await _check_room(learner, collection_id)
        payload = {
            "request": request,
            "collection_id": None if collection_id is None else str(collection_id),
        }
        job = await enqueue(IMPORT, payload, learner_id=learner.id, unique_key=idempotency_key)
        await add_items(learner, job.job_id, sources)
        await publish(learner_topic(learner.id))
    return job.job_id


async def cancel_import(learner: Learner, job_id: UUID) -> None:
    """Stop an import: what was added stays, what was not done is left out.

    Raises:
        NotFoundError: no such import of this learner's.
        ConflictError: it has ended.
    """
    async with transaction():
        await take_turns(learner)
        if not await Job.exists(learner_id=learner.id, kind=IMPORT, id=job_id):
            raise NotFoundError("There is no such import.", ("job_id",))
        if not await cancel(learner.id, job_id):
            raise ConflictError("The import has ended already.", ("job_id",))
        await end_all_without(learner, job_id, _CANCELLED)
        await publish(learner_topic(learner.id))


async def run_import(
    learner: Learner, job: RunningJob, intake: Examiner, collect: Collect | None = None
) -> None:
    """Do what is left of an import, item by item, then end its job.

    `collect` fetches what a connection stands for; without it there are no connections.

    Raises:
        LeaseLostError: the job is no longer this worker's. What was written until then stays,
            and whoever holds the job goes on from there.
        TurnOverError: others are to have their turn; it goes on from there.
    """
    known = KnownIdentities(emails=await proven(learner.id))
    # under way when its worker ended, and not for the first time: it may be what ended it
    is_suspect = job.claim.attempt > MOST_ATTEMPTS
    begin = 0
    while (item := await next_item(learner, job.claim.job_id, begin)) is not None:
        begin = item.position
        if is_suspect and item.state != ImportItemState.QUEUED.value:
            await _settle(learner, job, item, _PASSED_OVER)
        else:
            with_own = _knowing(item, known)
            seen = await _see(learner, job, item, intake, known=with_own, collect=collect)
            await _settle(learner, job, item, seen)
        is_suspect = False
        job.end_turn()
    async with transaction():
        await take_turns(learner)
        await job.finish()
        await _tell_of_failures(learner, job.claim.job_id)
        await publish(learner_topic(learner.id))


async def _tell_of_failures(learner: Learner, job_id: UUID) -> None:
    """Let the inbox say that items of an import that has ended need the learner."""
    failed = await ImportItem.filter(
        learner_id=learner.id,
        job_id=job_id,
        state__in=[ImportItemState.FAILED.value, ImportItemState.NEEDS_ATTENTION.value],
    ).count()
    if failed:
        await notify(
            learner,
            NotificationKind.IMPORT_NEEDS_ATTENTION,
            about=f"IMPORT_NEEDS_ATTENTION:{job_id}",
            now=datetime.now(UTC),
            job_id=job_id,
            parameters={"failed": failed},
        )


def _same_request(earlier: Job, request: str) -> UUID:
    if earlier.payload.get("request") != request:
        raise ConflictError(
            "This key was used for another import: use a new one.", ("idempotency_key",)
        )
    return earlier.id


async def _check_room(learner: Learner, collection_id: UUID | None) -> None:
    own = Collection.filter(learner_id=learner.id, id=collection_id)
    if collection_id is not None and not await own.exists():
        raise NotFoundError("There is no such collection.", ("collection_id",))
    under_way = Job.filter(learner_id=learner.id, kind=IMPORT, state__in=UNDER_WAY)
    if await under_way.count() >= MOST_UNDER_WAY:
        raise LimitReachedError("Many imports are under way: wait until one has ended.")


async def _see(
    learner: Learner,
    job: RunningJob,
    item: ImportItem,
    intake: Examiner,
    *,
    known: KnownIdentities,
    collect: Collect | None,
) -> _Sight:
    """Find out what an item is: all that takes time, and nothing that is kept but its state.

    A fault of ours ends this item with a word to its owner; the others go on.
    """
    digest = item.bundle_sha256 or item.input_sha256
    brought = None if digest is None else await kept(learner, digest)
    at_first = ImportItemState.FETCHING if brought is None else ImportItemState.READING
    await _show(learner, job, item, at_first)
    try:
        if brought is None and collect is not None and (item.url or "").startswith(CONNECTION):
            return await collect(learner, UUID((item.url or "").removeprefix(CONNECTION)))
        found = await _find(item, brought, intake)
    except Exception:
        _logger.exception(_FAULT, job.claim.job_id)
        return _OUR_FAULT
    if not isinstance(found, Found):
        return found
    if len(found.documents) > 1:
        return found.documents
    await _show(learner, job, item, ImportItemState.VERIFYING)
    try:
        document = await in_presentation(learner, found.documents[0], item.presentation_sha256)
        examined = await intake.examine(document, known=known)
        if isinstance(examined, Refused):
            return examined
        if (unwanted := refusal(learner, item, examined)) is not None:
            return unwanted
        return _Seen(
            examined,
            await Painter(intake.sources).picture_of(examined),
            holding=found.documents[0].holding,
            offers=found.offers,
            parts=await parts_of(examined.document, examined.credential),
        )
    except Exception:
        _logger.exception(_FAULT, job.claim.job_id)
        return _OUR_FAULT


async def _find(
    item: ImportItem, brought: bytes | None, intake: Examiner
) -> Found | Refused | Bundle | Ending:
    if brought is None:
        return await intake.find(item.url or "")
    try:
        bundle = await run_sync(bundle_in, brought)
    except DocumentError as error:
        return Ending.of_error(error)
    if bundle is not None:
        return bundle
    documents = await run_sync(intake.documents_in, brought, item.label)
    if isinstance(documents, Refused):
        return documents
    (document, *others) = documents
    is_exported = item.holding is not None  # it stays what it was: the address alone
    is_address = document.carriers == (Carrier.URL,) and not others and not is_exported
    if is_address and document.url is not None:
        return await intake.find(document.url)
    return Found(documents)


def _knowing(item: ImportItem, known: KnownIdentities) -> KnownIdentities:
    """Add the spelling of the item's own address, where that is one that the learner has proven.

    Issuers hash an address as it was typed, so its case may decide. An address that was never
    proven stays a stranger's, whoever wrote it into a link.
    """
    named = item.identity
    if named is None or named.casefold() not in {email.casefold() for email in known.emails}:
        return known
    return replace(known, emails=(*known.emails, named))


async def _show(
    learner: Learner, job: RunningJob, item: ImportItem, state: ImportItemState
) -> None:
    async with transaction():
        await job.extend()
        await advance(learner, item, state)
        await publish(learner_topic(learner.id))


async def _settle(learner: Learner, job: RunningJob, item: ImportItem, seen: _Sight) -> None:
    """Write what came of an item, and its state, in one transaction under the job's fence.

    A file of many takes several, each of which adds some of its parts.
    """
    if isinstance(seen, Bundle):
        await _unfold(learner, job, item, seen)
        return
    async with transaction():
        await take_turns(learner)
        await job.extend(came_further=True)
        match seen:
            case _Seen() if seen.parts and not await has_room(learner, item, len(seen.parts)):
                await end_without(learner, item, _TOO_MANY)
            case _Seen():
                await _add(learner, job, item, seen)
            case Refused():
                await end_without(learner, item, Ending.of(seen))
            case Ending():
                await end_without(learner, item, seen)
            case Collected():
                await _take_over(learner, item, seen)
            case documents:
                if not await split(learner, item, [Part.of(each) for each in documents]):
                    await end_without(learner, item, _TOO_MANY)
        await publish(learner_topic(learner.id))


async def _unfold(learner: Learner, job: RunningJob, item: ImportItem, bundle: Bundle) -> None:
    async with transaction():
        await take_turns(learner)
        await job.extend(came_further=True)
        if not await begin_unfolding(learner, item, bundle):
            await end_without(learner, item, _TOO_MANY)
            return
    is_done = False
    while not is_done:
        parts = await run_sync(unfolded_parts, learner, bundle, item.unfolded)
        async with transaction():
            await take_turns(learner)
            await job.extend(came_further=True)
            is_done = await unfold(learner, item, bundle, parts)
            await publish(learner_topic(learner.id))


async def _take_over(learner: Learner, item: ImportItem, collected: Collected) -> None:
    """Keep what came from a platform as items of the import; only then the cursor moves."""
    if not collected.parts:
        await end_empty(learner, item)
    elif not await split(learner, item, collected.parts):
        await end_without(learner, item, _TOO_MANY)
        return
    await mark_synced(learner, collected)


async def _add(learner: Learner, job: RunningJob, item: ImportItem, found: _Seen) -> None:
    stored = await store_examined(learner, found.examined, found.picture, datetime.now(UTC))
    holding = item.holding
    if found.holding is not None:
        (holding,) = await make_restorable(learner, [found.holding])
    if holding is not None:
        is_new = stored.outcome is not ImportOutcome.DUPLICATE
        await restore(learner, stored.credential_id, holding, is_new=is_new)
    await finish_item(learner, item, stored, found.offers)
    if item.record_id is not None:
        position = item.record_position or 0
        await relate_part(learner, item.record_id, stored.credential_id, position)
    if found.parts:
        await add_parts(learner, item, stored.credential_id, found.parts)
    collection_id = job.payload.get("collection_id")
    if collection_id is not None:
        await append_to_collection(learner, UUID(collection_id), stored.credential_id)
    if stored.outcome is not ImportOutcome.DUPLICATE:
        await remember(learner, stored.credential_id, found.examined)
