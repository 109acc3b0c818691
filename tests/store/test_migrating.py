"""The schema: brought up to date once, by however many processes, and equal to the models."""

import asyncio
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from tortoise.models import Model

from wallet.store import models
from wallet.store.connection import connection, open_store
from wallet.store.migrating import BrokenReferenceError, drift, migrate
from wallet.store.models import MODEL_MODULES, accounts, applications
from wallet.store.models.jobs import Job

_MIGRATE = """
import asyncio, sys
from wallet.store.migrating import migrate
asyncio.run(migrate(sys.argv[1]))
"""
_DIE_MIDWAY = """
import os
from tortoise.migrations.recorder import MigrationRecorder
async def die(*_):
    os.kill(os.getpid(), 9)
MigrationRecorder.record_applied = die
"""


async def test_the_migrations_make_what_the_models_say():
    assert [writer.as_string() for writer in await drift()] == []


async def test_a_migrated_store_stays_as_it_is(empty_database):
    async with open_store(empty_database.url):
        await Job.create(kind="import")
    await migrate(empty_database.url)
    async with open_store(empty_database.url):
        assert await Job.all().count() == 1


async def test_several_processes_may_start_at_once(tmp_path):
    url = f"sqlite://{tmp_path / 'new.sqlite3'}"
    starting = [
        await asyncio.create_subprocess_exec(sys.executable, "-c", _MIGRATE, url) for _ in range(3)
    ]
    assert [await process.wait() for process in starting] == [0, 0, 0]
    async with open_store(url):
        assert await Job.all().count() == 0


def test_a_migration_killed_midway_leaves_nothing_half_done(tmp_path):
    path = tmp_path / "new.sqlite3"
    url = f"sqlite://{path}"
    dying = subprocess.run([sys.executable, "-c", _DIE_MIDWAY + _MIGRATE, url], check=False)
    assert dying.returncode == -9
    assert sqlite3.connect(path).execute("SELECT name FROM sqlite_master").fetchall() == []
    subprocess.run([sys.executable, "-c", _MIGRATE, url], check=True)
    tables = sqlite3.connect(path).execute("SELECT name FROM sqlite_master").fetchall()
    assert ("credential",) in tables


async def test_rows_that_would_refer_to_nothing_stop_a_migration(tmp_path, sqlite_template):
    path = tmp_path / "broken.sqlite3"
    path.write_bytes(sqlite_template.read_bytes())
    with sqlite3.connect(path) as broken:
        broken.execute(
            "INSERT INTO credential_tag (learner_id, id, tag, credential_id) VALUES (1, 2, 3, 4)"
        )
    with pytest.raises(BrokenReferenceError):
        await migrate(f"sqlite://{path}")


async def test_every_index_leads_with_whose_row_it_is(sqlite_database):
    """References are indexed by themselves too, or a deletion would read the whole table."""
    indexes = await connection().execute_query_dict(
        "SELECT t.name AS tbl, i.origin AS origin, "
        "(SELECT name FROM pragma_index_info(i.name) WHERE seqno = 0) AS leader "
        "FROM sqlite_master t JOIN pragma_index_list(t.name) i WHERE t.type = 'table'"
    )
    references = {
        (row["tbl"], row["leader"])
        for row in await connection().execute_query_dict(
            'SELECT t.name AS tbl, f."from" AS leader FROM sqlite_master t '
            "JOIN pragma_foreign_key_list(t.name) f WHERE t.type = 'table'"
        )
    }
    of_accounts = {
        model._meta.db_table
        for module in (accounts, applications)
        for model in vars(module).values()
        if isinstance(model, type) and issubclass(model, Model)
    }
    leaders = {
        (row["tbl"], row["leader"])
        for row in indexes
        if row["origin"] != "pk" and row["tbl"] not in of_accounts | {"tortoise_migrations"}
    }
    across_learners = {
        ("connection", "due_at"),
        ("connection", "pending_until"),
        ("connection", "state_sha256"),
        ("credential", "recheck_due_at"),  # the calendar asks what is due of everybody
        ("excerpt", "list_number"),  # a status list is of the excerpts of everybody
        ("job", "due_at"),
        ("platform_registration", "key"),
        ("share", "token_sha256"),
        ("status_place", "list_number"),
    }
    others = {pair for pair in leaders if pair[1] not in {"learner_id", "owner"}}
    assert others - references == across_learners
    assert {pair for pair in references if pair[0] not in of_accounts} <= leaders


def test_every_module_of_models_is_listed():
    written = {
        f"wallet.store.models.{path.stem}"
        for path in Path(models.__path__[0]).glob("*.py")
        if path.stem not in {"__init__", "private_row"}
    }
    assert written == set(MODEL_MODULES)
