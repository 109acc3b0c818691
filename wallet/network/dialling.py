"""The one place that opens sockets: name in, connection to a checked address out.

The check stands where the connection is made, so nothing can come between the two: the name
is resolved once, every address it has is judged, and one of those very addresses is dialled.
TLS still speaks to the name (SNI, certificate). Against DNS rebinding.
"""

from asyncio import timeout as deadline
from collections.abc import AsyncIterator, Iterable, Sequence
from ssl import SSLContext
from typing import Final

import httpcore2 as wire
from anyio import CancelScope
from httpcore2 import (
    SOCKET_OPTION,
    AnyIOBackend,
    AsyncConnectionPool,
    AsyncNetworkBackend,
    AsyncNetworkStream,
    ConnectError,
    ConnectTimeout,
    default_ssl_context,
)
from httpx2 import AsyncBaseTransport, AsyncByteStream, Request, Response

from wallet.network.addresses import IPAddress, refusal
from wallet.network.destinations import literal_address
from wallet.network.errors import (
    FailureCode,
    FetchFailedError,
    FetchRefusedError,
    RefusalCode,
    timed_out,
)
from wallet.network.limits import Limits
from wallet.network.resolving import Resolver

Endpoint = tuple[IPAddress, int]

# A host with a page of dead addresses shall not take the whole deadline.
ADDRESSES_TRIED: Final = 3


class GuardedBackend(AsyncNetworkBackend):
    """Connects to checked addresses only.

    Args:
        resolver: finds the addresses of a name.
        limits: `connect_seconds` is used here.
        trusted_addresses: exceptions, exact address and port; for tests.
    """

    def __init__(
        self, resolver: Resolver, limits: Limits, trusted_addresses: frozenset[Endpoint]
    ) -> None:
        self._resolver = resolver
        self._limits = limits
        self._trusted = trusted_addresses
        self._sockets = AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[SOCKET_OPTION] | None = None,
    ) -> AsyncNetworkStream:
        """Resolve `host`, check all of its addresses, connect to the first that answers.

        Raises:
            FetchRefusedError: ADDRESS_REFUSED, when any of the addresses is refused.
            FetchFailedError: NAME_NOT_FOUND, TIMED_OUT or CONNECTION_FAILED.
        """
        addresses = await self._addresses(host)
        for address in addresses:
            self._check(host, address, port)
        late = False
        for address in addresses[:ADDRESSES_TRIED]:
            try:
                stream = await self._sockets.connect_tcp(
                    str(address), port, timeout, local_address, socket_options
                )
            except ConnectTimeout:
                late = True
            except ConnectError:
                late = False
            else:
                return _OpenedStream(stream)
        if late:
            raise timed_out(host)
        raise FetchFailedError(
            FailureCode.CONNECTION_FAILED, f"{host} does not accept connections. Try again later."
        )

    async def _addresses(self, host: str) -> Sequence[IPAddress]:
        literal = literal_address(host)
        if literal is not None:
            return (literal,)
        try:
            async with deadline(self._limits.connect_seconds):
                found = await self._resolver(host)
        except TimeoutError as error:
            raise timed_out(host) from error
        except (OSError, UnicodeError) as error:
            raise _not_found(host) from error
        if not found:
            raise _not_found(host)
        return found

    def _check(self, host: str, address: IPAddress, port: int) -> None:
        if (address, port) in self._trusted:
            return
        reason = refusal(address)
        if reason is not None:
            raise FetchRefusedError(
                RefusalCode.ADDRESS_REFUSED,
                f"{host} leads to {address}, which is not on the public internet ({reason}). "
                "Use the badge's public https link.",
            )


class _OpenedStream(AsyncNetworkStream):
    """A connection that is closed when its TLS is not agreed on, also by cancelling.

    The library closes it for an exception only, and a deadline cancels.
    """

    def __init__(self, stream: AsyncNetworkStream) -> None:
        self._stream = stream

    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return await self._stream.read(max_bytes, timeout)

    async def write(self, buffer: bytes, timeout: float | None = None) -> None:
        await self._stream.write(buffer, timeout)

    async def aclose(self) -> None:
        await self._stream.aclose()

    async def start_tls(
        self,
        ssl_context: SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> AsyncNetworkStream:
        try:
            return await self._stream.start_tls(ssl_context, server_hostname, timeout)
        except BaseException:
            with CancelScope(shield=True):
                await self._stream.aclose()
            raise

    def get_extra_info(self, info: str) -> object:
        return self._stream.get_extra_info(info)


class GuardedTransport(AsyncBaseTransport):
    """Sends requests over connections of a guarded backend, each on a connection of its own."""

    def __init__(
        self, backend: GuardedBackend, limits: Limits, ssl_context: SSLContext | None
    ) -> None:
        self._pool = AsyncConnectionPool(
            ssl_context=default_ssl_context() if ssl_context is None else ssl_context,
            max_connections=limits.connections,
            max_keepalive_connections=0,
            network_backend=backend,
        )

    async def handle_async_request(self, request: Request) -> Response:
        """Send `request`; the answer's body is read from the wire as it is iterated."""
        answer = await self._pool.handle_async_request(
            wire.Request(
                method=request.method,
                url=wire.URL(
                    scheme=request.url.raw_scheme,
                    host=request.url.raw_host,
                    port=request.url.port,
                    target=request.url.raw_path,
                ),
                headers=request.headers.raw,
                content=request.content,
                extensions=request.extensions,
            )
        )
        return Response(answer.status, headers=answer.headers, stream=_WireBody(answer))

    async def aclose(self) -> None:
        """Close every connection."""
        await self._pool.aclose()


class _WireBody(AsyncByteStream):
    def __init__(self, answer: wire.Response) -> None:
        self._answer = answer

    async def __aiter__(self) -> AsyncIterator[bytes]:
        async for part in self._answer.aiter_stream():
            yield part

    async def aclose(self) -> None:
        await self._answer.aclose()


def _not_found(host: str) -> FetchFailedError:
    return FetchFailedError(
        FailureCode.NAME_NOT_FOUND,
        f"There is no website named {host}. Check the link, or the issuer may be gone.",
    )
