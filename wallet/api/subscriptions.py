"""Live updates: what is heard of a change is a hint to read again, so a lost one heals.

Each subscription sends the
current state first, and asks again every few seconds whether its session still holds.
"""

from collections.abc import AsyncGenerator, AsyncIterator, Sequence
from typing import Annotated, Any
from uuid import UUID

import strawberry
from strawberry.types import Info
from tortoise.functions import Count, Max

from wallet.accounts.authentication import still_holds
from wallet.api.calls import Call, call_of
from wallet.api.declaring import Record, Row, loaded_value, record, relation
from wallet.api.errors import unauthenticated
from wallet.api.identifiers import Kind, key_of
from wallet.api.loading import one
from wallet.api.plan import prepared
from wallet.api.types.describing import subscription
from wallet.api.types.notifications import unread
from wallet.api.types.refs import (
    CredentialRef,
    ImportItemRef,
    ImportJobRef,
    NotificationRef,
    ReportRef,
    ShareAccessRef,
    ShareRef,
)
from wallet.jobs.progress import listen
from wallet.jobs.queue import ENDED
from wallet.jobs.topics import learner_topic
from wallet.learner.importing import IMPORT
from wallet.store.models.credentials import Credential, CredentialReport
from wallet.store.models.jobs import ImportItem, Job
from wallet.store.models.notifications import Notification
from wallet.store.models.shares import Share, ShareAccess

_MOST_AT_ONCE = 100


@strawberry.type(description="Progress of an import.")
class ImportJobUpdatedPayload(Record):
    """The job as it now is."""

    job: ImportJobRef | None = relation("Job.", one(Job, "job_id"), "job_id")
    item: ImportItemRef | None = relation(
        "Item that came further last.", one(ImportItem, "item_id"), "item_id"
    )


@strawberry.type(description="A verification ended.")
class CredentialVerifiedPayload(Record):
    """The new report."""

    credential: CredentialRef | None = relation(
        "Credential.", one(Credential, "credential_id"), "credential_id"
    )
    report: ReportRef | None = relation("Report.", one(CredentialReport, "id"), "id")


@strawberry.type(description="A link was opened.")
class ShareAccessedPayload(Record):
    """The visit."""

    access: ShareAccessRef | None = relation("Visit.", one(ShareAccess, "id"), "id")
    share: ShareRef | None = relation("Link.", one(Share, "share_id"), "share_id")


@strawberry.type(description="Something happened.")
class NotificationAddedPayload(Record):
    """The new notification, and how many there are to read."""

    notification: NotificationRef | None = relation("Notification.", one(Notification, "id"), "id")
    unread_count: int = loaded_value("Unread in the whole inbox.", unread)


JobId = Annotated[strawberry.ID, strawberry.argument(description="Job.")]


@strawberry.type(
    description=(
        "Live updates; each sends the current state first, so that a reconnect loses nothing."
    )
)
class Subscription:
    """The roots of a subscription."""

    @subscription("Progress of an import, until it ends.")
    async def import_job_updated(
        self, info: Info, job_id: JobId
    ) -> AsyncGenerator[ImportJobUpdatedPayload | None, None]:
        """Send the job whenever it has come further; null at once where there is none."""
        call = call_of(info)
        key = key_of(Kind.IMPORT_JOB, job_id)
        sent: Row | None = None
        async for _ in _moments(call):
            state = await _progress(call.learner_id, key)
            if state is None:
                yield None
                return
            if state != sent:
                sent = state
                yield await _event(info, call, ImportJobUpdatedPayload, state)
            if state["state"] in ENDED:
                return

    @subscription("A verification of one of the viewer's credentials ended; the newest first.")
    async def credential_verified(
        self, info: Info
    ) -> AsyncGenerator[CredentialVerifiedPayload | None, None]:
        """Send the newest report, then each that follows."""
        call = call_of(info)
        rows = CredentialReport.filter(learner_id=call.learner_id, consulted__isnull=True)
        async for row in _newer(call, rows, ("id", "credential_id")):
            yield await _event(info, call, CredentialVerifiedPayload, row)

    @subscription("Something happened to what the viewer holds; the newest first.")
    async def notification_added(
        self, info: Info
    ) -> AsyncGenerator[NotificationAddedPayload | None, None]:
        """Send the newest notification, then each that follows."""
        call = call_of(info)
        rows = Notification.filter(learner_id=call.learner_id)
        async for row in _newer(call, rows, ("id",)):
            yield await _event(info, call, NotificationAddedPayload, row)

    @subscription("Someone opened one of the viewer's links; the newest visit first.")
    async def share_accessed(self, info: Info) -> AsyncGenerator[ShareAccessedPayload | None, None]:
        """Send the newest visit, then each that follows."""
        call = call_of(info)
        rows = ShareAccess.filter(learner_id=call.learner_id)
        async for row in _newer(call, rows, ("id", "share_id")):
            yield await _event(info, call, ShareAccessedPayload, row)


async def _event(info: Info, call: Call, kind: type[Any], row: Row) -> Any:
    call.rows_loaded = 0
    return await prepared(info, record(kind, row))


async def _progress(learner_id: UUID, job_id: UUID | None) -> Row | None:
    """Return what tells one state of an import from the next."""
    found = await Job.filter(learner_id=learner_id, id=job_id, kind=IMPORT).values("state")
    if job_id is None or not found:
        return None
    items = ImportItem.filter(learner_id=learner_id, job_id=job_id)
    counted = await items.annotate(number=Count("id"), last=Max("updated_at")).values(
        "number", "last"
    )
    newest = await items.order_by("-updated_at", "-id").limit(1).values("id", "state")
    return {
        "job_id": job_id,
        "item_id": newest[0]["id"] if newest else None,
        "item_state": newest[0]["state"] if newest else None,
        "state": found[0]["state"],
        **counted[0],
    }


async def _newer(call: Call, rows: Any, columns: Sequence[str]) -> AsyncIterator[Row]:
    """Yield the newest row, if any, then each that is added; their ids sort by time."""
    seen: UUID | None = None
    async for _ in _moments(call):
        if seen is None:
            found = await rows.order_by("-id").limit(1).values(*columns)
            seen = found[0]["id"] if found else UUID(int=0)
        else:
            newer = rows.filter(id__gt=seen).order_by("id").limit(_MOST_AT_ONCE)
            found = await newer.values(*columns)
        for row in found:
            seen = row["id"]
            yield row


async def _moments(call: Call) -> AsyncIterator[None]:
    """Yield at once, then when something has changed, and every few seconds in any case.

    Raises:
        GraphQLError: nobody is signed in, or no longer.
    """
    caller = call.viewer
    seconds = call.services.recheck.total_seconds()
    with listen(learner_topic(caller.account_id)) as subscription:
        while True:
            if not await still_holds(caller, now=call.services.now()):
                raise unauthenticated("The session has ended. Sign in again.")
            yield
            await subscription.heard(within=seconds)
