"""One message to one webhook: sent, tried again, given up; and the log of it.

The request goes out outside of transactions; what came of it is written under the job's fence. A
worker that dies after the request sends the same message again, under the same id.
"""

from datetime import datetime, timedelta
from http import HTTPStatus
from typing import Final
from uuid import UUID

from tortoise.expressions import F

from wallet.jobs.progress import publish
from wallet.jobs.runner import NotYetError, RunningJob
from wallet.jobs.topics import learner_topic
from wallet.learner.learner import Learner
from wallet.learner.outreach import Outreach
from wallet.learner.webhook_keys import BOTH_FOR
from wallet.learner.webhooks import TRIAL
from wallet.network import FetchFailedError, FetchRefusedError
from wallet.store.connection import transaction
from wallet.store.models.webhooks import DeliveryState, WebhookDelivery, WebhookEndpoint

WAITS: Final = tuple(
    timedelta(seconds=seconds)
    for seconds in (5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400)
)
"""Between attempts: about three days in all. Source: Standard Webhooks, "Deliverability"."""
MOST_ATTEMPTS: Final = len(WAITS) + 1
MOST_GIVEN_UP: Final = 3
"""Messages in a row after which an address is switched off."""
GAVE_NO_ANSWER: Final = "TOO_MANY_FAILURES"
SAID_GONE: Final = "GONE"
SWITCHED_OFF: Final = "ENDPOINT_DISABLED"
NOT_A_SUCCESS: Final = "HTTP_STATUS"


async def deliver(learner: Learner, job: RunningJob, outreach: Outreach) -> None:
    """Make one attempt, and end the job where it was the last.

    Raises:
        NotYetError: it failed, and another attempt is to be made.
        LeaseLostError: the job is no longer this worker's.
    """
    own = WebhookDelivery.filter(learner_id=learner.id, id=UUID(job.payload["delivery_id"]))
    delivery = await own.first()
    if delivery is None or delivery.state != DeliveryState.PENDING.value:
        return
    endpoint = await WebhookEndpoint.get(learner_id=learner.id, id=delivery.endpoint_id)
    now = outreach.clock()
    http_status, failure = None, SWITCHED_OFF
    if endpoint.disabled_at is None:
        http_status, failure = await _send(delivery, endpoint, outreach, now)
    ends = (
        not failure
        or endpoint.disabled_at is not None
        or http_status == HTTPStatus.GONE
        or delivery.kind == TRIAL
        or delivery.attempts + 1 >= MOST_ATTEMPTS
    )
    state = DeliveryState.PENDING
    if ends:
        state = DeliveryState.GIVEN_UP if failure else DeliveryState.DELIVERED
    async with transaction():
        await (job.finish() if ends else job.extend())
        await own.update(
            state=state.value,
            attempts=F("attempts") + 1,
            http_status=http_status,
            failure=failure or None,
            tried_at=now,
        )
        if ends and endpoint.disabled_at is None:
            await _note(learner, delivery, http_status, now, arrived=not failure)
        await publish(learner_topic(learner.id))
    if not ends:
        raise NotYetError(failure)


async def _send(
    delivery: WebhookDelivery,
    endpoint: WebhookEndpoint,
    outreach: Outreach,
    now: datetime,
) -> tuple[int | None, str]:
    """Return the HTTP status, and why it failed: nothing where it did not."""
    versions = [endpoint.version]
    if endpoint.rotated_at is not None and now < endpoint.rotated_at + BOTH_FOR:
        versions.append(endpoint.version - 1)
    body = delivery.body.encode()
    headers = outreach.webhook_keys.headers(
        endpoint.id, tuple(versions), f"msg_{delivery.id.hex}", now, body
    )
    try:
        http_status = await outreach.poster.post(endpoint.url, body, headers=headers)
    except (FetchRefusedError, FetchFailedError) as error:
        return None, error.code.value
    arrived = HTTPStatus.OK <= http_status < HTTPStatus.MULTIPLE_CHOICES
    return http_status, "" if arrived else NOT_A_SUCCESS


async def _note(
    learner: Learner,
    delivery: WebhookDelivery,
    http_status: int | None,
    now: datetime,
    *,
    arrived: bool,
) -> None:
    """Let the address know how it does: confirmed, failing, or switched off."""
    own = WebhookEndpoint.filter(learner_id=learner.id, id=delivery.endpoint_id)
    if arrived:
        await own.update(failures=0)
        await own.filter(confirmed_at__isnull=True).update(confirmed_at=now)
        return
    if http_status == HTTPStatus.GONE:
        await own.update(disabled_at=now, disabled_because=SAID_GONE)
        return
    if delivery.kind != TRIAL:
        await own.update(failures=F("failures") + 1)
        await own.filter(failures__gte=MOST_GIVEN_UP).update(
            disabled_at=now, disabled_because=GAVE_NO_ANSWER
        )
