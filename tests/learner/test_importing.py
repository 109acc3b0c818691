import json
from asyncio import CancelledError
from contextlib import asynccontextmanager
from uuid import uuid4

import anyio
import pytest

from tests.fixtures.examined import NOW, credential, examined
from tests.learner.conftest import refused
from wallet.accounts.account import account_for
from wallet.documents.limits import LIMITS
from wallet.jobs.queue import LeaseLostError
from wallet.learner.collecting import create_collection
from wallet.learner.importing import (
    MOST_ATTEMPTS,
    MOST_UNDER_WAY,
    FromFile,
    FromText,
    FromUrl,
    cancel_import,
    request_import,
    run_import,
)
from wallet.learner.learner import Learner
from wallet.learner.sources import LARGEST_IMPORT, LONGEST_URL, MOST_SOURCES
from wallet.store.connection import connection
from wallet.store.models.blobs import Blob
from wallet.store.models.collections import CollectionItem
from wallet.store.models.credentials import (
    Achievement,
    Credential,
    CredentialReport,
    CredentialSkill,
    Issuer,
    Skill,
)
from wallet.store.models.jobs import ImportItem, Job
from wallet.store.models.snapshots import SourceSnapshot
from wallet.user_errors import UserError, UserErrorCode
from wallet.verification.sources import Answer

KEPT = (
    Credential,
    CredentialReport,
    Issuer,
    Achievement,
    Skill,
    CredentialSkill,
    SourceSnapshot,
)


def badge(number=1):
    return json.dumps(dict(credential(number).content)).encode()


async def items(job_id):
    return await ImportItem.filter(job_id=job_id).order_by("position")


async def what_is_kept():
    return {model.__name__: await model.all().count() for model in KEPT}


async def test_a_request_writes_the_job_and_its_items_and_nothing_else(learner):
    job_id = await request_import(
        learner,
        [FromUrl(" https://uni.example/1 "), FromText("text"), FromFile("a\u202egnp.png", b"x")],
    )
    assert [(i.label, i.state, i.url, i.input_sha256 is None) for i in await items(job_id)] == [
        ("https://uni.example/1", "QUEUED", "https://uni.example/1", True),
        ("text", "QUEUED", None, False),
        ("agnp.png", "QUEUED", None, False),
    ]
    assert await Blob.filter(owner=learner.id).count() == 2
    assert (await Job.get(id=job_id)).state == "QUEUED"
    assert set((await what_is_kept()).values()) == {0}


@pytest.mark.parametrize(
    ("sources", "code", "path"),
    [
        pytest.param([], UserErrorCode.REQUIRED, ("sources",), id="nothing"),
        pytest.param(
            [FromText("x")] * (MOST_SOURCES + 1),
            UserErrorCode.LIMIT_REACHED,
            ("sources",),
            id="too-many",
        ),
        pytest.param(
            [FromText("x"), FromUrl("ftp://uni.example")],
            UserErrorCode.INVALID,
            ("sources", "1", "url"),
            id="no-address-of-the-web",
        ),
        pytest.param(
            [FromUrl("https://uni.example/" + "x" * LONGEST_URL)],
            UserErrorCode.TOO_LARGE,
            ("sources", "0", "url"),
            id="endless-address",
        ),
        pytest.param(
            [FromUrl(" ")], UserErrorCode.REQUIRED, ("sources", "0", "url"), id="no-address"
        ),
        pytest.param(
            [FromText(" ")], UserErrorCode.REQUIRED, ("sources", "0", "text"), id="no-text"
        ),
        pytest.param(
            [FromFile("a", b"")], UserErrorCode.REQUIRED, ("sources", "0", "data"), id="empty"
        ),
        pytest.param(
            [FromFile("a", bytes(LARGEST_IMPORT + 1))],
            UserErrorCode.TOO_LARGE,
            ("sources", "0", "data"),
            id="large-file",
        ),
        pytest.param(
            [FromFile("a", bytes(LIMITS.document_bytes))] * 5,
            UserErrorCode.TOO_LARGE,
            ("sources",),
            id="large-together",
        ),
    ],
)
async def test_what_cannot_be_imported_is_refused_with_the_field_at_fault(sources, code, path):
    assert 5 * LIMITS.document_bytes > LARGEST_IMPORT
    with pytest.raises(UserError) as error:
        await request_import(Learner(uuid4()), sources)
    assert (error.value.code, error.value.path) == (code, path)


async def test_the_same_key_gives_the_same_job_however_often_at_once(learner, other):
    found = []

    async def ask(who):
        found.append((who, await request_import(who, [FromText("x")], idempotency_key="k")))

    async with anyio.create_task_group() as group:
        for _ in range(5):
            group.start_soon(ask, learner)
            group.start_soon(ask, other)
    assert len(set(found)) == 2
    assert await ImportItem.all().count() == 2
    with pytest.raises(UserError) as error:
        await request_import(learner, [FromText("y")], idempotency_key="k")
    assert error.value.code is UserErrorCode.CONFLICT


async def test_imports_under_way_are_bounded(learner, other):
    for _ in range(MOST_UNDER_WAY):
        await request_import(learner, [FromText("x")])
    with pytest.raises(UserError) as error:
        await request_import(learner, [FromText("x")])
    assert error.value.code is UserErrorCode.LIMIT_REACHED
    assert await request_import(other, [FromText("x")])


async def test_a_file_becomes_a_credential_with_all_that_belongs_to_it(learner, intake, work):
    seen = Answer("https://uni.example/issuer", "", 200, "", b'{"type": "Profile"}', NOW)
    intake.badges[1] = examined(1, answers=[seen])
    job_id = await request_import(learner, [FromFile("badge.json", badge())])
    await work(learner)
    (item,) = await items(job_id)
    held = await Credential.get(learner_id=learner.id)
    assert (item.state, item.outcome, item.credential_id) == ("DONE", "ADDED", held.id)
    assert item.input_sha256 is None
    assert (held.title, held.verdict, held.standing) == ("Bridge builder", "VERIFIED", "CURRENT")
    assert (await held.issuer).name == "Example University"
    assert {skill.name for skill in await Skill.all()} == {"Structural design", "statics", "steel"}
    assert (await CredentialReport.get(id=held.latest_report_id)).credential_id == held.id
    assert await SourceSnapshot.all().count() == 1
    assert {blob.sha256 for blob in await Blob.filter(owner=learner.id)} == {held.document_sha256}
    assert (await Job.get(id=job_id)).state == "COMPLETED"


async def test_a_badge_is_judged_by_the_addresses_that_its_learner_has_proven(
    intake, work, database
):
    own = Learner(await account_for("mary@home.example", now=NOW))
    await account_for("other@home.example", now=NOW)
    await request_import(own, [FromFile("badge.json", badge())])
    await work(own)
    assert [known.emails for known in intake.known] == [("mary@home.example",)]


async def test_a_refused_item_leaves_its_row_and_nothing_else(learner, intake, work):
    intake.badges[2] = refused("FORMAT_UNKNOWN")
    job_id = await request_import(
        learner,
        [
            FromUrl("https://silent.example/1"),
            FromText("no badge at all"),
            FromFile("picture.png", b"\x89PNG\r\n\x1a\n"),
            FromFile("two.json", badge(2)),
        ],
    )
    await work(learner)
    rows = await items(job_id)
    assert {row.state for row in rows} == {"FAILED"}
    assert [row.retryable for row in rows] == [True, False, False, False]
    assert all(row.code and row.message and row.mender for row in rows)
    assert rows[0].hint
    assert set((await what_is_kept()).values()) == {0}
    assert await Blob.all().count() == 0
    assert (await Job.get(id=job_id)).state == "COMPLETED"


async def test_a_list_gives_an_item_for_each_badge_and_a_bad_one_spoils_no_other(
    learner, intake, work
):
    intake.badges[2] = refused("FORMAT_UNKNOWN")
    listed = b"[" + b", ".join(badge(number) for number in (1, 2, 3)) + b"]"
    job_id = await request_import(learner, [FromFile("all.json", listed), FromText("x")])
    await work(learner)
    rows = await items(job_id)
    assert [(row.label, row.state) for row in rows] == [
        ("all.json (1)", "DONE"),
        ("x", "FAILED"),
        ("all.json (2)", "FAILED"),
        ("all.json (3)", "DONE"),
    ]
    assert await Credential.all().count() == 2
    documents = set(await Credential.all().values_list("document_sha256", flat=True))
    assert set(await Blob.all().values_list("sha256", flat=True)) == documents


@pytest.mark.parametrize("pasted", [True, False])
async def test_an_address_is_fetched_whether_given_or_pasted(learner, intake, work, pasted):
    url = "https://uni.example/credentials/1"
    intake.sources.bodies[url] = badge()
    job_id = await request_import(learner, [FromText(f" {url}\n") if pasted else FromUrl(url)])
    await work(learner)
    assert [row.outcome for row in await items(job_id)] == ["ADDED"]


async def test_the_same_badge_twice_is_one_credential(learner, intake, work):
    pretty = json.dumps(dict(credential(1).content), indent=4).encode()
    job_id = await request_import(
        learner, [FromFile("a", badge()), FromFile("b", pretty), FromText(badge().decode())]
    )
    await work(learner)
    rows = await items(job_id)
    assert [row.outcome for row in rows] == ["ADDED", "DUPLICATE", "DUPLICATE"]
    assert len({row.credential_id for row in rows}) == 1
    assert await CredentialReport.all().count() == 1
    assert await Blob.all().count() == 1


async def test_parallel_imports_of_one_badge_add_it_once(learner, other, intake, take):
    jobs = []
    for who in (learner, learner, learner, other):
        await request_import(who, [FromFile("a", badge()), FromFile("b", badge(2))])
        jobs.append((who, await take()))
    async with anyio.create_task_group() as group:
        for who, job in jobs:
            group.start_soon(run_import, who, job, intake)
    assert await Credential.filter(learner_id=learner.id).count() == 2
    assert await Credential.filter(learner_id=other.id).count() == 2
    outcomes = sorted(await ImportItem.all().values_list("outcome", flat=True))
    assert outcomes == ["ADDED"] * 4 + ["DUPLICATE"] * 4


async def test_what_is_added_goes_to_the_end_of_the_collection(learner, other, work):
    collection_id = await create_collection(learner, name="New")
    await request_import(
        learner,
        [FromFile("a", badge(1)), FromFile("b", badge(2)), FromFile("c", badge(1))],
        collection_id=collection_id,
    )
    await work(learner)
    placed = CollectionItem.filter(collection_id=collection_id).order_by("position")
    placed = [(await row.credential).identifier[-1] for row in await placed]
    assert placed == ["1", "2"]
    with pytest.raises(UserError) as error:
        await request_import(other, [FromText("x")], collection_id=collection_id)
    assert error.value.code is UserErrorCode.NOT_FOUND


TABLES = (
    "credential", "report", "issuer", "achievement", "skill", "credential_skill", "blob",
    "source_snapshot",
)  # fmt: skip


@pytest.mark.parametrize("table", TABLES)
async def test_a_cut_at_any_write_leaves_nothing_and_the_next_attempt_does_all(
    learner, intake, work, database, table
):
    seen = Answer("https://uni.example/issuer", "", 200, "", b'{"type": "Profile"}', NOW)
    intake.badges[1] = examined(1, answers=[seen])
    job_id = await request_import(learner, [FromFile("badge.json", badge())])
    before = set(await Blob.all().values_list("sha256", flat=True))
    async with failing(table, database):
        with pytest.raises(Exception, match="cut"):
            await work(learner)
    (item,) = await items(job_id)
    assert item.state == "VERIFYING"
    assert set((await what_is_kept()).values()) == {0}
    assert set(await Blob.all().values_list("sha256", flat=True)) == before
    await work(learner, lapse=True)
    (item,) = await items(job_id)
    assert (item.state, item.outcome) == ("DONE", "ADDED")
    assert await Credential.all().count() == 1
    assert await CredentialReport.all().count() == 1


@asynccontextmanager
async def failing(table, database):
    """Makes inserts into a table fail, as a full disk would."""
    if database.is_postgres:
        await connection().execute_script(
            "CREATE OR REPLACE FUNCTION cut() RETURNS trigger AS $$ BEGIN RAISE EXCEPTION "
            "'cut'; END $$ LANGUAGE plpgsql;"
            f"CREATE TRIGGER cut BEFORE INSERT ON {table} EXECUTE FUNCTION cut();"
        )
    else:
        await connection().execute_query(
            f"CREATE TRIGGER cut BEFORE INSERT ON {table} BEGIN SELECT RAISE(ABORT, 'cut'); END"
        )
    try:
        yield
    finally:
        on = f" ON {table}" if database.is_postgres else ""
        await connection().execute_query(f"DROP TRIGGER cut{on}")


async def test_a_worker_that_lost_its_lease_writes_nothing(learner, intake, take):
    job_id = await request_import(learner, [FromFile("badge.json", badge())])
    late = await take()
    now = await take(lapse=True)
    with pytest.raises(LeaseLostError):
        await run_import(learner, late, intake)
    assert [row.state for row in await items(job_id)] == ["QUEUED"]
    await run_import(learner, now, intake)
    assert [row.outcome for row in await items(job_id)] == ["ADDED"]


async def test_a_worker_that_loses_its_lease_midway_adds_nothing(learner, intake, take):
    job_id = await request_import(learner, [FromFile("badge.json", badge())])
    late, taken = await take(), []

    async def take_over():
        taken.append(await take(lapse=True))

    intake.before_answer.append(take_over)
    with pytest.raises(LeaseLostError):
        await run_import(learner, late, intake)
    assert await Credential.all().count() == 0
    intake.before_answer.clear()
    await run_import(learner, taken[0], intake)
    assert [row.outcome for row in await items(job_id)] == ["ADDED"]


async def test_an_import_that_is_cancelled_midway_adds_nothing_more(learner, intake, take):
    job_id = await request_import(learner, [FromFile("a", badge(1)), FromFile("b", badge(2))])
    job = await take()

    async def cancel_at_the_second():
        if len(intake.known) == 2:
            await cancel_import(learner, job_id)

    intake.before_answer.append(cancel_at_the_second)
    with pytest.raises(LeaseLostError):
        await run_import(learner, job, intake)
    rows = await items(job_id)
    assert [(row.state, row.code) for row in rows] == [("DONE", None), ("FAILED", "CANCELLED")]
    assert await Credential.all().count() == 1
    assert await Blob.all().count() == 1
    with pytest.raises(UserError) as error:
        await cancel_import(learner, job_id)
    assert error.value.code is UserErrorCode.CONFLICT


async def test_anothers_import_looks_absent(learner, other):
    job_id = await request_import(learner, [FromText("x")])
    for wanted in (job_id, uuid4()):
        with pytest.raises(UserError) as error:
            await cancel_import(other, wanted)
        assert error.value.code is UserErrorCode.NOT_FOUND
    assert (await Job.get(id=job_id)).state == "QUEUED"


async def test_a_fault_of_ours_ends_its_item_alone_and_is_told(learner, intake, work, caplog):
    intake.badges[1] = RuntimeError("our bug")
    job_id = await request_import(learner, [FromFile("a", badge(1)), FromFile("b", badge(2))])
    await work(learner)
    first, second = await items(job_id)
    assert (first.state, first.code, first.mender) == ("FAILED", "INTERNAL", "WALLET")
    assert "our bug" not in first.message
    assert "our bug" in caplog.text
    assert second.outcome == "ADDED"


async def test_what_stops_worker_after_worker_is_passed_over(learner, intake, take):
    job_id = await request_import(learner, [FromFile("a", badge(1)), FromFile("b", badge(2))])

    for attempt in range(MOST_ATTEMPTS):
        job = await take(lapse=attempt > 0)
        await ImportItem.filter(job_id=job_id, position=0).update(state="VERIFYING")
    job = await take(lapse=True)
    await run_import(learner, job, intake)
    first, second = await items(job_id)
    assert (first.state, first.code) == ("FAILED", "INTERNAL")
    assert second.outcome == "ADDED"


async def test_an_import_that_comes_further_each_time_outlives_any_number_of_stops(
    learner, intake, take
):
    count = MOST_ATTEMPTS + 3
    job_id = await request_import(learner, [FromFile(f"{n}", badge(n)) for n in range(count)])
    examined = []

    async def stop_every_second_time():
        examined.append(1)
        if len(examined) % 2 == 0:
            raise CancelledError

    intake.before_answer = [stop_every_second_time]
    for attempt in range(count - 1):
        job = await take(lapse=attempt > 0)
        with pytest.raises(CancelledError):
            await run_import(learner, job, intake)
    await run_import(learner, await take(lapse=True), intake)
    assert [item.outcome for item in await items(job_id)] == ["ADDED"] * count
