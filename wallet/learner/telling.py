"""A notification to mailboxes and webhooks, as the learner wants it: at once, daily, or not."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from hashlib import sha256
from json import dumps
from typing import Any, Final
from uuid import UUID

from wallet.accounts import mail
from wallet.accounts.letters import Letter
from wallet.accounts.unsubscribe_links import EVERYTHING
from wallet.documents.markup import plain
from wallet.jobs.queue import UNDER_WAY, enqueue
from wallet.jobs.runner import RunningJob
from wallet.learner.keeping import take_turns
from wallet.learner.learner import Learner
from wallet.learner.notifying import mail_preferences
from wallet.learner.outreach import Outreach
from wallet.learner.webhooks import enqueue_delivery
from wallet.learner.wording import Wording, wording_for
from wallet.learner.wording.wording import Notice
from wallet.store.connection import transaction
from wallet.store.models.accounts import Account, Address
from wallet.store.models.jobs import Job
from wallet.store.models.notifications import MailPreference, Notification, NotificationKind
from wallet.store.models.webhooks import WebhookEndpoint

DIGEST: Final = "digest"
"""The kind of job that sends the daily letter."""
_DIGEST_HOUR: Final = timedelta(hours=6)
_DIGEST_SPREAD: Final = timedelta(hours=2)
MOST_IN_DIGEST: Final = 50
_LONGEST_TITLE: Final = 80


async def tell(learner: Learner, job: RunningJob, outreach: Outreach) -> None:
    """Bring a notification to where the learner wants it, and end the job with it.

    Raises:
        LeaseLostError: the job is no longer this worker's; nothing was sent.
    """
    now = outreach.clock()
    own = Notification.filter(learner_id=learner.id, id=UUID(job.payload["notification_id"]))
    async with transaction():
        await take_turns(learner)
        row = await own.first()
        if row is not None:
            await _mail(learner, row, outreach, now)
            await _call(learner, row, outreach, now)
        await job.finish()


async def send_digest(learner: Learner, job: RunningJob, outreach: Outreach) -> None:
    """Send one letter about all that waits for it, and end the job with it.

    Raises:
        LeaseLostError: the job is no longer this worker's; nothing was sent.
    """
    now = outreach.clock()
    waiting = Notification.filter(learner_id=learner.id, waits_for_digest=True)
    async with transaction():
        await take_turns(learner)
        rows = await waiting.order_by("created_at", "id").limit(MOST_IN_DIGEST)
        number = await waiting.count()
        address = await _address(learner)
        if rows and address is not None:
            wording = await _wording(learner)
            url = outreach.unsubscribe.url_for(learner.id, EVERYTHING)
            await mail.post(
                address,
                _digest_letter(
                    wording, rows, number, outreach.unsubscribe.url_for(learner.id, EVERYTHING)
                ),
                now=now,
                learner_id=learner.id,
                unsubscribe_url=url,
            )
        await waiting.update(waits_for_digest=False)
        await job.finish()


async def _mail(learner: Learner, row: Notification, outreach: Outreach, now: datetime) -> None:
    kind = NotificationKind(row.kind)
    wanted = (await mail_preferences(learner))[kind]
    address = await _address(learner)
    if address is None or wanted is MailPreference.NEVER:
        return
    if wanted is MailPreference.DAILY:
        await Notification.filter(learner_id=learner.id, id=row.id).update(waits_for_digest=True)
        await _enqueue_digest(learner, now)
        return
    url = outreach.unsubscribe.url_for(learner.id, kind.value)
    await mail.post(
        address,
        _letter(await _wording(learner), row, url),
        now=now,
        learner_id=learner.id,
        unsubscribe_url=url,
    )


async def _enqueue_digest(learner: Learner, now: datetime) -> None:
    """Have the next daily letter sent: today's, or tomorrow's where today's is past."""
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    spread = _DIGEST_SPREAD * (sha256(learner.id.bytes).digest()[0] / 256)
    for days in range(3):
        moment = midnight + timedelta(days=days) + _DIGEST_HOUR + spread
        if moment <= now:
            continue
        key = moment.date().isoformat()
        enqueued = await enqueue(
            DIGEST, {}, learner_id=learner.id, unique_key=key, delay=moment - now
        )
        # one that has ended meanwhile takes nothing along any more
        if enqueued.is_new or await Job.exists(id=enqueued.job_id, state__in=UNDER_WAY):
            return


async def _call(learner: Learner, row: Notification, outreach: Outreach, now: datetime) -> None:
    """Write down a message to each webhook that wants it; titles are all it holds of a badge."""
    endpoints = WebhookEndpoint.filter(
        learner_id=learner.id, disabled_at__isnull=True, confirmed_at__isnull=False
    )
    wanting = [each for each in await endpoints if not each.kinds or row.kind in each.kinds]
    if not wanting:
        return
    subject = "import" if row.job_id is not None else "credential"
    kind = f"{subject}.{row.kind.lower()}"
    ids = outreach.ids
    data: dict[str, Any] = {
        "notificationId": ids.notification(row.id),
        "kind": row.kind,
        "title": row.parameters.get("title", ""),
        "credentialId": ids.credential(row.credential_id) if row.credential_id else None,
        "importJobId": ids.import_job(row.job_id) if row.job_id else None,
    }
    body = dumps({"type": kind, "timestamp": row.created_at.isoformat(), "data": data})
    for endpoint in wanting:
        await enqueue_delivery(
            learner, endpoint.id, kind=kind, body=body, now=now, notification_id=row.id
        )


async def _address(learner: Learner) -> str | None:
    row = await Address.filter(
        learner_id=learner.id, is_primary=True, verified_at__isnull=False
    ).first()
    return None if row is None else str(row.address)


async def _wording(learner: Learner) -> Wording:
    account = await Account.get_or_none(id=learner.id)
    return wording_for([account.language] if account is not None else [])


def _letter(wording: Wording, row: Notification, url: str) -> Letter:
    said, words = _said(wording, row), wording.letters
    return Letter(
        said.title, f"{said.text}\n\n{words.closing}\n\n-- \n{words.unsubscribe}\n{url}\n"
    )


def _digest_letter(wording: Wording, rows: Sequence[Notification], number: int, url: str) -> Letter:
    """Say the first of what happened, and how much more there was."""
    words = wording.letters
    more = [words.digest_more(number - len(rows))] if number > len(rows) else []
    said = "\n\n".join([*(_said(wording, row).text for row in rows), *more])
    body = f"{words.digest_opening}\n\n{said}\n\n{words.closing}\n\n-- \n{words.unsubscribe}\n{url}"
    return Letter(words.digest_subject(number), f"{body}\n")


def _said(wording: Wording, row: Notification) -> Notice:
    """Return the words; a title is one line, and short: it is a stranger's text."""
    title = " ".join(plain(str(row.parameters.get("title", ""))).split())[:_LONGEST_TITLE]
    kind = NotificationKind(row.kind)
    return wording.notice(kind, {**row.parameters, "title": title}, row.created_at)
