"""The outbox, for development: the mail that left for nowhere, so that one can sign in.

The composition serves it on this machine alone, and only where no mail server is set. It is shown
to who names this machine: a page elsewhere whose name leads here, by a tunnel or by rebinding of
its name, could otherwise read the codes.
"""

from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import BaseRoute

from wallet.accounts.mail import latest
from wallet.network.destinations import is_loopback
from wallet.web.pages import page
from wallet.web.problems import not_found
from wallet.web.resource import resource
from wallet.web.words import wording_of

OUTBOX_PATH = "/outbox"


def outbox_routes() -> list[BaseRoute]:
    """Return the page of the newest mails, newest first."""

    async def outbox(request: Request) -> Response:
        if not _is_this_machine(request.headers.get("host", "")):
            raise not_found()
        wording = wording_of(request)
        html = page("outbox.html", wording=wording, words=wording.outbox, messages=await latest())
        return HTMLResponse(html, headers={"Content-Language": wording.language})

    return [resource(OUTBOX_PATH, "outbox", get=outbox)]


def _is_this_machine(host: str) -> bool:
    try:
        name = urlsplit(f"//{host}").hostname
    except ValueError:
        return False
    return name is not None and is_loopback(name)
