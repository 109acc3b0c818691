"""How a worker learns that there may be something to take."""

from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Protocol

from wallet.jobs.progress import listen, relay
from wallet.jobs.queue import TOPIC


class Alarm(Protocol):
    """Rings when something may have come; it may ring for nothing, and miss a ring."""

    async def heard(self, *, within: float | None = None) -> bool:
        """Wait for a ring, for at most `within` seconds; return whether there was one."""
        ...


class Delivery(Protocol):
    """Brings news of work. The ledger is the truth and this a hint: see `Runner`."""

    def listening(self) -> AbstractAsyncContextManager[Alarm]:
        """Listen for news meanwhile."""
        ...


class InProcessDelivery:
    """News by an event of this process, and on PostgreSQL by LISTEN from the others."""

    @asynccontextmanager
    async def listening(self) -> AsyncIterator[Alarm]:
        """Listen for news meanwhile."""
        async with relay():
            with listen(TOPIC) as subscription:
                yield subscription
