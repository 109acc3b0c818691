"""Requests at one time to one host."""

from asyncio import Semaphore
from asyncio import timeout as deadline
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from weakref import WeakValueDictionary

from wallet.network.errors import timed_out


class HostSlots:
    """Slots per host; a host that nobody asks takes no room.

    Args:
        per_host: slots of each host.
        queue_seconds: the longest wait for one.
    """

    def __init__(self, per_host: int, queue_seconds: float) -> None:
        self._per_host = per_host
        self._queue_seconds = queue_seconds
        self._of_host: WeakValueDictionary[str, Semaphore] = WeakValueDictionary()

    @asynccontextmanager
    async def of(self, host: str) -> AsyncIterator[None]:
        """Hold one slot of `host`.

        Raises:
            FetchFailedError: TIMED_OUT, when none became free.
        """
        slots = self._of_host.setdefault(host, Semaphore(self._per_host))
        try:
            async with deadline(self._queue_seconds):
                await slots.acquire()
        except TimeoutError as error:
            raise timed_out(host) from error
        try:
            yield
        finally:
            slots.release()
