"""GraphQL over WebSocket: a socket belongs to the one who opened it, for as long as they may.

Source: the graphql-transport-ws protocol (enisdenjo/graphql-ws, PROTOCOL.md).
"""

import asyncio
from contextlib import suppress
from datetime import timedelta
from math import ceil
from typing import Any
from uuid import uuid4

import orjson
from starlette.requests import Request
from starlette.responses import Response
from starlette.websockets import WebSocket
from strawberry.asgi import GraphQL
from strawberry.exceptions import ConnectionRejectionError
from strawberry.subscriptions import GRAPHQL_TRANSPORT_WS_PROTOCOL
from strawberry.subscriptions.protocols.graphql_transport_ws.handlers import (
    BaseGraphQLTransportWSHandler,
)
from strawberry.subscriptions.protocols.graphql_transport_ws.types import SubscribeMessage
from strawberry.types.unset import UNSET, UnsetType

from wallet.accounts.authentication import Caller, authenticate, still_holds
from wallet.api.answers import encode
from wallet.api.browser_sessions import socket_session
from wallet.api.calls import Call, languages_for
from wallet.api.errors import coded, formatted, throttled
from wallet.api.schema import WalletSchema
from wallet.api.services import ApiServices
from wallet.api.trusted_documents import DocumentRefusedError

_FORBIDDEN = 4403
_PATIENCE = timedelta(seconds=10)


class _Watched(BaseGraphQLTransportWSHandler[Call, None]):
    """Closes the socket within seconds of the session's end, whatever runs on it."""

    async def handle(self) -> None:
        watch = asyncio.create_task(self._watch())
        try:
            await super().handle()
        finally:
            watch.cancel()
            with suppress(asyncio.CancelledError):
                await watch

    async def handle_subscribe(self, message: SubscribeMessage) -> None:
        throttle, caller = self.context.services.throttle, self.context.caller
        if throttle is not None and caller is not None:
            wait = await throttle(f"account:{caller.account_id}")
            if wait is not None:
                error = formatted(throttled(max(1, ceil(wait))), self.context.request_id)
                refusal: Any = {"id": message["id"], "type": "error", "payload": [error]}
                await self.send_message(refusal)
                return
        if await self._is_run(message):
            await super().handle_subscribe(message)

    async def _is_run(self, message: SubscribeMessage) -> bool:
        """Put the document in that a digest names; tell the client of one that is not run."""
        payload: Any = message["payload"]
        try:
            payload["query"], _ = self.context.services.documents.text_of(payload)
        except DocumentRefusedError as error:
            told = formatted(coded(error.code, error.message), self.context.request_id)
            refusal: Any = {"id": message["id"], "type": "error", "payload": [told]}
            await self.send_message(refusal)
            return False
        return True

    async def _watch(self) -> None:
        services = self.context.services
        while True:
            await asyncio.sleep(services.recheck.total_seconds())
            caller = self.context.caller
            if caller is not None and not await still_holds(caller, now=services.now()):
                await self.websocket.close(_FORBIDDEN, "The session has ended")
                return


class Socket(GraphQL[Call, None]):
    """Answers WebSocket requests, and those alone."""

    graphql_transport_ws_handler_class = _Watched

    def __init__(self, schema: WalletSchema, services: ApiServices) -> None:
        """Answer from the schema, to pages of the allowed origins and to programs."""
        super().__init__(
            schema,
            graphql_ide=None,
            subscription_protocols=(GRAPHQL_TRANSPORT_WS_PROTOCOL,),
            connection_init_wait_timeout=_PATIENCE,
            max_subscriptions_per_connection=services.requests.subscriptions_per_socket,
            allowed_origins=services.origins,
        )
        self._services = services

    async def get_context(
        self, request: Request | WebSocket, response: Response | WebSocket
    ) -> Call:
        """Return the call of a socket whose owner is not known yet."""
        del response
        browser = socket_session(request, self._services)
        by_cookie = f"Bearer {browser.access}" if browser is not None and browser.access else None
        return Call(
            self._services,
            uuid4().hex,
            client=request.client.host if request.client is not None else "",
            on_socket=True,
            authorization=request.headers.get("authorization") or by_cookie,
            accept_language=request.headers.get("accept-language"),
        )

    async def on_ws_connect(self, context: Call) -> UnsetType | dict[str, object] | None:
        """Find out who it is: by `Authorization` of connection_init, else by the handshake.

        Raises:
            ConnectionRejectionError: nobody, which closes the socket with 4403.
        """
        given = context.connection_params or {}
        header = given.get("Authorization") or given.get("authorization") or context.authorization
        if not isinstance(header, str):
            raise ConnectionRejectionError
        services = context.services
        caller = await authenticate(header, now=services.now(), providers=services.oidc)
        if not isinstance(caller, Caller):
            raise ConnectionRejectionError
        context.caller = caller
        context.languages = await languages_for(context.accept_language, caller)
        acknowledged: UnsetType = UNSET
        return acknowledged

    def decode_json(self, data: str | bytes) -> object:
        """Read a message; what is none is refused as JSON that cannot be read is."""
        message = orjson.loads(data)
        is_message = isinstance(message, dict)
        if is_message and message.get("type") == "subscribe":
            is_message = isinstance(message.get("id"), str) and isinstance(
                message.get("payload"), dict
            )
        if not is_message:
            raise orjson.JSONDecodeError("This is no message.", "", 0)
        return message

    def encode_json(self, data: Any) -> str:
        """Write a message."""
        return encode(data)
