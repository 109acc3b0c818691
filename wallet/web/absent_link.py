"""A link that is not open in, the answer out: 404 for the unknown, 410 for the ended.

A link with a cover answers with that, and is forbidden to who does not open it; so is one that
opens later.

A dead link is not a dead credential, and both answers say so. Only who holds a token that was
once true learns that it was; every other answer is the same, byte for byte.
"""

from http import HTTPStatus

from starlette.responses import HTMLResponse, Response

from wallet.sharing.shared import Closed, ClosedBecause, Covered
from wallet.web.display_text import line
from wallet.web.negotiation import negotiate
from wallet.web.pages import page
from wallet.web.problems import MEDIA_TYPE, Problem, not_found, problem_response
from wallet.web.words import WORDINGS, Wording, wording_for
from wallet.web.words.wording import ClosedWords

_OFFERED = ("text/html", MEDIA_TYPE, "application/json")
_ENDED = frozenset({ClosedBecause.EXPIRED, ClosedBecause.REVOKED, ClosedBecause.USED_UP})
_CLOSED = {
    ClosedBecause.EXPIRED: (
        "LINK_EXPIRED",
        "This link has run out. That says nothing about the credentials it showed.",
    ),
    ClosedBecause.REVOKED: (
        "LINK_REVOKED",
        "Its owner closed this link. That says nothing about the credentials it showed.",
    ),
    ClosedBecause.USED_UP: (
        "LINK_USED_UP",
        "This link was opened as often as its owner allowed.",
    ),
    ClosedBecause.NOT_YET_OPEN: (
        "LINK_NOT_YET_OPEN",
        "This link opens later.",
    ),
    ClosedBecause.COVERED: (
        "LINK_COVERED",
        "Open it first: POST a form, with `passcode` where it has one, to its address and `/open`; "
        "then send the cookie that comes back.",
    ),
}


class AbsentLink(Exception):  # noqa: N818 -- a fact about a link, no failure
    """There is no open link: `closed` tells why, None where there never was one."""

    def __init__(self, closed: Closed | None) -> None:
        """Keep why."""
        super().__init__()
        self.closed = closed


def absent_response(
    absent: AbsentLink, accept: str | None, languages: tuple[str, ...] = (), path: str = ""
) -> Response:
    """Return the page or the problem, whichever is wanted; the page where neither is.

    `path` is the link's own, for its cover.
    """
    wants_page = negotiate(accept, _OFFERED) in {None, _OFFERED[0]}
    wording = wording_for(languages)
    if absent.closed is None:
        if wants_page:
            return _response(_UNKNOWN_PAGES[wording.language], HTTPStatus.NOT_FOUND, wording)
        return problem_response(not_found())
    reason = absent.closed.reason
    status = HTTPStatus.GONE if reason in _ENDED else HTTPStatus.FORBIDDEN
    if not wants_page:
        code, detail = _CLOSED[reason]
        return problem_response(Problem(status, code, detail))
    if isinstance(absent.closed, Covered):
        return cover_response(absent.closed, path, status, wording)
    date = wording.date(absent.closed.at)
    html = _message(wording, _words(reason, wording), date, absent.closed.said)
    return _response(html, status, wording)


def cover_response(
    covered: Covered,
    path: str,
    status: HTTPStatus,
    wording: Wording,
    *,
    notice: str | None = None,
) -> Response:
    """Return the cover of the link at `path`: what opens it, and nothing of what is behind."""
    html = page(
        "cover.html",
        wording=wording,
        words=wording.cover,
        path=path,
        needs_passcode=covered.needs_passcode,
        is_limited=covered.is_limited,
        notice=notice,
    )
    return _response(html, status, wording)


def _words(reason: ClosedBecause, wording: Wording) -> ClosedWords:
    """Return what a language says of a link that was closed."""
    match reason:
        case ClosedBecause.EXPIRED:
            return wording.expired_link
        case ClosedBecause.REVOKED:
            return wording.revoked_link
        case ClosedBecause.USED_UP:
            return wording.used_up_link
        case ClosedBecause.NOT_YET_OPEN:
            return wording.early_link
        case ClosedBecause.COVERED:
            raise ValueError("a cover has words of its own")


def _message(wording: Wording, words: ClosedWords, date: str = "", said: str | None = None) -> str:
    """Return a page that says why there are no credentials on it."""
    lines = [text.format(date=date) for text in words.lines]
    if said:
        lines.insert(1, wording.revocation_reason.format(reason=line(said, 300)))
    return page("message.html", wording=wording, title=words.title, lines=lines)


def _response(html: str, http_status: HTTPStatus, wording: Wording) -> Response:
    return HTMLResponse(html, http_status, headers={"Content-Language": wording.language})


_UNKNOWN_PAGES = {each.language: _message(each, each.unknown_link) for each in WORDINGS.values()}
