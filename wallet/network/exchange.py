"""One request out, one answer in; whatever goes wrong becomes one of our two errors."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from http import HTTPStatus
from types import MappingProxyType

from httpcore2 import ConnectError, NetworkError, ProtocolError, TimeoutException
from httpx2 import URL, AsyncBaseTransport, Request, Response

from wallet.network.bodies import read_body
from wallet.network.errors import (
    FailureCode,
    FetchFailedError,
    FetchRefusedError,
    RefusalCode,
    timed_out,
)
from wallet.network.limits import Limits
from wallet.network.media_types import ACCEPT_JSON, is_among, media_type_of

KEPT_HEADERS = (
    "cache-control",
    "content-type",
    "etag",
    "expires",
    "last-modified",
    "link",
    "retry-after",
)
REDIRECTS = frozenset({301, 302, 303, 307, 308})


@dataclass(frozen=True, slots=True)
class Answer:
    """What one request brought.

    Attributes:
        http_status: its status.
        onward: where it redirects to, as it says; None when it does not.
        headers: those in `KEPT_HEADERS` that it had, by lower-case name.
        media_type: lower case, without parameters; empty when it names none.
        body: decoded; empty for a redirect, and for an error whose body is not taken.
    """

    http_status: int
    onward: str | None
    headers: Mapping[str, str]
    media_type: str
    body: bytes


@dataclass(frozen=True, slots=True, repr=False)
class Outgoing:
    """A request that carries something: a form, a JSON object, or who we are.

    It says nothing of itself, since it may hold a secret. What it carries goes to `url` and to
    nobody else: it is never sent on where that redirects. `further` are headers by lower-case
    name; of an answer whose body is not wanted the head alone is read.
    """

    method: str
    url: str
    accept: str = ACCEPT_JSON
    authorization: str | None = None
    body: bytes | None = None
    content_type: str | None = None
    further: Mapping[str, str] = field(default_factory=dict)
    wants_body: bool = True

    @property
    def headers(self) -> dict[str, str]:
        """The headers beyond those of every request."""
        named = {
            **self.further,
            "accept": self.accept,
            "authorization": self.authorization,
            "content-type": self.content_type,
        }
        return {name: value for name, value in named.items() if value is not None}


@dataclass(frozen=True, slots=True)
class Exchange:
    """How requests are made here: bare of cookies, credentials and anything kept.

    Attributes:
        user_agent: who we say we are.
        limits: the caps.
    """

    user_agent: str
    limits: Limits

    async def send(
        self,
        transport: AsyncBaseTransport,
        url: URL,
        outgoing: Outgoing,
        media_types: Collection[str],
    ) -> Answer:
        """Send a request to `url`, as `parsed` made it, and read its answer to the end.

        Raises:
            FetchRefusedError: ADDRESS_REFUSED, MEDIA_TYPE_REFUSED, BODY_TOO_LARGE.
            FetchFailedError: no whole answer arrived.
        """
        try:
            response = await transport.handle_async_request(self._request(url, outgoing))
            try:
                if not outgoing.wants_body:
                    return self._head(response, url.host)
                return await self._read(response, url.host, media_types)
            finally:
                await response.aclose()
        except TimeoutException as error:
            raise timed_out(url.host) from error
        except ConnectError as error:
            # The guarded backend reports its own failures, so this one is from TLS.
            raise FetchFailedError(
                FailureCode.TLS_FAILED,
                f"{url.host} could not prove that it is {url.host}: its certificate or its "
                "encryption is not valid. Only its owner can mend that.",
            ) from error
        except (NetworkError, OSError) as error:
            raise FetchFailedError(
                FailureCode.CONNECTION_FAILED,
                f"{url.host} broke the connection off. Try again later.",
            ) from error
        except ProtocolError as error:
            raise _malformed(url.host) from error

    def _request(self, url: URL, outgoing: Outgoing) -> Request:
        headers = {
            **outgoing.headers,
            "accept-encoding": "gzip",
            "connection": "close",
            "user-agent": self.user_agent,
        }
        timeouts = {
            "connect": self.limits.connect_seconds,
            "read": self.limits.read_seconds,
            "write": self.limits.read_seconds,
            "pool": self.limits.queue_seconds,
        }
        return Request(
            outgoing.method,
            url,
            headers=headers,
            content=outgoing.body,
            extensions={"timeout": timeouts},
        )

    async def _read(self, response: Response, host: str, media_types: Collection[str]) -> Answer:
        head = self._head(response, host)
        if head.onward is not None:
            return head
        return replace(head, body=await self._body(response, head.media_type, media_types))

    def _head(self, response: Response, host: str) -> Answer:
        headers = response.headers
        if sum(len(name) + len(text) for name, text in headers.raw) > self.limits.header_bytes:
            raise _malformed(host)
        return Answer(
            http_status=response.status_code,
            onward=headers.get("location") if response.status_code in REDIRECTS else None,
            headers=MappingProxyType(
                {name: headers[name] for name in KEPT_HEADERS if name in headers}
            ),
            media_type=media_type_of(headers.get("content-type", "")),
            body=b"",
        )

    async def _body(
        self, response: Response, media_type: str, media_types: Collection[str]
    ) -> bytes:
        if not is_among(media_type, media_types):
            if not is_success(response.status_code):
                return b""
            raise FetchRefusedError(
                RefusalCode.MEDIA_TYPE_REFUSED,
                f"The link leads to {media_type or 'something of no kind'}, not to a badge. "
                "Look on that page for a link to the badge itself, or for its download.",
            )
        try:
            return await read_body(response, self.limits.body_bytes)
        except FetchRefusedError:
            if is_success(response.status_code):
                raise
            return b""


def is_success(http_status: int) -> bool:
    """Tell whether `http_status` is one of 2xx."""
    return HTTPStatus.OK <= http_status < HTTPStatus.MULTIPLE_CHOICES


def _malformed(host: str) -> FetchFailedError:
    return FetchFailedError(
        FailureCode.ANSWER_MALFORMED, f"{host} gave an answer that cannot be read. Try again later."
    )
