"""The inbox, letters by preference, and webhooks."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

import strawberry
from strawberry.types import Info

from wallet.api.calls import Call, call_of
from wallet.api.declaring import (
    Record,
    Row,
    asked_with,
    column,
    derived,
    loaded_value,
    read_loaded,
    related,
    relation,
)
from wallet.api.identifiers import Kind, global_id
from wallet.api.listing import DELIVERIES_BY_WEBHOOK, Narrowed, Rows, page
from wallet.api.loading import one
from wallet.api.plan import Asked
from wallet.api.types.connection import After, Before, Connection, First, Last, paged
from wallet.api.types.issuers import Language
from wallet.api.types.node import Node, node_id
from wallet.api.types.refs import CredentialRef, ImportJobRef, WebhookDeliveryPage
from wallet.api.types.scalars import URL, DateTime
from wallet.api.types.texts import words
from wallet.learner.notifying import mail_preferences
from wallet.learner.wording import wording_for
from wallet.learner.wording.wording import Notice
from wallet.store.models.credentials import Credential as CredentialRow
from wallet.store.models.jobs import Job
from wallet.store.models.notifications import MailPreference, NotificationKind
from wallet.store.models.notifications import Notification as NotificationRow
from wallet.store.models.webhooks import DeliveryState


def _valid_until(row: Row) -> datetime | None:
    end = row["parameters"].get("valid_until")
    return datetime.fromisoformat(end) if end else None


def _is_of_share(row: Row) -> bool:
    return bool(row["kind"] == NotificationKind.SHARE_PROBLEM.value)


def _share_id(row: Row) -> str | None:
    key = row["parameters"].get("share_id")
    return global_id(Kind.SHARE, UUID(key)) if _is_of_share(row) and key else None


@strawberry.type(description="Something that happened to what the viewer holds.")
class Notification(Record, Node):
    """A row of `wallet.store.models.notifications.Notification`; its words are made here."""

    id: strawberry.ID = node_id(Kind.NOTIFICATION)
    kind: NotificationKind = column("What happened.")
    created_at: DateTime = column("When it was found out.")
    read_at: DateTime | None = column("When it was marked as read; null before.")
    credential: CredentialRef | None = relation(
        "The credential it is about.", one(CredentialRow, "credential_id"), "credential_id"
    )
    import_job: ImportJobRef | None = relation(
        "The import it is about.", one(Job, "job_id"), "job_id"
    )
    credential_title: str | None = derived(
        "Name of the credential at that time.",
        lambda row: None if _is_of_share(row) else words(row["parameters"].get("title")) or None,
        "parameters",
        "kind",
    )
    share_id: strawberry.ID | None = derived(
        "The share it is about; it may be gone.", _share_id, "parameters", "kind"
    )
    visitor_message: str | None = derived(
        "What a visitor of the share wrote, in plain text; nobody has looked at it before.",
        lambda row: words(row["parameters"].get("visitor_message")) or None,
        "parameters",
    )
    valid_until: DateTime | None = derived(
        "End of its validity, where it ends soon.", _valid_until, "parameters"
    )
    failed_count: int | None = derived(
        "Items of the import that need the viewer.",
        lambda row: row["parameters"].get("failed"),
        "parameters",
    )

    @asked_with("What happened, in a line.", "kind", "parameters", "created_at")
    def title(self, info: Info, language: Language = strawberry.UNSET) -> str:
        """Return the line."""
        return self._said(info, language).title

    @asked_with("What happened and what to do, in words.", "kind", "parameters", "created_at")
    def text(self, info: Info, language: Language = strawberry.UNSET) -> str:
        """Return the words."""
        return self._said(info, language).text

    def _said(self, info: Info, language: str | None) -> Notice:
        wanted = [*([language] if language else []), *call_of(info).languages]
        row = self.row
        filled = {**row["parameters"], "title": words(row["parameters"].get("title")) or ""}
        return wording_for(wanted).notice(NotificationKind(row["kind"]), filled, row["created_at"])


async def unread(call: Call, parents: Sequence[Record], _: Asked) -> Sequence[int]:
    """Count what was not read yet."""
    rows = NotificationRow.filter(learner_id=call.learner_id, read_at__isnull=True)
    return [await rows.count()] * len(parents)


NotificationRef = Annotated["Notification", strawberry.lazy("wallet.api.types.notifications")]


@strawberry.type(description="A page of the inbox.")
class NotificationConnection(Connection[NotificationRef]):
    """A page, and how much of the whole inbox was not read."""

    unread_count: int = loaded_value("Unread in the whole inbox, whatever is listed.", unread)


@strawberry.input(description="All given fields must match.")
class NotificationFilter:
    """Which notifications."""

    unread: bool | None = strawberry.field(
        default=strawberry.UNSET, description="Only those unread, or only those read."
    )
    kinds: list[NotificationKind] | None = strawberry.field(
        default=strawberry.UNSET, description="Of these kinds."
    )


def narrowed_notifications(_: Call, rows: Rows, arguments: Mapping[str, Any]) -> Narrowed:
    """Return what the arguments of `Viewer.notifications` make of the list."""
    given: NotificationFilter | None = arguments.get("filter") or None
    if given is not None and isinstance(given.unread, bool):
        rows = rows.filter(read_at__isnull=given.unread)
    if given is not None and given.kinds:
        rows = rows.filter(kind__in=[NotificationKind(kind).value for kind in set(given.kinds)])
    return Narrowed(rows)


def notifications(
    root: strawberry.Parent[Any],
    info: Info,
    *,
    filter: Annotated[  # noqa: A002  # the name that clients write
        NotificationFilter | None, strawberry.argument(description="Which of them.")
    ] = strawberry.UNSET,
    first: First = strawberry.UNSET,
    after: After = strawberry.UNSET,
    last: Last = strawberry.UNSET,
    before: Before = strawberry.UNSET,
) -> Any:
    """Resolve the inbox: it was loaded before."""
    del filter, first, after, last, before
    return read_loaded(root, info)


@strawberry.type(description="When letters go out about one kind of notification.")
class NotificationPreference(Record):
    """The viewer's choice, or what holds for everybody."""

    kind: NotificationKind = column("Kind.")
    mail: MailPreference = column("When a letter goes out.")


async def preferences(call: Call, parents: Sequence[Record], _: Asked) -> Sequence[Sequence[Row]]:
    """Load the choice for every kind."""
    chosen = await mail_preferences(call.learner)
    rows = [{"kind": kind.value, "mail": mail.value} for kind, mail in chosen.items()]
    return [rows for _ in parents]


@strawberry.type(description="One message to a webhook, and what became of it.")
class WebhookDelivery(Record, Node):
    """A row of `wallet.store.models.webhooks.WebhookDelivery`."""

    id: strawberry.ID = node_id(Kind.WEBHOOK_DELIVERY)
    type: str = column("Type in the message, e.g. credential.revoked.", "kind")
    message_id: str = derived(
        "The header webhook-id, the same at each attempt.", lambda row: f"msg_{row['id'].hex}", "id"
    )
    state: DeliveryState = column("What became of it.")
    attempts: int = column("How often it was tried.")
    http_status: int | None = column("Last HTTP status; null where no answer came.")
    failure: str | None = column("Why the last attempt failed, a code; null on success.")
    created_at: DateTime = column("When it was written.")
    tried_at: DateTime | None = column("When it was last tried.")


@strawberry.type(description="An https address that is told what the inbox is told.")
class WebhookEndpoint(Record, Node):
    """A row of `wallet.store.models.webhooks.WebhookEndpoint`; never its secret."""

    id: strawberry.ID = node_id(Kind.WEBHOOK_ENDPOINT)
    url: URL = column("Address.")
    kinds: list[NotificationKind] = column("What it is told; all where the list is empty.")
    created_at: DateTime = column("When registered.")
    confirmed_at: DateTime | None = column(
        "When a message first arrived there; before, nothing but trials is sent."
    )
    disabled_at: DateTime | None = column("When it was switched off; null while it is on.")
    disabled_because: str | None = column(
        "Why: OWNER, TOO_MANY_FAILURES, or GONE where it answered 410."
    )
    deliveries: WebhookDeliveryPage = related(
        "Messages of the last 30 days, newest first.",
        page(DELIVERIES_BY_WEBHOOK),
        "id",
        resolver=paged,
    )
