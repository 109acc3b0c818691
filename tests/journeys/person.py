"""A person with a frontend: a real GraphQL client over HTTP and over a WebSocket."""

import re
from contextlib import aclosing
from dataclasses import dataclass
from html import unescape
from io import BytesIO
from types import TracebackType
from typing import Any, Self

from gql import Client, FileVar, GraphQLRequest
from gql.transport.httpx import HTTPXAsyncTransport
from gql.transport.websockets import WebsocketsTransport
from httpx import AsyncClient

CODE = re.compile(r"\b[0-9A-Z]{4}-[0-9A-Z]{4}\b")
IMPORT = """
mutation ($source: ImportSource!) { importCredentials(input: {source: $source}) {
  job { id state totalCount } userErrors { code message path } } }"""
_FOLLOW = """
subscription ($job: ID!) { importJobUpdated(jobId: $job) {
  job { state processedCount totalCount importedCount failedCount } item { label state } } }"""
_ITEMS = """
query ($job: ID!) { node(id: $job) { ... on ImportJob { state items(first: 100) { nodes {
  label state outcome credential { id } problem { code message hint isRetryable whoCanMend }
} } } } }"""
_REQUEST_CODE = """
mutation ($email: EmailAddress!) { requestSignInCode(input: {email: $email}) {
  requestId userErrors { code message } } }"""
_SIGN_IN = """
mutation ($input: SignInInput!) { signIn(input: $input) {
  viewer { id } tokens { accessToken refreshToken } userErrors { code message } } }"""


@dataclass
class Person:
    """Asks as somebody once `access_token` is set, else as nobody."""

    origin: str
    access_token: str = ""
    refresh_token: str = ""

    async def __aenter__(self) -> Self:
        self._http = AsyncClient()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        await self._http.aclose()

    async def ask(self, operation: str, **variables: Any) -> Any:
        """Run one operation and return what its only root field answers."""
        (answer,) = (await self._client(operation, variables)).values()
        return answer

    async def upload(self, operation: str, **variables: Any) -> Any:
        """Run one operation that has files (`FileVar`) in its variables."""
        (answer,) = (await self._client(operation, variables, upload_files=True)).values()
        return answer

    async def _client(
        self, operation: str, variables: dict[str, Any], *, upload_files: bool = False
    ) -> dict[str, Any]:
        headers = {"Authorization": f"Bearer {self.access_token}"} if self.access_token else {}
        if upload_files:
            headers["GraphQL-Require-Preflight"] = "1"
        transport = HTTPXAsyncTransport(f"{self.origin}/graphql", headers=headers)
        async with Client(transport=transport) as asking:
            request = GraphQLRequest(operation, variable_values=variables)
            answered: dict[str, Any] = await asking.execute(request, upload_files=upload_files)
            return answered

    async def sign_in(self, email: str) -> None:
        """Sign in with the code that the mail brings."""
        asked = await self.ask(_REQUEST_CODE, email=email)
        assert asked["userErrors"] == []
        code = await self.newest_code(email)
        signed_in = await self.ask(
            _SIGN_IN,
            input={"requestId": asked["requestId"], "code": code, "deviceName": "a laptop"},
        )
        assert signed_in["userErrors"] == []
        self.access_token = signed_in["tokens"]["accessToken"]
        self.refresh_token = signed_in["tokens"]["refreshToken"]

    async def newest_code(self, email: str) -> str:
        """Read the newest letter to this address in the outbox, as a developer does."""
        page = await self._http.get(f"{self.origin}/outbox")
        for letter in unescape(page.text).split("<h2>")[1:]:
            if email in letter and (found := CODE.search(letter)):
                return found.group()
        raise AssertionError(f"The outbox has no code for {email}.")

    async def import_(self, source: dict[str, Any]) -> list[dict[str, Any]]:
        """Import, follow it over the WebSocket to its end, and return what became of each item."""
        has_files = bool({"file", "files"} & source.keys())
        accepted = await (self.upload if has_files else self.ask)(IMPORT, source=source)
        assert accepted["userErrors"] == []
        states = [event["job"]["state"] async for event in self.follow(accepted["job"]["id"])]
        assert states[-1] == "COMPLETED"
        job = await self.ask(_ITEMS, job=accepted["job"]["id"])
        items: list[dict[str, Any]] = job["items"]["nodes"]
        return items

    async def follow(self, job: str) -> Any:
        """Yield the states of an import until it ends."""
        async with aclosing(self.hear(_FOLLOW, job=job)) as events:
            async for event in events:
                yield event["importJobUpdated"]

    async def hear(self, operation: str, **variables: Any) -> Any:
        """Yield what a subscription brings."""
        transport = WebsocketsTransport(
            f"{self.origin.replace('http', 'ws', 1)}/graphql",
            init_payload={"Authorization": f"Bearer {self.access_token}"},
            subprotocols=["graphql-transport-ws"],
        )
        async with Client(transport=transport) as asking:
            subscription = GraphQLRequest(operation, variable_values=variables)
            async for event in asking.subscribe(subscription):
                yield event


def file(name: str, content: bytes) -> FileVar:
    """Return a file to upload."""
    return FileVar(BytesIO(content), filename=name)
