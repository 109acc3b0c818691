"""Live updates over WebSocket and server-sent events, on a real server, by a real client."""

import asyncio
import json
import sys
from contextlib import asynccontextmanager
from datetime import timedelta

import pytest
from gql import Client, GraphQLRequest, gql
from gql.transport.exceptions import TransportError, TransportQueryError
from gql.transport.websockets import WebsocketsTransport
from httpx2 import AsyncClient
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed, InvalidStatus

from tests.api.wallets import NOW, application, services, wallet_of
from tests.fixtures.serving import served
from wallet.accounts.sessions import sign_out
from wallet.api.identifiers import Kind, global_id
from wallet.jobs.progress import publish, relay
from wallet.jobs.topics import learner_topic
from wallet.store.models.credentials import CredentialReport
from wallet.store.models.jobs import ImportItem, Job
from wallet.store.models.shares import ShareAccess

PROTOCOL = "graphql-transport-ws"
IMPORT = """subscription($id: ID!) { importJobUpdated(jobId: $id)
  { job { state processedCount totalCount } item { label state } } }"""
VERIFIED = "subscription { credentialVerified { credential { name } report { verdict } } }"
ACCESSED = "subscription { shareAccessed { share { title } access { kind } } }"


@pytest.fixture
async def host(sqlite_database):
    async with served(application(services(origins=("https://app.example",)))) as host:
        yield host


@asynccontextmanager
async def session(host, token):
    transport = WebsocketsTransport(
        f"ws://{host}/graphql",
        init_payload={"Authorization": f"Bearer {token}"} if token else {},
        close_timeout=0.2,
        subprotocols=[PROTOCOL],
    )
    async with Client(transport=transport, fetch_schema_from_transport=False) as asking:
        yield asking


async def _next(events):
    return await asyncio.wait_for(anext(events), 3)


async def _run(wallet, item=None, state=None, job_state=None):
    if item is not None:
        row = await ImportItem.get(id=item)
        row.state = state
        await row.save()
    if job_state is not None:
        await Job.filter(id=wallet.jobs[0]).update(state=job_state)
    await publish(learner_topic(wallet.learner_id))


async def test_an_import_is_followed_from_where_it_is_to_its_end(host, wallet):
    await Job.filter(id=wallet.jobs[0]).update(state="RUNNING")
    await ImportItem.filter(id=wallet.items[0]).update(state="QUEUED")
    identifier = global_id(Kind.IMPORT_JOB, wallet.jobs[0])
    async with session(host, wallet.token) as asking:
        events = asking.subscribe(GraphQLRequest(IMPORT, variable_values={"id": identifier}))
        now = (await _next(events))["importJobUpdated"]
        assert now["job"] == {"state": "RUNNING", "processedCount": 3, "totalCount": 4}
        await _run(wallet, wallet.items[0], "DONE")
        further = (await _next(events))["importJobUpdated"]
        assert further["job"]["processedCount"] == 4
        assert further["item"] == {"label": "file 0", "state": "DONE"}
        await _run(wallet, job_state="COMPLETED")
        assert (await _next(events))["importJobUpdated"]["job"]["state"] == "COMPLETED"
        with pytest.raises(StopAsyncIteration):
            await _next(events)


async def test_a_lost_message_is_made_good(host, wallet):
    async with session(host, wallet.token) as asking:
        events = asking.subscribe(gql(ACCESSED))
        assert (await _next(events))["shareAccessed"] == {
            "share": {"title": "For you"},
            "access": {"kind": "PAGE"},
        }
        await ShareAccess.create(
            learner_id=wallet.learner_id, share_id=wallet.shares[0], kind="DOCUMENT"
        )
        assert (await _next(events))["shareAccessed"]["access"]["kind"] == "DOCUMENT"


async def test_nothing_of_anothers_is_sent(host, wallet, other):
    async with session(host, wallet.token) as asking:
        events = asking.subscribe(gql(VERIFIED))
        assert "anna" in (await _next(events))["credentialVerified"]["credential"]["name"]
        for of in (other, wallet):
            report = await CredentialReport.get(id=of.reports[0]).values()
            del report["id"]
            await CredentialReport.create(**report | {"verdict": "INCOMPLETE"})
            await publish(learner_topic(of.learner_id))
        event = (await _next(events))["credentialVerified"]
        assert "anna" in event["credential"]["name"]
        assert event["report"]["verdict"] == "INCOMPLETE"


async def test_queries_and_mutations_go_over_the_socket_too(host, wallet):
    async with session(host, wallet.token) as asking:
        answer = await asking.execute(gql("{ viewer { emails { address } } }"))
    assert answer == {"viewer": {"emails": [{"address": "anna@example.org"}]}}


@pytest.mark.parametrize("token", [None, "wallet_at_wrong"])
async def test_nobody_gets_no_socket(host, token):
    async with connect(f"ws://{host}/graphql", subprotocols=[PROTOCOL]) as socket:
        payload = {"Authorization": f"Bearer {token}"} if token else {}
        await socket.send(json.dumps({"type": "connection_init", "payload": payload}))
        with pytest.raises(ConnectionClosed) as closed:
            await asyncio.wait_for(socket.recv(), 3)
    assert closed.value.rcvd.code == 4403


async def test_operations_on_a_socket_are_counted_too(wallet):
    async def throttle(key):
        assert key == f"account:{wallet.learner_id}"
        return 2.5

    async with (
        served(application(services(throttle=throttle))) as host,
        session(host, wallet.token) as asking,
    ):
        with pytest.raises(TransportQueryError) as refused:
            await asking.execute(gql("{ viewer { id } }"))
    assert refused.value.errors[0]["extensions"]["code"] == "THROTTLED"


async def test_a_foreign_page_gets_no_socket(host, wallet):
    for origin in ("https://evil.example", "null"):
        with pytest.raises(InvalidStatus) as refused:
            await connect(f"ws://{host}/graphql", subprotocols=[PROTOCOL], origin=origin)
        assert refused.value.response.status_code == 403
    listed = await connect(
        f"ws://{host}/graphql", subprotocols=[PROTOCOL], origin="https://app.example"
    )
    await listed.close()


async def test_a_socket_ends_soon_after_its_session(host, wallet):
    async with connect(f"ws://{host}/graphql", subprotocols=[PROTOCOL]) as socket:
        payload = {"Authorization": f"Bearer {wallet.token}"}
        await socket.send(json.dumps({"type": "connection_init", "payload": payload}))
        assert json.loads(await socket.recv())["type"] == "connection_ack"
        await sign_out(wallet.learner_id, wallet.session_id, now=NOW)
        query = {"query": "{ viewer { id } }"}
        await socket.send(json.dumps({"id": "1", "type": "subscribe", "payload": query}))
        answer = await asyncio.wait_for(socket.recv(), 3)
        assert isinstance(answer, str)
        assert json.loads(answer)["payload"]["data"] == {"viewer": None}
        assert json.loads(await socket.recv())["type"] == "complete"
        with pytest.raises(ConnectionClosed) as closed:
            await asyncio.wait_for(socket.recv(), 3)
        assert closed.value.rcvd.code == 4403


async def test_a_subscription_ends_with_its_session(host, wallet):
    async with session(host, wallet.token) as asking:
        events = asking.subscribe(gql(ACCESSED))
        await _next(events)
        await sign_out(wallet.learner_id, wallet.session_id, now=NOW)
        with pytest.raises((TransportQueryError, TransportError, ConnectionClosed)):
            await _next(events)


async def test_events_are_streamed_over_http(host, wallet):
    await Job.filter(id=wallet.jobs[0]).update(state="RUNNING")
    asked = {
        "query": IMPORT,
        "variables": {"id": global_id(Kind.IMPORT_JOB, wallet.jobs[0])},
    }
    headers = {"Authorization": f"Bearer {wallet.token}", "Accept": "text/event-stream"}
    async with (
        AsyncClient() as http,
        http.stream("POST", f"http://{host}/graphql", json=asked, headers=headers) as response,
    ):
        assert response.headers["content-type"].startswith("text/event-stream")
        lines = response.aiter_lines()
        assert await anext(lines) == "event: next"
        first = json.loads((await anext(lines)).removeprefix("data: "))
        assert first["data"]["importJobUpdated"]["job"]["state"] == "RUNNING"
        await _run(wallet, job_state="COMPLETED")
        rest = "\n".join([line async for line in lines])
    assert '"COMPLETED"' in rest
    assert rest.rstrip().splitlines()[-2].startswith("event: complete") or "event: complete" in rest


async def test_a_stream_wants_somebody_signed_in(nobody):
    response = await nobody.http.post(
        "/graphql", json={"query": ACCESSED}, headers={"Accept": "text/event-stream"}
    )
    assert '"UNAUTHENTICATED"' in response.text
    assert "event: complete" in response.text


async def test_a_stream_ends_with_its_session(host, wallet):
    headers = {"Authorization": f"Bearer {wallet.token}", "Accept": "text/event-stream"}
    asked = {"query": ACCESSED}
    async with (
        AsyncClient() as http,
        http.stream("POST", f"http://{host}/graphql", json=asked, headers=headers) as response,
    ):
        lines = response.aiter_lines()
        assert await anext(lines) == "event: next"
        await sign_out(wallet.learner_id, wallet.session_id, now=NOW)
        rest = "\n".join([line async for line in lines])
    assert '"UNAUTHENTICATED"' in rest
    assert "event: complete" in rest


async def test_who_comes_back_is_told_what_happened_meanwhile(host, wallet):
    async with session(host, wallet.token) as asking:
        await _next(asking.subscribe(gql(ACCESSED)))
    await ShareAccess.create(
        learner_id=wallet.learner_id, share_id=wallet.shares[0], kind="DOCUMENT", client_family=None
    )
    async with session(host, wallet.token) as asking:
        event = await _next(asking.subscribe(gql(ACCESSED)))
    assert event["shareAccessed"]["access"] == {"kind": "DOCUMENT"}


@pytest.mark.parametrize("empty_database", ["postgres"], indirect=True)
async def test_what_another_process_does_is_told_at_once(database):
    """Long before the subscription would look by itself."""
    wallet = await wallet_of("anna@example.org")
    await Job.filter(id=wallet.jobs[0]).update(state="RUNNING")
    script = (
        "import asyncio, sys\n"
        "from uuid import UUID\n"
        "from wallet.jobs.progress import publish\n"
        "from wallet.jobs.topics import learner_topic\n"
        "from wallet.store.connection import open_store\n"
        "from wallet.store.models.jobs import Job\n"
        "async def main():\n"
        "    async with open_store(sys.argv[1]):\n"
        "        await Job.filter(id=UUID(sys.argv[2])).update(state='COMPLETED')\n"
        "        await publish(learner_topic(UUID(sys.argv[3])))\n"
        "asyncio.run(main())\n"
    )
    identifier = global_id(Kind.IMPORT_JOB, wallet.jobs[0])
    patient = application(services(recheck=timedelta(minutes=10)))
    async with relay(), served(patient) as host, session(host, wallet.token) as asking:
        events = asking.subscribe(GraphQLRequest(IMPORT, variable_values={"id": identifier}))
        assert (await _next(events))["importJobUpdated"]["job"]["state"] == "RUNNING"
        arguments = (database.url, str(wallet.jobs[0]), str(wallet.learner_id))
        other = await asyncio.create_subprocess_exec(sys.executable, "-c", script, *arguments)
        event = await asyncio.wait_for(anext(events), 20)
        assert await other.wait() == 0
    assert event["importJobUpdated"]["job"]["state"] == "COMPLETED"
