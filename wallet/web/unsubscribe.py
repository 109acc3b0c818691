"""The address in a letter that ends such letters: a page with a button, and the button.

Opening it changes nothing, since mail programs open links by themselves; the POST does, without
signing in, redirects or cookies, and from anywhere. Source: RFC 8058, "Mail Receivers When
Performing One-Click Unsubscription".
"""

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import BaseRoute

from wallet.accounts.unsubscribe_links import UnsubscribeLinks, Unsubscription
from wallet.learner.learner import Learner
from wallet.learner.notifying import end_letters
from wallet.web.pages import page
from wallet.web.problems import not_found
from wallet.web.resource import resource
from wallet.web.words import wording_of


def unsubscribe_routes(links: UnsubscribeLinks) -> list[BaseRoute]:
    """Return the route of these links."""

    async def ask(request: Request) -> Response:
        _opened(request, links)
        return _page(request, is_done=False)

    async def end(request: Request) -> Response:
        found = _opened(request, links)
        await end_letters(Learner(found.learner_id), found.about)
        return _page(request, is_done=True)

    return [resource("/unsubscribe/{token}", "unsubscribe", get=ask, post=end)]


def _opened(request: Request, links: UnsubscribeLinks) -> Unsubscription:
    found = links.opened(request.path_params["token"])
    if found is None:
        raise not_found()
    return found


def _page(request: Request, *, is_done: bool) -> Response:
    wording = wording_of(request)
    html = page("unsubscribe.html", wording=wording, words=wording.unsubscribe, is_done=is_done)
    return HTMLResponse(html, headers={"Content-Language": wording.language})
