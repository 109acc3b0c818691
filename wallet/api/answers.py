"""What an operation came to in, an HTTP response in the form that the client takes out.

Source: GraphQL over HTTP, "Response", "Media Types" and "Status Codes".
"""

import json
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

import orjson
from starlette.responses import Response

from wallet.api.types.scalars import write_date_time

RESPONSE_JSON = "application/graphql-response+json"
JSON = "application/json"
EVENT_STREAM = "text/event-stream"
_OFFERED = (JSON, RESPONSE_JSON, EVENT_STREAM)
_RANGES = {"*/*": JSON, "application/*": JSON, "text/*": EVENT_STREAM}
HEADERS = {
    "Cache-Control": "private, no-store",
    "Vary": "Accept, Authorization",
    "X-Content-Type-Options": "nosniff",
}


def chosen_media_type(accept: str | None) -> str | None:
    """Return the media type to answer in; None where the client takes none of ours.

    Who says nothing, or that anything will do, gets JSON. Source: RFC 9110, 12.5.1.
    """
    if not accept or not accept.strip():
        return JSON
    best: tuple[float, str] | None = None
    for entry in accept.split(","):
        name, *parameters = (part.strip().lower() for part in entry.split(";"))
        media_type = _RANGES.get(name, name)
        quality = _quality(parameters)
        if media_type in _OFFERED and quality > 0 and (best is None or quality > best[0]):
            best = (quality, media_type)
    return best[1] if best is not None else None


def encode(value: Any) -> str:
    """Write JSON text; as text, since octets would make WebSocket frames binary."""
    return _octets(value).decode()


def _octets(value: Any) -> bytes:
    """Write JSON; a moment in UTC, which a planned answer may hold, as `DateTime` writes it."""
    try:
        return orjson.dumps(value, option=orjson.OPT_UTC_Z)
    except TypeError:  # integers beyond 64 bits, in somebody's document
        text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=write_date_time)
        return text.encode()


def answer(
    content: Mapping[str, Any],
    media_type: str,
    *,
    http_status: HTTPStatus = HTTPStatus.OK,
    headers: Mapping[str, str] | None = None,
) -> Response:
    """Return the response."""
    return Response(
        _octets(content),
        status_code=http_status,
        headers={**HEADERS, **(headers or {})},
        media_type=f"{media_type}; charset=utf-8",
    )


def _quality(parameters: list[str]) -> float:
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip() == "q":
            try:
                return min(max(float(value), 0.0), 1.0)
            except ValueError:
                return 0.0
    return 1.0
