"""Requests that no client of ours sends: each is answered, and none is a fault of ours."""

import asyncio
import json
import logging
from dataclasses import replace

import pytest
from anyio import fail_after
from httpx import AsyncClient
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed

from tests.api.wallets import application, services
from tests.fixtures.serving import running, served
from wallet.accounts.account import account_for
from wallet.accounts.sessions import issue_for
from wallet.api.identifiers import Kind, global_id
from wallet.api.services import RequestLimits
from wallet.app import now, open_wallet
from wallet.cli.serving import server_config
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


async def test_what_is_wrong_with_a_value_is_not_written_down(sqlite_wallet, caplog):
    caplog.set_level(logging.DEBUG, logger="wallet")
    query = "mutation ($i: RefreshSessionInput!) { refreshSession(input: $i) { __typename } }"
    secret = "wallet_rt_somebodys"
    values = ({"refreshToken": secret, "odd": 1}, {"refreshToken": [secret, {}]}, secret)
    async with AsyncClient(base_url=sqlite_wallet.origin) as client:
        for value in values:
            answer = await client.post("/graphql", json={"query": query, "variables": {"i": value}})
            assert "errors" in answer.json()
        await client.get("/graphql", params={"query": f'{{ node(id: "{secret}", a: 1) {{ id }} }}'})
    assert "was refused" in caplog.text
    assert secret not in caplog.text


async def test_a_body_of_which_nothing_comes_is_given_up():
    quick = replace(services(), requests=RequestLimits(silent_seconds=0.2))
    head = (
        b"POST /graphql HTTP/1.1\r\nHost: wallet.example\r\n"
        b'Content-Type: application/json\r\nContent-Length: 50\r\n\r\n{"query":'
    )
    with fail_after(4):
        async with served(application(quick)) as address:
            host, _, port = address.partition(":")
            reader, writer = await asyncio.open_connection(host, int(port))
            writer.write(head)
            answer = await reader.readline()
            writer.close()
            await writer.wait_closed()
    assert answer.split()[1] == b"408"


async def test_a_message_larger_than_a_request_is_not_held(settings_for):
    async with open_wallet(settings_for(port=8000)) as opened:
        config = server_config(opened.app)
        config.port = 0
        async with running(config) as address:
            protocols = ["graphql-transport-ws"]
            async with connect(f"ws://{address}/graphql", subprotocols=protocols) as socket:
                with pytest.raises(ConnectionClosed) as closed:
                    await _send_and_hear(socket, "x" * (RequestLimits().json_bytes + 1))
    assert closed.value.rcvd.code == 1009


async def _send_and_hear(socket, message):
    await socket.send(message)
    await socket.recv()
