"""The kinds of durable work, and what goes on beside requests."""

import asyncio
from datetime import UTC, datetime

from anyio import fail_after

from wallet.accounts import ConsoleSender
from wallet.accounts.letters import sign_in_code
from wallet.accounts.mail import post
from wallet.jobs.due_rechecks import DUE_RECHECKS
from wallet.jobs.rechecks import RECHECK
from wallet.jobs.visitor_reports import VISITOR_REPORT
from wallet.learner.importing import IMPORT, FromText, request_import
from wallet.learner.learner import Learner
from wallet.learner.notifying import TELL
from wallet.learner.telling import DIGEST
from wallet.learner.webhooks import WEBHOOK
from wallet.store.identifiers import uuid7
from wallet.store.models.accounts import OutgoingMail
from wallet.store.models.credentials import Credential, CredentialReport
from wallet.store.models.jobs import Job
from wallet.worker import LANES, kinds, working


def now():
    return datetime.now(UTC)


async def test_every_kind_of_job_has_its_worker_and_one_lane(issuer_intake, outreach):
    every_kind = set(kinds(issuer_intake, outreach, now))
    assert every_kind == {IMPORT, RECHECK, DUE_RECHECKS, TELL, DIGEST, WEBHOOK, VISITOR_REPORT}
    assert sorted(name for lane in LANES for name in lane) == sorted(every_kind)


async def test_jobs_and_mail_are_worked_off_meanwhile(database, issuer, issuer_intake, outreach):
    learner = Learner(uuid7())
    async with working(issuer_intake, ConsoleSender(), outreach, now):
        job_id = await request_import(learner, [FromText(issuer.open_badge_3_token())])
        await post("anna@example.org", sign_in_code("ABCD-EFGH"), now=now())
        with fail_after(60):
            while (await Job.get(id=job_id)).state != "COMPLETED":  # noqa: ASYNC110  # the ledger
                await asyncio.sleep(0.05)
            while await OutgoingMail.filter(sent_at=None).exists():  # noqa: ASYNC110  # likewise
                await asyncio.sleep(0.05)
    credential = await Credential.get(learner_id=learner.id)
    assert credential.verdict == "VERIFIED"


async def test_what_is_due_is_checked_again_by_itself(
    sqlite_database, issuer, issuer_intake, outreach
):
    learner = Learner(uuid7())
    async with working(issuer_intake, ConsoleSender(), outreach, now):
        await request_import(learner, [FromText(issuer.open_badge_3_token())])
        with fail_after(60):
            while not await Credential.exists(learner_id=learner.id):  # noqa: ASYNC110  # likewise
                await asyncio.sleep(0.05)
            await Credential.filter(learner_id=learner.id).update(recheck_due_at=now())
            while await CredentialReport.all().count() < 2:  # noqa: ASYNC110  # likewise
                await asyncio.sleep(0.05)
    assert (await Credential.get(learner_id=learner.id)).recheck_due_at > now()


class Away:
    """A mail server that fails in a way that nobody foresaw, once."""

    reaches_mailbox = True

    def __init__(self):
        self.sent = []
        self.failed = False

    async def send(self, message):
        if not self.failed:
            self.failed = True
            raise RuntimeError("nobody foresaw this")
        self.sent.append(message.to_address)


async def test_a_chore_that_fails_is_told_and_tried_again(
    sqlite_database, issuer_intake, outreach, caplog
):
    sender = Away()
    async with working(issuer_intake, sender, outreach, now):
        await post("anna@example.org", sign_in_code("ABCD-EFGH"), now=now())
        with fail_after(30):
            while not sender.failed:  # noqa: ASYNC110  # a clock of its own
                await asyncio.sleep(0.05)
        await post("ben@example.org", sign_in_code("IJKL-MNOP"), now=now())
        with fail_after(30):
            while "ben@example.org" not in sender.sent:  # noqa: ASYNC110  # likewise
                await asyncio.sleep(0.05)
    assert "mail did not go through" in caplog.text
    assert "ABCD-EFGH" not in caplog.text


async def test_leaving_ends_all_of_it(sqlite_database, issuer_intake, outreach):
    with fail_after(30):
        async with working(issuer_intake, ConsoleSender(), outreach, now):
            await asyncio.sleep(0)
    left = {task.get_name() for task in asyncio.all_tasks()}
    assert left.isdisjoint({"jobs", "mail", "sweeping", "calendar"})
