"""An application's request in, a page that asks the learner out; their answer in, a redirect out.

Who is not signed in signs in on the page itself, by a code from their mail. Everything goes by
plain forms to one address, whose query is the application's request: it is judged anew at each
step, so that what is allowed is what was shown.
Sources: RFC 6749, 4.1.1 and 10.13 (clickjacking); RFC 9700, 4.7 (CSRF) and 4.12 (303).
"""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256
from hmac import compare_digest
from http import HTTPStatus
from typing import Final
from urllib.parse import parse_qsl

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from wallet.accounts import addresses, sessions
from wallet.accounts.authentication import Caller, caller_of_session
from wallet.accounts.scopes import Permission, permissions
from wallet.accounts.sessions import SessionLifetimes
from wallet.accounts.sign_in import confirm_code, request_code
from wallet.user_errors import UserError
from wallet.web.bodies import form_of
from wallet.web.headers import page_policy
from wallet.web.limiting import client_of
from wallet.web.oauth.flow import Asked, OAuthFlow
from wallet.web.oauth.places import AUTHORIZE
from wallet.web.oauth.redirects import host_of, is_loopback, origin_of
from wallet.web.oauth.server import OAuthAnswer
from wallet.web.pages import page
from wallet.web.problems import Problem
from wallet.web.same_origin import demand_same_origin
from wallet.web.services import WebServices
from wallet.web.words import Wording, wording_of

_LIFETIMES: Final = SessionLifetimes(access=timedelta(minutes=15), whole=timedelta(minutes=15))
_SECURE_COOKIE: Final = "__Host-wallet-consent"
_PLAIN_COOKIE: Final = "wallet-consent"
_MOST_PARAMETERS: Final = 50


@dataclass(frozen=True, slots=True)
class _Visit:
    """One step on the page: what the application asks, who is there, what they sent."""

    request: Request
    asked: Asked
    caller: Caller | None
    form: Mapping[str, str]
    wording: Wording

    @property
    def here(self) -> str:
        """The page's own address, with the application's request."""
        return f"{AUTHORIZE}?{self.request.url.query}"

    @property
    def headers(self) -> dict[str, str]:
        """What goes with a page: its policy, and in which language it is."""
        return {**self.policy, "Content-Language": self.wording.language}

    @property
    def policy(self) -> dict[str, str]:
        """Let the page's forms lead to the application, for browsers hold to that in redirects."""
        return {"Content-Security-Policy": page_policy(origin_of(self.asked.redirect_uri))}


class ConsentPage:
    """The page at the authorization endpoint."""

    def __init__(self, services: WebServices, flow: OAuthFlow) -> None:
        """Ask on behalf of `flow`."""
        self._services = services
        self._flow = flow
        self._is_secure = services.public_url.startswith("https://")
        self._cookie = _SECURE_COOKIE if self._is_secure else _PLAIN_COOKIE
        self._steps: Mapping[str, Callable[[_Visit], Awaitable[Response]]] = {
            "address": self._send_code,
            "code": self._sign_in,
            "leave": self._sign_out,
            "allow": self._allow,
            "deny": self._deny,
        }

    async def show(self, request: Request) -> Response:
        """Show who asks for what, or the form to sign in with."""
        visit = await self._visit(request, {})
        return visit if isinstance(visit, Response) else await self._page(visit)

    async def answer(self, request: Request) -> Response:
        """Do what the learner chose."""
        demand_same_origin(request, self._services.public_url)
        visit = await self._visit(request, dict(await form_of(request)))
        if isinstance(visit, Response):
            return visit
        step = self._steps.get(visit.form.get("step", ""))
        if step is None:
            raise Problem(HTTPStatus.BAD_REQUEST, "BAD_REQUEST", "Use the buttons of the page.")
        return await step(visit)

    async def _visit(self, request: Request, form: Mapping[str, str]) -> _Visit | Response:
        asked = await self._flow.asked(_parameters(request))
        if isinstance(asked, OAuthAnswer):
            return _refused(asked, wording_of(request))
        token = request.cookies.get(self._cookie, "")
        caller = await caller_of_session(token, now=self._services.clock())
        who = caller if isinstance(caller, Caller) else None
        return _Visit(request, asked, who, form, wording_of(request))

    async def _page(self, visit: _Visit) -> Response:
        if visit.caller is None:
            return self._html(visit, "consent_address.html")
        listed = await addresses.proven(visit.caller.account_id)
        return self._html(
            visit,
            "consent.html",
            permissions=[visit.wording.consent.permissions[each] for each in _permitted(visit)],
            owner=listed[0] if listed else visit.wording.consent.nameless_owner,
            proof=self._proof(visit.request),
        )

    async def _send_code(self, visit: _Visit) -> Response:
        address = visit.form.get("address", "")
        try:
            sign_in = await request_code(
                address,
                client=client_of(visit.request),
                limits=self._services.rate_limits,
                now=self._services.clock(),
            )
        except UserError as error:
            return self._html(visit, "consent_address.html", error=error, address=address)
        return self._html(visit, "consent_code.html", sign_in=sign_in, address=address)

    async def _sign_in(self, visit: _Visit) -> Response:
        sign_in, address = visit.form.get("sign_in", ""), visit.form.get("address", "")
        try:
            tokens = await confirm_code(
                sign_in,
                visit.form.get("code", ""),
                client=client_of(visit.request),
                limits=self._services.rate_limits,
                now=self._services.clock(),
                device_name=visit.wording.consent.device,
                lifetimes=_LIFETIMES,
            )
        except UserError as error:
            return self._html(
                visit, "consent_code.html", error=error, sign_in=sign_in, address=address
            )
        response = self._back(visit)
        response.set_cookie(
            self._cookie,
            tokens.access_token,
            max_age=int(_LIFETIMES.whole.total_seconds()),
            path="/",
            secure=self._is_secure,
            httponly=True,
            samesite="lax",
        )
        return response

    async def _sign_out(self, visit: _Visit) -> Response:
        await self._end_session(self._proven_caller(visit))
        response = self._back(visit)
        self._forget_cookie(response)
        return response

    async def _allow(self, visit: _Visit) -> Response:
        caller = self._proven_caller(visit)
        answer = await self._flow.decided(_parameters(visit.request), caller.account_id)
        return await self._leave(visit, answer, caller)

    async def _deny(self, visit: _Visit) -> Response:
        answer = await self._flow.decided(_parameters(visit.request), None)
        return await self._leave(visit, answer, visit.caller)

    async def _leave(self, visit: _Visit, answer: OAuthAnswer, caller: Caller | None) -> Response:
        """Send the learner back to the application; here nobody is signed in any more."""
        if answer.location is None:
            return _refused(answer, visit.wording)
        if caller is not None:
            await self._end_session(caller)
        response = RedirectResponse(answer.location, HTTPStatus.SEE_OTHER, headers=visit.policy)
        self._forget_cookie(response)
        return response

    async def _end_session(self, caller: Caller) -> None:
        if caller.session_id is not None:
            now = self._services.clock()
            await sessions.sign_out(caller.account_id, caller.session_id, now=now)

    def _proven_caller(self, visit: _Visit) -> Caller:
        """Return who is signed in, if it is the page that we gave them that was sent.

        Raises:
            Problem: it is not, or nobody is.
        """
        sent = visit.form.get("proof", "")
        given = self._proof(visit.request)
        if visit.caller is None or not compare_digest(sent.encode(), given.encode()):
            raise Problem(
                HTTPStatus.FORBIDDEN, "FORBIDDEN", "You were signed out. Load the page again."
            )
        return visit.caller

    def _proof(self, request: Request) -> str:
        """Return what only a page of this session can know; it tells nothing of the session."""
        token = request.cookies.get(self._cookie, "")
        return sha256(f"consent page of {token}".encode()).hexdigest()

    def _back(self, visit: _Visit) -> Response:
        return RedirectResponse(visit.here, HTTPStatus.SEE_OTHER, headers=visit.policy)

    def _forget_cookie(self, response: Response) -> None:
        response.delete_cookie(
            self._cookie, path="/", secure=self._is_secure, httponly=True, samesite="lax"
        )

    def _html(
        self, visit: _Visit, template: str, *, error: UserError | None = None, **shown: object
    ) -> Response:
        application, uri = visit.asked.application, visit.asked.redirect_uri
        words = visit.wording.consent
        html = page(
            template,
            wording=visit.wording,
            words=words,
            application=application.name,
            place=words.own_machine if is_loopback(uri) else host_of(uri),
            here=visit.here,
            error=None if error is None else error.message,
            **{"address": "", **shown},
        )
        status = HTTPStatus.OK if error is None else HTTPStatus.UNPROCESSABLE_ENTITY
        return HTMLResponse(html, status, headers=visit.headers)


def _parameters(request: Request) -> list[tuple[str, str]]:
    try:
        return parse_qsl(request.url.query, keep_blank_values=True, max_num_fields=_MOST_PARAMETERS)
    except ValueError as error:
        raise Problem(
            HTTPStatus.BAD_REQUEST, "BAD_REQUEST", "The address has too many parts."
        ) from error


def _permitted(visit: _Visit) -> tuple[Permission, ...]:
    return permissions(visit.asked.scope)


def _refused(answer: OAuthAnswer, wording: Wording) -> Response:
    """Tell the application, where it is known where it is; else the learner."""
    if answer.location is not None:
        return RedirectResponse(answer.location, HTTPStatus.SEE_OTHER)
    words = wording.consent
    lines = [
        *words.faulty_lines,
        words.faulty_reason.format(
            reason=answer.body.get("error_description") or answer.body.get("error")
        ),
    ]
    html = page("message.html", wording=wording, title=words.faulty, lines=lines)
    headers = {"Content-Language": wording.language}
    return HTMLResponse(html, HTTPStatus.BAD_REQUEST, headers=headers)
