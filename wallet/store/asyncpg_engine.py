"""PostgreSQL through asyncpg, with a pool that loses no connection.

Tortoise takes a connection from the pool and then begins; where the beginning fails or its task
is cancelled, the connection never goes back, and after a few such the pool is empty.
"""

from tortoise.backends.asyncpg.client import AsyncpgDBClient, TransactionWrapper
from tortoise.backends.base.client import (
    TransactionalDBClient,
    TransactionContext,
    TransactionContextPooled,
)


class PooledClient(AsyncpgDBClient):
    """The pool."""

    def _in_transaction(self) -> TransactionContext:
        return ReturningTransactionContext(TransactionWrapper(self), self._pool_init_lock)


class ReturningTransactionContext(TransactionContextPooled):
    """Gives the connection back when a transaction cannot begin, or its task is cancelled then."""

    async def __aenter__(self) -> TransactionalDBClient:
        try:
            return await super().__aenter__()
        except BaseException as error:
            if hasattr(self, "token"):
                self.client._finalized = True  # noqa: SLF001  # nothing began: only give back
                await super().__aexit__(type(error), error, error.__traceback__)
            raise


client_class = PooledClient
