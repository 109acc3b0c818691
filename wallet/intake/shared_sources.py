"""Addresses in, answers out; what speaks to everybody is asked for once for all who want it.

Ten thousand credentials of one status list make one request, and the issuer cannot tell whose
credential is looked at. What names a learner is never shared: its every asker asks anew.
"""

import asyncio
from collections.abc import Callable
from contextvars import copy_context
from dataclasses import replace
from datetime import datetime, timedelta
from http import HTTPStatus
from typing import Protocol, Self

from cachetools import LRUCache

from wallet.network import Wanted
from wallet.verification.finding import SourceKind
from wallet.verification.public_documents import PublicDocument, public_document
from wallet.verification.sources import STALE, Answer, Sources, no_answer

MOST_BYTES = 64 * 1024 * 1024
ASK_AGAIN_AFTER = timedelta(minutes=1)
"""An issuer that does not answer is left alone for so long, where we hold a copy."""
_MOST_SILENT = 10_000
_ROW = 1_000
_NO_ANSWER_YET = frozenset(
    {
        HTTPStatus.UNAUTHORIZED,
        HTTPStatus.FORBIDDEN,
        HTTPStatus.REQUEST_TIMEOUT,
        HTTPStatus.TOO_EARLY,
        HTTPStatus.TOO_MANY_REQUESTS,
    }
)


class KeptAnswers(Protocol):
    """Where public answers outlive a process, and where several processes meet."""

    async def latest(self, url: str) -> Answer | None:
        """Return the last document that came from `url` and was kept."""
        ...

    async def keep(self, answer: Answer) -> Answer:
        """Keep an answer unless a newer one is kept; return the one that is."""
        ...


class SharedSources:
    """Asks another source, once for all, for documents that speak to everybody.

    A fresh copy answers at once, live as of the moment when it was fetched. Where the address
    does not answer, or brings back an older status list, the last good copy stands in, as a
    snapshot, for its life; after that a list is STALE.
    """

    def __init__(self, sources: Sources, kept: KeptAnswers, clock: Callable[[], datetime]) -> None:
        """Ask `sources`, remember in `kept`; `clock` tells the time, in UTC."""
        self._sources = sources
        self._kept = kept
        self._clock = clock
        self._held: LRUCache[str, PublicDocument] = LRUCache(
            MOST_BYTES, getsizeof=lambda held: len(held.answer.body or b"") + _ROW
        )
        self._silent: LRUCache[str, datetime] = LRUCache(_MOST_SILENT)
        self._flights: dict[tuple[str, bool], asyncio.Task[tuple[Answer, bool]]] = {}
        # A flight serves many: it must not live in the transaction of the one who asked first.
        self._context = copy_context()

    async def __aenter__(self) -> Self:
        """Start; nothing is held yet."""
        return self

    async def __aexit__(self, *_: object) -> None:
        """Give up what is still being asked for."""
        flights = tuple(self._flights.values())
        for flight in flights:
            flight.cancel()
        await asyncio.gather(*flights, return_exceptions=True)

    async def fetch(
        self, url: str, *, plain_http: bool = False, wanted: Wanted = Wanted.DOCUMENT
    ) -> Answer:
        """Answer `url`: from a fresh copy, else from what one request for all brings.

        What speaks to everybody is a document; pages and pictures are asked for as they are.
        """
        if wanted is not Wanted.DOCUMENT:
            return await self._sources.fetch(url, plain_http=plain_http, wanted=wanted)
        held = self._held.get(url)
        if held is not None and self._answers(held, plain_http=plain_http):
            return held.answer
        place = (url, plain_http)
        flight = self._flights.get(place)
        is_first = flight is None
        if flight is None:
            flight = asyncio.create_task(
                self._obtain(url, plain_http=plain_http), context=self._context.copy()
            )
            self._flights[place] = flight
            flight.add_done_callback(lambda done: self._landed(place, done))
        answer, is_for_all = await asyncio.shield(flight)
        if is_first or is_for_all:
            return answer
        return await self._sources.fetch(url, plain_http=plain_http)

    def _landed(self, place: tuple[str, bool], flight: asyncio.Task[tuple[Answer, bool]]) -> None:
        self._flights.pop(place, None)
        if not flight.cancelled():
            flight.exception()  # each asker has it; where all have left, nobody is to be told

    def _answers(self, held: PublicDocument, *, plain_http: bool) -> bool:
        may_be_used = plain_http or not held.answer.over_http
        return may_be_used and self._clock() < held.fresh_until

    async def _obtain(self, url: str, *, plain_http: bool) -> tuple[Answer, bool]:
        """Return an answer, and whether it is for everybody who asked meanwhile."""
        held = await self._newest(url)
        if held is not None and self._answers(held, plain_http=plain_http):
            self._held[url] = held
            return held.answer, True
        silent_until = self._silent.get(url)
        if held is not None and silent_until is not None and self._clock() < silent_until:
            return self._stand_in(held), True
        live = await self._sources.fetch(url, plain_http=plain_http)
        document = public_document(live)
        if document is None:
            if held is not None and not _has_answered(live):
                return self._fall_back(held, live), True
            return live, live.http_status is None
        if held is not None and document.is_older_than(held):
            return self._fall_back(held, live), True
        kept = await self._kept.keep(live)
        if kept is not live and (newer := public_document(kept)) is not None:
            return self._fall_back(newer, live), True  # another process was quicker
        self._silent.pop(url, None)
        self._held[url] = document
        return live, True

    async def _newest(self, url: str) -> PublicDocument | None:
        """Return the newest copy, of this process or of another one."""
        kept = await self._kept.latest(url)
        recalled = None if kept is None else public_document(replace(kept, origin=SourceKind.LIVE))
        held = self._held.get(url)
        if held is None or recalled is None:
            return held or recalled
        return max(held, recalled, key=lambda each: each.answer.fetched_at)

    def _fall_back(self, held: PublicDocument, live: Answer) -> Answer:
        url = held.answer.url
        self._silent[url] = self._clock() + ASK_AGAIN_AFTER
        self._held[url] = held
        if self._clock() < held.fresh_until:
            return held.answer
        if not held.is_status_list and self._clock() >= held.usable_until:
            return live
        return self._stand_in(held)

    def _stand_in(self, held: PublicDocument) -> Answer:
        if self._clock() < held.usable_until:
            return replace(held.answer, origin=SourceKind.SNAPSHOT)
        stale = no_answer(held.answer.url, STALE, held.answer.fetched_at)
        return replace(stale, origin=SourceKind.SNAPSHOT)


def _has_answered(live: Answer) -> bool:
    """Whether the address itself spoke: that a document is gone is an answer, too."""
    status = live.http_status
    if status is None or status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return False
    return status not in _NO_ANSWER_YET
