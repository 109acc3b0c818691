"""SQLite for several tasks and processes: transactions that lock first, reads that do not wait.

Tortoise begins transactions deferred, so two writers that read first both end in "database is
locked"; here they begin IMMEDIATE and the second waits (`busy_timeout`). It has one connection
for all, so a plain read would wait for an open write transaction; here reads outside of a
transaction go to connections of their own, which in WAL mode see what was last committed.

The way into a connection's thread and back takes longer than most reads, so a read is tried
where it is asked for. One that is not done in a moment, or has to wait, is given up there and
goes to the thread, so that it holds up nobody else.
"""

import asyncio
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from math import inf
from time import perf_counter
from typing import Any

import aiosqlite
from tortoise.backends.base.client import (
    ConnectionWrapper,
    NestedTransactionContext,
    TransactionalDBClient,
    TransactionContext,
)
from tortoise.backends.sqlite.client import (
    SqliteClient,
    SqliteTransactionContext,
    SqliteTransactionWrapper,
    translate_exceptions,
)
from tortoise.connection import get_connections
from tortoise.exceptions import OperationalError

_A_MOMENT = 0.003
"""Seconds that a read may hold up everything else."""
_STEPS_BETWEEN_LOOKS = 2_000
"""Steps of SQLite's machine, of which a page takes a few thousand."""
_PRIMARY = 0xFF
"""The part of an error's code that says of what kind it is."""
_GIVEN_UP = frozenset({sqlite3.SQLITE_INTERRUPT, sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED})


class PromptReader:
    """Reads at once what can be read in a moment, in the thread that asks."""

    def __init__(self, file_path: str) -> None:
        """Open the file to read from it."""
        self._held = sqlite3.connect(file_path, isolation_level=None, check_same_thread=False)
        self._held.row_factory = sqlite3.Row
        self._held.execute("PRAGMA busy_timeout=0")
        self._held.execute("PRAGMA query_only=ON")
        self._held.set_progress_handler(self._is_late, _STEPS_BETWEEN_LOOKS)
        self._until = inf

    def read(self, query: str, values: Sequence[Any]) -> list[Any] | None:
        """Return the rows; None where that takes longer, or somebody has to be waited for."""
        self._until = perf_counter() + _A_MOMENT
        try:
            return self._held.execute(query, values).fetchall()
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & _PRIMARY in _GIVEN_UP:
                return None
            raise

    def close(self) -> None:
        """Close the file."""
        self._held.close()

    def _is_late(self) -> bool:
        return perf_counter() > self._until


class ImmediateSqliteClient(SqliteClient):
    """One connection that writes, two that read."""

    def __init__(self, file_path: str, **pragmas: Any) -> None:
        """Open the file at `file_path` when first asked; `pragmas` are set on each connection."""
        super().__init__(file_path, **pragmas)
        self._reader: aiosqlite.Connection | None = None
        self._reader_lock = asyncio.Lock()
        self._prompt: PromptReader | None = None

    async def create_connection(self, with_db: bool) -> None:
        """Open all connections."""
        await super().create_connection(with_db)
        if self._reader is None:
            self._reader = await aiosqlite.connect(self.filename, isolation_level=None)
            self._reader.row_factory = sqlite3.Row
            await self._reader.execute(f"PRAGMA busy_timeout={self.pragmas['busy_timeout']}")
            await self._reader.execute("PRAGMA query_only=ON")
            self._prompt = PromptReader(self.filename)

    async def close(self) -> None:
        """Close all connections."""
        if self._prompt:
            self._prompt.close()
            self._prompt = None
        if self._reader:
            await self._reader.close()
            self._reader = None
        await super().close()

    async def execute_query(
        self, query: str, values: list[Any] | None = None
    ) -> tuple[int, Sequence[dict[str, Any]]]:
        """Run a statement; a SELECT on the reading connection."""
        if _only_reads(query):
            rows = await self._read(query, values)
            return len(rows), rows
        answer: tuple[int, Sequence[dict[str, Any]]] = await super().execute_query(query, values)
        return answer

    async def execute_query_dict(
        self, query: str, values: list[Any] | None = None
    ) -> list[dict[str, Any]]:
        """Run a statement and return its rows; a SELECT on the reading connection."""
        if _only_reads(query):
            return [dict(row) for row in await self._read(query, values)]
        rows: list[dict[str, Any]] = await super().execute_query_dict(query, values)
        return rows

    @translate_exceptions
    async def _read(self, query: str, values: list[Any] | None = None) -> list[Any]:
        if self._prompt is not None:
            found = self._prompt.read(_without_nul(query), values or ())
            if found is not None:
                return found
        async with self._reader_lock:
            if self._reader is None:
                async with self.acquire_connection():
                    pass  # which opens all
            if self._reader is None:
                raise OperationalError("the store is closed")
            return list(await self._reader.execute_fetchall(_without_nul(query), values))

    def _in_transaction(self) -> TransactionContext:
        return ImmediateTransactionContext(ImmediateTransaction(self), self._lock)


class ImmediateTransaction(SqliteTransactionWrapper):
    """A transaction that takes the write lock when it begins.

    What is in `after_commit` is called once it is committed, and never if it is not.
    """

    def __init__(self, connection: SqliteClient) -> None:
        """Begin on that connection when entered."""
        super().__init__(connection)
        self.after_commit: list[Callable[[], None]] = []

    async def begin(self) -> None:
        """Begin, waiting for another writer up to the busy timeout.

        Raises:
            OperationalError: another process held the write lock for longer.
        """
        try:
            await self._connection.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError as error:
            raise OperationalError(error) from error

    async def commit(self) -> None:
        """Commit, and tell those who waited for it."""
        await super().commit()
        for call in self.after_commit:
            call()

    def _in_transaction(self) -> TransactionContext:
        return NestedTransactionContext(ImmediateTransaction(self))

    @translate_exceptions
    async def execute_script(self, query: str) -> None:
        """Run several statements within the transaction: `executescript` would commit it."""
        async with self.acquire_connection() as connection:
            for statement in _statements(query):
                await connection.execute(statement)

    def acquire_connection(self) -> ConnectionWrapper[Any]:
        """Return the connection that the transaction runs on."""
        return ConnectionWrapper(self._lock, self)


class ImmediateTransactionContext(SqliteTransactionContext):
    """Gives the lock back when a transaction cannot begin, or its task is cancelled then."""

    async def __aenter__(self) -> TransactionalDBClient:
        await self._trxlock.acquire()
        try:
            await self.ensure_connection()
            try:
                await self.connection.begin()
            except BaseException:
                # a cancelled BEGIN still runs in the connection's thread, before this
                await self.connection._connection.rollback()  # noqa: SLF001  # its own driver
                raise
        except BaseException:
            self._trxlock.release()
            raise
        self.token = get_connections().set(self.connection_name, self.connection)
        transaction: TransactionalDBClient = self.connection
        return transaction


def _only_reads(query: str) -> bool:
    return query.startswith("SELECT")


def _without_nul(query: str) -> str:
    return query.replace("\x00", "'||CHAR(0)||'")


def _statements(script: str) -> Iterator[str]:
    statement = ""
    for piece in script.split(";"):
        statement += piece + ";"
        if sqlite3.complete_statement(statement):  # not within a text or a trigger
            if statement.strip("; \n"):
                yield statement
            statement = ""
    if statement.strip("; \n"):
        yield statement


client_class = ImmediateSqliteClient
