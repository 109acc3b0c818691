"""Addresses that are told what a learner is told, and what became of each message."""

from enum import StrEnum
from uuid import UUID

from tortoise.fields import CASCADE, ForeignKeyField, ForeignKeyRelation, IntField, UUIDField
from tortoise.indexes import Index

from wallet.store.columns import Json, Label, Moment, Words
from wallet.store.models.private_row import PrivateRow


class DeliveryState(StrEnum):
    """What became of a message."""

    PENDING = "PENDING"
    DELIVERED = "DELIVERED"
    GIVEN_UP = "GIVEN_UP"


class WebhookEndpoint(PrivateRow):
    """An https address of the learner's. Its secret is derived from its id and `version`.

    `confirmed_at` is when a message first arrived there: but for trials nothing is sent before.
    `rotated_at` is when `version` was raised: for a while messages are signed under both.

    `kinds` are those that it wants, all where there are none. `failures` counts messages given up
    since the last that arrived; `disabled_at` is when it was switched off, and
    `disabled_because` why.
    """

    url = Words()
    version = IntField(default=1)
    kinds = Json(default=list)
    failures = IntField(default=0)
    created_at = Moment()
    confirmed_at = Moment(null=True)
    rotated_at = Moment(null=True)
    disabled_at = Moment(null=True)
    disabled_because = Label(max_length=40, null=True)

    class Meta:
        """Listed by age."""

        table = "webhook_endpoint"
        indexes = (Index(fields=("learner_id", "created_at", "id")),)


class WebhookDelivery(PrivateRow):
    """One message to one address; its id is the message's, so that a repeated one is known.

    `notification_id` is null for a trial. `body` is what is sent, the same at each attempt.
    """

    endpoint: ForeignKeyRelation[WebhookEndpoint] = ForeignKeyField(
        "store.WebhookEndpoint", related_name="deliveries", on_delete=CASCADE, db_index=True
    )
    endpoint_id: UUID
    notification_id = UUIDField(null=True)
    kind = Label(max_length=60)
    body = Words()
    state = Label(max_length=20, default=DeliveryState.PENDING.value)
    attempts = IntField(default=0)
    http_status = IntField(null=True)
    failure = Label(max_length=100, null=True)
    created_at = Moment()
    tried_at = Moment(null=True)

    class Meta:
        """Read newest first."""

        table = "webhook_delivery"
        indexes = (Index(fields=("learner_id", "endpoint_id", "created_at", "id")),)
