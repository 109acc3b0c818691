"""A response in, the same with a validator out, or the word that the client's copy still stands.

Source: RFC 9110, 8.8.3 "ETag" and 13.1.2 "If-None-Match"; RFC 9111, 5.2.2 "Cache-Control".
"""

from hashlib import sha256
from http import HTTPStatus

from starlette.requests import Request
from starlette.responses import Response

_VARIES = "Accept, Accept-Language, Authorization, Cookie, Origin"


def revalidated(request: Request, response: Response) -> Response:
    """Let the client alone keep the response, and ask each time if it still stands."""
    etag = f'"{sha256(bytes(response.body)).hexdigest()[:32]}"'
    response.headers.update({"Cache-Control": "private, no-cache", "ETag": etag, "Vary": _VARIES})
    if not _holds(request.headers.get("if-none-match", ""), etag):
        return response
    kept = {
        name: value
        for name, value in response.headers.items()
        if name not in {"content-length", "content-type"}
    }
    return Response(status_code=HTTPStatus.NOT_MODIFIED, headers=kept)


def _holds(if_none_match: str, etag: str) -> bool:
    named = {each.strip().removeprefix("W/") for each in if_none_match.split(",")}
    return etag in named or "*" in named
