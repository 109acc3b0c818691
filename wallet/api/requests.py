"""An HTTP request in, one GraphQL request out, or the HTTP status that says why not.

Sources: GraphQL over HTTP, "Request" and "Request Parameters"; GraphQL multipart request
specification. A body is counted while it streams in, and files stay in memory: what is too large
is refused before it is held, and nothing is left on a disk.
"""

from asyncio import timeout
from collections.abc import AsyncGenerator, AsyncIterator, Mapping
from dataclasses import dataclass
from email.message import Message
from http import HTTPStatus
from typing import Any

import orjson
from starlette.datastructures import FormData, UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser
from starlette.requests import Request

from wallet.api.error_codes import ErrorCode
from wallet.api.services import RequestLimits
from wallet.api.trusted_documents import DocumentRefusedError, TrustedDocuments
from wallet.api.uploads import UploadedFile

PREFLIGHT_HEADERS = ("GraphQL-Require-Preflight", "Apollo-Require-Preflight")
"""Headers that no plain form of a foreign page can send; a multipart request wants one of them."""
_PARTS = 2
_LONGEST_INDEX = 6
_BEARER = {"WWW-Authenticate": "Bearer"}


class HttpRefusedError(Exception):
    """A request that is no GraphQL request; `http_status` says in which way."""

    def __init__(
        self,
        http_status: HTTPStatus,
        message: str,
        headers: Mapping[str, str] | None = None,
        code: ErrorCode | None = None,
    ) -> None:
        """Refuse with the status."""
        super().__init__(message)
        self.http_status = http_status
        self.message = message
        self.headers = dict(headers or {})
        self.code = code


@dataclass(frozen=True, slots=True)
class GraphQLRequest:
    """The parameters of one request; `by_digest` tells that it named a listed document."""

    query: str
    variables: dict[str, Any] | None = None
    operation_name: str | None = None
    extensions: dict[str, Any] | None = None
    by_digest: bool = False


async def read_request(
    request: Request, limits: RequestLimits, documents: TrustedDocuments, *, is_stranger: bool
) -> GraphQLRequest:
    """Read a GET or POST; less of it from a stranger, of whom nothing has to be held in memory.

    Raises:
        HttpRefusedError: 400, 401, 403, 405, 413 or 415.
    """
    if request.method == "GET":
        return _checked(_of_address(request), documents)
    if request.method != "POST":
        raise HttpRefusedError(
            HTTPStatus.METHOD_NOT_ALLOWED, "Use GET or POST.", {"Allow": "GET, POST"}
        )
    media_type, charset = _content_type(request.headers.get("content-type", ""))
    if charset not in {None, "utf-8", "utf8"}:
        raise _unsupported()
    if media_type == "application/json":
        most = limits.stranger_bytes if is_stranger else limits.json_bytes
        return _checked(_json(await _body(request, most, limits)), documents)
    if media_type == "multipart/form-data":
        _refuse_without_preflight(request)
        if is_stranger:
            raise HttpRefusedError(HTTPStatus.UNAUTHORIZED, "Sign in before you upload.", _BEARER)
        return _checked(await _multipart(request, limits), documents)
    raise _unsupported()


def _of_address(request: Request) -> dict[str, Any]:
    given: dict[str, Any] = dict(request.query_params)
    for name in ("variables", "extensions"):
        if given.get(name):
            given[name] = _json(given[name].encode())
        else:
            given.pop(name, None)
    return given


def _checked(given: Any, documents: TrustedDocuments) -> GraphQLRequest:
    if isinstance(given, list):
        raise _bad("Send one operation in each request.")
    if not isinstance(given, dict):
        raise _bad("The body is a JSON object with the member `query`.")
    (query, by_digest), name = _document(given, documents), given.get("operationName")
    if not isinstance(query, str) or not query.strip():
        raise _bad("`query` is a text.")
    if not isinstance(name, str | None):
        raise _bad("`operationName` is a text or null.")
    for member in ("variables", "extensions"):
        if not isinstance(given.get(member), dict | None):
            raise _bad(f"`{member}` is an object or null.")
    return GraphQLRequest(
        query, given.get("variables"), name or None, given.get("extensions"), by_digest
    )


def _document(given: Mapping[str, Any], documents: TrustedDocuments) -> tuple[Any, bool]:
    try:
        return documents.text_of(given)
    except DocumentRefusedError as error:
        raise HttpRefusedError(error.http_status, error.message, code=error.code) from error


def _json(octets: bytes) -> Any:
    try:
        return orjson.loads(octets)
    except orjson.JSONDecodeError:
        raise _bad("This is not JSON.") from None


async def _counted(
    request: Request, most: int, limits: RequestLimits
) -> AsyncGenerator[bytes, None]:
    declared = request.headers.get("content-length", "")
    if declared.isdigit() and int(declared) > most:
        raise _too_large(most)
    received = 0
    stream = request.stream()
    while (chunk := await _next(stream, limits.silent_seconds)) is not None:
        received += len(chunk)
        if received > most:
            raise _too_large(most)
        yield chunk


async def _next(stream: AsyncIterator[bytes], seconds: float) -> bytes | None:
    """Return what comes next of a body, None after its end."""
    try:
        async with timeout(seconds):
            return await anext(stream, None)
    except TimeoutError:
        raise HttpRefusedError(
            HTTPStatus.REQUEST_TIMEOUT, "Nothing more of the request came.", {"Connection": "close"}
        ) from None


async def _body(request: Request, most: int, limits: RequestLimits) -> bytes:
    return b"".join([chunk async for chunk in _counted(request, most, limits)])


async def _multipart(request: Request, limits: RequestLimits) -> Any:
    parser = MultiPartParser(
        request.headers,
        _counted(request, limits.upload_bytes, limits),
        max_files=limits.files,
        max_fields=_PARTS,
        max_part_size=limits.json_bytes,
    )
    parser.spool_max_size = limits.upload_bytes  # all of it in memory, never in a file
    try:
        form = await parser.parse()
    except (MultiPartException, KeyError) as error:
        raise _bad(getattr(error, "message", "This is not a multipart body.")) from None
    try:
        return await _with_files(form)
    finally:
        await form.close()


async def _with_files(form: FormData) -> Any:
    """Put the files where `map` says, in place of the nulls that stand there."""
    operations, places = form.get("operations"), form.get("map")
    if not isinstance(operations, str) or not isinstance(places, str):
        raise _bad("A multipart request has the parts `operations` and `map`.")
    request, mapped = _json(operations.encode()), _json(places.encode())
    if not isinstance(mapped, dict):
        raise _bad("`map` is an object.")
    for name, paths in mapped.items():
        part = form.get(name)
        if not isinstance(part, UploadFile) or not isinstance(paths, list):
            raise _bad(f"The file `{name}` of the map is missing.")
        file = UploadedFile(part.filename or name, await part.read())
        for path in paths:
            _put(request, path, file)
    return request


def _put(request: Any, path: Any, file: UploadedFile) -> None:
    """Put the file at a path like `variables.input.source.file`, where null stands."""
    root, *keys = path.split(".") if isinstance(path, str) else [""]
    holder: Any = request
    place = root
    for key in keys:
        holder, place = _at(holder, place), key
    if root != "variables" or not keys or not _has(holder, place):
        raise _misplaced()
    index = int(place) if isinstance(holder, list) else place
    if holder[index] is not None:
        raise _misplaced()
    holder[index] = file


def _at(holder: Any, place: str) -> Any:
    if not _has(holder, place):
        raise _misplaced()
    return holder[int(place)] if isinstance(holder, list) else holder[place]


def _has(holder: Any, place: str) -> bool:
    if isinstance(holder, list):
        # the length first: Python refuses to read a number of thousands of digits
        is_number = place.isdecimal() and place.isascii() and len(place) <= _LONGEST_INDEX
        return is_number and int(place) < len(holder)
    return isinstance(holder, dict) and place in holder


def _misplaced() -> HttpRefusedError:
    return _bad("`map` names a place that is not null in the variables.")


def _refuse_without_preflight(request: Request) -> None:
    if not any(name in request.headers for name in PREFLIGHT_HEADERS):
        raise HttpRefusedError(
            HTTPStatus.FORBIDDEN,
            f"A multipart request carries the header {PREFLIGHT_HEADERS[0]}, with any value.",
        )


def _content_type(header: str) -> tuple[str, str | None]:
    message = Message()
    message["content-type"] = header
    if not header:
        return "", None
    charset = message.get_param("charset")
    return message.get_content_type(), charset.lower() if isinstance(charset, str) else None


def _bad(message: str) -> HttpRefusedError:
    return HttpRefusedError(HTTPStatus.BAD_REQUEST, message)


def _unsupported() -> HttpRefusedError:
    return HttpRefusedError(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "Send application/json in UTF-8.")


def _too_large(most: int) -> HttpRefusedError:
    return HttpRefusedError(
        HTTPStatus.REQUEST_ENTITY_TOO_LARGE, f"A request has {most:,} bytes at most."
    )
