"""The cover of a link: a form in, the link open for a while out; and the owner's own look at it.

Opening is a POST, so that what merely follows addresses opens and counts nothing. What proves it
is a cookie for this link's addresses alone.
"""

from collections.abc import Callable
from datetime import datetime
from http import HTTPStatus
from math import ceil
from typing import Final, TypeAlias
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute

from wallet.accounts.rate_limits import client_network
from wallet.languages import accepted_languages
from wallet.sharing.openings import HeldToken, Opening
from wallet.sharing.shared import Closed, ClosedBecause, Covered, WrongPasscode
from wallet.sharing.visitors import client_family
from wallet.user_errors import LimitReachedError
from wallet.web.absent_link import AbsentLink, cover_response
from wallet.web.bodies import form_of
from wallet.web.limiting import client_of, too_many
from wallet.web.negotiation import negotiate
from wallet.web.problems import MEDIA_TYPE, Problem, not_found
from wallet.web.resource import Handler, resource
from wallet.web.same_origin import demand_same_origin
from wallet.web.services import WebServices
from wallet.web.words import Wording, wording_for

Answered: TypeAlias = Callable[[Handler], Handler]
_SECURE_COOKIE: Final = "__Secure-wallet-link"
_PLAIN_COOKIE: Final = "wallet-link"
_LONGEST_FIELD: Final = 1_000
_PAGE: Final = "text/html"
_OFFERED: Final = (_PAGE, MEDIA_TYPE, "application/json")


def link_path(request: Request) -> str:
    """Return the link's own path."""
    return f"/s/{quote(request.path_params['token'], safe='')}"


class LinkCover:
    """What stands before a link, and who has passed it."""

    def __init__(self, services: WebServices) -> None:
        """Open by way of `services`."""
        self._services = services
        self._is_secure = services.public_url.startswith("https://")
        self._cookie = _SECURE_COOKIE if self._is_secure else _PLAIN_COOKIE

    def routes(self, answered: Answered) -> list[BaseRoute]:
        """Return the routes; `answered` makes a handler answer for links that are not open."""
        return [
            resource("/s/{token}/open", "share_open", post=answered(self.open)),
            resource("/s/{token}/preview", "share_preview", get=answered(self.preview)),
        ]

    def held(self, request: Request) -> HeldToken:
        """Return the link's token, with its opening where the visitor brings the proof."""
        return self._services.openings.held(
            request.path_params["token"],
            request.cookies.get(self._cookie),
            self._services.clock(),
        )

    def shown(self, request: Request, covered: Covered) -> Response:
        """Return the cover as the answer at the link's own address."""
        wording = _wording(request)
        lost = "opened" in request.query_params
        return cover_response(
            covered,
            link_path(request),
            HTTPStatus.OK,
            wording,
            notice=wording.cover.no_cookie if lost else None,
        )

    async def open(self, request: Request) -> Response:
        """Open the link and lead to it; a wrong passcode leads back to the cover."""
        demand_same_origin(request, self._services.public_url)
        form = dict(await form_of(request))
        token = request.path_params["token"]
        try:
            opened = await self._services.uncover_link(
                token,
                form.get("passcode", "")[:_LONGEST_FIELD],
                client_family(request.headers.get("user-agent")),
                self._services.openings.of_client(client_network(client_of(request))),
                self._services.clock(),
            )
        except LimitReachedError as error:
            return self._not_opened(request, too_many(error), _too_often(request, error))
        if isinstance(opened, Opening):
            return self._let_in(request, opened, "?opened")
        if isinstance(opened, WrongPasscode):
            return self._not_opened(request, _wrong_passcode(), _wording(request).cover.wrong)
        raise AbsentLink(opened)

    async def preview(self, request: Request) -> Response:
        """Let the owner in by an address made for that; any flaw in it is one and the same."""
        proof = request.query_params.get("proof", "")
        held = self._services.openings.held(
            request.path_params["token"], proof, self._services.clock()
        )
        if held.opening is None or not held.is_preview:
            raise not_found()
        return self._let_in(request, held.opening, "")

    def _let_in(self, request: Request, opening: Opening, query: str) -> Response:
        response = RedirectResponse(f"{link_path(request)}{query}", HTTPStatus.SEE_OTHER)
        response.set_cookie(
            self._cookie,
            self._services.openings.proof(request.path_params["token"], opening),
            max_age=_seconds_until(opening.until, self._services.clock()),
            path=link_path(request),
            secure=self._is_secure,
            httponly=True,
            samesite="lax",
        )
        return response

    def _not_opened(self, request: Request, problem: Problem, notice: str) -> Response:
        if negotiate(request.headers.get("accept"), _OFFERED) != _PAGE:
            raise problem
        covered = Covered(ClosedBecause.COVERED, self._services.clock(), needs_passcode=True)
        response = cover_response(
            covered, link_path(request), problem.status, _wording(request), notice=notice
        )
        response.headers.update(problem.headers)
        return response


def is_covered(closed: Closed | None, request: Request) -> Covered | None:
    """Return the cover, where a person asks for the page behind it."""
    wants_page = negotiate(request.headers.get("accept"), _OFFERED) in {None, _PAGE}
    return closed if isinstance(closed, Covered) and wants_page else None


def _wording(request: Request) -> Wording:
    return wording_for(accepted_languages(request.headers.get("accept-language")))


def _wrong_passcode() -> Problem:
    return Problem(HTTPStatus.FORBIDDEN, "WRONG_PASSCODE", "That passcode does not open the link.")


def _too_often(request: Request, error: LimitReachedError) -> str:
    minutes = ceil((error.retry_after or 0) / 60)
    return _wording(request).cover.too_often.format(minutes=minutes)


def _seconds_until(until: datetime, now: datetime) -> int:
    return max(0, int((until - now).total_seconds()))
