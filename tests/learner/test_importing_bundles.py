"""Files of many badges: each is an item of its own, however often the work was stopped."""

from asyncio import CancelledError

import pytest

from tests.documents.test_archive import archive
from tests.learner.test_importing import badge, items
from wallet.learner import import_items, unfolding
from wallet.learner.importing import FromFile, cancel_import, request_import, run_import
from wallet.store.models.blobs import Blob
from wallet.store.models.credentials import Credential
from wallet.user_errors import UserError

MANY = 25


@pytest.fixture(autouse=True)
def few_at_once(monkeypatch):
    monkeypatch.setattr(unfolding, "AT_ONCE", 10)


def listed(*parts):
    return FromFile("all.json", b"[" + b", ".join(parts) + b"]")


def many():
    return listed(*(badge(number) for number in range(MANY)))


async def test_each_badge_of_a_long_list_is_an_item_in_its_order(learner, work):
    job_id = await request_import(learner, [many()])
    await work(learner)
    rows = await items(job_id)
    assert [row.label for row in rows] == [f"all.json ({n + 1})" for n in range(MANY)]
    assert {(row.state, row.outcome) for row in rows} == {("DONE", "ADDED")}
    assert [row.credential_id for row in rows] == list(
        await Credential.all().order_by("id").values_list("id", flat=True)
    )


async def test_nothing_of_the_file_is_kept_but_its_badges(learner, work):
    await request_import(learner, [many()])
    await work(learner)
    documents = set(await Credential.all().values_list("document_sha256", flat=True))
    assert set(await Blob.all().values_list("sha256", flat=True)) == documents


async def test_parts_that_are_damaged_fail_alone(learner, work):
    job_id = await request_import(learner, [listed(b"7", badge(1), b'{"a": 1, "a": 2}', badge(2))])
    await work(learner)
    assert [(row.label, row.state, row.code) for row in await items(job_id)] == [
        ("all.json (1)", "FAILED", "FORMAT_UNKNOWN"),
        ("all.json (2)", "DONE", None),
        ("all.json (3)", "FAILED", "JSON_DUPLICATE_KEY"),
        ("all.json (4)", "DONE", None),
    ]
    assert await Blob.all().count() == 2


async def test_an_archive_leaves_out_letters_and_tells_of_what_is_damaged(learner, work):
    files = {
        "letter.txt": b"Dear learner,",
        "damaged.json": b'{"a": 1, "a": 2}',
        "one.json": badge(1),
        "two.json": badge(2),
    }
    job_id = await request_import(learner, [FromFile("all.zip", archive(files))])
    await work(learner)
    assert [(row.label, row.state, row.code) for row in await items(job_id)] == [
        ("all.zip (1)", "DONE", None),
        ("all.zip (2)", "FAILED", "JSON_DUPLICATE_KEY"),
        ("all.zip (3)", "DONE", None),
    ]


async def test_an_archive_without_badges_says_so(learner, work):
    files = {f"{number}.txt": b"Dear learner," for number in range(MANY)}
    job_id = await request_import(learner, [FromFile("all.zip", archive(files))])
    await work(learner)
    assert [(row.label, row.code) for row in await items(job_id)] == [("all.zip", "FORMAT_UNKNOWN")]
    assert await Blob.all().count() == 0


async def test_a_file_of_one_is_named_as_it_is(learner, work):
    job_id = await request_import(learner, [listed(badge())])
    await work(learner)
    assert [(row.label, row.state) for row in await items(job_id)] == [("all.json", "DONE")]


async def test_what_does_not_fit_together_adds_nothing(learner, work):
    job_id = await request_import(learner, [FromFile("all.json", b"[" + badge())])
    await work(learner)
    assert [(row.state, row.code) for row in await items(job_id)] == [("FAILED", "JSON_INVALID")]
    assert await Blob.all().count() == 0


async def test_more_than_an_import_takes_adds_nothing(learner, work, monkeypatch):
    monkeypatch.setattr(import_items, "MOST_ITEMS", MANY - 1)
    job_id = await request_import(learner, [many()])
    await work(learner)
    assert [(row.state, row.code) for row in await items(job_id)] == [("FAILED", "LIMIT_REACHED")]
    assert await Blob.all().count() == 0


@pytest.mark.parametrize("batches", [0, 1, 2])
async def test_a_worker_that_stops_while_it_takes_a_file_apart_loses_and_doubles_nothing(
    learner, work, monkeypatch, batches
):
    job_id = await request_import(learner, [many(), FromFile("last", badge(MANY))])
    taken_out, left = unfolding._taken_out, [10 * batches + 3]

    def stop_midway(bundle, number):
        left[0] -= 1
        if left[0] == 0:
            raise CancelledError
        return taken_out(bundle, number)

    monkeypatch.setattr(unfolding, "_taken_out", stop_midway)
    with pytest.raises(CancelledError):
        await work(learner)
    assert len(await items(job_id)) == 2 + max(0, 10 * batches - 1)
    await work(learner, lapse=True)
    rows = await items(job_id)
    assert sorted(row.label for row in rows) == sorted(
        ["last", *(f"all.json ({n + 1})" for n in range(MANY))]
    )
    assert {row.outcome for row in rows} == {"ADDED"}
    assert await Credential.all().count() == MANY + 1


async def test_an_import_that_is_cancelled_while_a_file_is_taken_apart_keeps_nothing_of_it(
    learner, take, intake, monkeypatch
):
    job_id = await request_import(learner, [many()])
    taken_out = unfolding._taken_out

    def stop(bundle, number):
        if number == MANY - 1:
            raise CancelledError
        return taken_out(bundle, number)

    monkeypatch.setattr(unfolding, "_taken_out", stop)
    with pytest.raises(CancelledError):
        await run_import(learner, await take(), intake)
    await cancel_import(learner, job_id)
    rows = await items(job_id)
    assert {(row.state, row.code) for row in rows} == {("FAILED", "CANCELLED")}
    assert await Blob.all().count() == 0
    with pytest.raises(UserError):
        await cancel_import(learner, job_id)
