"""GraphQL over HTTP: one address for queries, mutations, streams of events and sockets.

Source: GraphQL over HTTP; GraphQL over Server-Sent Events, "Distinct connections mode".
"""

from collections.abc import AsyncGenerator, Mapping
from contextlib import aclosing
from http import HTTPStatus
from math import ceil
from typing import Any
from uuid import uuid4

from graphql import GraphQLError
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import ClientDisconnect, Request
from starlette.responses import RedirectResponse, Response, StreamingResponse
from starlette.routing import BaseRoute, Route, WebSocketRoute
from starlette.types import Receive, Scope, Send
from strawberry.http.streaming import SSETransport, merge_stream_with_heartbeat
from strawberry.schema.exceptions import CannotGetOperationTypeError, InvalidOperationTypeError
from strawberry.types import ExecutionResult
from strawberry.types.graphql import OperationType

from wallet.accounts.authentication import Caller, Refusal, authenticate
from wallet.accounts.rate_limits import client_network
from wallet.api.answers import (
    EVENT_STREAM,
    HEADERS,
    JSON,
    RESPONSE_JSON,
    answer,
    chosen_media_type,
    encode,
)
from wallet.api.browser_sessions import HEADER, browser_session
from wallet.api.calls import Call, languages_for
from wallet.api.error_codes import ErrorCode
from wallet.api.error_page import error_routes
from wallet.api.errors import coded, formatted, throttled, unauthenticated
from wallet.api.explorer import EXPLORER_PATH, explorer_routes
from wallet.api.operations import Operations
from wallet.api.requests import (
    PREFLIGHT_HEADERS,
    GraphQLRequest,
    HttpRefusedError,
    read_request,
)
from wallet.api.revalidating import revalidated
from wallet.api.schema import WalletSchema, create_schema
from wallet.api.services import ApiServices
from wallet.api.websocket import Socket

GRAPHQL_PATH = "/graphql"
_REQUEST_ID = "X-Request-Id"
_EXPOSED_HEADERS = (
    _REQUEST_ID,
    "ETag",
    "Retry-After",
    "WWW-Authenticate",
    "X-RateLimit-Cost",
    "X-RateLimit-Limit",
    "X-RateLimit-Remaining",
    "X-RateLimit-Reset",
)
_ALLOWED_HEADERS = ("Authorization", "Content-Type", "Accept-Language", HEADER, *PREFLIGHT_HEADERS)


def create_graphql_app(services: ApiServices) -> list[BaseRoute]:
    """Return the routes of the API: `/graphql` for HTTP and WebSocket, and the explorer's."""
    schema = create_schema(services.queries)
    endpoint = CORSMiddleware(
        Endpoint(schema, services),
        allow_origins=services.origins,
        allow_methods=("GET", "POST"),
        allow_headers=_ALLOWED_HEADERS,
        expose_headers=_EXPOSED_HEADERS,
        allow_credentials=services.cookies,
        max_age=600,
    )
    return [
        Route(GRAPHQL_PATH, endpoint),
        WebSocketRoute(GRAPHQL_PATH, Socket(schema, services)),
        *error_routes(),
        *(explorer_routes(services.explorer) if services.explorer is not None else ()),
    ]


class Endpoint:
    """Answers HTTP requests."""

    def __init__(self, schema: WalletSchema, services: ApiServices) -> None:
        """Answer from the schema."""
        self._schema = schema
        self._services = services
        self._operations = Operations(schema)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request (ASGI)."""
        request = Request(scope, receive)
        request_id = scope.get("state", {}).get("request_id") or uuid4().hex
        try:
            response = await self._respond(request, request_id)
        except HttpRefusedError as refused:
            response = _refusal(request, refused, request_id)
        except ClientDisconnect:
            return
        response.headers[_REQUEST_ID] = request_id
        await response(scope, receive, send)

    async def _respond(self, request: Request, request_id: str) -> Response:
        if self._wants_explorer(request):
            return RedirectResponse(EXPLORER_PATH, HTTPStatus.SEE_OTHER)
        media_type = chosen_media_type(request.headers.get("accept"))
        if media_type is None:
            raise HttpRefusedError(
                HTTPStatus.NOT_ACCEPTABLE, f"Accept {RESPONSE_JSON}, {JSON} or {EVENT_STREAM}."
            )
        call = await self._call(request, request_id)
        await self._count(call)
        asked = await read_request(
            request,
            self._services.requests,
            self._services.documents,
            is_stranger=call.caller is None,
        )
        if media_type == EVENT_STREAM:
            call.browser = None  # what a stream tells comes too late for a cookie
            return self._stream(request, asked, call)
        response = await self._execute(request, asked, call, media_type)
        for cookie in call.browser.written if call.browser is not None else ():
            response.headers.append("Set-Cookie", cookie)
        if request.method == "GET" and asked.by_digest and response.status_code == HTTPStatus.OK:
            return revalidated(request, response)
        return response

    async def _execute(
        self, request: Request, asked: GraphQLRequest, call: Call, media_type: str
    ) -> Response:
        is_known = call.caller is not None
        planned = self._operations.find(asked.query, asked.operation_name) if is_known else None
        data = None if planned is None else await planned.answered(call, asked.variables)
        if data is not None:
            return await self._answer({"data": data}, asked, call, media_type)
        call.meter.rows = 0
        allowed = {OperationType.QUERY}
        if request.method == "POST":
            allowed.add(OperationType.MUTATION)
        try:
            result = await self._schema.execute(
                asked.query,
                variable_values=asked.variables,
                context_value=call,
                operation_name=asked.operation_name,
                allowed_operation_types=allowed,
                operation_extensions=asked.extensions,
            )
        except InvalidOperationTypeError as error:
            raise _wrong_operation(request, error.operation_type) from error
        except CannotGetOperationTypeError as error:
            raise HttpRefusedError(HTTPStatus.BAD_REQUEST, error.as_http_error_reason()) from error
        if is_known and not result.errors:
            self._operations.learn(asked.query, asked.operation_name)
        content = _content(result, call.request_id)
        return await self._answer(content, asked, call, media_type, _status(result, media_type))

    async def _answer(
        self,
        content: dict[str, Any],
        asked: GraphQLRequest,
        call: Call,
        media_type: str,
        http_status: HTTPStatus = HTTPStatus.OK,
    ) -> Response:
        if self._services.budget is None:
            return answer(content, media_type, http_status=http_status)
        cost = 1 + call.meter.rows
        account = await self._services.budget(_key(call), cost)
        if (asked.extensions or {}).get("cost") is True:
            content["extensions"] = {"cost": account.extension(cost)}
        return answer(content, media_type, http_status=http_status, headers=account.headers(cost))

    def _stream(self, request: Request, asked: GraphQLRequest, call: Call) -> Response:
        transport = SSETransport()
        allowed = {OperationType.QUERY, OperationType.SUBSCRIPTION}
        if request.method == "POST":
            allowed.add(OperationType.MUTATION)

        async def events() -> AsyncGenerator[str, None]:
            results = await self._schema.stream(
                asked.query,
                variable_values=asked.variables,
                context_value=call,
                operation_name=asked.operation_name,
                allowed_operation_types=allowed,
                operation_extensions=asked.extensions,
            )
            async with aclosing(results):
                async for result in results:
                    content = _content(result, call.request_id)  # type: ignore[arg-type]  # no @defer
                    yield transport.encode_event("next", encode(content))
            yield transport.encode_complete()

        stream = merge_stream_with_heartbeat(
            events,
            lambda: transport.heartbeat_message(encode),
            interval=transport.heartbeat_interval,
            send_initial_heartbeat=False,
        )
        return StreamingResponse(stream(), headers={**HEADERS, **transport.headers})

    async def _call(self, request: Request, request_id: str) -> Call:
        services, browser = self._services, browser_session(request, self._services)
        authorization = request.headers.get("authorization")
        by_cookie = authorization is None and browser is not None and browser.access is not None
        if by_cookie and browser is not None:
            authorization = f"Bearer {browser.access}"
        caller = await authenticate(authorization, now=services.now(), providers=services.oidc)
        # a browser sends its cookies always, also when it comes to renew them
        if isinstance(caller, Refusal) and caller is not Refusal.MISSING and not by_cookie:
            raise _not_signed_in(caller)
        known = caller if isinstance(caller, Caller) else None
        return Call(
            services,
            request_id,
            caller=known,
            languages=await languages_for(request.headers.get("accept-language"), known),
            client=request.client.host if request.client is not None else "",
            browser=browser,
        )

    async def _count(self, call: Call) -> None:
        services, key = self._services, _key(call)
        wait = await services.throttle(key) if services.throttle is not None else None
        if wait is not None:
            raise _too_many(ceil(wait))
        account = await services.budget(key, 0) if services.budget is not None else None
        if account is not None and account.remaining == 0:
            raise _too_many(account.reset, account.headers(0))

    def _wants_explorer(self, request: Request) -> bool:
        return (
            self._services.explorer is not None
            and request.method == "GET"
            and "query" not in request.query_params
            and "text/html" in request.headers.get("accept", "")
        )


def _key(call: Call) -> str:
    """Return by what a caller's requests are counted."""
    if call.caller is not None:
        return f"account:{call.caller.account_id}"
    return f"client:{client_network(call.client)}"


def _too_many(seconds: int, headers: Mapping[str, str] | None = None) -> HttpRefusedError:
    return HttpRefusedError(
        HTTPStatus.TOO_MANY_REQUESTS,
        "Too many requests.",
        {**(headers or {}), "Retry-After": str(max(1, seconds))},
    )


def _content(result: ExecutionResult, request_id: str) -> dict[str, Any]:
    """Return the response map; a request that was never executed has no entry `data`."""
    content: dict[str, Any] = {}
    if result.errors:
        content["errors"] = [formatted(error, request_id) for error in result.errors]
    if result.data is not None or not result.errors:
        content["data"] = result.data
    return content


def _status(result: ExecutionResult, media_type: str) -> HTTPStatus:
    """All roots are nullable, so that no data means that nothing was executed."""
    if result.data is None and result.errors and media_type == RESPONSE_JSON:
        return HTTPStatus.BAD_REQUEST
    return HTTPStatus.OK


def _refusal(request: Request, refused: HttpRefusedError, request_id: str) -> Response:
    media_type = chosen_media_type(request.headers.get("accept"))
    error = _error(refused)
    return answer(
        {"errors": [formatted(error, request_id)]},
        RESPONSE_JSON if media_type == RESPONSE_JSON else JSON,
        http_status=refused.http_status,
        headers=refused.headers,
    )


def _error(refused: HttpRefusedError) -> GraphQLError:
    if refused.code is not None:
        return coded(refused.code, refused.message)
    match refused.http_status:
        case HTTPStatus.UNAUTHORIZED:
            return unauthenticated(refused.message)
        case HTTPStatus.FORBIDDEN:
            return coded(ErrorCode.FORBIDDEN, refused.message)
        case HTTPStatus.TOO_MANY_REQUESTS:
            return throttled(int(refused.headers["Retry-After"]))
        case _:
            return coded(ErrorCode.BAD_REQUEST, refused.message)


def _wrong_operation(request: Request, kind: OperationType) -> HttpRefusedError:
    if kind is OperationType.SUBSCRIPTION:
        return HttpRefusedError(
            HTTPStatus.BAD_REQUEST, f"Subscribe with Accept: {EVENT_STREAM}, or over a WebSocket."
        )
    return HttpRefusedError(
        HTTPStatus.METHOD_NOT_ALLOWED,
        f"A {kind.value} over {request.method} is not allowed; use POST.",
        {"Allow": "POST"},
    )


def _not_signed_in(refusal: Refusal) -> HttpRefusedError:
    if refusal is Refusal.UNAVAILABLE:
        return HttpRefusedError(
            HTTPStatus.SERVICE_UNAVAILABLE,
            "The provider of this token cannot be asked at the moment.",
            {"Retry-After": "30"},
        )
    words = {
        Refusal.EXPIRED: "The access token is out of date. Refresh the session.",
        Refusal.MALFORMED: "The Authorization header holds no bearer token.",
    }
    return HttpRefusedError(
        HTTPStatus.UNAUTHORIZED,
        words.get(refusal, "The access token is not valid. Sign in again."),
        {"WWW-Authenticate": 'Bearer error="invalid_token"'},
    )
