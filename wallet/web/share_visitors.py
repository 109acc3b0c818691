"""What a visitor of a link may do there: ask if it names the person they know, report a problem.

What is typed is sent by POST and answered at once, so that it stands in no address; it is neither
shown again nor kept, but for the report itself.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Final, TypeAlias

from limits import RateLimitItem
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import BaseRoute

from wallet.accounts.rate_limits import client_network
from wallet.languages import accepted_languages
from wallet.sharing.confirming import Confirmation, Named
from wallet.sharing.shared import Closed
from wallet.sharing.tokens import hash_of
from wallet.user_errors import UserError
from wallet.web.absent_link import AbsentLink
from wallet.web.bodies import form_of
from wallet.web.display_text import choose, line
from wallet.web.limiting import client_of, count
from wallet.web.negotiation import negotiate
from wallet.web.originals import JSON
from wallet.web.pages import page
from wallet.web.problems import Problem
from wallet.web.resource import resource
from wallet.web.same_origin import demand_same_origin
from wallet.web.services import WebServices
from wallet.web.share_cover import Answered, LinkCover, link_path
from wallet.web.words import Wording, wording_for

_PAGE: Final = "text/html"
_OFFERED: Final = (_PAGE, JSON)
_Windows: TypeAlias = tuple[RateLimitItem, ...]


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """One credential, and whether it names the address."""

    name: str
    answer: str
    kind: str


class VisitorActions:
    """The handlers of what visitors send."""

    def __init__(self, services: WebServices, cover: LinkCover) -> None:
        """Act by way of `services` for who has passed `cover`."""
        self._services = services
        self._cover = cover

    def routes(self, answered: Answered) -> list[BaseRoute]:
        """Return the routes; `answered` makes a handler answer for links that are not open."""
        return [
            resource("/s/{token}/ask", "share_ask", get=answered(self.ask)),
            resource("/s/{token}/confirm", "share_confirm", post=answered(self.confirm)),
            resource("/s/{token}/problem", "share_problem", post=answered(self.problem)),
        ]

    async def ask(self, request: Request) -> Response:
        """Show the forms."""
        held = self._cover.held(request)
        found = await self._services.open_link(held, self._services.clock())
        if found is None or isinstance(found, Closed):
            raise AbsentLink(found)
        wording = _wording(request)
        html = page("ask.html", wording=wording, words=wording.visitor, path=link_path(request))
        return HTMLResponse(html, headers={"Content-Language": wording.language})

    async def confirm(self, request: Request) -> Response:
        """Answer if the credentials name the address that the visitor typed."""
        rules = self._services.rate_limits.rules
        form = await self._form(request, rules.confirmations_of_client, rules.confirmations_of_link)
        try:
            found = await self._services.confirm_recipient(
                self._cover.held(request), form.get("address", ""), self._services.clock()
            )
        except UserError as error:
            raise _not_usable(error) from error
        if found is None or isinstance(found, Closed):
            raise AbsentLink(found)
        if _wants_json(request):
            return Response(json.dumps({"credentials": _said(found)}), media_type=JSON)
        return _confirmed(request, found)

    async def problem(self, request: Request) -> Response:
        """Bring what the visitor writes to the owner's inbox."""
        rules = self._services.rate_limits.rules
        form = await self._form(request, rules.problems_of_client, rules.problems_of_link)
        try:
            sent = await self._services.report_problem(
                self._cover.held(request), form.get("text", ""), self._services.clock()
            )
        except UserError as error:
            raise _not_usable(error) from error
        if sent is None or isinstance(sent, Closed):
            raise AbsentLink(sent)
        if _wants_json(request):
            return Response(json.dumps({"sent": True}), media_type=JSON)
        words = _wording(request).visitor
        return _answer(request, words.report_done, lines=words.report_done_lines)

    async def _form(
        self, request: Request, of_client: _Windows, of_link: _Windows
    ) -> dict[str, str]:
        """Return the fields of a form of ours, once it is counted.

        A client's own allowance is counted first, so that what it lacks is not taken from others.
        """
        demand_same_origin(request, self._services.public_url)
        link = hash_of(request.path_params["token"])
        limits, network = self._services.rate_limits, client_network(client_of(request))
        await count(limits, of_client, link, network)
        await count(limits, of_link, link)
        return dict(await form_of(request))


def _confirmed(request: Request, found: Sequence[Confirmation]) -> Response:
    wording = _wording(request)
    words = wording.visitor
    languages = (*accepted_languages(request.headers.get("accept-language")), wording.language)
    rows = []
    for each in found:
        said = choose(each.title, languages)
        name = line(said.text) if said else wording.share.untitled
        rows.append(AnswerRow(name, words.named[each.named], each.named.value.lower()))
    known = {each.named for each in found}
    title = words.confirmed if known == {Named.YES} else words.not_confirmed
    return _answer(request, title, lines=words.confirm_lines, rows=rows)


def _answer(
    request: Request, title: str, *, lines: Sequence[str] = (), rows: Sequence[AnswerRow] = ()
) -> Response:
    wording = _wording(request)
    html = page(
        "visitor.html",
        wording=wording,
        words=wording.visitor,
        title=title,
        lines=lines,
        rows=rows,
        path=link_path(request),
    )
    return HTMLResponse(html, headers={"Content-Language": wording.language})


def _said(found: Sequence[Confirmation]) -> list[dict[str, object]]:
    return [{"position": each.position, "named": each.named.value} for each in found]


def _not_usable(error: UserError) -> Problem:
    return Problem(HTTPStatus.UNPROCESSABLE_ENTITY, error.code.value, error.message)


def _wants_json(request: Request) -> bool:
    return negotiate(request.headers.get("accept"), _OFFERED) == JSON


def _wording(request: Request) -> Wording:
    return wording_for(accepted_languages(request.headers.get("accept-language")))
