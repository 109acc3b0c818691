"""A demonstration in, the routes that serve it out: public documents, the same for everybody."""

from http import HTTPStatus

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from wallet.demonstration.demonstration import Demonstration
from wallet.demonstration.places import PREFIX

_POLICY = (
    "default-src 'none'; img-src 'self'; style-src 'unsafe-inline'; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'none'"
)
_HEADERS = {
    "Access-Control-Allow-Origin": "*",  # verifiers that run in a browser fetch from anywhere
    "Cache-Control": "public, max-age=300",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex",
}


def create_demonstration_routes(demonstration: Demonstration) -> list[Route]:
    """Return the routes of everything below `/demo`; GET and HEAD alone."""

    async def serve(request: Request) -> Response:
        served = demonstration.documents.get(request.path_params.get("path", "").rstrip("/"))
        if served is None:
            return Response("There is nothing here.", HTTPStatus.NOT_FOUND, media_type="text/plain")
        return Response(
            served.body,
            served.http_status,
            headers={
                **_HEADERS,
                "Content-Type": served.media_type,
                # A page may start downloads; a drawing that is opened by itself may do nothing.
                "Content-Security-Policy": _POLICY if served.is_page else f"{_POLICY}; sandbox",
            },
        )

    return [
        Route(PREFIX, serve, name="demonstration"),
        Route(f"{PREFIX}/{{path:path}}", serve, name="demonstration-document"),
    ]
