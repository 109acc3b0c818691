"""A notification on its way out: letters as they are wanted, webhooks signed and tried again."""

from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from standardwebhooks import Webhook

from tests.fixtures.outreach import UNSUBSCRIBE, WEBHOOK_KEYS
from wallet.accounts.account import account_for
from wallet.jobs.queue import claim
from wallet.jobs.runner import NotYetError, RunningJob
from wallet.learner import delivering
from wallet.learner.delivering import MOST_ATTEMPTS, deliver
from wallet.learner.learner import Learner
from wallet.learner.notifying import (
    TELL,
    end_letters,
    mail_preferences,
    mark_all_read,
    mark_read,
    notify,
    prefer_mail,
)
from wallet.learner.telling import DIGEST, send_digest, tell
from wallet.learner.webhooks import (
    WEBHOOK,
    create_endpoint,
    rotate_secret,
    send_trial,
    update_endpoint,
)
from wallet.store.connection import connection, transaction
from wallet.store.models.accounts import OutgoingMail
from wallet.store.models.jobs import Job
from wallet.store.models.notifications import MailPreference, Notification, NotificationKind
from wallet.store.models.webhooks import WebhookDelivery, WebhookEndpoint
from wallet.user_errors import UserError, UserErrorCode

MINUTE = timedelta(minutes=1)
HOOK = "/hook"


def now():
    return datetime.now(UTC)


@pytest.fixture
async def ada(database):
    return Learner(await account_for("ada@wallet.example", now=now()))


async def happens(learner, kind=NotificationKind.REVOKED, about="1", **parameters):
    async with transaction():
        await notify(
            learner, kind, about=about, now=now(), parameters={"title": "Welding"} | parameters
        )


async def run(kind, work, outreach):
    """Do the next job of that kind, whenever it is due."""
    await connection().execute_script("UPDATE job SET due_at = created_at WHERE due_at IS NOT NULL")
    (held,) = await claim({kind: MINUTE}, 1)
    job = RunningJob(held)
    await work(Learner(held.learner_id), job, outreach)
    if not job.has_ended:
        await job.finish()


async def letters():
    return await OutgoingMail.all().order_by("id")


async def test_a_letter_goes_out_at_once_and_once(ada, outreach):
    await happens(ada)
    await happens(ada)
    await run(TELL, tell, outreach)
    (letter,) = await letters()
    assert letter.to_address == "ada@wallet.example"
    assert letter.subject == "“Welding” was withdrawn"
    token = letter.unsubscribe_url.rpartition("/")[2]
    ended = UNSUBSCRIBE.opened(token)
    assert (ended.learner_id, ended.about) == (ada.id, "REVOKED")
    assert await Job.filter(kind=TELL).count() == 1


async def test_a_strangers_title_is_one_short_line(ada, outreach):
    await happens(ada, title="Free\r\nBcc: all@x.example \u202e" + "y" * 500)
    await run(TELL, tell, outreach)
    (letter,) = await letters()
    assert "\n" not in letter.subject
    assert "\u202e" not in letter.subject + letter.body
    assert len(letter.subject) < 120


async def test_a_day_is_one_letter(ada, outreach):
    for number in range(3):
        await happens(ada, NotificationKind.ISSUER_GONE, str(number), title=f"Badge {number}")
        await run(TELL, tell, outreach)
    assert await letters() == []
    assert await Job.filter(kind=DIGEST).count() == 1
    await run(DIGEST, send_digest, outreach)
    (letter,) = await letters()
    assert all(f"“Badge {number}”" in letter.body for number in range(3))
    await happens(ada, NotificationKind.ISSUER_GONE, "9")
    await run(TELL, tell, outreach)
    assert await Job.filter(kind=DIGEST, due_at__isnull=False).count() == 1


async def test_a_letter_of_a_long_day_says_how_much_more_there_was(ada, outreach, monkeypatch):
    monkeypatch.setattr("wallet.learner.telling.MOST_IN_DIGEST", 2)
    for number in range(3):
        await happens(ada, NotificationKind.ISSUER_GONE, str(number), title=f"Badge {number}")
        await run(TELL, tell, outreach)
    await run(DIGEST, send_digest, outreach)
    (letter,) = await letters()
    assert "3" in letter.subject
    assert "“Badge 2”" not in letter.body
    assert "And 1 more" in letter.body


async def test_who_wants_no_letters_gets_none(ada, outreach):
    await prefer_mail(ada, {NotificationKind.REVOKED: MailPreference.NEVER})
    await happens(ada)
    await run(TELL, tell, outreach)
    assert await letters() == []
    assert await Notification.all().count() == 1


async def test_letters_are_ended_by_kind_or_all(ada):
    await end_letters(ada, "REVOKED")
    chosen = await mail_preferences(ada)
    assert chosen[NotificationKind.REVOKED] is MailPreference.NEVER
    assert chosen[NotificationKind.SUSPENDED] is MailPreference.IMMEDIATELY
    await end_letters(ada, "all")
    assert set((await mail_preferences(ada)).values()) == {MailPreference.NEVER}
    await end_letters(Learner(uuid4()), "all")


async def test_reading_is_noted_and_anothers_looks_absent(ada):
    await happens(ada, about="1")
    await happens(ada, about="2")
    first, second = await Notification.all().order_by("id")
    await mark_read(ada, [first.id], now())
    with pytest.raises(UserError) as error:
        await mark_read(Learner(uuid4()), [second.id], now())
    assert error.value.code is UserErrorCode.NOT_FOUND
    with pytest.raises(UserError):
        await mark_read(ada, [second.id, uuid4()], now())
    assert await Notification.filter(read_at__isnull=True).count() == 1
    assert await mark_all_read(ada, now(), until=second.created_at - MINUTE) == 0
    assert await mark_all_read(ada, now(), until=now()) == 1


@pytest.fixture
def hook(ada, issuer, outreach):
    """Registers a webhook at the server on loopback; the trial that goes out is taken."""

    async def made(http_status=204, path=HOOK, kinds=()):
        url = issuer.hosts(path, 204)
        key, secret = await create_endpoint(
            ada, url, kinds, poster=outreach.poster, keys=WEBHOOK_KEYS, now=now()
        )
        await run(WEBHOOK, deliver, outreach)
        issuer.hosts(path, http_status)
        return key, secret

    return made


def received(issuer):
    return [asked for asked in issuer.peer.asked if asked.path == HOOK]


async def told(ada, outreach, about="1", kind=NotificationKind.REVOKED):
    await happens(ada, kind, about)
    await run(TELL, tell, outreach)


async def test_a_message_that_does_not_arrive_is_tried_again_under_one_id(
    ada, hook, issuer, outreach
):
    _, secret = await hook(500)
    await told(ada, outreach)
    for _ in range(2):
        with pytest.raises(NotYetError, match="HTTP_STATUS"):
            await run(WEBHOOK, deliver, outreach)
        await Job.filter(kind=WEBHOOK, state="RUNNING").update(state="QUEUED")
    issuer.hosts(HOOK, 200)
    await run(WEBHOOK, deliver, outreach)
    _, *attempts = received(issuer)
    assert {asked.method for asked in attempts} == {"POST"}
    assert len(attempts) == 3
    assert len({asked.headers["webhook-id"] for asked in attempts}) == 1
    assert len({asked.body for asked in attempts}) == 1
    for asked in attempts:
        Webhook(secret).verify(asked.body, asked.headers)
    row = await WebhookDelivery.get(kind="credential.revoked")
    assert (row.state, row.attempts, row.http_status, row.failure) == ("DELIVERED", 3, 200, None)


async def test_given_up_again_and_again_it_is_switched_off(ada, hook, outreach, monkeypatch):
    monkeypatch.setattr(delivering, "MOST_ATTEMPTS", 1)
    key, _ = await hook(503)
    for about in "1234":
        await told(ada, outreach, about)
        with suppress(ValueError):
            await run(WEBHOOK, deliver, outreach)
    rows = await WebhookDelivery.filter(kind="credential.revoked")
    assert [row.state for row in rows] == ["GIVEN_UP"] * 3
    row = await WebhookEndpoint.get(id=key)
    assert (row.failures, row.disabled_because) == (3, "TOO_MANY_FAILURES")
    await update_endpoint(ada, key, enabled=True, now=now())
    row = await WebhookEndpoint.get(id=key)
    assert (row.failures, row.disabled_at) == (0, None)
    assert MOST_ATTEMPTS == 10


async def test_an_address_that_says_gone_is_asked_no_more(ada, hook, outreach):
    key, _ = await hook(410)
    await told(ada, outreach)
    await run(WEBHOOK, deliver, outreach)
    assert (await WebhookEndpoint.get(id=key)).disabled_because == "GONE"
    assert (await WebhookDelivery.get(kind="credential.revoked")).state == "GIVEN_UP"


async def test_a_redirect_is_not_followed(ada, hook, issuer, outreach):
    await hook()
    issuer.peer.sends_on(HOOK, issuer.hosts("/elsewhere", 200), 307)
    await told(ada, outreach)
    with pytest.raises(NotYetError):
        await run(WEBHOOK, deliver, outreach)
    assert [asked.path for asked in issuer.peer.asked if asked.path == "/elsewhere"] == []


async def test_nothing_is_sent_to_who_never_answered_a_trial(ada, issuer, outreach):
    url = issuer.hosts(HOOK, 404)
    key, _ = await create_endpoint(
        ada, url, (), poster=outreach.poster, keys=WEBHOOK_KEYS, now=now()
    )
    await run(WEBHOOK, deliver, outreach)
    await told(ada, outreach)
    assert len(received(issuer)) == 1
    issuer.hosts(HOOK, 200)
    await send_trial(ada, key, now=now())
    await run(WEBHOOK, deliver, outreach)
    await told(ada, outreach, "2")
    await run(WEBHOOK, deliver, outreach)
    assert len(received(issuer)) == 3


async def test_only_what_is_wanted_is_sent(ada, hook, outreach):
    await hook(kinds=[NotificationKind.EXPIRED])
    await told(ada, outreach, "1")
    await told(ada, outreach, "2", NotificationKind.EXPIRED)
    kinds = await WebhookDelivery.exclude(kind="webhook.trial").values_list("kind", flat=True)
    assert list(kinds) == ["credential.expired"]


async def test_a_new_secret_and_the_former_one_both_verify_for_a_day(ada, hook, issuer, outreach):
    key, former = await hook()
    new = await rotate_secret(ada, key, keys=WEBHOOK_KEYS, now=now())
    await told(ada, outreach)
    await run(WEBHOOK, deliver, outreach)
    message = received(issuer)[-1]
    for secret in (former, new):
        Webhook(secret).verify(message.body, message.headers)
    assert former != new
    await WebhookEndpoint.filter(id=key).update(rotated_at=now() - timedelta(days=2))
    await told(ada, outreach, "2")
    await run(WEBHOOK, deliver, outreach)
    assert " " not in received(issuer)[-1].headers["webhook-signature"]


@pytest.mark.parametrize(
    "url",
    [
        "http://hooks.example/",
        "https://localhost/",
        "https://intranet/",
        "https://user:secret@hooks.example/",
        "https://hooks.example:22/",
        "file:///etc/passwd",
        "https://" + "a" * 3000,
    ],
)
async def test_an_address_within_or_without_protection_is_refused(ada, outreach, url):
    with pytest.raises(UserError) as error:
        await create_endpoint(ada, url, (), poster=outreach.poster, keys=WEBHOOK_KEYS, now=now())
    assert error.value.path == ("url",)
    assert await WebhookEndpoint.all().count() == 0


async def test_a_trial_that_finds_nobody_is_not_tried_again(ada, issuer, outreach):
    issuer.lost_hosts.add("lost.example")
    url = issuer.url(HOOK, "lost.example")
    await create_endpoint(ada, url, (), poster=outreach.poster, keys=WEBHOOK_KEYS, now=now())
    await run(WEBHOOK, deliver, outreach)
    row = await WebhookDelivery.get()
    assert (row.state, row.failure, row.http_status) == ("GIVEN_UP", "NAME_NOT_FOUND", None)


async def test_the_secret_is_in_no_row(ada, hook, database):
    _, secret = await hook()
    for row in await connection().execute_query_dict("SELECT * FROM webhook_endpoint"):
        assert secret not in str(row)
        assert secret.removeprefix("whsec_") not in str(row)
    assert "w" * 32 not in repr(replace(WEBHOOK_KEYS))
