"""A database URL in, an open store out: SQLite in a file, or PostgreSQL."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

from tortoise import connections
from tortoise.backends.base.client import BaseDBAsyncClient, TransactionContext
from tortoise.backends.base.config_generator import expand_db_url
from tortoise.context import TortoiseContext, require_context, set_global_context
from tortoise.exceptions import ConfigurationError
from tortoise.transactions import in_transaction

from wallet.store.models import MODEL_MODULES

APP = "store"
_SQLITE = "sqlite"
_POSTGRES = "postgres"
_SQLITE_PRAGMAS = {
    "busy_timeout": 10_000,
    "journal_mode": "WAL",
    "synchronous": "NORMAL",
    "foreign_keys": "ON",
}


@asynccontextmanager
async def open_store(database_url: str, *, pool_size: int = 10) -> AsyncIterator[None]:
    """Hold the store open, for every task of this process.

    `database_url` is `sqlite:///absolute/path` or `postgres://user:password@host/database`,
    with asyncpg's settings as its query. The schema is not touched: see `wallet.store.migrating`.

    Raises:
        OSError: the server does not answer.
    """
    async with TortoiseContext() as context:
        await context.init(store_config(database_url, pool_size=pool_size))
        await connection().create_connection(with_db=True)
        # Tasks that were not started from here, as those of requests, find the store by this;
        # a second store in one process is seen only by its own tasks.
        with suppress(ConfigurationError):
            set_global_context(context)
        yield


def store_config(
    database_url: str, *, pool_size: int = 10, foreign_keys: bool = True
) -> dict[str, Any]:
    """Return Tortoise's configuration of the store at `database_url`.

    Raises:
        ValueError: neither SQLite nor PostgreSQL.
    """
    connection = expand_db_url(database_url)
    # Tortoise remembers the SQL of a model by the connection's name, so each dialect has its own
    match urlsplit(database_url).scheme:
        case "sqlite":
            name = _SQLITE
            connection["engine"] = "wallet.store.sqlite"
            connection["credentials"] = {
                "file_path": connection["credentials"]["file_path"],
                **_SQLITE_PRAGMAS,
                "foreign_keys": "ON" if foreign_keys else "OFF",
            }
        case "postgres" | "postgresql" | "asyncpg":
            name = _POSTGRES
            connection["engine"] = "wallet.store.asyncpg_engine"
            connection["credentials"].setdefault("maxsize", pool_size)
        case other:
            raise ValueError(f"no store for {other!r}: use sqlite:/// or postgres://")
    return {
        "connections": {name: connection},
        "apps": {
            APP: {
                "models": list(MODEL_MODULES),
                "migrations": "wallet.store.migrations",
                "default_connection": name,
            }
        },
        "use_tz": True,
        "timezone": "UTC",
    }


def connection() -> BaseDBAsyncClient:
    """Return the open store's connection, or the transaction that this task is in."""
    name = require_context().default_connection
    client: BaseDBAsyncClient = connections.get(name)
    return client


def transaction() -> TransactionContext:
    """Begin a transaction: `async with` it, and it commits at its end or leaves nothing.

    Within another it is a savepoint. Keep it short and free of network and cryptography, and
    start no task in it: the task would go on believing that it is inside.
    """
    return in_transaction()


def is_postgres() -> bool:
    """Return whether the open store is PostgreSQL."""
    return connection().capabilities.dialect == "postgres"


async def database_now() -> datetime:
    """Return the moment on the database's clock, in UTC: the one clock that all workers share."""
    if is_postgres():
        rows = await connection().execute_query_dict("SELECT clock_timestamp() AS moment")
        moment: datetime = rows[0]["moment"]
        return moment.astimezone(UTC)
    rows = await connection().execute_query_dict(
        "SELECT strftime('%Y-%m-%d %H:%M:%f', 'now') AS moment"
    )
    return datetime.fromisoformat(rows[0]["moment"]).replace(tzinfo=UTC)
