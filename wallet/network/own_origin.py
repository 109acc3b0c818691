"""Documents of our own origin, answered in process: no socket, so no hole in the guard."""

from collections.abc import MutableMapping
from dataclasses import dataclass, field
from logging import getLogger
from typing import Any

from httpx2 import URL, ASGITransport, AsyncBaseTransport, Request, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from wallet.network.bodies import too_large
from wallet.network.destinations import is_loopback, parsed, port_of
from wallet.network.errors import FailureCode, FetchFailedError

logger = getLogger(__name__)


@dataclass(frozen=True, slots=True)
class OwnOrigin:
    """This server as the world knows it.

    Attributes:
        origin: the public URL, of which scheme, host and port count.
        app: the ASGI application that answers its routes.
    """

    origin: str
    app: ASGIApp
    url: URL = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "url", parsed(self.origin))

    def answers(self, url: URL) -> bool:
        """Tell whether `url` (as `parsed` makes it) is one of our own documents.

        On a loopback host any port and scheme is ours: what was issued at one port is found
        when we run at another, and did:web, which always says https, is found over http.
        """
        if url.host != self.url.host:
            return False
        same_origin = url.scheme == self.url.scheme and port_of(url) == port_of(self.url)
        return same_origin or is_loopback(self.url.host)


class OwnOriginTransport(AsyncBaseTransport):
    """Hands requests to our own application.

    Args:
        own: who we are.
        body_bytes: the most of one body; an answer is gathered whole before it is read.
    """

    def __init__(self, own: OwnOrigin, body_bytes: int) -> None:
        self._own = own
        self._body_bytes = body_bytes

    def answers(self, url: URL) -> bool:
        """Tell whether `url` is one of our own documents."""
        return self._own.answers(url)

    async def handle_async_request(self, request: Request) -> Response:
        """Answer `request` by our own routes, at our own origin's scheme, host and port.

        Raises:
            FetchRefusedError: BODY_TOO_LARGE.
            FetchFailedError: ANSWER_MALFORMED, when the application failed; it is logged.
        """
        ours = self._own.url
        url = request.url.copy_with(scheme=ours.scheme, host=ours.host, port=ours.port)
        headers = [(name, value) for name, value in request.headers.items() if name != "host"]
        capped = _CappedApp(self._own.app, self._body_bytes)
        try:
            return await ASGITransport(capped).handle_async_request(
                Request(request.method, url, headers=headers)
            )
        except Exception as error:
            # The application may have caught the cap and failed over it in its own way.
            if capped.exceeded:
                raise too_large() from error
            logger.exception("a document of our own origin failed")
            raise FetchFailedError(
                FailureCode.ANSWER_MALFORMED, "Our own page failed. Try again later."
            ) from error


class _CappedApp:
    def __init__(self, app: ASGIApp, body_bytes: int) -> None:
        self._app = app
        self._left = body_bytes

    @property
    def exceeded(self) -> bool:
        return self._left < 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_within_cap(message: MutableMapping[str, Any]) -> None:
            self._left -= len(message.get("body", b""))
            if self.exceeded:
                raise too_large()
            await send(message)

        await self._app(scope, receive, send_within_cap)
