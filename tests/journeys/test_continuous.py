"""A badge is withdrawn long after it came: its holder hears of it, everywhere they wanted to."""

import asyncio
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
from anyio import fail_after
from limits.aio.storage import MemoryStorage
from standardwebhooks import Webhook, WebhookVerificationError

from tests.api.wallets import application, services
from tests.fixtures.serving import served
from tests.journeys.person import Person
from wallet.accounts import ConsoleSender
from wallet.accounts.account import account_for
from wallet.accounts.rate_limits import RateLimits
from wallet.accounts.sessions import issue_for
from wallet.api import Webhooks
from wallet.demonstration import RECIPIENT, awards
from wallet.intake import Intake
from wallet.jobs.due_rechecks import enqueue_due
from wallet.learner.importing import FromText, request_import
from wallet.learner.learner import Learner
from wallet.learner.past import PastReports
from wallet.proofs.workers import InProcess
from wallet.store.json_text import encode
from wallet.store.models.accounts import OutgoingMail
from wallet.store.models.credentials import Credential
from wallet.store.models.jobs import Job
from wallet.verification.sources import LiveSources
from wallet.worker import working

HOOK = "/hooks/wallet"
CREATE = """mutation ($url: URL!) { createWebhook(input: { url: $url }) {
  secret webhook { id url confirmedAt } userErrors { code message } } }"""
INBOX = """{ viewer { notifications(first: 10) { unreadCount totalCount nodes {
  id kind title text readAt credential { id name } } } } }"""
READ = """mutation ($ids: [ID!]!) { markNotificationsRead(input: { notificationIds: $ids }) {
  viewer { notifications { unreadCount } } userErrors { code } } }"""
ADDED = "subscription { notificationAdded { unreadCount notification { kind credentialTitle } } }"
HISTORY = """query ($id: ID!, $then: DateTime!) { node(id: $id) { ... on Credential {
  now: verification { standing }
  then: verification(asOf: $then) { standing verdict asOf findings { check source seenAt } }
  timeline(first: 5) { nodes { at summary standing { before after } appeared { code message } } }
  verifications { totalCount } } } }"""
DELIVERIES = """{ viewer { webhooks { nodes { confirmedAt deliveries { nodes {
  type state attempts httpStatus messageId } } } } } }"""


@dataclass
class Clock:
    """A clock that a test turns on; it does not run."""

    now: datetime

    def __call__(self):
        return self.now


@dataclass
class Living:
    """Ada's wallet at work: who asks for her, and what turns time."""

    ada: Person
    learner: Learner
    clock: Clock

    async def until(self, look):
        """Wait until `look` returns something, and return it."""
        with fail_after(60):
            while not (found := await look()):  # noqa: ASYNC110  # the ledger
                await asyncio.sleep(0.05)
            return found

    async def until_quiet(self):
        async def quiet():
            return not await Job.filter(due_at__isnull=False).exclude(kind="digest").exists()

        await self.until(quiet)


@pytest.fixture
async def living(database, issuer, issuer_fetcher, issuer_contexts, outreach):
    clock = Clock(datetime.now(UTC))
    sources = LiveSources(issuer_fetcher, clock)
    intake = Intake(sources, InProcess(issuer_contexts), clock)
    learner = Learner(await account_for(RECIPIENT, now=clock()))
    tokens = await issue_for(learner.id, now=datetime.now(UTC))
    limits = RateLimits(MemoryStorage())
    api = application(
        services(
            now=lambda: datetime.now(UTC),
            past=PastReports(intake, limits),
            webhooks=Webhooks(issuer_fetcher, outreach.webhook_keys),
        )
    )
    async with (
        served(api) as host,
        Person(f"http://{host}", tokens.access_token) as ada,
        working(intake, ConsoleSender(), outreach, clock),
    ):
        yield Living(ada, learner, clock)


def hooks(issuer):
    return [asked for asked in issuer.peer.asked if asked.path == HOOK]


async def test_a_withdrawn_badge_is_told_in_the_inbox_live_by_mail_and_by_webhook(living, issuer):
    ada, clock = living.ada, living.clock
    badge = issuer.open_badge_3(award=awards.LABORATORY, has_status=True)
    issuer.revokes()
    clock.now -= timedelta(days=60)
    await request_import(living.learner, [FromText(encode(badge))])
    await living.until_quiet()
    credential = await Credential.get(learner_id=living.learner.id)
    assert credential.standing == "CURRENT"
    then = clock.now
    assert await enqueue_due(clock()) == 0

    made = await ada.ask(CREATE, url=issuer.hosts(HOOK, 204))
    assert made["userErrors"] == []
    await living.until_quiet()
    signed = Webhook(made["secret"])
    (trial,) = hooks(issuer)
    assert signed.verify(trial.body, trial.headers) == {
        "type": "webhook.trial",
        "timestamp": signed.verify(trial.body, trial.headers)["timestamp"],
        "data": {},
    }

    heard = ada.hear(ADDED)
    listening = asyncio.ensure_future(anext(heard))
    issuer.revokes(awards.LABORATORY)
    clock.now += timedelta(days=40)
    assert await enqueue_due(clock()) == 1
    assert await enqueue_due(clock()) == 0
    with fail_after(30):
        event = await listening
    assert event["notificationAdded"] == {
        "unreadCount": 1,
        "notification": {"kind": "REVOKED", "credentialTitle": credential.title},
    }
    await heard.aclose()
    await living.until_quiet()

    told = await told_in_the_inbox(ada, credential)
    (letter,) = await OutgoingMail.filter(learner_id=living.learner.id)
    assert letter.to_address == RECIPIENT
    assert credential.title in letter.subject
    assert letter.unsubscribe_url in letter.body
    _, message = hooks(issuer)
    await told_by_webhook(ada, signed, message, told)
    await kept_in_the_history(ada, told, then)


async def told_in_the_inbox(ada, credential):
    inbox = (await ada.ask(INBOX))["notifications"]
    assert (inbox["unreadCount"], inbox["totalCount"]) == (1, 1)
    (told,) = inbox["nodes"]
    assert told["title"] == f"“{credential.title}” was withdrawn"
    assert told["credential"]["name"] == credential.title
    read = await ada.ask(READ, ids=[told["id"]])
    assert read["viewer"]["notifications"]["unreadCount"] == 0
    return told


async def told_by_webhook(ada, signed, message, told):
    payload = signed.verify(message.body, message.headers)
    assert payload["type"] == "credential.revoked"
    assert payload["data"] == {
        "notificationId": told["id"],
        "kind": "REVOKED",
        "title": told["credential"]["name"],
        "credentialId": told["credential"]["id"],
        "importJobId": None,
    }
    with pytest.raises(WebhookVerificationError):
        signed.verify(message.body.replace(b"REVOKED", b"EXPIRED"), message.headers)
    (webhook,) = (await ada.ask(DELIVERIES))["webhooks"]["nodes"]
    assert webhook["confirmedAt"] is not None
    assert [each["state"] for each in webhook["deliveries"]["nodes"]] == ["DELIVERED"] * 2
    assert webhook["deliveries"]["nodes"][0]["messageId"] == message.headers["webhook-id"]


async def kept_in_the_history(ada, told, then):
    history = await ada.ask(HISTORY, id=told["credential"]["id"], then=then.isoformat())
    assert history["now"] == {"standing": "REVOKED"}
    assert history["then"]["standing"] == "CURRENT"
    status = next(f for f in history["then"]["findings"] if f["check"] == "status.revocation")
    assert status["source"] == "SNAPSHOT"
    assert datetime.fromisoformat(status["seenAt"]) <= then
    newest, first = history["timeline"]["nodes"]
    assert newest["standing"] == {"before": "CURRENT", "after": "REVOKED"}
    assert newest["summary"] == "Its issuer has withdrawn it."
    assert [remark["code"] for remark in newest["appeared"]] == ["REVOKED"]
    assert first["standing"] == {"before": None, "after": "CURRENT"}
    assert history["verifications"]["totalCount"] == 2
