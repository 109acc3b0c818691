"""Many inputs in, what came of each out, in order: the work is shared out among processes."""

from asyncio import Runner, gather, get_running_loop
from collections.abc import Awaitable, Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import AbstractAsyncContextManager
from multiprocessing import get_context
from os import sched_getaffinity
from typing import Any, Generic, Self, TypeVar

from wallet.intake.examining import Intake

Item = TypeVar("Item")
Result = TypeVar("Result")

Opening = Callable[[], AbstractAsyncContextManager[Intake]]
"""How a process opens its intake, once; a function at the top of a module, or a part of one."""

_BATCH = 50


class Bulk(Generic[Item, Result]):
    """Processes that each have an intake open and do the same work on what they are given.

    They start when there is something to do, which takes each about a second, and know what
    `opening` and `work` bring along. What `work` returns crosses over from another process, so
    let it be small.
    """

    def __init__(
        self,
        opening: Opening,
        work: Callable[[Intake, Item], Awaitable[Result]],
        *,
        processes: int | None = None,
    ) -> None:
        count = processes or cores()
        self._pool = ProcessPoolExecutor(
            count, get_context("spawn"), initializer=_open, initargs=(opening, work)
        )

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        self._pool.shutdown(cancel_futures=True)

    async def each(self, items: Sequence[Item]) -> list[Result]:
        """Return what came of each item.

        Raises:
            BrokenProcessPool: a process ended amid its work.
        """
        loop = get_running_loop()
        batches = [items[start : start + _BATCH] for start in range(0, len(items), _BATCH)]
        done = await gather(*(loop.run_in_executor(self._pool, _do, batch) for batch in batches))
        return [result for batch in done for result in batch]


def cores() -> int:
    """Return how many cores this process may use."""
    return len(sched_getaffinity(0))


class _Process:
    """What a process keeps between batches: one event loop, and in it one open intake."""

    def __init__(self, opening: Opening, work: Callable[[Intake, Any], Awaitable[Any]]) -> None:
        self._runner = Runner()
        self._opened = opening()
        self._intake = self._runner.run(self._enter())
        self._work = work

    def do(self, items: Sequence[Any]) -> list[Any]:
        return self._runner.run(self._do(items))

    async def _enter(self) -> Intake:
        return await self._opened.__aenter__()

    async def _do(self, items: Sequence[Any]) -> list[Any]:
        return [await self._work(self._intake, item) for item in items]


_process: list[_Process] = []


def _open(opening: Opening, work: Callable[[Intake, Any], Awaitable[Any]]) -> None:
    _process.append(_Process(opening, work))


def _do(items: Sequence[Any]) -> list[Any]:
    return _process[0].do(items)
