"""What a client of a platform's API is, and what goes wrong with platforms."""

import json
from collections.abc import Awaitable, Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus
from re import compile as pattern
from typing import Any, Protocol
from urllib.parse import urlencode, urljoin, urlsplit

from anyio.to_thread import run_sync

from wallet.documents.document import DocumentError
from wallet.documents.source_texts import element_texts, member_texts
from wallet.documents.strict_json import parse_object
from wallet.network import (
    ACCEPT_JSON,
    JSON_TYPES,
    Fetched,
    FetchFailedError,
    FetchRefusedError,
    Outgoing,
)

# It runs over no next "<" or ",": a header of nothing but beginnings is read once, not squared.
_NEXT = pattern(r'<([^<>]{1,4096})>\s*;[^,<]{0,500}\brel="?next"?')
_PAGE_SIZE = 50
_SECONDS = pattern(r"[0-9]{1,8}")
_LONGEST_WAIT = 24 * 3600


class PlatformError(Exception):
    """A platform that cannot be worked with now. `code` is stable; `retry_after` in seconds."""

    def __init__(self, code: str, message: str, *, retry_after: int | None = None) -> None:
        """Say what is the matter, without a word of the platform's own."""
        super().__init__(message)
        self.code = code
        self.message = message
        self.retry_after = retry_after


class SignInNeededError(PlatformError):
    """The platform takes our tokens no more."""

    def __init__(self) -> None:
        """Ask the learner."""
        super().__init__(
            "NEEDS_SIGN_IN", "The platform lets the wallet in no more. Connect it again."
        )


class Network(Protocol):
    """`wallet.network.Fetcher`, as far as it is needed here."""

    async def fetch(self, url: str, *, accept: str = ..., media_types: Any = ...) -> Fetched:
        """GET, redirects followed, nothing carried."""
        ...

    async def send(self, outgoing: Outgoing) -> Fetched:
        """Send what carries something."""
        ...


@dataclass(frozen=True, slots=True)
class Endpoints:
    """Where a platform's API and its authorization server are, and what may be asked for."""

    name: str
    api_base: str
    authorization_url: str
    token_url: str
    registration_url: str
    revocation_url: str | None
    scopes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PlatformPage:
    """A page of what a learner holds there: each credential's own text; where the next one is."""

    texts: tuple[str, ...]
    next_url: str | None


@dataclass(frozen=True, slots=True)
class PlatformClient:
    """One API.

    `wanted` are the scopes that we ask for, of those offered. Credentials are in a `collection`
    below the API's base, whose pages hold them under any of the names in `lists`.
    """

    api: str
    wanted: tuple[str, ...]
    discover: Callable[[str, Network], Awaitable[Endpoints | None]]
    collection: str
    lists: tuple[str, ...]

    def first_url(self, endpoints: Endpoints, since: datetime | None) -> str:
        """Return where the newest credentials are, all of them or what came after `since`."""
        after = {} if since is None else {"since": since.strftime("%Y-%m-%dT%H:%M:%SZ")}
        window = urlencode({"limit": _PAGE_SIZE, "offset": 0, **after})
        return f"{endpoints.api_base}/{self.collection}?{window}"

    def read(self, text: str) -> Iterator[str]:
        """Yield each credential of a page, as it stands there."""
        content, sources = parse_object(text), dict(member_texts(text))
        for name in self.lists:
            listed = content.get(name)
            if isinstance(listed, list):
                for value, source in zip(listed, element_texts(sources[name]), strict=True):
                    yield _as_text(value, source)

    async def page(self, url: str, access_token: str, network: Network) -> PlatformPage:
        """Return a page.

        Raises:
            SignInNeededError: the token is not taken.
            PlatformError: no page came.
        """
        answer = await sent(network, Outgoing("GET", url, authorization=f"Bearer {access_token}"))
        if answer.http_status in {HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN}:
            raise SignInNeededError
        text = success(answer)
        try:
            texts = await run_sync(lambda: tuple(self.read(text)))
        except (DocumentError, ValueError, KeyError) as error:
            raise malformed() from error
        following = _NEXT.search(answer.headers.get("link", ""))
        if following is None or not texts:
            return PlatformPage(texts, None)
        return PlatformPage(texts, same_origin(following[1], url))


async def sent(network: Network, outgoing: Outgoing) -> Fetched:
    """Return what a platform answers.

    Raises:
        PlatformError: it does not.
    """
    try:
        return await network.send(outgoing)
    except (FetchFailedError, FetchRefusedError) as error:
        raise PlatformError(error.code.value, "The platform could not be reached.") from error


async def described(network: Network, url: str) -> Mapping[str, Any] | None:
    """Return the JSON object at a public address of a platform, None where there is none."""
    try:
        answer = await network.fetch(url, accept=ACCEPT_JSON, media_types=JSON_TYPES)
    except FetchRefusedError:
        return None
    except FetchFailedError as error:
        raise PlatformError(error.code.value, "The platform could not be reached.") from error
    if answer.http_status != HTTPStatus.OK:
        return None
    try:
        return parse_object(answer.body)
    except DocumentError:
        return None


def success(answer: Fetched) -> str:
    """Return the text of a good answer.

    Raises:
        PlatformError: it is another, with how long to wait where it says so.
    """
    if answer.http_status not in {HTTPStatus.OK, HTTPStatus.CREATED}:
        raise PlatformError(
            "HTTP_STATUS",
            f"The platform answers with HTTP status {answer.http_status}.",
            retry_after=_wait(answer.headers.get("retry-after", "")),
        )
    try:
        return answer.body.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise malformed() from error


def same_origin(url: str, base: str) -> str:
    """Return an address that a platform gave at `base`, if our token may go there.

    Raises:
        PlatformError: it leads elsewhere, or is none.
    """
    try:
        absolute = urljoin(base, url)
        here, there = urlsplit(base), urlsplit(absolute)
    except ValueError as error:
        raise malformed() from error
    if (here.scheme, here.netloc) != (there.scheme, there.netloc):
        raise malformed()
    return absolute


def malformed() -> PlatformError:
    """Return what is said of an answer that cannot be read."""
    return PlatformError("ANSWER_MALFORMED", "The platform gave an answer that cannot be read.")


def _as_text(value: object, source: str) -> str:
    """Return the text of an entry of a list: a token, or an object as it stands."""
    if isinstance(value, str):
        return value
    if isinstance(value, dict):
        return source
    return json.dumps(value)


def _wait(text: str) -> int | None:
    is_number = _SECONDS.fullmatch(text) is not None
    return min(int(text), _LONGEST_WAIT) if is_number else None
