"""Fresh checks of a credential: one at a time, whoever asks for it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from wallet.jobs.queue import UNDER_WAY, enqueue
from wallet.store.connection import transaction
from wallet.store.identifiers import uuid7
from wallet.store.models.credentials import Credential
from wallet.store.models.jobs import Job

RECHECK: Final = "recheck"
"""The kind; its payload names the credential: `{"credential_id": "…"}`."""

_AHEAD: Final = timedelta(hours=-1)
"""What somebody asked for and waits for goes before all that is looked at by the calendar."""


@dataclass(frozen=True, slots=True)
class Recheck:
    """A fresh check that was asked for: begun now (`is_new`), or by somebody before."""

    job_id: UUID
    is_new: bool


@dataclass(frozen=True, slots=True)
class TooSoon:
    """No fresh check yet: the last was asked for too little ago. One may be asked for at `next`."""

    next: datetime


async def ask_recheck(
    learner_id: UUID,
    credential_id: UUID,
    *,
    now: datetime,
    apart: timedelta = timedelta(0),
) -> Recheck | TooSoon | None:
    """Enqueue a fresh check, unless one is under way or the last was less than `apart` ago.

    None where the learner has no such credential.
    """
    async with transaction():
        held = Credential.filter(learner_id=learner_id, id=credential_id)
        if await held.select_for_update().first() is None:
            return None
        asked = Job.filter(
            learner_id=learner_id, kind=RECHECK, unique_key__startswith=f"{credential_id}:"
        )
        last = await asked.order_by("-created_at", "-id").first()
        if last is not None and last.state in UNDER_WAY:
            return Recheck(last.id, is_new=False)
        if last is not None and now < last.created_at + apart:
            return TooSoon(last.created_at + apart)
        job_id = uuid7()
        await enqueue(
            RECHECK,
            {"credential_id": str(credential_id)},
            learner_id=learner_id,
            unique_key=f"{credential_id}:{job_id}",
            delay=_AHEAD,
            job_id=job_id,
        )
        return Recheck(job_id, is_new=True)


async def being_rechecked(learner_id: UUID, credential_ids: Sequence[UUID]) -> set[UUID]:
    """Return those of the learner's credentials that a fresh check is under way for."""
    pending = await Job.filter(learner_id=learner_id, kind=RECHECK, state__in=UNDER_WAY)
    return {UUID(job.payload["credential_id"]) for job in pending}.intersection(credential_ids)
