"""What anybody brings in, with no account; the reports that everybody gets out. Nothing is kept.

It costs what an import costs, so it is bounded: what one request may bring, how many are worked
on at once, for how long, and how often a client asks.
"""

from asyncio import Semaphore, gather
from asyncio import timeout as deadline
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final, Protocol

from anyio.to_thread import run_sync
from limits import RateLimitItem, RateLimitItemPerHour, RateLimitItemPerMinute

from wallet.accounts.rate_limits import RateLimits
from wallet.documents.document import Document
from wallet.intake.examining import Examined, Refused
from wallet.user_errors import LimitReachedError, MissingError, TooLargeError
from wallet.verification.case import KnownIdentities

MOST_INPUTS: Final = 10
MOST_CREDENTIALS: Final = 20
"""Within one input, a ZIP file for example."""
MOST_BYTES: Final = 5 * 1024 * 1024
LONGEST_ADDRESS: Final = 2_048
WINDOWS: Final[tuple[RateLimitItem, ...]] = (
    RateLimitItemPerMinute(30, 1, "public-verifications"),
    RateLimitItemPerHour(300, 1, "public-verifications"),
)
"""Inputs of one client."""
_AT_ONCE: Final = 2
_MOST_WAITING: Final = 40
_SECONDS: Final = 40.0


class Examiner(Protocol):
    """`wallet.intake.Intake`, as far as it is needed here."""

    async def documents_at(self, url: str) -> tuple[Document, ...] | Refused:
        """Return the documents that an address shows."""
        ...

    def documents_in(self, original: bytes, label: str = "") -> tuple[Document, ...] | Refused:
        """Return what some bytes hold."""
        ...

    async def examine(
        self, document: Document, *, known: KnownIdentities | None
    ) -> Examined | Refused:
        """Read and judge one document."""
        ...


@dataclass(frozen=True, slots=True)
class Brought:
    """One input: an address, or the bytes of a file or text that is called `label`."""

    label: str
    content: bytes | None = None


@dataclass(frozen=True, slots=True)
class Verified:
    """What came of one input; `left_out` credentials in it are more than are looked at.

    `is_unfinished` tells that it took too long; what was done by then is there.
    """

    label: str
    results: tuple[Examined | Refused, ...]
    left_out: int = 0
    is_unfinished: bool = False


@dataclass(slots=True)
class PublicVerifier:
    """Verifies for whoever asks, a few at a time."""

    examiner: Examiner
    limits: RateLimits
    slots: Semaphore = field(default_factory=lambda: Semaphore(_AT_ONCE))
    waiting: int = 0

    async def verify(self, inputs: Sequence[Brought], network: str) -> list[Verified]:
        """Verify each of the inputs, in order, for a client of that network.

        Raises:
            MissingError: there is none.
            TooLargeError: there are too many, or one is too large.
            LimitReachedError: the client asked too often, or too many ask at the moment.
        """
        _check(inputs)
        if self.waiting + len(inputs) > _MOST_WAITING:
            raise LimitReachedError("Many ask at the moment. Try again soon.", retry_after=30)
        for _ in inputs:
            await self.limits.count(WINDOWS, network)
        self.waiting += len(inputs)
        try:
            return list(await gather(*(self._one(each) for each in inputs)))
        finally:
            self.waiting -= len(inputs)

    async def _one(self, brought: Brought) -> Verified:
        results: list[Examined | Refused] = []
        left_out = 0
        async with self.slots:
            try:
                async with deadline(_SECONDS):
                    documents = await self._documents(brought)
                    if isinstance(documents, Refused):
                        return Verified(brought.label, (documents,))
                    left_out = max(0, len(documents) - MOST_CREDENTIALS)
                    for document in documents[:MOST_CREDENTIALS]:
                        result = await self.examiner.examine(document, known=None)
                        results.append(result)
            except TimeoutError:
                return Verified(brought.label, tuple(results), left_out, is_unfinished=True)
        return Verified(brought.label, tuple(results), left_out)

    async def _documents(self, brought: Brought) -> tuple[Document, ...] | Refused:
        if brought.content is None:
            return await self.examiner.documents_at(brought.label)
        return await run_sync(self.examiner.documents_in, brought.content, brought.label)


def _check(inputs: Sequence[Brought]) -> None:
    if not inputs:
        raise MissingError("Bring a link or a file.", ("sources",))
    if len(inputs) > MOST_INPUTS:
        raise TooLargeError(f"Bring {MOST_INPUTS} links and files at most.", ("sources",))
    for position, each in enumerate(inputs):
        size, most = (
            (len(each.label), LONGEST_ADDRESS)
            if each.content is None
            else (len(each.content), MOST_BYTES)
        )
        if size > most:
            raise TooLargeError("This is too large.", ("sources", str(position)))
