"""Handlers for methods in, a route out that answers every method and carries every header."""

from collections.abc import Awaitable, Callable, Mapping

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from wallet.web.headers import PRIVATE
from wallet.web.problems import Problem, problem_response, wrong_method

Handler = Callable[[Request], Awaitable[Response]]
Refuse = Callable[[Problem], Response]


def resource(
    path: str,
    name: str,
    *,
    get: Handler | None = None,
    post: Handler | None = None,
    put: Handler | None = None,
    refuse: Refuse = problem_response,
) -> Route:
    """Return the route of `path`.

    HEAD is GET without a body, OPTIONS tells the methods, any other is refused. A `Problem` that
    a handler raises becomes its response, by `refuse`, and every response has the headers of
    `PRIVATE` that it does not set itself.
    """
    handlers: dict[str, Handler] = {}
    if get is not None:
        handlers |= {"GET": get, "HEAD": get}
    if post is not None:
        handlers["POST"] = post
    if put is not None:
        handlers["PUT"] = put
    return Route(path, _Resource(handlers, refuse), name=name)


class _Resource:
    """The ASGI side of a route."""

    def __init__(self, handlers: Mapping[str, Handler], refuse: Refuse) -> None:
        self._handlers = handlers
        self._refuse = refuse
        self._allowed = ", ".join((*handlers, "OPTIONS"))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope, receive, send)
        response = await self._answer(request)
        for name, value in PRIVATE.items():
            response.headers.setdefault(name, value)
        served: ASGIApp = _without_body(response) if request.method == "HEAD" else response
        await served(scope, receive, send)

    async def _answer(self, request: Request) -> Response:
        if request.method == "OPTIONS":
            return Response(status_code=204, headers={"Allow": self._allowed})
        handler = self._handlers.get(request.method)
        try:
            if handler is None:
                raise wrong_method(self._allowed)
            return await handler(request)
        except Problem as problem:
            return self._refuse(problem)


def _without_body(response: Response) -> Response:
    """Return the same head, its Content-Length included, and nothing after it."""
    empty = Response(status_code=response.status_code)
    empty.raw_headers = response.raw_headers
    empty.background = response.background
    return empty
