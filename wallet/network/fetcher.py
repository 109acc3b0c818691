"""The one guarded fetcher: URL in, answer out, whatever its HTTP status."""

from asyncio import get_running_loop
from asyncio import timeout as deadline
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from http import HTTPStatus
from ssl import SSLContext

from httpx2 import URL, AsyncBaseTransport, InvalidURL

from wallet.network.destinations import check_name, parsed, port_of
from wallet.network.dialling import Endpoint, GuardedBackend, GuardedTransport
from wallet.network.errors import (
    FailureCode,
    FetchFailedError,
    FetchRefusedError,
    RefusalCode,
    timed_out,
)
from wallet.network.exchange import Answer, Exchange, Outgoing, is_success
from wallet.network.limits import Budget, Limits
from wallet.network.media_types import ACCEPT_CREDENTIAL, DOCUMENT_TYPES, JSON_TYPES
from wallet.network.own_origin import OwnOrigin, OwnOriginTransport
from wallet.network.resolving import Resolver, system_resolver
from wallet.network.slots import HostSlots

# After these from the https try, http may still have the document; the other refusals and
# failures would only meet themselves again, or are the answer.
HTTP_MAY_DIFFER = frozenset(
    {
        RefusalCode.MEDIA_TYPE_REFUSED,
        RefusalCode.PORT_REFUSED,
        RefusalCode.TOO_MANY_REDIRECTS,
        FailureCode.TIMED_OUT,
        FailureCode.CONNECTION_FAILED,
        FailureCode.TLS_FAILED,
        FailureCode.ANSWER_MALFORMED,
    }
)


@dataclass(frozen=True, slots=True)
class Fetched:
    """An answer that arrived, whatever its HTTP status.

    Attributes:
        url: what was asked.
        final_url: where the answer came from, after redirects, without fragment.
        http_status: its status.
        media_type: lower case, without parameters; empty when the answer names none.
        headers: by lower-case name: cache-control, content-type, etag, expires, last-modified,
            link, retry-after, those that it had.
        body: decoded. Empty when the status is no success and the body is of a kind or size
            that is not taken: a 410 says all with its number.
        over_http: plain http was used on the way (never for an answer in process).
        in_process: our own origin answered.
    """

    url: str
    final_url: str
    http_status: int
    media_type: str
    headers: Mapping[str, str]
    body: bytes
    over_http: bool
    in_process: bool


@dataclass(frozen=True, slots=True)
class RequestMade:
    """One request and how it ended, for counting.

    Attributes:
        url: what was asked. It may hold a secret of that host or of ours: never log it.
        in_process: our own origin was asked.
        http_status: what came back, None when nothing was taken.
        code: the refusal or failure, None when an answer was taken.
        seconds: from the free slot to the end of the body.
    """

    url: str
    in_process: bool
    http_status: int | None
    code: RefusalCode | FailureCode | None
    seconds: float


@dataclass(slots=True)
class _Clock:
    """The seconds that a fetch may still take; waiting for a slot does not run it down."""

    left: float


@dataclass(frozen=True, slots=True)
class _Errand:
    accept: str
    media_types: Collection[str]
    plain_http: bool
    budget: Budget | None
    clock: _Clock
    outgoing: Outgoing | None = None


class Fetcher:
    """The one way from here to the network; one per process.

    Every name is resolved once per connection, all its addresses are judged, and a judged one
    is connected to; redirects are followed here, each hop judged anew. Nothing is carried from
    one request to the next: no cookies, no credentials, no kept connections, no proxies.

    Args:
        user_agent: who we say we are, with a way to reach us; no word that reads like a bot's,
            for those get other pages.
        limits: the caps.
        resolver: finds the addresses of a name.
        own_origin: ourselves, answered in process.
        ssl_context: the authorities we believe; the system's when None.
        trusted_addresses: exact addresses and ports that pass the guard. Only for tests that
            run a server on loopback; nothing in settings leads here.
        trusts_plain_http: those may be asked without encryption too.
        on_request: called once for each request made, redirects included; must not raise.
    """

    def __init__(
        self,
        *,
        user_agent: str,
        limits: Limits | None = None,
        resolver: Resolver = system_resolver,
        own_origin: OwnOrigin | None = None,
        ssl_context: SSLContext | None = None,
        trusted_addresses: frozenset[Endpoint] = frozenset(),
        trusts_plain_http: bool = False,
        on_request: Callable[[RequestMade], None] | None = None,
    ) -> None:
        self._limits = limits or Limits()
        self._exchange = Exchange(user_agent, self._limits)
        self._slots = HostSlots(self._limits.per_host, self._limits.queue_seconds)
        self._trusted_ports = frozenset(port for _, port in trusted_addresses)
        self._trusts_plain_http = trusts_plain_http
        self._on_request = on_request
        self._own = (
            None if own_origin is None else OwnOriginTransport(own_origin, self._limits.body_bytes)
        )
        self._outside = GuardedTransport(
            GuardedBackend(resolver, self._limits, trusted_addresses), self._limits, ssl_context
        )

    async def fetch(
        self,
        url: str,
        *,
        accept: str = ACCEPT_CREDENTIAL,
        media_types: Collection[str] = DOCUMENT_TYPES,
        plain_http: bool = False,
        budget: Budget | None = None,
    ) -> Fetched:
        """GET `url` and follow its redirects.

        Args:
            url: http or https.
            accept: the Accept header; `ACCEPT_JSON` for keys and status lists.
            media_types: what a successful answer may be; `PAGE_TYPES` takes HTML too.
            plain_http: an http URL may be asked, https first and http only then; for the
                hosted documents of Open Badges 0.5 to 2.0 whose own ids are http.
            budget: the import's, of which each request takes one.

        Raises:
            FetchRefusedError: our rules stop it.
            FetchFailedError: no answer arrived.
        """
        asked = parsed(url)
        clock = _Clock(self._limits.total_seconds)
        errand = _Errand(accept, media_types, plain_http, budget, clock)
        if plain_http and asked.scheme == "http" and not self._is_own(asked):
            fetched = await self._follow_https_first(asked, errand)
        else:
            fetched = await self._follow(asked, errand)
        return replace(fetched, url=url)

    async def send(self, outgoing: Outgoing) -> Fetched:
        """Send a request that carries something, over https, to that one address.

        A redirect is not followed: it is the answer, with no body. Our own origin is not asked.

        Raises:
            FetchRefusedError: our rules stop it.
            FetchFailedError: no answer arrived.
        """
        here = self._destination(outgoing.url)
        clock = _Clock(self._limits.total_seconds)
        errand = _Errand(outgoing.accept, JSON_TYPES, False, None, clock, outgoing)
        answer = await self._ask(here, errand)
        return Fetched(
            url=outgoing.url,
            final_url=str(here),
            http_status=answer.http_status,
            media_type=answer.media_type,
            headers=answer.headers,
            body=answer.body,
            over_http=here.scheme == "http",
            in_process=False,
        )

    async def post(self, url: str, content: bytes, *, headers: Mapping[str, str]) -> int:
        """POST `content` as `send` does and return the HTTP status; no more of it is read.

        `headers` are by lower-case name.

        Raises:
            FetchRefusedError: our rules stop it.
            FetchFailedError: no answer arrived.
        """
        here = self._destination(url)
        if len(content) > self._limits.message_bytes:
            raise FetchRefusedError(
                RefusalCode.BODY_TOO_LARGE, "The message is larger than what we send."
            )
        outgoing = Outgoing("POST", url, "*/*", body=content, further=headers, wants_body=False)
        clock = _Clock(self._limits.total_seconds)
        answer = await self._ask(
            here, _Errand(outgoing.accept, frozenset(), False, None, clock, outgoing)
        )
        return answer.http_status

    def check_destination(self, url: str) -> None:
        """Refuse what `post` would refuse by the URL alone; addresses are judged when it dials.

        Raises:
            FetchRefusedError: our rules would stop it.
        """
        self._destination(url)

    async def aclose(self) -> None:
        """Close every connection."""
        await self._outside.aclose()

    async def _follow_https_first(self, asked: URL, errand: _Errand) -> Fetched:
        # The try gets half of the time: where port 443 is silent, http must still have some.
        half = errand.clock.left / 2
        attempt = replace(errand, clock=_Clock(half))
        secured: Fetched | None = None
        try:
            secured = await self._follow(asked.copy_with(scheme="https"), attempt)
        except (FetchRefusedError, FetchFailedError) as error:
            if error.code not in HTTP_MAY_DIFFER:
                raise
        if secured and (is_success(secured.http_status) or secured.http_status == HTTPStatus.GONE):
            return secured
        errand.clock.left = half + max(attempt.clock.left, 0)
        try:
            return await self._follow(asked, errand)
        except FetchFailedError:
            if secured is None:
                raise
            return secured

    async def _follow(self, asked: URL, errand: _Errand) -> Fetched:
        here, over_http, visited = asked, False, {asked}
        while True:
            in_process = self._is_own(here)
            if not in_process:
                self._check(here, plain_http=errand.plain_http)
            over_http = over_http or (here.scheme == "http" and not in_process)
            answer = await self._ask(here, errand)
            if answer.onward is None:
                return Fetched(
                    url=str(asked),
                    final_url=str(here),
                    http_status=answer.http_status,
                    media_type=answer.media_type,
                    headers=answer.headers,
                    body=answer.body,
                    over_http=over_http,
                    in_process=in_process,
                )
            here = _joined(here, answer.onward)
            if here in visited or len(visited) > self._limits.redirects:
                raise FetchRefusedError(
                    RefusalCode.TOO_MANY_REDIRECTS,
                    f"{asked.host} sends us from page to page. "
                    "Open the link in a browser and copy the address where it ends.",
                )
            visited.add(here)

    def _destination(self, url: str) -> URL:
        """Read an address that something is carried to: over https, and never our own."""
        here = parsed(url)
        if self._is_own(here):
            raise FetchRefusedError(
                RefusalCode.ADDRESS_REFUSED, "This is the wallet itself. Use another server's link."
            )
        self._check(here, plain_http=False)
        return here

    def _is_own(self, url: URL) -> bool:
        return self._own is not None and self._own.answers(url)

    def _check(self, url: URL, *, plain_http: bool) -> None:
        """Refuse what the URL alone shows to be outside our rules; addresses are judged later."""
        is_trusted = self._trusts_plain_http and port_of(url) in self._trusted_ports
        if url.scheme != "https" and not plain_http and not is_trusted:
            raise FetchRefusedError(
                RefusalCode.SCHEME_REFUSED,
                f"{url.host} would answer without encryption. Use a link with https://.",
            )
        port = port_of(url)
        if port not in self._limits.ports[url.scheme] | self._trusted_ports:
            raise FetchRefusedError(
                RefusalCode.PORT_REFUSED,
                f"We do not ask websites at port {port}. Use the badge's public https link.",
            )
        check_name(url.host)

    async def _ask(self, here: URL, errand: _Errand) -> Answer:
        if errand.budget is not None:
            errand.budget.spend()
        if self._own is not None and self._own.answers(here):
            # Without a slot: a document of ours that fetches another must not wait for itself.
            return await self._timed(self._own, here, errand)
        async with self._slots.of(here.host):
            return await self._timed(self._outside, here, errand)

    async def _timed(self, transport: AsyncBaseTransport, here: URL, errand: _Errand) -> Answer:
        now = get_running_loop().time
        began = now()
        http_status: int | None = None
        code: RefusalCode | FailureCode | None = None
        try:
            async with deadline(errand.clock.left):
                answer = await self._exchange.send(
                    transport,
                    here,
                    errand.outgoing or Outgoing("GET", str(here), errand.accept),
                    errand.media_types,
                )
            http_status = answer.http_status
        except TimeoutError as error:
            code = FailureCode.TIMED_OUT
            raise timed_out(here.host) from error
        except (FetchRefusedError, FetchFailedError) as error:
            code = error.code
            raise
        else:
            return answer
        finally:
            seconds = now() - began
            errand.clock.left -= seconds
            if self._on_request is not None:
                in_process = transport is self._own
                self._on_request(RequestMade(str(here), in_process, http_status, code, seconds))


def _joined(here: URL, onward: str) -> URL:
    try:
        return parsed(str(here.join(onward)))
    except (InvalidURL, UnicodeError, ValueError) as error:
        raise FetchRefusedError(
            RefusalCode.URL_INVALID,
            f"{here.host} sends us to an address that is none. Only its owner can mend that.",
        ) from error
