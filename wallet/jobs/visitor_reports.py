"""What a visitor of a link has to say to its owner, on its way to their inbox."""

from typing import Final
from uuid import UUID

from wallet.jobs.queue import enqueue

VISITOR_REPORT: Final = "visitor-report"
"""The kind; its payload: `{"share_id": "…", "share_title": "…", "text": "…"}`."""


async def send_report(learner_id: UUID, *, share_id: UUID, share_title: str, text: str) -> None:
    """Send a report, in the caller's transaction where there is one."""
    payload = {"share_id": str(share_id), "share_title": share_title, "text": text}
    await enqueue(VISITOR_REPORT, payload, learner_id=learner_id)
