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
from wallet.web.words import ENGLISH
from wallet.web.words.wording import ClosedWords

_OFFERED = ("text/html", MEDIA_TYPE, "application/json")
_CLOSED = {
    ClosedBecause.EXPIRED: (
        ENGLISH.expired_link,
        "LINK_EXPIRED",
        "This link has run out. That says nothing about the credentials it showed.",
    ),
    ClosedBecause.REVOKED: (
        ENGLISH.revoked_link,
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


def absent_response(absent: AbsentLink, accept: str | None) -> Response:
    """Return the page or the problem, whichever is wanted; the page where neither is."""
    wants_page = negotiate(accept, _OFFERED) in {None, _OFFERED[0]}
    if absent.closed is None:
        if wants_page:
            return HTMLResponse(_UNKNOWN_PAGE, HTTPStatus.NOT_FOUND)
        return problem_response(not_found())
    words, code, detail = _CLOSED[absent.closed.reason]
    if wants_page:
        date = ENGLISH.date(absent.closed.at)
        return HTMLResponse(_message(words, date), HTTPStatus.GONE)
    return problem_response(Problem(HTTPStatus.GONE, code, detail))


def _message(words: ClosedWords, date: str = "") -> str:
    """Return a page that says why there are no credentials on it."""
    lines = [text.format(date=date) for text in words.lines]
    return page("message.html", wording=ENGLISH, title=words.title, lines=lines)


_UNKNOWN_PAGE = _message(ENGLISH.unknown_link)
