"""PostgreSQL through asyncpg, with a pool that loses no connection.

Tortoise takes a connection from the pool and then begins; where the beginning fails or its task
is cancelled, the connection never goes back, and after a few such the pool is empty.
"""

import asyncio
from typing import Any

import asyncpg  # type: ignore[import-untyped]  # it ships no types
from asyncpg import PostgresError
from tortoise.backends.asyncpg.client import AsyncpgDBClient, TransactionWrapper
from tortoise.backends.base.client import (
    TransactionalDBClient,
    TransactionContext,
    TransactionContextPooled,
)
from tortoise.connection import get_connections
from tortoise.exceptions import DBConnectionError


class PlainConnection(asyncpg.Connection):  # type: ignore[misc]  # it ships no types
    """A connection of the pool, which goes back as it is.

    Nothing of ours leaves a setting, a lock or a subscription on one, and asking the server to
    clear them would be one more way there and back for each statement.
    """

    def get_reset_query(self) -> str:
        """Nothing is to be cleared; an open transaction is rolled back all the same."""
        return ""


class PooledClient(AsyncpgDBClient):
    """The pool."""

    async def create_pool(self, **kwargs: Any) -> "asyncpg.Pool[asyncpg.Record]":
        """Open the pool."""
        return await super().create_pool(**{**kwargs, "connection_class": PlainConnection})

    async def connect_apart(self) -> "asyncpg.Connection[asyncpg.Record]":
        """Open a connection of its own beside the pool, for whoever listens long."""
        settings = {name: self.extra[name] for name in ("ssl", "timeout") if name in self.extra}
        return await asyncpg.connect(
            host=self.host,
            port=self.port,
            user=self.user,
            password=self.password,
            database=self.database,
            server_settings=self.server_settings,
            **settings,
        )

    def _in_transaction(self) -> TransactionContext:
        return ReturningTransactionContext(TransactionWrapper(self), self._pool_init_lock)


class ReturningTransactionContext(TransactionContextPooled):
    """Gives the connection back when a transaction cannot begin, or its task is cancelled then."""

    client: TransactionWrapper

    async def __aenter__(self) -> TransactionalDBClient:
        await self.ensure_connection()
        pool = self.client._parent._pool  # noqa: SLF001  # what the parent class does
        if pool is None:
            raise DBConnectionError("the store is closed")
        self.client._connection = await pool.acquire()  # noqa: SLF001  # the same
        beginning = asyncio.ensure_future(self.client.begin())
        try:
            # asyncpg gives up a connection whose BEGIN is cut short, so it is always let finish
            await asyncio.shield(beginning)
        except BaseException:
            await asyncio.wait([beginning])
            if beginning.exception() is None:
                await self.client.rollback()
            await pool.release(self.client._connection)  # noqa: SLF001  # the same
            raise
        self.token = get_connections().set(self.connection_name, self.client)
        return self.client


__all__ = ["PooledClient", "PostgresError", "client_class"]

client_class = PooledClient
