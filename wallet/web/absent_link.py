"""A link that is not open in, the answer out: 404 for the unknown, 410 for the closed.

A dead link is not a dead credential, and both answers say so. Only who holds a token that was
once true learns that it was; every other answer is the same, byte for byte.
"""

from http import HTTPStatus

from starlette.responses import HTMLResponse, Response

from wallet.sharing.shared import Closed, ClosedBecause
from wallet.web.negotiation import negotiate
from wallet.web.pages import page
from wallet.web.problems import MEDIA_TYPE, Problem, not_found, problem_response
from wallet.web.words import WORDINGS, Wording, wording_for
from wallet.web.words.wording import ClosedWords

_OFFERED = ("text/html", MEDIA_TYPE, "application/json")
_CLOSED = {
    ClosedBecause.EXPIRED: (
        "LINK_EXPIRED",
        "This link has run out. That says nothing about the credentials it showed.",
    ),
    ClosedBecause.REVOKED: (
        "LINK_REVOKED",
        "Its owner closed this link. That says nothing about the credentials it showed.",
    ),
}


class AbsentLink(Exception):  # noqa: N818 -- a fact about a link, no failure
    """There is no open link: `closed` tells why, None where there never was one."""

    def __init__(self, closed: Closed | None) -> None:
        """Keep why."""
        super().__init__()
        self.closed = closed


def absent_response(
    absent: AbsentLink, accept: str | None, languages: tuple[str, ...] = ()
) -> Response:
    """Return the page or the problem, whichever is wanted; the page where neither is."""
    wants_page = negotiate(accept, _OFFERED) in {None, _OFFERED[0]}
    wording = wording_for(languages)
    if absent.closed is None:
        if wants_page:
            return _response(_UNKNOWN_PAGES[wording.language], HTTPStatus.NOT_FOUND, wording)
        return problem_response(not_found())
    reason = absent.closed.reason
    if wants_page:
        date = wording.date(absent.closed.at)
        return _response(_message(wording, _words(reason, wording), date), HTTPStatus.GONE, wording)
    code, detail = _CLOSED[reason]
    return problem_response(Problem(HTTPStatus.GONE, code, detail))


def _words(reason: ClosedBecause, wording: Wording) -> ClosedWords:
    """Return what a language says of a link that was closed."""
    match reason:
        case ClosedBecause.EXPIRED:
            return wording.expired_link
        case ClosedBecause.REVOKED:
            return wording.revoked_link


def _message(wording: Wording, words: ClosedWords, date: str = "") -> str:
    """Return a page that says why there are no credentials on it."""
    lines = [text.format(date=date) for text in words.lines]
    return page("message.html", wording=wording, title=words.title, lines=lines)


def _response(html: str, http_status: HTTPStatus, wording: Wording) -> Response:
    return HTMLResponse(html, http_status, headers={"Content-Language": wording.language})


_UNKNOWN_PAGES = {each.language: _message(each, each.unknown_link) for each in WORDINGS.values()}
