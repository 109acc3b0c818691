"""Transactions, the clock and the connections of an open store."""

import asyncio
import sys
from asyncio.subprocess import PIPE
from contextvars import Context
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from tortoise.exceptions import IntegrityError, OperationalError

from wallet.store.connection import (
    connection,
    database_now,
    open_store,
    store_config,
    transaction,
)
from wallet.store.models.blobs import Blob
from wallet.store.models.jobs import ImportItem, Job


async def test_a_failed_transaction_leaves_nothing(database):
    async def failing() -> None:
        async with transaction():
            await Job.create(kind="import")
            raise RuntimeError("midway")

    with pytest.raises(RuntimeError):
        await failing()
    assert await Job.all().count() == 0


async def test_a_savepoint_undoes_its_own_part_only(database):
    async def failing() -> None:
        async with transaction():
            await Job.create(kind="undone")
            raise RuntimeError("midway")

    async with transaction():
        await Job.create(kind="kept")
        with pytest.raises(RuntimeError):
            await failing()
    assert await Job.all().values_list("kind", flat=True) == ["kept"]


async def test_reads_see_what_their_own_transaction_wrote(database):
    async with transaction():
        await Job.create(kind="import")
        assert await Job.all().count() == 1


async def test_a_plain_read_does_not_wait_for_an_open_transaction(database):
    await Job.create(kind="before")
    written, leave = asyncio.Event(), asyncio.Event()

    async def write_slowly() -> None:
        async with transaction():
            await Job.create(kind="during")
            written.set()
            await leave.wait()

    writer = asyncio.create_task(write_slowly())
    await written.wait()
    async with asyncio.timeout(2):
        assert await Job.all().count() == 1
    leave.set()
    await writer
    assert await Job.all().count() == 2


async def test_a_transaction_cancelled_while_it_begins_blocks_nobody(database):
    for delay in (0, 0.0002, 0.001, 0.003):
        task = asyncio.create_task(_write_one())
        await asyncio.sleep(delay)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
    async with asyncio.timeout(5):
        await asyncio.gather(*(_write_one() for _ in range(12)))  # more than the pool holds
        assert await Job.all().count() >= 12


async def _write_one() -> None:
    async with transaction():
        await Job.create(kind="import")


async def test_a_locked_sqlite_file_is_an_error_and_not_a_deadlock(sqlite_database):
    await Job.create(kind="first")
    await connection().execute_query("PRAGMA busy_timeout=50")
    script = (
        "import sqlite3, sys; c = sqlite3.connect(sys.argv[1], isolation_level=None);"
        "c.execute('BEGIN IMMEDIATE'); print('locked', flush=True); sys.stdin.read()"
    )
    path = sqlite_database.url.removeprefix("sqlite://")
    other = await asyncio.create_subprocess_exec(
        sys.executable, "-c", script, path, stdin=PIPE, stdout=PIPE
    )
    assert await other.stdout.readline() == b"locked\n"
    with pytest.raises(OperationalError, match="locked"):
        await _write_one()
    await other.communicate(b"")
    async with asyncio.timeout(2):
        await _write_one()
    assert await Job.all().count() == 2


async def test_many_writers_of_two_processes_lose_nothing(database):
    job = await Job.create(kind="counter")
    script = (
        "import asyncio, sys\n"
        "from tests.store.test_connection import count_up\n"
        "asyncio.run(count_up(sys.argv[1], sys.argv[2], 20))\n"
    )
    others = [
        await asyncio.create_subprocess_exec(
            sys.executable, "-c", script, database.url, str(job.id)
        )
        for _ in range(2)
    ]
    assert [await other.wait() for other in others] == [0, 0]
    await job.refresh_from_db()
    assert job.attempt == 40


async def count_up(url: str, job_id: str, times: int) -> None:
    async with open_store(url):
        for _ in range(times):
            async with transaction():
                job = await Job.select_for_update().get(id=job_id)
                job.attempt += 1
                await job.save()


async def test_the_database_tells_the_time_in_utc(database):
    moment = await database_now()
    assert moment.tzinfo == UTC
    assert abs(moment - datetime.now(UTC)) < timedelta(seconds=5)


async def test_a_reference_to_nothing_is_refused(database):
    with pytest.raises((IntegrityError, OperationalError)):
        await ImportItem.create(
            learner_id=uuid4(), job_id=uuid4(), position=0, label="", source_kind="URL"
        )


async def test_tasks_that_the_store_did_not_start_find_it(database):
    """Requests run in tasks that know nothing of the one that opened the store."""
    task = asyncio.get_running_loop().create_task(_write_one(), context=Context())
    await task
    assert await Job.all().count() == 1


def test_other_databases_are_refused_by_name():
    with pytest.raises(ValueError, match="mysql"):
        store_config("mysql://localhost/wallet")


async def test_bytes_come_back_as_they_were(database):
    content = bytes(range(256)) * 10
    blob = await Blob.create(
        owner=uuid4(), sha256="0" * 64, media_type="image/png", size=len(content), data=content
    )
    assert (await Blob.get(id=blob.id)).data == content
