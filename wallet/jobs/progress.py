"""That something changed in, those who wait for it woken: in this process, and in others.

A message names a topic and carries nothing: whoever hears it reads the state anew, so one that
is lost or comes twice does no harm. It is sent when the transaction commits, and never if not.
On PostgreSQL it reaches every process that holds `relay()`.
"""

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from functools import partial

from wallet.store.asyncpg_engine import PooledClient, PostgresError
from wallet.store.connection import connection, is_postgres
from wallet.store.sqlite import ImmediateTransaction

_CHANNEL = "wallet"
_PAUSE_SECONDS = 1.0


class Subscription:
    """What one listener waits on. Any number of messages before it looks are one."""

    def __init__(self) -> None:
        """Start with nothing heard, in the running loop."""
        self._heard = asyncio.Event()
        self._loop = asyncio.get_running_loop()

    def wake(self) -> None:
        """Let the listener look; call it from any thread."""
        self._loop.call_soon_threadsafe(self._heard.set)

    async def heard(self, *, within: float | None = None) -> bool:
        """Wait for a message, for at most `within` seconds; return whether one came."""
        try:
            async with asyncio.timeout(within):
                await self._heard.wait()
        except TimeoutError:
            return False
        self._heard.clear()
        return True


class _Hub:
    """The subscriptions of this process, by topic."""

    def __init__(self) -> None:
        self.subscriptions: dict[str, set[Subscription]] = defaultdict(set)
        self.relays = 0
        self.relaying: asyncio.Task[None] | None = None

    def tell(self, topic: str) -> None:
        for subscription in tuple(self.subscriptions.get(topic, ())):
            subscription.wake()

    def tell_all(self) -> None:
        for topic in tuple(self.subscriptions):
            self.tell(topic)


_hub = _Hub()


async def publish(topic: str) -> None:
    """Tell all who listen to `topic` that it changed, once this transaction is committed."""
    client = connection()
    if is_postgres():
        await client.execute_query("SELECT pg_notify($1, $2)", [_CHANNEL, topic])
    elif isinstance(client, ImmediateTransaction):
        client.after_commit.append(partial(_hub.tell, topic))
    else:
        _hub.tell(topic)


@contextmanager
def listen(topic: str) -> Iterator[Subscription]:
    """Listen to `topic`: read the state after this, then each time that `heard()` returns."""
    subscription = Subscription()
    _hub.subscriptions[topic].add(subscription)
    try:
        yield subscription
    finally:
        _hub.subscriptions[topic].discard(subscription)
        if not _hub.subscriptions[topic]:
            del _hub.subscriptions[topic]


@asynccontextmanager
async def relay() -> AsyncIterator[None]:
    """Hear other processes meanwhile; enter it when the process starts, as often as you like.

    Enter it outside of a transaction. On SQLite, which carries no news, it does nothing.
    """
    client = connection()
    if not isinstance(client, PooledClient):
        yield
        return
    _hub.relays += 1
    try:
        if _hub.relays == 1:
            listening = asyncio.Event()
            _hub.relaying = asyncio.create_task(_relay(client, listening))
            await listening.wait()
        yield
    finally:
        _hub.relays -= 1
        if _hub.relays == 0 and _hub.relaying is not None:
            _hub.relaying.cancel()
            await asyncio.wait([_hub.relaying])


async def _relay(client: PooledClient, listening: asyncio.Event) -> None:
    while True:
        lost = asyncio.Event()
        try:
            own = await client.connect_apart()
        except (OSError, PostgresError):
            listening.set()  # listeners look by themselves from time to time until then
            await asyncio.sleep(_PAUSE_SECONDS)
            continue
        try:
            own.add_termination_listener(lambda _, lost=lost: lost.set())
            await own.add_listener(_CHANNEL, lambda *message: _hub.tell(str(message[3])))
            listening.set()
            _hub.tell_all()  # what was said while nobody listened
            await lost.wait()
        except (OSError, PostgresError):
            await asyncio.sleep(_PAUSE_SECONDS)
        finally:
            own.terminate()
