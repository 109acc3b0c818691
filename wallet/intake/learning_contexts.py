"""Linked data in, its analysis out; pinned contexts that are not at hand are fetched, each once.

A context is trusted by its digest, so it may come from anywhere: what is fetched is used only if
its digest is a pinned one, and an unpinned context is never asked for.
"""

from asyncio import Lock
from collections.abc import Awaitable, Callable, Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any, Self

from wallet.documents.document import JSONObject
from wallet.proofs.analysis import Analysis, LinkedDataAnalyst, LinkedDataTask
from wallet.proofs.compiled_analysis import CompiledFirst
from wallet.proofs.contexts import Contexts
from wallet.proofs.pinned_contexts import PINNED
from wallet.proofs.remembering import RememberingAnalyst
from wallet.proofs.workers import LinkedDataPool
from wallet.verification.sources import Answer, Sources

ASK_AGAIN_AFTER = timedelta(minutes=10)

Gather = Callable[[Mapping[str, bytes]], Contexts]
"""Kept texts by URL in, all the contexts at hand out."""


async def forget(answer: Answer) -> None:
    """Keep nothing beyond this process."""
    del answer


class LearningPool:
    """A pool of workers that learns contexts as documents name them."""

    def __init__(
        self,
        gather: Gather,
        sources: Sources,
        clock: Callable[[], datetime],
        *,
        kept: Mapping[str, bytes] | None = None,
        keep: Callable[[Answer], Awaitable[None]] = forget,
    ) -> None:
        """Begin with what `gather` finds and the texts `kept` from earlier.

        A text that is fetched from `sources` is handed to `keep`, for a later start.
        """
        self._gather = gather
        self._sources = sources
        self._clock = clock
        self._kept = dict(kept or {})
        self._keep = keep
        self._contexts = gather(self._kept)
        self._pool = LinkedDataPool(self._contexts)
        self._analyst = CompiledFirst(self._contexts, RememberingAnalyst(self._pool))
        self._outgrown: list[LinkedDataPool] = []
        self._asked: dict[str, datetime] = {}
        self._learning = Lock()

    async def __aenter__(self) -> Self:
        """Start; workers come with the first document."""
        return self

    async def __aexit__(self, *_: object) -> None:
        """End every worker."""
        for pool in (self._pool, *self._outgrown):
            await pool.close()

    async def analyse(self, task: LinkedDataTask) -> Analysis:
        """Analyse a document under every pinned context that could be had.

        One that lacks none never waits for what another one lacks.
        """
        if self._lacking(task.document):
            async with self._learning:
                await self._learn(self._lacking(task.document))
        return await self._analyst.analyse(task)

    def contexts(self) -> Contexts:
        """Return the contexts at hand now."""
        return self._contexts

    def without_learning(self) -> LinkedDataAnalyst:
        """Return what analyses by the contexts at hand alone, and never asks the network."""
        return _Knowing(self)

    async def analyse_by_what_is_known(self, task: LinkedDataTask) -> Analysis:
        """Analyse a document under the contexts at hand."""
        return await self._analyst.analyse(task)

    def _lacking(self, document: JSONObject) -> list[str]:
        moment = self._clock()
        return [
            url
            for url in dict.fromkeys(_named(document))
            if url in PINNED
            and not self._contexts.knows(url)
            and (url not in self._asked or self._asked[url] + ASK_AGAIN_AFTER <= moment)
        ]

    async def _learn(self, lacking: list[str]) -> None:
        """Fetch the texts; those of a pinned digest make a new pool, the old one finishes."""
        learnt = False
        for url in lacking:
            answer = await self._sources.fetch(url)
            self._asked[url] = self._clock()  # only now: who lacks it too waits for the answer
            if not answer.arrived or answer.body is None:
                continue
            grown = self._gather({**self._kept, url: answer.body})
            if grown.knows(url):
                self._kept[url] = answer.body
                self._contexts, learnt = grown, True
                await self._keep(answer)
        if learnt:
            self._outgrown.append(self._pool)
            self._pool = LinkedDataPool(self._contexts)
            self._analyst = CompiledFirst(self._contexts, RememberingAnalyst(self._pool))


class _Knowing:
    """A `LearningPool` that has learnt enough."""

    def __init__(self, pool: LearningPool) -> None:
        self._pool = pool

    async def analyse(self, task: LinkedDataTask) -> Analysis:
        return await self._pool.analyse_by_what_is_known(task)


def _named(value: Any) -> Iterator[str]:
    """Yield every context that a document names, at whatever depth."""
    waiting = [value]
    while waiting:
        inner = waiting.pop()
        if isinstance(inner, dict):
            named = inner.get("@context")
            yield from (
                url
                for url in (named if isinstance(named, list) else [named])
                if isinstance(url, str)
            )
            waiting += inner.values()
        elif isinstance(inner, list):
            waiting += inner
