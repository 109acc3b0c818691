"""When credentials are worth another look, and those that are due written into the ledger."""

import asyncio
from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from tests.fixtures.examined import NOW, report
from wallet.jobs import due_rechecks
from wallet.jobs.due_rechecks import (
    DAY,
    RARELY,
    STABLE,
    Situation,
    due_statement,
    enqueue_due,
    next_recheck,
    status_holds_until,
)
from wallet.jobs.rechecks import RECHECK, ask_recheck
from wallet.store.connection import connection, transaction
from wallet.store.json_text import encode
from wallet.store.models.credentials import Achievement, Credential, Issuer
from wallet.store.models.jobs import Job
from wallet.verification.report import Integrity, Standing
from wallet.verification.sources import Answer

HOUR = timedelta(hours=1)


def waits(judged, **situation):
    """Return the shortest and the longest wait over many credentials."""
    found = [
        next_recheck(UUID(int=number), judged, Situation(**situation)) - NOW
        for number in range(200)
    ]
    return min(found), max(found)


@pytest.mark.parametrize(
    ("judged", "situation", "about"),
    [
        pytest.param(report(), {}, STABLE, id="stable-monthly"),
        pytest.param(report(), {"valid_until": NOW + 20 * DAY}, DAY, id="near-its-end-daily"),
        pytest.param(report(), {"until": NOW + 7 * DAY}, 7 * DAY, id="on-the-lists-time"),
        pytest.param(report(), {"until": NOW + HOUR}, DAY, id="but-daily-at-most"),
        pytest.param(report(), {"until": NOW - DAY}, DAY, id="an-old-list-daily"),
        pytest.param(report(standing=Standing.REVOKED), {}, RARELY, id="withdrawn-rarely"),
        pytest.param(report(standing=Standing.SUSPENDED), {}, DAY, id="suspended-daily"),
        pytest.param(report(Integrity.BROKEN), {}, RARELY, id="broken-rarely"),
        pytest.param(report(), {"silent_since": NOW}, 6 * HOUR, id="silent-soon"),
        pytest.param(report(), {"silent_since": NOW - 4 * DAY}, 4 * DAY, id="ever-more-seldom"),
        pytest.param(report(), {"silent_since": NOW - 900 * DAY}, STABLE, id="but-for-ever"),
    ],
)
def test_how_long_a_credential_waits(judged, situation, about):
    shortest, longest = waits(judged, **situation)
    assert about * 0.8 <= shortest < about * 0.85
    assert about * 1.15 < longest <= about * 1.2


@pytest.mark.parametrize("days", [60, 35])
def test_a_stable_one_is_looked_at_when_its_end_comes_near(days):
    end = NOW + days * DAY
    shortest, longest = waits(report(), valid_until=end)
    assert longest <= end - 30 * DAY - NOW + HOUR
    assert shortest >= min(end - 30 * DAY - NOW, STABLE * 0.8)


def test_the_end_itself_is_not_slept_through():
    assert waits(report(), valid_until=NOW + 2 * HOUR)[1] <= 3 * HOUR
    early = report(standing=Standing.NOT_YET_VALID)
    assert waits(early, valid_from=NOW + 5 * DAY)[1] <= 5 * DAY + HOUR


def test_a_countrys_wallets_do_not_come_due_at_once():
    dues = sorted(next_recheck(UUID(int=n), report(), Situation()) for n in range(1_000))
    busiest = max(sum(1 for due in dues if 0 <= (due - start) / HOUR < 24) for start in dues[::50])
    assert busiest < 150


def status_list(body, **headers):
    content = {"type": ["VerifiableCredential", "BitstringStatusListCredential"], **body}
    return Answer("u", "u", 200, "", encode(content).encode(), NOW, headers=headers)


@pytest.mark.parametrize(
    ("answer", "after"),
    [
        (status_list({"credentialSubject": {"ttl": 86_400_000}}), DAY),
        (status_list({"credentialSubject": {"ttl": -5}}), STABLE),
        (status_list({"credentialSubject": {"ttl": 1e300}}), STABLE),
        (status_list({"credentialSubject": []}), STABLE),
        (status_list({"validUntil": (NOW + 2 * DAY).isoformat()}), 2 * DAY),
        (status_list({"validUntil": "soon"}), STABLE),
        (status_list({}, **{"cache-control": "public, max-age=7200"}), 2 * HOUR),
        (status_list({}, **{"cache-control": "max-age=999999999"}), STABLE),
    ],
)
def test_how_long_a_status_list_holds(answer, after):
    assert status_holds_until([answer]) == NOW + after


def test_what_is_no_list_bounds_nothing():
    profile = Answer("u", "u", 200, "", b'{"type":"Profile","credentialSubject":{"ttl":1}}', NOW)
    assert status_holds_until([profile]) is None


async def held(learner_id, number, due):
    own = {"learner_id": learner_id, "key": str(number), "name": "n", "name_key": "n"}
    issuer = await Issuer.create(**own)
    achievement = await Achievement.create(**own)
    credential = await Credential.create(
        learner_id=learner_id,
        format="OPEN_BADGES_3_JWT",
        document_sha256="d",
        shown_sha256="d",
        content_sha256=str(number),
        issuer_id=issuer.id,
        achievement_id=achievement.id,
        title="t",
        title_key="t",
        recheck_due_at=due,
    )
    return credential.id


async def test_what_is_due_is_enqueued_once_by_any_number_of_processes(database):
    learner = uuid4()
    due = [await held(learner, number, NOW - DAY) for number in range(5)]
    await held(learner, 9, NOW + DAY)
    counts = await asyncio.gather(*(enqueue_due(NOW) for _ in range(4)))
    assert sum(counts) == 5
    jobs = await Job.filter(kind=RECHECK)
    assert {job.payload["credential_id"] for job in jobs} == {str(key) for key in due}
    assert {job.learner_id for job in jobs} == {learner}
    assert await enqueue_due(NOW) == 0


async def test_what_was_asked_for_by_hand_is_not_enqueued_again(database):
    learner = uuid4()
    key = await held(learner, 1, NOW - DAY)
    await ask_recheck(learner, key, now=NOW)
    assert await enqueue_due(NOW) == 0
    assert await Job.all().count() == 1


async def test_a_large_wallet_does_not_keep_the_others_waiting(database, monkeypatch):
    monkeypatch.setattr(due_rechecks, "_OF_ONE_LEARNER", 3)
    large, small = uuid4(), uuid4()
    for number in range(8):
        await held(large, number, NOW - 9 * DAY)
    await held(small, 1, NOW - DAY)
    assert await enqueue_due(NOW, most=2) == 2
    assert set(await Job.all().values_list("learner_id", flat=True)) == {large, small}
    assert await enqueue_due(NOW, most=100) == 3


async def test_the_ledger_is_not_flooded(database):
    learner = uuid4()
    for number in range(4):
        await held(learner, number, NOW - DAY)
    assert await enqueue_due(NOW, most=3) == 3
    assert await enqueue_due(NOW, most=3) == 0
    await Job.all().update(state="COMPLETED", due_at=None)
    assert await enqueue_due(NOW, most=3) == 1


async def test_killed_before_it_commits_nothing_is_lost(database):
    await held(uuid4(), 1, NOW - DAY)

    async def dies():
        async with transaction():
            assert await enqueue_due(NOW) == 1
            raise ConnectionError("killed")

    with pytest.raises(ConnectionError):
        await dies()
    assert await Job.all().count() == 0
    assert await enqueue_due(NOW) == 1


async def test_a_look_that_comes_to_nothing_is_due_again(database):
    key = await held(uuid4(), 1, NOW - DAY)
    await enqueue_due(NOW)
    await Job.all().update(state="FAILED", due_at=None)
    assert await enqueue_due(NOW + 2 * HOUR) == 0
    assert await enqueue_due(NOW + DAY) == 1
    assert (await Credential.get(id=key)).recheck_due_at == NOW + 2 * DAY


async def test_among_a_hundred_thousand_what_is_due_is_found_by_its_index(database):
    await held(uuid4(), 0, NOW + DAY)
    columns = [name for name in Credential._meta.db_fields if name not in {"id", "content_sha256"}]
    listed = ", ".join(f'"{name}"' for name in columns)
    if database.is_postgres:
        numbers = "generate_series(1, 99999) AS n"
        new = "gen_random_uuid(), n::text"
    else:
        numbers = (
            "(WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < 99999) "
            "SELECT n FROM c)"
        )
        new = "printf('%08x-0000-7000-8000-%012x', n, n), CAST(n AS TEXT)"
    await connection().execute_script(
        f'INSERT INTO credential ("id", "content_sha256", {listed}) '  # noqa: S608
        f"SELECT {new}, {listed} FROM credential, {numbers}"
    )
    await connection().execute_script("ANALYZE credential")
    statement, values = due_statement(NOW, 1_000)
    prefix = "EXPLAIN " if database.is_postgres else "EXPLAIN QUERY PLAN "
    rows = await connection().execute_query_dict(prefix + statement, values)
    plan = "\n".join(str(list(row.values())) for row in rows)
    assert "idx_credential_recheck" in plan, plan
    assert "Seq Scan on credential" not in plan
    assert "SCAN credential" not in plan
