"""One request out, one answer in; whatever goes wrong becomes one of our two errors."""

from collections.abc import Awaitable, Callable, Collection, Mapping
from dataclasses import dataclass
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
from wallet.network.media_types import is_among, media_type_of

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


@dataclass(frozen=True, slots=True)
class Exchange:
    """How requests are made here: bare of cookies, credentials and anything kept.

    Attributes:
        user_agent: who we say we are.
        limits: the caps.
    """

    user_agent: str
    limits: Limits

    async def get(
        self,
        transport: AsyncBaseTransport,
        url: URL,
        *,
        accept: str,
        media_types: Collection[str],
    ) -> Answer:
        """GET `url` over `transport` and read its answer to the end.

        Raises:
            FetchRefusedError: ADDRESS_REFUSED, MEDIA_TYPE_REFUSED, BODY_TOO_LARGE.
            FetchFailedError: no whole answer arrived.
        """
        request = self._request("GET", url, {"accept": accept, "accept-encoding": "gzip"})

        async def read(response: Response) -> Answer:
            return await self._read(response, url.host, media_types)

        return await self._exchanged(transport, request, read)

    async def post(
        self, transport: AsyncBaseTransport, url: URL, content: bytes, headers: Mapping[str, str]
    ) -> Answer:
        """POST `content` to `url` over `transport`; of the answer its head alone is read.

        Raises:
            FetchRefusedError: ADDRESS_REFUSED.
            FetchFailedError: no answer arrived.
        """
        request = self._request("POST", url, headers, content)

        async def read(response: Response) -> Answer:
            self._check_head(response, url.host)
            onward = response.headers.get("location")
            return Answer(response.status_code, onward, MappingProxyType({}), "", b"")

        return await self._exchanged(transport, request, read)

    async def _exchanged(
        self,
        transport: AsyncBaseTransport,
        request: Request,
        read: Callable[[Response], Awaitable[Answer]],
    ) -> Answer:
        url = request.url
        try:
            response = await transport.handle_async_request(request)
            try:
                return await read(response)
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

    def _request(
        self, method: str, url: URL, headers: Mapping[str, str], content: bytes | None = None
    ) -> Request:
        own = {"connection": "close", "user-agent": self.user_agent}
        timeouts = {
            "connect": self.limits.connect_seconds,
            "read": self.limits.read_seconds,
            "write": self.limits.read_seconds,
            "pool": self.limits.queue_seconds,
        }
        return Request(
            method,
            url,
            headers={**headers, **own},
            content=content,
            extensions={"timeout": timeouts},
        )

    async def _read(self, response: Response, host: str, media_types: Collection[str]) -> Answer:
        self._check_head(response, host)
        headers = response.headers
        media_type = media_type_of(headers.get("content-type", ""))
        onward = headers.get("location") if response.status_code in REDIRECTS else None
        kept = {name: headers[name] for name in KEPT_HEADERS if name in headers}
        return Answer(
            http_status=response.status_code,
            onward=onward,
            headers=MappingProxyType(kept),
            media_type=media_type,
            body=b"" if onward is not None else await self._body(response, media_type, media_types),
        )

    def _check_head(self, response: Response, host: str) -> None:
        size = sum(len(name) + len(text) for name, text in response.headers.raw)
        if size > self.limits.header_bytes:
            raise _malformed(host)

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
