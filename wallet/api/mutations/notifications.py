"""Mark as read, choose letters, and register webhooks."""

import strawberry
from strawberry.types import Info

from wallet.api.calls import Call, call_of
from wallet.api.declaring import Record, column, relation
from wallet.api.errors import bad_request
from wallet.api.identifiers import Kind, global_id
from wallet.api.listing import WEBHOOKS
from wallet.api.loading import one
from wallet.api.mutations.inputs import Input, change, own_key, own_keys
from wallet.api.payloads import UserErrors, attempted, edge, user_errors
from wallet.api.services import Webhooks
from wallet.api.types.accounts import Viewer, viewer
from wallet.api.types.connection import Edge
from wallet.api.types.describing import mutation
from wallet.api.types.refs import WebhookDeliveryRef, WebhookEndpointRef
from wallet.api.types.scalars import URL, DateTime
from wallet.learner.notifying import mark_all_read, mark_read, prefer_mail
from wallet.learner.webhooks import (
    create_endpoint,
    delete_endpoint,
    rotate_secret,
    send_trial,
    update_endpoint,
)
from wallet.store.models.notifications import MailPreference, NotificationKind
from wallet.store.models.webhooks import WebhookDelivery as DeliveryRow
from wallet.store.models.webhooks import WebhookEndpoint as EndpointRow

_ENDPOINT = one(EndpointRow, "endpoint_id")
_PATHS = {"endpoint_id": ("webhookId",)}


@strawberry.input(description="Input of markNotificationsRead.")
class MarkNotificationsReadInput:
    """Which."""

    notification_ids: list[strawberry.ID] = strawberry.field(
        description="Notifications, 100 at most."
    )


@strawberry.type(description="Result of markNotificationsRead.")
class MarkNotificationsReadPayload(Record):
    """The inbox as it now is."""

    viewer: Viewer | None = relation("Viewer; null when refused.", viewer, "viewer")
    user_errors: UserErrors = user_errors()


@strawberry.input(description="Input of markAllNotificationsRead.")
class MarkAllNotificationsReadInput:
    """Until when."""

    until: DateTime | None = strawberry.field(
        default=strawberry.UNSET,
        description="Made up to this moment, so that what came since stays unread; all if absent.",
    )


@strawberry.type(description="Result of markAllNotificationsRead.")
class MarkAllNotificationsReadPayload(Record):
    """The inbox as it now is."""

    marked_count: int | None = column("How many were unread; null when refused.")
    viewer: Viewer | None = relation("Viewer; null when refused.", viewer, "viewer")
    user_errors: UserErrors = user_errors()


@strawberry.input(description="When letters go out about one kind of notification.")
class NotificationPreferenceInput:
    """A choice."""

    kind: NotificationKind = strawberry.field(description="Kind.")
    mail: MailPreference = strawberry.field(description="When a letter goes out.")


@strawberry.input(description="Input of updateNotificationPreferences.")
class UpdateNotificationPreferencesInput:
    """Choices; kinds that are absent stay as they are."""

    preferences: list[NotificationPreferenceInput] = strawberry.field(description="Choices.")


@strawberry.type(description="Result of updateNotificationPreferences.")
class UpdateNotificationPreferencesPayload(Record):
    """The choices as they now are."""

    viewer: Viewer | None = relation("Viewer; null when refused.", viewer, "viewer")
    user_errors: UserErrors = user_errors()


@strawberry.input(description="Input of createWebhook.")
class CreateWebhookInput:
    """What to register."""

    url: URL = strawberry.field(description="Public https address.")
    kinds: list[NotificationKind] | None = strawberry.field(
        default=strawberry.UNSET, description="What it is told; everything when not given."
    )


@strawberry.type(description="Result of createWebhook.")
class CreateWebhookPayload(Record):
    """The webhook, with its secret this once."""

    webhook: WebhookEndpointRef | None = relation(
        "Webhook; null when refused.", _ENDPOINT, "endpoint_id"
    )
    webhook_edge: Edge[WebhookEndpointRef] | None = relation(
        "Its edge in the viewer's webhooks.", edge(WEBHOOKS, "endpoint_id"), "endpoint_id"
    )
    secret: str | None = column(
        "Secret by Standard Webhooks, whsec_…; shown this once. Null when refused."
    )
    user_errors: UserErrors = user_errors()


@strawberry.input(description="Input of updateWebhook; what is absent stays as it is.")
class UpdateWebhookInput:
    """What to change."""

    webhook_id: strawberry.ID = strawberry.field(description="Webhook to change.")
    kinds: strawberry.Maybe[list[NotificationKind]] = strawberry.field(
        description="What it is told; everything where the list is empty."
    )
    enabled: strawberry.Maybe[bool] = strawberry.field(description="Switch it on or off.")


@strawberry.type(description="Result of updateWebhook.")
class UpdateWebhookPayload(Record):
    """The webhook as it now is."""

    webhook: WebhookEndpointRef | None = relation(
        "Webhook; null when refused.", _ENDPOINT, "endpoint_id"
    )
    user_errors: UserErrors = user_errors()


@strawberry.input(description="Input of deleteWebhook.")
class DeleteWebhookInput:
    """Which."""

    webhook_id: strawberry.ID = strawberry.field(description="Webhook to forget.")


@strawberry.type(description="Result of deleteWebhook.")
class DeleteWebhookPayload(Record):
    """What is gone."""

    deleted_webhook_id: strawberry.ID | None = column("Its id; null when refused.")
    user_errors: UserErrors = user_errors()


@strawberry.input(description="Input of rotateWebhookSecret.")
class RotateWebhookSecretInput:
    """Which."""

    webhook_id: strawberry.ID = strawberry.field(description="Webhook that gets a new secret.")


@strawberry.type(description="Result of rotateWebhookSecret.")
class RotateWebhookSecretPayload(Record):
    """The new secret, this once."""

    webhook: WebhookEndpointRef | None = relation(
        "Webhook; null when refused.", _ENDPOINT, "endpoint_id"
    )
    secret: str | None = column(
        "New secret, shown this once; the former one signs beside it for a day."
    )
    user_errors: UserErrors = user_errors()


@strawberry.input(description="Input of testWebhook.")
class TestWebhookInput:
    """Which."""

    webhook_id: strawberry.ID = strawberry.field(description="Webhook to try.")


@strawberry.type(description="Result of testWebhook.")
class TestWebhookPayload(Record):
    """The message that is on its way."""

    delivery: WebhookDeliveryRef | None = relation(
        "The message; null when refused.", one(DeliveryRow, "delivery_id"), "delivery_id"
    )
    user_errors: UserErrors = user_errors()


async def _count_trial(call: Call) -> None:
    """Bound what one account can have posted to servers that nobody has shown to be theirs."""
    limits = call.services.rate_limits
    await limits.count(limits.rules.trials_of_account, str(call.learner.id))


def _webhooks(call: Call) -> Webhooks:
    if call.services.webhooks is None:
        raise bad_request("This server sends no webhooks.")
    return call.services.webhooks


@strawberry.type
class NotificationMutations:
    """What can be done with the inbox and with its ways out."""

    @mutation("Mark notifications as read.")
    async def mark_notifications_read(
        self, info: Info, given: Input[MarkNotificationsReadInput]
    ) -> MarkNotificationsReadPayload | None:
        """Mark these."""
        call = call_of(info)
        learner = call.learner

        async def effect() -> dict[str, object]:
            keys = own_keys(Kind.NOTIFICATION, given.notification_ids)
            await mark_read(learner, keys, call.services.now())
            return {"viewer": True}

        return await attempted(info, MarkNotificationsReadPayload, effect)

    @mutation("Mark the whole inbox as read.")
    async def mark_all_notifications_read(
        self, info: Info, given: Input[MarkAllNotificationsReadInput]
    ) -> MarkAllNotificationsReadPayload | None:
        """Mark everything."""
        call = call_of(info)
        learner = call.learner

        async def effect() -> dict[str, object]:
            now = call.services.now()
            marked = await mark_all_read(learner, now, until=given.until or now)
            return {"viewer": True, "marked_count": marked}

        return await attempted(info, MarkAllNotificationsReadPayload, effect)

    @mutation("Choose when letters go out, by kind of notification.")
    async def update_notification_preferences(
        self, info: Info, given: Input[UpdateNotificationPreferencesInput]
    ) -> UpdateNotificationPreferencesPayload | None:
        """Keep the choices."""
        learner = call_of(info).learner

        async def effect() -> dict[str, object]:
            # an enum that stands in the query itself comes as its bare value
            chosen = {
                NotificationKind(each.kind): MailPreference(each.mail) for each in given.preferences
            }
            await prefer_mail(learner, chosen)
            return {"viewer": True}

        return await attempted(info, UpdateNotificationPreferencesPayload, effect)

    @mutation("Register a webhook (Standard Webhooks); a trial goes out at once.")
    async def create_webhook(
        self, info: Info, given: Input[CreateWebhookInput]
    ) -> CreateWebhookPayload | None:
        """Register it and show its secret."""
        call = call_of(info)
        learner, ways = call.learner, _webhooks(call)

        async def effect() -> dict[str, object]:
            await _count_trial(call)
            endpoint_id, secret = await create_endpoint(
                learner,
                given.url,
                given.kinds or [],
                poster=ways.poster,
                keys=ways.keys,
                now=call.services.now(),
            )
            return {"endpoint_id": endpoint_id, "secret": secret}

        return await attempted(info, CreateWebhookPayload, effect)

    @mutation("Choose what a webhook is told, or switch it off and on.")
    async def update_webhook(
        self, info: Info, given: Input[UpdateWebhookInput]
    ) -> UpdateWebhookPayload | None:
        """Change what is given."""
        call = call_of(info)
        learner = call.learner

        async def effect() -> dict[str, object]:
            key = own_key(Kind.WEBHOOK_ENDPOINT, given.webhook_id)
            await update_endpoint(
                learner,
                key,
                kinds=change(given.kinds),
                enabled=change(given.enabled),
                now=call.services.now(),
            )
            return {"endpoint_id": key}

        return await attempted(info, UpdateWebhookPayload, effect, _PATHS)

    @mutation("Forget a webhook, its log and what was still to be sent.")
    async def delete_webhook(
        self, info: Info, given: Input[DeleteWebhookInput]
    ) -> DeleteWebhookPayload | None:
        """Delete it."""
        learner = call_of(info).learner

        async def effect() -> dict[str, object]:
            key = own_key(Kind.WEBHOOK_ENDPOINT, given.webhook_id)
            await delete_endpoint(learner, key)
            return {"deleted_webhook_id": global_id(Kind.WEBHOOK_ENDPOINT, key)}

        return await attempted(info, DeleteWebhookPayload, effect, _PATHS)

    @mutation("Give a webhook a new secret.")
    async def rotate_webhook_secret(
        self, info: Info, given: Input[RotateWebhookSecretInput]
    ) -> RotateWebhookSecretPayload | None:
        """Make and show it."""
        call = call_of(info)
        learner, ways = call.learner, _webhooks(call)

        async def effect() -> dict[str, object]:
            key = own_key(Kind.WEBHOOK_ENDPOINT, given.webhook_id)
            secret = await rotate_secret(learner, key, keys=ways.keys, now=call.services.now())
            return {"endpoint_id": key, "secret": secret}

        return await attempted(info, RotateWebhookSecretPayload, effect, _PATHS)

    @mutation("Send a webhook a message that means nothing, once.")
    async def test_webhook(
        self, info: Info, given: Input[TestWebhookInput]
    ) -> TestWebhookPayload | None:
        """Send it."""
        call = call_of(info)
        learner = call.learner

        async def effect() -> dict[str, object]:
            key = own_key(Kind.WEBHOOK_ENDPOINT, given.webhook_id)
            await _count_trial(call)
            return {"delivery_id": await send_trial(learner, key, now=call.services.now())}

        return await attempted(info, TestWebhookPayload, effect, _PATHS)
