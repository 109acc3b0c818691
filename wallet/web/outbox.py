"""The outbox, for development: the mail that left for nowhere, so that one can sign in.

The composition serves it on this machine alone, and only where no mail server is set.
"""

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import BaseRoute

from wallet.accounts.mail import latest
from wallet.web.pages import page
from wallet.web.resource import resource
from wallet.web.words import ENGLISH

OUTBOX_PATH = "/outbox"


def outbox_routes() -> list[BaseRoute]:
    """Return the page of the newest mails, newest first."""

    async def outbox(_request: Request) -> Response:
        html = page("outbox.html", wording=ENGLISH, words=ENGLISH.outbox, messages=await latest())
        return HTMLResponse(html)

    return [resource(OUTBOX_PATH, "outbox", get=outbox)]
