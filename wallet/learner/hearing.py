"""What a visitor of a link wrote in, a notification in the learner's inbox out."""

from datetime import datetime

from wallet.jobs.runner import RunningJob
from wallet.learner.keeping import take_turns
from wallet.learner.learner import Learner
from wallet.learner.notifying import notify
from wallet.store.connection import transaction
from wallet.store.models.notifications import NotificationKind


async def hear(learner: Learner, job: RunningJob, now: datetime) -> None:
    """Put the report that the job carries into the inbox, and end the job with it.

    Raises:
        LeaseLostError: the job is no longer this worker's; nothing was written.
    """
    async with transaction():
        await take_turns(learner)
        await notify(
            learner,
            NotificationKind.SHARE_PROBLEM,
            about=f"SHARE_PROBLEM:{job.claim.job_id}",
            now=now,
            parameters={
                "title": job.payload["share_title"],
                "share_id": job.payload["share_id"],
                "visitor_message": job.payload["text"],
            },
        )
        await job.finish()
