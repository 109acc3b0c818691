"""Requests that no client of ours sends: each is answered, and none is a fault of ours."""

import json
import logging

import pytest
from anyio import fail_after
from httpx import AsyncClient
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed

from wallet.accounts.account import account_for
from wallet.accounts.sessions import issue_for
from wallet.api.identifiers import Kind, global_id
from wallet.app import now
from wallet.store.identifiers import uuid7

NAME = '{"query":"{__typename}"'
FILTER = "query($f: CredentialFilter) { viewer { credentials(filter: $f) { totalCount } } }"


@pytest.fixture
async def bearer(sqlite_wallet):
    moment = now()
    tokens = await issue_for(await account_for("a@wallet.example", now=moment), now=moment)
    return {"Authorization": f"Bearer {tokens.access_token}"}


@pytest.fixture
def faults(caplog):
    """Return what was logged as a fault of ours."""
    caplog.set_level(logging.INFO)
    return lambda: [each.getMessage() for each in caplog.records if each.levelno > logging.WARNING]


@pytest.mark.parametrize(
    ("operations", "places"),
    [
        pytest.param(
            f'{NAME},"variables":{{"a":[null]}}}}',
            json.dumps({"0": ["variables.a." + "9" * 5000]}),
            id="an index of five thousand digits",
        ),
        pytest.param(
            f'{NAME},"variables":{{"a":' + "[" * 900 + "null" + "]" * 900 + "}}",
            '{"0":["variables.a"]}',
            id="variables nested nine hundred deep",
        ),
        pytest.param(NAME + "}", '{"0":[{"a":1},null,5]}', id="places that are no texts"),
        pytest.param(NAME + "}", '{"0":{"a":"variables.a"}}', id="places that are no list"),
        pytest.param("[]", '{"0":["variables.a"]}', id="operations that are a list"),
        pytest.param("7", '{"0":["variables"]}', id="operations that are a number"),
    ],
)
async def test_a_multipart_request_of_odd_shape_is_refused(
    sqlite_wallet, bearer, faults, operations, places
):
    headers = {**bearer, "GraphQL-Require-Preflight": "1"}
    async with AsyncClient(base_url=sqlite_wallet.origin, headers=headers) as client:
        answer = await client.post(
            "/graphql", data={"operations": operations, "map": places}, files={"0": ("x", b"y")}
        )
    assert answer.status_code == 400
    assert faults() == []


@pytest.mark.parametrize(
    "message",
    [
        pytest.param("[]", id="a list"),
        pytest.param("null", id="nothing"),
        pytest.param('{"type": "subscribe", "id": "1", "payload": "x"}', id="no payload"),
        pytest.param('{"type": "subscribe", "id": [1], "payload": {"query": "{a}"}}', id="no id"),
        pytest.param('{"type": "subscribe"}', id="a type alone"),
        pytest.param('{"type": ["subscribe"]}', id="a type that is no text"),
        pytest.param("[" * 5000, id="no end"),
    ],
)
async def test_a_message_of_odd_shape_closes_its_socket_and_no_more(
    sqlite_wallet, bearer, faults, message
):
    address = f"{sqlite_wallet.origin.replace('http', 'ws')}/graphql"
    with fail_after(10):
        async with connect(address, subprotocols=["graphql-transport-ws"]) as socket:
            await socket.send(json.dumps({"type": "connection_init", "payload": bearer}))
            await socket.recv()
            await socket.send(message)
            with pytest.raises(ConnectionClosed) as closed:
                await socket.recv()
    assert closed.value.rcvd.code == 4400
    assert faults() == []


@pytest.mark.parametrize(
    ("member", "values"),
    [
        ("tags", [f"tag {n}" for n in range(101)]),
        ("issuerIds", [global_id(Kind.ISSUER, uuid7()) for _ in range(101)]),
        ("collectionIds", [global_id(Kind.COLLECTION, uuid7()) for _ in range(101)]),
        ("verdicts", ["VERIFIED"] * 101),
    ],
)
async def test_a_filter_has_bounded_lists(sqlite_wallet, bearer, faults, member, values):
    async with AsyncClient(base_url=sqlite_wallet.origin, headers=bearer) as client:
        few, many = [
            await client.post(
                "/graphql", json={"query": FILTER, "variables": {"f": {member: chosen}}}
            )
            for chosen in (values[:100], values)
        ]
    assert few.json() == {"data": {"viewer": {"credentials": {"totalCount": 0}}}}
    assert many.json()["errors"][0]["extensions"]["code"] == "BAD_REQUEST"
    assert faults() == []
