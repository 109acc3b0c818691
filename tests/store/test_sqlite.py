"""Reads on SQLite: at once where they are quick, in a thread where they are not."""

import asyncio
import sqlite3

import pytest
from tortoise.exceptions import OperationalError

from wallet.store import sqlite
from wallet.store.connection import connection
from wallet.store.models.jobs import Job

SLOW = (
    "SELECT count(*) AS counted FROM (WITH RECURSIVE n(i) AS "
    "(SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 300000) SELECT i FROM n)"
)


@pytest.fixture
def prompt(monkeypatch):
    """Notes which reads were done at once."""
    done = []
    original = sqlite.PromptReader.read

    def noting(self, query, values):
        rows = original(self, query, values)
        done.append(rows is not None)
        return rows

    monkeypatch.setattr(sqlite.PromptReader, "read", noting)
    return done


async def test_a_quick_read_is_done_at_once(sqlite_database, prompt):
    await Job.create(kind="import")
    assert await Job.all().count() == 1
    assert prompt[-1]


async def test_a_slow_read_is_done_too_and_holds_up_nobody(sqlite_database, prompt):
    beats = []

    async def beating():
        while True:
            beats.append(None)
            await asyncio.sleep(0)

    heart = asyncio.create_task(beating())
    rows = await connection().execute_query_dict(SLOW)
    heart.cancel()
    assert rows == [{"counted": 300_000}]
    assert prompt == [False]
    assert len(beats) > 1
    assert await Job.all().count() == 0
    assert prompt[-1], "the next is quick again"


async def test_what_is_wrong_is_said_at_once(sqlite_database, prompt):
    with pytest.raises(OperationalError, match="no such table"):
        await connection().execute_query("SELECT * FROM nowhere")


def test_a_read_that_would_have_to_wait_is_not_done_at_once(tmp_path):
    path = str(tmp_path / "locked.sqlite3")
    holder = sqlite3.connect(path, isolation_level=None)
    holder.execute("CREATE TABLE job (id INTEGER)")
    holder.execute("BEGIN EXCLUSIVE")
    reader = sqlite.PromptReader(path)
    assert reader.read("SELECT * FROM job", ()) is None
    holder.execute("COMMIT")
    assert reader.read("SELECT * FROM job", ()) == []
    reader.close()
    holder.close()
