"""A recognised address in, the documents that its platform has for it out.

The steps are the platform's; here they are taken, each within the caps of one examination, and
what each address said is remembered, so that whoever finds nothing is told all that was tried.
"""

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from json import dumps
from types import MappingProxyType
from typing import Final

from anyio.to_thread import run_sync

from wallet.credentials import CredentialError, reader_of
from wallet.documents import web_archive
from wallet.documents.document import Document, DocumentError, JSONObject
from wallet.documents.opening import open_documents
from wallet.platforms import Recognised, recognise
from wallet.platforms.platform import (
    Choice,
    Documents,
    Listed,
    Nothing,
    Obstacle,
    Onward,
    PageRecord,
    Said,
    Step,
)
from wallet.verification.sources import Answer, Sources

MOST_STEPS = 12
MOST_PAGES = 20
MOST_CHOICES = 500
LONGEST_WAIT = timedelta(days=1)
_NO_CREDENTIAL = "FORMAT_UNKNOWN"
_SAYS_LITTLE: Final = MappingProxyType(
    {
        "TIMED_OUT": "did not answer in time",
        "NAME_NOT_FOUND": "is no site that exists",
        "TLS_FAILED": "could not prove to be that site",
    }
)


@dataclass(frozen=True, slots=True)
class Tried:
    """An address that was asked, and in words what it said."""

    address: str
    said: str


@dataclass(frozen=True, slots=True)
class Found:
    """Documents, and what else there is of the same elsewhere."""

    documents: tuple[Document, ...]
    offers: tuple[Choice, ...] = ()


@dataclass(frozen=True, slots=True)
class Choosing:
    """Many badges, of which the learner takes what they like; perhaps not all that there are."""

    choices: tuple[Choice, ...]
    is_complete: bool


@dataclass(frozen=True, slots=True)
class Unfound:
    """No document, and all that is known about why.

    `obstacle` is what the platform says that the learner can do; `answers` are what came, in the
    order asked, and `refused` why what came could not be opened.
    """

    tried: tuple[Tried, ...] = ()
    answers: tuple[Answer, ...] = ()
    obstacle: Obstacle | None = None
    refused: DocumentError | None = None


@dataclass(slots=True)
class _Search:
    sources: Sources
    tried: list[Tried] = field(default_factory=list)
    answers: list[Answer] = field(default_factory=list)
    refused: DocumentError | None = None

    async def ask(self, step: Step) -> tuple[Answer, Said]:
        """Take one step, and note what came of it."""
        answer = await self.sources.fetch(step.url, plain_http=True, wanted=step.wanted)
        self.answers.append(answer)
        said: Said | None = _silence(answer)
        if said is None:
            said = await run_sync(step.read, answer)
        if isinstance(said, Nothing):
            self.tried.append(Tried(step.url, said.why))
        return answer, said

    async def open(self, body: bytes, address: str) -> tuple[Document, ...] | None:
        """Open what came; what cannot be opened is one more thing that was tried."""
        try:
            return await run_sync(_documents_of, body)
        except DocumentError as error:
            self.refused = self.refused or error
            self.tried.append(Tried(address, error.message))
            return None

    def unfound(self, obstacle: Obstacle | None) -> Unfound:
        """Return all that was tried, for nothing."""
        return Unfound(tuple(self.tried), tuple(self.answers), obstacle, self.refused)


async def find(recognised: Recognised, sources: Sources) -> Found | Choosing | Unfound:
    """Take the steps of an address's platform until one gives documents, or none is left."""
    leads, search = recognised.leads, _Search(sources)
    if isinstance(leads, Obstacle):
        return Unfound(obstacle=leads)
    waiting = deque(leads.steps)
    while waiting and len(search.answers) < MOST_STEPS:
        step = waiting.popleft()
        answer, said = await search.ask(step)
        match said:
            case Onward(steps):
                waiting.extendleft(reversed(steps))
            case Obstacle():
                return search.unfound(said)
            case Listed() if said.choices:
                return await _collect(said, search)
            case Documents() | PageRecord():
                found = await _opened(said, answer, search)
                if found is not None:
                    return found
            case Listed() | Nothing():
                continue
    return search.unfound(leads.otherwise)


def _documents_of(body: bytes) -> tuple[Document, ...]:
    """Open what came; a single one must be a credential, for sites say in JSON what is amiss.

    Raises:
        DocumentError: it cannot be opened, or is no credential of any kind.
    """
    documents = open_documents(body)
    if len(documents) == 1:
        try:
            reader_of(documents[0])
        except CredentialError as error:
            if error.code == _NO_CREDENTIAL:
                raise DocumentError(error.code, error.message) from error
    return documents


async def _opened(said: Documents | PageRecord, answer: Answer, search: _Search) -> Found | None:
    if isinstance(said, Documents):
        documents = await search.open(said.body, answer.url)
        return None if documents is None else Found(documents)
    kept = await search.open(_packed(answer, said.facts), answer.url)
    return None if kept is None else Found(kept, said.offers)


def facts_shown(url: str, answer: Answer) -> JSONObject | None:
    """Return the facts that the page at `url` shows, None where it is not such a page."""
    recognised = recognise(url)
    if recognised is None or isinstance(recognised.leads, Obstacle) or _silence(answer):
        return None
    return _facts_by(recognised.leads.steps, answer)


def _facts_by(steps: Iterable[Step], answer: Answer) -> JSONObject | None:
    for step in steps:
        said = step.read(answer) if step.url == answer.url else None
        if isinstance(said, PageRecord):
            return said.facts
        if isinstance(said, Onward):
            return _facts_by(said.steps, answer)
    return None


async def _collect(first: Listed, search: _Search) -> Choosing:
    """Bring the parts of a list one after the other, within bounds."""
    found = {choice.address: choice for choice in first.choices}
    more, pages = first.more, 1
    while more is not None and pages < MOST_PAGES and len(found) < MOST_CHOICES:
        _, said = await search.ask(more)
        if not isinstance(said, Listed):
            break
        found |= {choice.address: choice for choice in said.choices if choice.address not in found}
        more, pages = said.more, pages + 1
    choices = tuple(found.values())
    return Choosing(choices[:MOST_CHOICES], more is None and len(choices) <= MOST_CHOICES)


def _packed(answer: Answer, facts: JSONObject) -> bytes:
    written = dumps(facts, ensure_ascii=False, sort_keys=True).encode()
    media_type = answer.media_type or "text/html"
    return web_archive.pack(
        str(facts["page"]), answer.fetched_at, media_type, answer.body or b"", written
    )


def _silence(answer: Answer) -> Nothing | None:
    """Say why an answer tells nothing about the badge, None where it does."""
    if answer.http_status is None:
        failure = answer.failure or "CONNECTION_FAILED"
        return Nothing(_SAYS_LITTLE.get(failure, f"could not be asked ({failure})"))
    if is_busy(answer):
        return Nothing("asks us to come back later")
    if answer.http_status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return Nothing(f"is out of order (HTTP status {answer.http_status})")
    return None


def is_busy(answer: Answer) -> bool:
    """Tell whether a site has too many visitors, us perhaps among them (RFC 6585, 4)."""
    waits = answer.http_status == HTTPStatus.SERVICE_UNAVAILABLE and "retry-after" in answer.headers
    return waits or answer.http_status == HTTPStatus.TOO_MANY_REQUESTS


def is_in_doubt(answer: Answer) -> bool:
    """Tell whether another time may bring another answer."""
    return _silence(answer) is not None


def seconds_to_wait(answer: Answer) -> int | None:
    """Return how long a site asks us to wait, within a day (RFC 9110, 10.2.3)."""
    said = answer.headers.get("retry-after", "").strip()
    if said.isascii() and said.isdigit():
        seconds = int(said[:9])
    else:
        moment = _moment(said)
        if moment is None:
            return None
        seconds = int((moment - answer.fetched_at).total_seconds())
    return max(0, min(seconds, int(LONGEST_WAIT.total_seconds())))


def _moment(said: str) -> datetime | None:
    try:
        moment = parsedate_to_datetime(said)
    except ValueError:
        return None
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment
