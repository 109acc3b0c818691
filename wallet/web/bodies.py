"""A request in, its body out, counted while it streams in and given up where nothing comes."""

from asyncio import timeout
from http import HTTPStatus
from typing import Final
from urllib.parse import parse_qsl

from starlette.requests import ClientDisconnect, Request

from wallet.web.problems import Problem

_SILENT_SECONDS: Final = 20.0
FORM: Final = "application/x-www-form-urlencoded"
FORM_BYTES: Final = 64 * 1024
_MOST_FIELDS: Final = 50


async def body_of(request: Request, most: int) -> bytes:
    """Return the body.

    Raises:
        Problem: it is larger than `most` bytes, or does not come.
    """
    taken = bytearray()
    stream = aiter(request.stream())
    while True:
        try:
            async with timeout(_SILENT_SECONDS):
                chunk = await anext(stream)
        except StopAsyncIteration:
            return bytes(taken)
        except (TimeoutError, ClientDisconnect) as error:
            raise Problem(
                HTTPStatus.REQUEST_TIMEOUT, "REQUEST_TIMEOUT", "The request did not come to an end."
            ) from error
        taken += chunk
        if len(taken) > most:
            raise Problem(
                HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
                "TOO_LARGE",
                f"Send {most} bytes at most.",
            )


def media_type_of(request: Request) -> str:
    """Return the media type of the body, in lower case and without parameters."""
    return request.headers.get("content-type", "").partition(";")[0].strip().lower()


async def form_of(request: Request) -> list[tuple[str, str]]:
    """Return the fields of a form, in order.

    Raises:
        Problem: it is no form, or too large.
    """
    if media_type_of(request) != FORM:
        raise Problem(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "UNSUPPORTED_MEDIA_TYPE", f"Send {FORM}.")
    body = await body_of(request, FORM_BYTES)
    try:
        return parse_qsl(
            body.decode("ascii"),
            keep_blank_values=True,
            strict_parsing=bool(body),
            errors="strict",
            max_num_fields=_MOST_FIELDS,
        )
    except ValueError as error:
        raise Problem(
            HTTPStatus.BAD_REQUEST, "BAD_REQUEST", "The form cannot be read: encode it as UTF-8."
        ) from error
