"""A browser's request in, the session that its cookies hold, and the cookies to write.

A page that says so by a header of its own gets its tokens in cookies that no script can read.
Cookies come along whoever sends a request, so they count only where that header is, which no
form and no foreign page can send, and where the request comes from a page that may ask.

Sources: RFC 6265bis, 4.1.3.2 "The __Host- Prefix" and 5.2 "Same-site Requests"; OWASP, "Cross-Site
Request Forgery Prevention".
"""

from dataclasses import dataclass, field
from datetime import datetime
from http import HTTPStatus
from math import floor

from starlette.requests import HTTPConnection

from wallet.accounts.sessions import SessionTokens
from wallet.api.requests import HttpRefusedError
from wallet.api.services import ApiServices

HEADER = "X-Wallet-Session"
MODE = "cookie"
ACCESS = "__Host-wallet-access"
REFRESH = "__Host-wallet-refresh"
_ATTRIBUTES = "Path=/; Secure; HttpOnly; SameSite=Strict"


@dataclass(slots=True)
class BrowserSession:
    """What the cookies of a request hold, and the `Set-Cookie` lines of its response."""

    access: str | None = None
    refresh: str | None = None
    written: list[str] = field(default_factory=list)

    def keep(self, issued: SessionTokens, now: datetime) -> None:
        """Have the browser keep the tokens, each as long as it is good."""
        lives = (issued.access_token_expires_at - now).total_seconds()
        self._write(ACCESS, issued.access_token, floor(lives))
        self._write(REFRESH, issued.refresh_token, floor((issued.ends_at - now).total_seconds()))

    def drop(self) -> None:
        """Have the browser forget the tokens."""
        self._write(ACCESS, "", 0)
        self._write(REFRESH, "", 0)

    def _write(self, name: str, value: str, seconds: int) -> None:
        self.written.append(f"{name}={value}; Max-Age={max(0, seconds)}; {_ATTRIBUTES}")


def browser_session(request: HTTPConnection, services: ApiServices) -> BrowserSession | None:
    """Return the session of a page that asks by cookies, None where none does.

    Raises:
        HttpRefusedError: 403, it does not come from a page that may.
    """
    if not services.cookies or request.headers.get(HEADER) != MODE:
        return None
    if not _may_ask(request, services):
        raise HttpRefusedError(
            HTTPStatus.FORBIDDEN, "A page of this origin may not ask with cookies here."
        )
    return _of_cookies(request)


def socket_session(socket: HTTPConnection, services: ApiServices) -> BrowserSession | None:
    """Return the session of a page that opens a socket, to which it can give no header.

    Its origin alone decides, and one that is not told is none.
    """
    if not services.cookies or not _is_listed(socket.headers.get("origin"), services):
        return None
    return _of_cookies(socket)


def _of_cookies(request: HTTPConnection) -> BrowserSession:
    return BrowserSession(request.cookies.get(ACCESS), request.cookies.get(REFRESH))


def _may_ask(request: HTTPConnection, services: ApiServices) -> bool:
    """A browser tells the origin of all but reads of a page's own; of those that they are such."""
    origin = request.headers.get("origin")
    if origin is not None:
        return _is_listed(origin, services)
    return request.headers.get("sec-fetch-site") == "same-origin"


def _is_listed(origin: str | None, services: ApiServices) -> bool:
    return origin == services.public_url or origin in services.origins
