"""The schema: brought up to date, and compared with the models."""

from typing import Any

from tortoise.context import TortoiseContext
from tortoise.migrations.autodetector import MigrationAutodetector
from tortoise.migrations.executor import MigrationExecutor
from tortoise.migrations.schema_editor import AsyncpgSchemaEditor, SqliteSchemaEditor
from tortoise.migrations.writer import MigrationWriter

from wallet.store.connection import APP, is_postgres, store_config, transaction

_ADVISORY_LOCK = 0x77616C6C6574  # "wallet"


class BrokenReferenceError(Exception):
    """A migration would leave rows that refer to nothing; nothing was changed."""


async def migrate(database_url: str) -> None:
    """Bring the schema at `database_url` up to date; do nothing where it is.

    All of it is one transaction: killed midway it leaves what was there, and of several
    processes that start at once one migrates and the others wait for it.

    Raises:
        BrokenReferenceError: rows would refer to nothing.
    """
    # off on SQLite, where changing a table means dropping it, which would empty those below
    config = store_config(database_url, pool_size=1, foreign_keys=False)
    async with TortoiseContext() as context:
        await context.init(config)
        postgres = is_postgres()
        async with transaction() as client:
            if postgres:
                await client.execute_query(f"SELECT pg_advisory_xact_lock({_ADVISORY_LOCK})")
            executor = MigrationExecutor(client, config["apps"])
            # first, since the executor asks a table that may not be there, and PostgreSQL would
            # then refuse the rest of the transaction
            editor = AsyncpgSchemaEditor(client) if postgres else SqliteSchemaEditor(client)
            await executor.recorder.ensure_schema(editor)
            await executor.migrate(direction="forward")
            if not postgres and await client.execute_query_dict("PRAGMA foreign_key_check"):
                raise BrokenReferenceError("rows would refer to nothing")


async def drift() -> list[MigrationWriter]:
    """Return the migrations that the models still need; none where they agree."""
    config: dict[str, Any] = store_config("sqlite://unused")
    async with TortoiseContext() as context:
        await context.init(config, init_connections=False)
        if context.apps is None:
            raise RuntimeError("the models were not loaded")
        for model in context.apps[APP].values():
            # Tortoise takes docstrings as comments of tables: another wording is no other schema
            model._meta.table_description = ""  # noqa: SLF001  # Tortoise's own public place
        return await MigrationAutodetector(context.apps, {APP: config["apps"][APP]}).changes()
