"""What a learner is told, and how they want to be told."""

from enum import StrEnum
from uuid import UUID

from tortoise.fields import (
    CASCADE,
    BooleanField,
    ForeignKeyField,
    ForeignKeyNullableRelation,
    UUIDField,
)
from tortoise.indexes import Index

from wallet.store.columns import Json, Label, Moment
from wallet.store.models.credentials import Credential
from wallet.store.models.private_row import PrivateRow


class NotificationKind(StrEnum):
    """What happened. Append-only: clients, webhooks and rows keep the names."""

    REVOKED = "REVOKED"
    SUSPENDED = "SUSPENDED"
    REINSTATED = "REINSTATED"
    EXPIRING_SOON = "EXPIRING_SOON"
    EXPIRED = "EXPIRED"
    ISSUER_GONE = "ISSUER_GONE"
    ISSUER_BACK = "ISSUER_BACK"
    KEY_ROTATED = "KEY_ROTATED"
    INTEGRITY_LOST = "INTEGRITY_LOST"
    NEW_VERSION = "NEW_VERSION"
    IMPORT_NEEDS_ATTENTION = "IMPORT_NEEDS_ATTENTION"
    SHARE_PROBLEM = "SHARE_PROBLEM"


class MailPreference(StrEnum):
    """When a letter goes out about something."""

    IMMEDIATELY = "IMMEDIATELY"
    DAILY = "DAILY"
    NEVER = "NEVER"


class Notification(PrivateRow):
    """One thing that happened; `parameters` are what its words are made of when it is read.

    `unique_key` says what it is about, so that nothing is told twice. `waits_for_digest` until
    the daily letter took it along.
    """

    kind = Label(max_length=40)
    unique_key = Label(max_length=200)
    credential: ForeignKeyNullableRelation[Credential] = ForeignKeyField(
        "store.Credential",
        related_name="notifications",
        null=True,
        on_delete=CASCADE,
        db_index=True,
    )
    credential_id: UUID | None
    job_id = UUIDField(null=True)
    parameters = Json(default=dict)
    created_at = Moment()
    read_at = Moment(null=True)
    waits_for_digest = BooleanField(default=False)

    class Meta:
        """Listed newest first; counted by whether they were read."""

        table = "notification"
        unique_together = (("learner_id", "unique_key"),)
        indexes = (
            Index(fields=("learner_id", "created_at", "id")),
            Index(fields=("learner_id", "read_at")),
        )


class NotificationPreference(PrivateRow):
    """When a learner wants letters about a kind, where that is not as for everybody."""

    kind = Label(max_length=40)
    mail = Label(max_length=20)

    class Meta:
        """One row for each kind."""

        table = "notification_preference"
        unique_together = (("learner_id", "kind"),)
