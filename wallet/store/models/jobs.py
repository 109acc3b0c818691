"""The ledger of durable work, and the items of an import, which are its steps."""

from enum import StrEnum
from uuid import UUID

from tortoise.fields import (
    CASCADE,
    SET_NULL,
    BigIntField,
    BooleanField,
    ForeignKeyField,
    ForeignKeyNullableRelation,
    ForeignKeyRelation,
    IntField,
    UUIDField,
)
from tortoise.indexes import Index
from tortoise.models import Model

from wallet.store.columns import Json, Label, Moment, Words
from wallet.store.identifiers import PUBLIC, uuid7
from wallet.store.models.credentials import Credential
from wallet.store.models.private_row import PrivateRow


class JobState(StrEnum):
    """Where a job stands."""

    QUEUED = "QUEUED"
    RUNNING = "RUNNING"
    COMPLETED = "COMPLETED"
    FAILED = "FAILED"
    CANCELLED = "CANCELLED"


class ImportItemState(StrEnum):
    """Where one item of an import stands."""

    QUEUED = "QUEUED"
    FETCHING = "FETCHING"
    READING = "READING"
    VERIFYING = "VERIFYING"
    DONE = "DONE"
    NEEDS_ATTENTION = "NEEDS_ATTENTION"
    FAILED = "FAILED"


ENDED_ITEMS = frozenset(
    {ImportItemState.DONE, ImportItemState.NEEDS_ATTENTION, ImportItemState.FAILED}
)
"""The states that an item never leaves."""


class ImportSourceKind(StrEnum):
    """What the learner brought; PUSHED by an application, from a CONNECTION with a platform."""

    URL = "URL"
    TEXT = "TEXT"
    FILE = "FILE"
    PUSHED = "PUSHED"
    CONNECTION = "CONNECTION"


class ImportOutcome(StrEnum):
    """What became of it."""

    ADDED = "ADDED"
    DUPLICATE = "DUPLICATE"
    NEW_VERSION = "NEW_VERSION"


class Job(Model):
    """One piece of durable work; `learner_id` is PUBLIC for work that is nobody's.

    `due_at` is when a worker may next take it, on the database's clock: the start while QUEUED,
    the end of the lease while RUNNING, null once it has ended. `fence` grows with each claim, so
    that a worker which lost its lease cannot finish.
    """

    learner_id = UUIDField(default=PUBLIC)
    id = UUIDField(primary_key=True, default=uuid7)
    kind = Label(max_length=60)
    unique_key = Label(max_length=200, null=True)
    payload = Json(default=dict)
    state = Label(max_length=20, default=JobState.QUEUED.value)
    attempt = IntField(default=0)
    fence = BigIntField(default=0)
    due_at = Moment(null=True)
    error = Words(null=True)
    outcome = Json(null=True)
    created_at = Moment(auto_now_add=True)
    finished_at = Moment(null=True)

    class Meta:
        """A unique key is taken once for each learner and kind, for ever."""

        table = "job"
        unique_together = (("learner_id", "kind", "unique_key"),)
        indexes = (
            Index(fields=("due_at",)),
            Index(fields=("learner_id", "kind", "created_at", "id")),
        )


class ImportItem(PrivateRow):
    """One thing to import.

    `input_sha256` names the blob of pasted text or of a file, `presentation_sha256` that of the
    presentation that it was taken out of; `holding` is what a learner kept beside it in the wallet
    that it comes from. While a file of many is taken apart, it is named by
    `bundle_sha256`; `unfolded` of its parts have been looked at, and `badges` became items beside
    this one. `identity` is whom the address itself named, forgotten when the item ends; `choices`
    are the badges that the learner may go on with, and whether those are all there are.
    `record_id` names the credential that it lies within, at `record_position` there; that one may
    be deleted meanwhile.
    """

    job: ForeignKeyRelation[Job] = ForeignKeyField(
        "store.Job", related_name="import_items", on_delete=CASCADE, db_index=True
    )
    job_id: UUID
    position = IntField()
    label = Label(max_length=300)
    source_kind = Label(max_length=10)
    url = Words(null=True)
    input_sha256 = Label(max_length=64, null=True)
    presentation_sha256 = Label(max_length=64, null=True)
    holding = Json(null=True)
    bundle_sha256 = Label(max_length=64, null=True)
    unfolded = IntField(default=0)
    badges = IntField(default=0)
    identity = Words(null=True)
    state = Label(max_length=20, default=ImportItemState.QUEUED.value)
    outcome = Label(max_length=20, null=True)
    credential: ForeignKeyNullableRelation[Credential] = ForeignKeyField(
        "store.Credential",
        related_name="import_items",
        null=True,
        on_delete=SET_NULL,
        db_index=True,
    )
    credential_id: UUID | None
    record_id = UUIDField(null=True)
    record_position = IntField(null=True)
    code = Label(max_length=100, null=True)
    message = Words(null=True)
    hint = Words(null=True)
    mender = Label(max_length=20, null=True)
    retryable = BooleanField(default=False)
    choices = Json(null=True)
    updated_at = Moment(auto_now=True)

    class Meta:
        """An import is a list; bytes that no item needs any more are let go of."""

        table = "import_item"
        unique_together = (("learner_id", "job", "position"),)
        indexes = (
            Index(fields=("learner_id", "input_sha256")),
            Index(fields=("learner_id", "bundle_sha256")),
        )
