"""Where platforms send learners back to: shown what is about to be connected, and asked once.

Whoever was led here by somebody else reads whose wallet it would be, and stops. The platform's
address is in the path, one for each, so that no answer is taken for another's; the state is good
once. Sources: RFC 6749, 10.12; RFC 9700, 4.4 (mix-up) and 4.7.
"""

from http import HTTPStatus

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import BaseRoute

from wallet.accounts import addresses
from wallet.accounts.tokens import digest
from wallet.learner.connecting import CALLBACK, Platforms, finish
from wallet.learner.learner import Learner
from wallet.platforms.clients.oauth import callback_name
from wallet.store.models.connections import Connection, PlatformRegistration
from wallet.user_errors import UserError
from wallet.web.bodies import form_of
from wallet.web.pages import page
from wallet.web.problems import not_found
from wallet.web.resource import resource
from wallet.web.same_origin import demand_same_origin
from wallet.web.services import WebServices
from wallet.web.words import Wording, wording_of

_LONGEST = 4096


def connection_routes(services: WebServices) -> list[BaseRoute]:
    """Return the page; none where no platform may be connected."""
    if services.platforms is None:
        return []
    callback = _Callback(services, services.platforms)
    return [
        resource(f"{CALLBACK}/{{platform}}", "connection", get=callback.show, post=callback.connect)
    ]


class _Callback:
    def __init__(self, services: WebServices, platforms: Platforms) -> None:
        self._services = services
        self._platforms = platforms

    async def show(self, request: Request) -> Response:
        """Show which platform would be connected with whose wallet."""
        said = request.query_params
        state, code = said.get("state", ""), said.get("code", "")
        row, wording = await self._waiting(request, state), wording_of(request)
        words = wording.connection
        if row is None or not code or len(code) > _LONGEST:
            return _over(wording, words.denied if row else words.over)
        owned = await addresses.proven(row.learner_id)
        return HTMLResponse(
            page(
                "connect.html",
                wording=wording,
                words=words,
                platform=_named(row.registration),
                owner=_hinted(owned[0]) if owned else wording.consent.nameless_owner,
                here=request.url.path,
                state=state,
                code=code,
                issuer=said.get("iss", "")[:_LONGEST],
            ),
            headers={"Content-Language": wording.language},
        )

    async def connect(self, request: Request) -> Response:
        """Take the platform's code."""
        demand_same_origin(request, self._services.public_url)
        form = dict(await form_of(request))
        row = await self._waiting(request, form.get("state", ""))
        wording = wording_of(request)
        words = wording.connection
        if row is None:
            return _over(wording, words.over)
        try:
            await finish(
                Learner(row.learner_id),
                self._platforms,
                row.id,
                form.get("state", ""),
                form.get("code", ""),
                issuer=form.get("iss", ""),
            )
        except UserError as error:
            return _message(wording, words.failed, [error.message], HTTPStatus.BAD_GATEWAY)
        lines = [line.format(platform=_named(row.registration)) for line in words.done]
        return _message(wording, words.done_title, lines, HTTPStatus.OK)

    async def _waiting(self, request: Request, state: str) -> Connection | None:
        row = (
            await Connection.filter(
                state_sha256=digest(state), pending_until__gt=self._services.clock()
            )
            .first()
            .prefetch_related("registration")
        )
        if row is None:
            return None
        if callback_name(row.registration.key) != request.path_params["platform"]:
            raise not_found()
        return row


def _over(wording: Wording, lines: tuple[str, ...]) -> Response:
    return _message(wording, wording.connection.failed, list(lines), HTTPStatus.BAD_REQUEST)


def _message(wording: Wording, title: str, lines: list[str], status: HTTPStatus) -> Response:
    html = page("message.html", wording=wording, title=title, lines=lines)
    return HTMLResponse(html, status, headers={"Content-Language": wording.language})


def _named(registration: PlatformRegistration) -> str:
    """Return a platform's name, which it chose itself, and the site that it is at."""
    name, host = registration.name, registration.origin.partition("://")[2]
    return host if name in {host, registration.origin} else f"{name} ({host})"


def _hinted(address: str) -> str:
    """Return enough of an address for its owner: the platform can open this page, too."""
    local, _, domain = address.rpartition("@")
    return f"{local[:1]}…@{domain}"
