"""Reports one after another in, the history they leave and what their holder is told out."""

from datetime import timedelta

import pytest

from tests.fixtures.examined import NOW, report
from wallet.learner import reporting
from wallet.learner.keeping import take_turns
from wallet.learner.notifying import TELL
from wallet.learner.organising import delete_credential
from wallet.learner.reporting import Seen, store_report
from wallet.learner.wording import WORDINGS, wording_for
from wallet.store.connection import transaction
from wallet.store.models.credentials import Credential, CredentialReport
from wallet.store.models.jobs import Job
from wallet.store.models.notifications import Notification, NotificationKind
from wallet.store.models.webhooks import WebhookDelivery, WebhookEndpoint
from wallet.verification.codes import Code
from wallet.verification.report import Integrity, Standing
from wallet.verification.sources import Answer

DAY = timedelta(days=1)


@pytest.fixture
async def look(learner, holds):
    """Stores a report so many days after the import; what was told by it is returned."""
    held = (await holds(learner, 1)).credential_id

    async def look(days, standing=Standing.CURRENT, integrity=Integrity.INTACT, **of):
        seen = {name: of.pop(name) for name in ("answers", "has_new_content") if name in of}
        judged = report(integrity, standing, at=NOW + days * DAY, **of)
        before = set(await Notification.all().values_list("id", flat=True))
        async with transaction():
            await take_turns(learner)
            await store_report(learner, held, Seen(judged, **seen))
        told = await Notification.exclude(id__in=list(before)).order_by("id")
        return [row.kind for row in told]

    look.held = held
    return look


async def test_a_withdrawn_one_is_told_once_and_one_that_comes_back_too(look):
    assert await look(1) == []
    assert await look(2, Standing.REVOKED) == ["REVOKED"]
    assert await look(3, Standing.REVOKED) == []
    assert await look(4, Standing.CURRENT) == ["REINSTATED"]
    assert await look(5, Standing.SUSPENDED) == ["SUSPENDED"]
    assert await look(6, Standing.EXPIRED) == []
    assert await Job.filter(kind=TELL).count() == 3


async def test_what_could_not_be_found_out_meanwhile_changes_nothing(look):
    assert await look(1, Standing.REVOKED) == ["REVOKED"]
    assert await look(2, Standing.UNKNOWN, Integrity.UNKNOWN) == []
    assert await look(3, Standing.REVOKED) == []
    assert await look(4, Standing.UNKNOWN) == []
    assert await look(5) == ["REINSTATED"]


async def test_an_end_is_announced_twice_and_told_when_it_comes(look):
    await Credential.filter(id=look.held).update(valid_until=NOW + 40 * DAY)
    assert await look(5) == []
    assert await look(10) == ["EXPIRING_SOON"]
    assert await look(20) == []
    assert await look(33) == ["EXPIRING_SOON"]
    assert await look(39) == []
    assert await look(41, Standing.EXPIRED) == ["EXPIRED"]
    assert await look(42, Standing.EXPIRED) == []


async def test_what_came_shortly_before_its_end_is_announced_once(look):
    await Credential.filter(id=look.held).update(valid_until=NOW + 5 * DAY)
    assert [await look(1), await look(2)] == [["EXPIRING_SOON"], []]


async def test_an_issuer_is_gone_after_days_of_silence_and_back_when_it_answers(look):
    silent = {"code": Code.HOST_UNREACHABLE.name, "integrity": Integrity.UNKNOWN}
    assert await look(1, Standing.UNKNOWN, **silent) == []
    assert await look(3, Standing.UNKNOWN, **silent) == []
    assert await look(4, Standing.UNKNOWN, **silent) == ["ISSUER_GONE"]
    assert await look(9, Standing.UNKNOWN, **silent) == []
    assert (await Credential.get(id=look.held)).silent_since == NOW + DAY
    assert await look(10) == ["ISSUER_BACK"]
    assert (await Credential.get(id=look.held)).silent_since is None


async def test_a_server_that_is_down_for_a_day_is_not_gone(look):
    silent = {"code": Code.HOST_UNREACHABLE.name, "integrity": Integrity.UNKNOWN}
    assert await look(1, Standing.UNKNOWN, **silent) == []
    assert await look(2) == []


def keys(*names):
    body = f'{{"id":"did:web:x","verificationMethod":[{",".join(names)}]}}'.encode()
    return (Answer("https://x.example/did.json", "u", 200, "", body, NOW),)


async def test_new_keys_and_new_words_are_told(look):
    assert await look(1, answers=keys("1", "2")) == []
    assert await look(2, answers=keys("2", "1")) == []
    assert await look(3, answers=keys("2", "3")) == ["KEY_ROTATED"]
    assert await look(4) == []
    assert await look(5, has_new_content=True) == ["NEW_VERSION"]


async def test_one_that_verifies_no_more_is_told(look):
    assert await look(1, Standing.UNKNOWN, Integrity.BROKEN) == ["INTEGRITY_LOST"]
    assert await look(2, Standing.UNKNOWN, Integrity.BROKEN) == []


async def test_of_reports_that_say_the_same_the_first_and_the_last_are_kept(look):
    for days in (1, 2, 3, 4):
        await look(days)
    first, last = await CredentialReport.all().order_by("checked_at")
    assert (first.checked_at, first.confirmed_at) == (NOW, NOW + 4 * DAY)
    assert (last.checked_at, last.confirmed_at) == (NOW + 4 * DAY, None)
    assert (await Credential.get(id=look.held)).latest_report_id == last.id
    await look(5, Standing.REVOKED)
    row = await CredentialReport.get(standing="REVOKED")
    assert row.before["standing"] == "CURRENT"
    assert row.confirmed_at == NOW + 5 * DAY
    await look(6, Standing.REVOKED, code=Code.STATUS_LIST_TOO_SHORT.name)
    row = await CredentialReport.get(checked_at=NOW + 6 * DAY)
    assert [remark["code"] for remark in row.before["appeared"]] == ["STATUS_LIST_TOO_SHORT"]
    assert await CredentialReport.all().count() == 4


async def test_a_history_is_bounded_and_its_beginning_stays(look, monkeypatch):
    monkeypatch.setattr(reporting, "MOST_REPORTS", 4)
    for days in range(1, 12):
        await look(days, Standing.SUSPENDED if days % 2 else Standing.CURRENT)
    moments = (
        await CredentialReport.all().order_by("checked_at").values_list("checked_at", flat=True)
    )
    assert list(moments) == [NOW + days * DAY for days in (0, 9, 10, 11)]


async def test_what_was_told_goes_with_its_credential(look, learner):
    await look(1, Standing.REVOKED)
    own = {"learner_id": learner.id, "created_at": NOW}
    endpoint = await WebhookEndpoint.create(**own, url="https://hooks.example/")
    told = await Notification.get()
    for notification_id in (told.id, None):
        await WebhookDelivery.create(
            **own, endpoint_id=endpoint.id, notification_id=notification_id, kind="x", body="{}"
        )
    await delete_credential(learner, look.held)
    assert await Notification.all().count() == 0
    assert (await WebhookDelivery.get()).notification_id is None


def test_every_language_has_words_for_every_kind():
    for wording in WORDINGS.values():
        assert set(wording.notices) == set(NotificationKind)
        for kind in NotificationKind:
            given = {"title": "{x}", "valid_until": NOW.isoformat(), "failed": 2}
            said = wording.notice(kind, given, NOW - 3 * DAY)
            assert said.title
            assert said.text
            assert "{date}" not in said.text + said.title
    assert wording_for(["xx", "en-GB"]).language == "en"
    assert wording_for([]).language == "en"
