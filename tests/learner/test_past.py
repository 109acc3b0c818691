"""Reports of an earlier moment: from what was seen by then, and never from the network."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from limits import RateLimitItemPerMinute
from limits.aio.storage import MemoryStorage

from wallet.accounts.account import account_for
from wallet.accounts.rate_limits import RateLimits
from wallet.demonstration import RECIPIENT, awards
from wallet.intake import Intake
from wallet.jobs.queue import claim
from wallet.jobs.runner import RunningJob
from wallet.learner import past as past_module
from wallet.learner.importing import IMPORT, FromText, request_import, run_import
from wallet.learner.learner import Learner
from wallet.learner.past import PastReports, past_report
from wallet.learner.rechecking import RECHECK, request_recheck, run_recheck
from wallet.proofs.workers import InProcess
from wallet.store.json_text import encode
from wallet.store.models.credentials import Credential, CredentialReport
from wallet.store.reports import report_of
from wallet.user_errors import UserError, UserErrorCode
from wallet.verification.finding import Outcome, SourceKind
from wallet.verification.report import Integrity, Standing
from wallet.verification.sources import LiveSources

MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)


class Time:
    def __init__(self):
        self.now = datetime.now(UTC) - 60 * DAY

    def __call__(self):
        return self.now


class NoNetwork:
    async def fetch(self, url, *, plain_http=False):
        raise AssertionError(f"{url} was asked")


@pytest.fixture
def clock():
    return Time()


@pytest.fixture
async def ada(database, clock):
    return Learner(await account_for(RECIPIENT, now=clock()))


@pytest.fixture
def live(issuer_fetcher, issuer_contexts, clock):
    return Intake(LiveSources(issuer_fetcher, clock), InProcess(issuer_contexts), clock)


@pytest.fixture
def past(live):
    return PastReports(replace(live, sources=NoNetwork()), RateLimits(MemoryStorage()))


@pytest.fixture
async def held(ada, issuer, live):
    badge = issuer.open_badge_3(award=awards.LABORATORY, has_status=True)
    await request_import(ada, [FromText(encode(badge))])
    await run_import(ada, await take(IMPORT), live)
    return (await Credential.get(learner_id=ada.id)).id


async def take(kind):
    (found,) = await claim({kind: MINUTE}, 1)
    return RunningJob(found)


async def check(ada, held, live):
    await request_recheck(ada, held)
    await run_recheck(ada, await take(RECHECK), live)


async def as_of(ada, held, moment, past, now):
    key = await past_report(ada, held, moment, past, now)
    return report_of(await CredentialReport.get(id=key))


async def test_the_past_is_judged_by_what_was_seen_then(ada, held, issuer, live, past, clock):
    imported = clock.now
    issuer.revokes(awards.LABORATORY)
    clock.now += 20 * DAY
    await check(ada, held, live)
    clock.now += 10 * DAY
    asked = len(issuer.peer.asked)
    before = await as_of(ada, held, imported + 10 * DAY, past, clock())
    after = await as_of(ada, held, imported + 25 * DAY, past, clock())
    assert (before.standing, after.standing) == (Standing.CURRENT, Standing.REVOKED)
    assert before.integrity is after.integrity is Integrity.INTACT
    assert (before.as_of, before.checked_at) == (imported + 10 * DAY, clock.now)
    looked_up = [finding for finding in before.findings if finding.source is SourceKind.SNAPSHOT]
    assert {finding.check for finding in looked_up} >= {"status.revocation"}
    assert all(finding.seen_at <= imported for finding in looked_up)
    assert len(issuer.peer.asked) == asked


async def test_what_nobody_had_seen_is_in_doubt(ada, held, past, clock):
    report = await as_of(ada, held, clock.now - DAY, past, clock())
    assert report.integrity is Integrity.UNKNOWN
    assert report.standing is not Standing.CURRENT
    assert not any(finding.source is SourceKind.LIVE for finding in report.findings)
    status = next(f for f in report.findings if f.check == "proof.signature")
    assert status.outcome is not Outcome.PASS


async def test_a_badge_that_had_not_ended_then_holds_then(ada, issuer, live, past, clock):
    ends = clock.now + 5 * DAY
    badge = issuer.open_badge_3({"/validUntil": ends.strftime("%Y-%m-%dT%H:%M:%SZ")})
    await request_import(ada, [FromText(encode(badge))])
    await run_import(ada, await take(IMPORT), live)
    key = (await Credential.get(learner_id=ada.id)).id
    clock.now += 9 * DAY
    assert (await as_of(ada, key, ends - DAY, past, clock())).standing is Standing.CURRENT
    assert (await as_of(ada, key, ends + DAY, past, clock())).standing is Standing.EXPIRED


async def test_asked_again_it_is_the_same_until_more_was_seen(ada, held, live, past, clock):
    moment = clock.now + DAY
    clock.now += 2 * DAY
    first = await past_report(ada, held, moment, past, clock())
    assert await past_report(ada, held, moment, past, clock()) == first
    clock.now = moment
    await check(ada, held, live)
    clock.now += 2 * DAY
    second = await past_report(ada, held, moment, past, clock())
    assert second != first
    assert await CredentialReport.filter(consulted__isnull=False).count() == 1


async def test_it_is_no_part_of_the_history(ada, held, past, clock):
    latest = (await Credential.get(id=held)).latest_report_id
    await past_report(ada, held, clock.now, past, clock())
    assert (await Credential.get(id=held)).latest_report_id == latest
    assert await CredentialReport.filter(consulted__isnull=True).count() == 1


async def test_only_so_many_are_kept_and_worked_out(ada, held, past, clock, monkeypatch):
    monkeypatch.setattr(past_module, "MOST_KEPT", 3)
    monkeypatch.setattr(past_module, "WINDOWS", (RateLimitItemPerMinute(5, 1, "test"),))
    clock.now += 9 * DAY
    for hours in range(5):
        await past_report(ada, held, clock.now - hours * DAY / 24, past, clock())
    assert await CredentialReport.filter(consulted__isnull=False).count() == 3
    with pytest.raises(UserError) as error:
        await past_report(ada, held, clock.now - DAY, past, clock())
    assert error.value.code is UserErrorCode.LIMIT_REACHED
    await past_report(ada, held, clock.now - 4 * DAY / 24, past, clock())


async def test_what_takes_too_long_is_given_up(ada, held, past, clock, monkeypatch):
    monkeypatch.setattr(past_module, "_SECONDS", 0.05)
    async with past.slots, past.slots:
        with pytest.raises(UserError) as error:
            await past_report(ada, held, clock.now, past, clock())
    assert error.value.code is UserErrorCode.LIMIT_REACHED


async def test_the_future_and_anothers_are_refused(ada, held, past, clock):
    stranger = Learner(await account_for("ben@wallet.example", now=clock()))
    for who, moment, code in (
        (ada, clock.now + DAY, UserErrorCode.INVALID),
        (stranger, clock.now, UserErrorCode.NOT_FOUND),
    ):
        with pytest.raises(UserError) as error:
            await past_report(who, held, moment, past, clock())
        assert error.value.code is code
