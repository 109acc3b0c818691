"""All that verification learns from outside comes through here, live or from a snapshot."""

from asyncio import get_running_loop
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from http import HTTPStatus
from typing import Protocol

from wallet.documents.document import DocumentError, JSONObject
from wallet.documents.strict_json import parse
from wallet.network import Fetcher, FetchFailedError, FetchRefusedError, RefusalCode, Wanted
from wallet.verification.finding import SourceKind

STALE = "STALE"
"""The failure of an answer for which there is only a copy that is too old to rely on.

The answer's `fetched_at` is then that of the copy.
"""


@dataclass(frozen=True, slots=True)
class Answer:
    """What an address said, or why it said nothing.

    `http_status` is None where no answer came, and `failure` then holds a code of
    `wallet.network`. `over_http` tells that it came without transport security.
    """

    url: str
    final_url: str
    http_status: int | None
    media_type: str
    body: bytes | None
    fetched_at: datetime
    origin: SourceKind = SourceKind.LIVE
    headers: Mapping[str, str] = field(default_factory=dict)
    failure: str | None = None
    over_http: bool = False

    @property
    def arrived(self) -> bool:
        """Whether a document came: 200 with a body."""
        return self.http_status == HTTPStatus.OK and self.body is not None

    @property
    def content(self) -> JSONObject | None:
        """The body as a strictly read JSON object, whatever the HTTP status; None if it is none."""
        if self.body is None:
            return None
        try:
            content = parse(self.body)
        except DocumentError:
            return None
        return content if isinstance(content, dict) else None

    def member(self, name: str) -> object:
        """Return the member `name` of the body's JSON object, None where there is none."""
        content = self.content
        return None if content is None else content.get(name)


class Sources(Protocol):
    """Whoever answers addresses. An answer always comes back: a failure is one, too."""

    async def fetch(
        self, url: str, *, plain_http: bool = False, wanted: Wanted = Wanted.DOCUMENT
    ) -> Answer:
        """Answer `url`; `plain_http` allows it for the hosted documents of old generations."""
        ...


class LiveSources:
    """Looks addresses up now, through the guarded fetcher."""

    def __init__(self, fetcher: Fetcher, clock: Callable[[], datetime]) -> None:
        """Ask through `fetcher`; `clock` tells when an answer came, in UTC."""
        self._fetcher = fetcher
        self._clock = clock

    async def fetch(
        self, url: str, *, plain_http: bool = False, wanted: Wanted = Wanted.DOCUMENT
    ) -> Answer:
        """Answer `url` from the network."""
        try:
            fetched = await self._fetcher.fetch(
                url, accept=wanted.accept, media_types=wanted.media_types, plain_http=plain_http
            )
        except (FetchRefusedError, FetchFailedError) as error:
            return no_answer(url, error.code, self._clock())
        return Answer(
            url=url,
            final_url=fetched.final_url,
            http_status=fetched.http_status,
            media_type=fetched.media_type,
            body=fetched.body,
            fetched_at=self._clock(),
            headers=fetched.headers,
            over_http=fetched.over_http,
        )


MOST_ADDRESSES = 32
"""What one examination may ask: links, keys, status lists and their keys leave ample room."""
MOST_BYTES = 32 * 1024 * 1024
"""Of all answers of one examination, which are held until its report is stored."""
MOST_SECONDS = 120.0
"""That one examination may wait: hosts that say nothing must not hold up everybody's imports."""


class RecordingSources:
    """Asks another source once for each address and remembers what it said.

    One examination sees one state of the world, what it saw can be kept as snapshots, and no
    document makes it ask more than `MOST_ADDRESSES`, take more than `MOST_BYTES`, or wait longer
    than `seconds`.
    """

    def __init__(self, sources: Sources, *, seconds: float = MOST_SECONDS) -> None:
        """Ask `sources`."""
        self._sources = sources
        self._answers: dict[tuple[str, Wanted], Answer] = {}
        self._bytes_left = MOST_BYTES
        self._seconds_left = seconds

    async def fetch(
        self, url: str, *, plain_http: bool = False, wanted: Wanted = Wanted.DOCUMENT
    ) -> Answer:
        """Answer `url` as it was answered first; over http only to those who allow that."""
        answer = self._answers.get((url, wanted))
        if answer is None:
            if self._is_spent:
                return no_answer(url, RefusalCode.BUDGET_SPENT, self.answers[-1].fetched_at)
            answer = await self._ask(url, plain_http=plain_http, wanted=wanted)
            self._answers[url, wanted] = answer
        if answer.over_http and not plain_http:
            return no_answer(url, RefusalCode.SCHEME_REFUSED, answer.fetched_at)
        return answer

    @property
    def _is_spent(self) -> bool:
        asked_enough = len(self._answers) >= MOST_ADDRESSES
        return asked_enough or self._bytes_left <= 0 or self._seconds_left <= 0

    async def _ask(self, url: str, *, plain_http: bool, wanted: Wanted) -> Answer:
        elapsed = get_running_loop().time
        began = elapsed()
        answer = await self._sources.fetch(url, plain_http=plain_http, wanted=wanted)
        self._seconds_left -= elapsed() - began
        size = len(answer.body or b"")
        if size > self._bytes_left:
            answer = no_answer(url, RefusalCode.BUDGET_SPENT, answer.fetched_at)
        self._bytes_left -= size
        return answer

    @property
    def answers(self) -> tuple[Answer, ...]:
        """Every answer so far, in the order asked."""
        return tuple(self._answers.values())


def no_answer(url: str, failure: str, moment: datetime) -> Answer:
    """Return the answer that says: nothing came, because of `failure`."""
    return Answer(url, url, None, "", None, moment, failure=failure)
