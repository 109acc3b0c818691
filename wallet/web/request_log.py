"""A request in, one line in the log out: the route's template, never the address itself.

An address may hold a token, so it is not logged, here or by the server (its access log is off).
This is the outermost layer: what escapes from everything else ends here as a problem.
"""

import logging
from http import HTTPStatus
from time import perf_counter
from uuid import uuid4

from starlette.routing import Mount
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from wallet.web.problems import failure, problem_response

LOGGER = logging.getLogger("wallet.requests")
UNMATCHED = "(no route)"


class RequestLog:
    """Middleware of the whole app."""

    def __init__(self, app: ASGIApp) -> None:
        """Stand around `app`."""
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one connection; log it if it is HTTP."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request_id = str(uuid4())
        scope.setdefault("state", {})["request_id"] = request_id
        began, answered, complete = perf_counter(), 0, False

        async def noting(message: Message) -> None:
            nonlocal answered, complete
            if message["type"] == "http.response.start":
                answered = message["status"]
            await send(message)
            complete = message["type"] == "http.response.body" and not message.get("more_body")

        try:
            await self._app(scope, receive, noting)
        except Exception:  # the last stop: logged in full, told to the caller without a word of it
            LOGGER.exception("request %s failed at %s", request_id, template_of(scope))
            if not answered:
                await problem_response(failure(request_id))(scope, receive, noting)
            elif not complete:
                raise  # half an answer: only the server can break the connection off
        finally:
            LOGGER.log(
                _level(scope, answered),
                "%s %s %d %.1f ms %s",
                scope["method"],
                template_of(scope),
                answered,
                (perf_counter() - began) * 1000,
                request_id,
            )


def _level(scope: Scope, answered: int) -> int:
    """Return the level of a request's line: files that a page is made of are details."""
    is_file = isinstance(scope.get("route"), Mount) and answered < HTTPStatus.BAD_REQUEST
    return logging.DEBUG if is_file else logging.INFO


def template_of(scope: Scope) -> str:
    """Return the template of the route that served, such as `/s/{token}`."""
    template = getattr(scope.get("route"), "path", None)
    return template if isinstance(template, str) else UNMATCHED
