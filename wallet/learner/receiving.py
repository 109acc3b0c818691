"""Take in what an application pushes: an import like any other, and its outcome waited for."""

from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256
from time import monotonic
from typing import Final
from uuid import UUID

from wallet.jobs.progress import listen
from wallet.jobs.queue import UNDER_WAY
from wallet.jobs.topics import learner_topic
from wallet.learner.ending import Ending
from wallet.learner.importing import IMPORT, request_import
from wallet.learner.keeping import take_turns
from wallet.learner.learner import Learner
from wallet.learner.sources import FromApplication
from wallet.store.connection import transaction
from wallet.store.identifiers import uuid7
from wallet.store.models.jobs import ENDED_ITEMS, ImportItem, ImportItemState, ImportOutcome, Job
from wallet.verification.finding import Party

PATIENCE: Final = timedelta(seconds=25)
_LOOK_EVERY: Final = 0.5


@dataclass(frozen=True, slots=True)
class Received:
    """A credential that the wallet holds now; `is_new` if it did not, in any version, before."""

    credential_id: UUID
    is_new: bool


@dataclass(frozen=True, slots=True)
class StillReading:
    """It is not decided yet; whoever pushes the same again waits for the same import."""


async def receive(learner: Learner, content: str) -> Received | Ending | StillReading:
    """Import what an application pushed, and wait for what comes of it.

    Raises:
        UserError: as `request_import`.
    """
    with listen(learner_topic(learner.id)) as changes:
        job_id = await _job_for(learner, content)
        ends = monotonic() + PATIENCE.total_seconds()
        while (left := ends - monotonic()) > 0:
            items = await ImportItem.filter(learner_id=learner.id, job_id=job_id).order_by(
                "position"
            )
            if items and all(item.state in ENDED_ITEMS for item in items):
                return _outcome(items)
            await changes.heard(within=min(left, _LOOK_EVERY))
    return StillReading()


async def _job_for(learner: Learner, content: str) -> UUID:
    """Return the import of these very bytes that is under way, a new one where none is."""
    pushed = f"pushed:{sha256(content.encode('utf-8', 'surrogatepass')).hexdigest()}:"
    async with transaction():
        await take_turns(learner)
        own = Job.filter(learner_id=learner.id, kind=IMPORT, state__in=UNDER_WAY)
        earlier = await own.filter(unique_key__startswith=pushed).first()
        if earlier is not None:
            return earlier.id
        return await request_import(
            learner, [FromApplication(content)], idempotency_key=f"{pushed}{uuid7()}"
        )


def _outcome(items: list[ImportItem]) -> Received | Ending:
    for item in items:
        if item.state == ImportItemState.FAILED or item.credential_id is None:
            return Ending(
                item.code or "INTERNAL",
                item.message or "It was taken out of the wallet in the meantime.",
                Party(item.mender or Party.LEARNER),
                item.retryable,
            )
    first = items[0]
    if first.credential_id is None:  # the loop has seen to that
        raise RuntimeError("an item that is done has its credential")
    return Received(first.credential_id, first.outcome == ImportOutcome.ADDED)
