"""Fresh checks of a credential: one at a time, whoever asks for it."""

from collections.abc import Sequence
from typing import Final
from uuid import UUID

from wallet.store.models.jobs import Job, JobState

RECHECK: Final = "recheck"
"""The kind; its payload names the credential: `{"credential_id": "…"}`."""
_UNDER_WAY = (JobState.QUEUED.value, JobState.RUNNING.value)


async def being_rechecked(learner_id: UUID, credential_ids: Sequence[UUID]) -> set[UUID]:
    """Return those of the learner's credentials that a fresh check is under way for."""
    pending = await Job.filter(learner_id=learner_id, kind=RECHECK, state__in=_UNDER_WAY)
    return {UUID(job.payload["credential_id"]) for job in pending}.intersection(credential_ids)
