"""Platforms that a learner connected: how we are known there, and what we may fetch from there.

What is sealed is encrypted under a key of the deployment's (`wallet.store.sealing`).
"""

from enum import StrEnum
from uuid import UUID

from tortoise.fields import CASCADE, ForeignKeyField, ForeignKeyRelation, IntField, UUIDField
from tortoise.indexes import Index
from tortoise.models import Model

from wallet.store.columns import Json, Label, Moment, Words
from wallet.store.identifiers import uuid7
from wallet.store.models.private_row import PrivateRow


class ConnectionState(StrEnum):
    """Where a connection stands.

    PENDING: the learner has not allowed it yet. NEEDS_SIGN_IN: the platform takes our tokens no
    more. ERROR: the platform did not answer as it should; it is tried again.
    """

    PENDING = "PENDING"
    CONNECTED = "CONNECTED"
    NEEDS_SIGN_IN = "NEEDS_SIGN_IN"
    ERROR = "ERROR"


class PlatformRegistration(Model):
    """That this wallet is known to a platform's authorization server; one for all learners.

    `key` names the platform's API and the address that we registered; `endpoints` is what its
    manifest or discovery document said then.
    """

    id = UUIDField(primary_key=True, default=uuid7)
    key = Label(max_length=64, unique=True)
    api = Label(max_length=20)
    name = Label(max_length=200)
    origin = Words()
    endpoints = Json()
    client_id = Words()
    secret_sealed = Words(null=True)
    registered_at = Moment()

    class Meta:
        """Found by its key."""

        table = "platform_registration"


class Connection(PrivateRow):
    """A learner's account at a platform, as far as the learner opened it to us.

    `state_sha256` and `verifier_sealed` belong to a sign-in that is under way. `since` is the
    cursor: what the platform took up later is not fetched yet. `due_at` is when it is next asked.
    """

    registration: ForeignKeyRelation[PlatformRegistration] = ForeignKeyField(
        "store.PlatformRegistration", related_name="connections", on_delete=CASCADE, db_index=True
    )
    registration_id: UUID
    state = Label(max_length=20)
    state_sha256 = Label(max_length=64, null=True, unique=True)
    verifier_sealed = Words(null=True)
    pending_until = Moment(null=True)
    tokens_sealed = Words(null=True)
    access_expires_at = Moment(null=True)
    scope = Words()
    since = Moment(null=True)
    last_synced_at = Moment(null=True)
    due_at = Moment(null=True)
    failures = IntField(default=0)
    fault = Label(max_length=100, null=True)
    created_at = Moment()

    class Meta:
        """Listed by learner; due by time."""

        table = "connection"
        indexes = (
            Index(fields=("learner_id", "created_at", "id")),
            Index(fields=("due_at",)),
            Index(fields=("pending_until",)),
        )
