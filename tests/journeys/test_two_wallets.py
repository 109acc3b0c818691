"""One wallet, as consumer, fetches from another, as host: each on a port of its own."""

import os
from dataclasses import dataclass
from http import HTTPStatus
from urllib.parse import urlsplit

import anyio
import pytest
from httpx import AsyncClient

from tests.fixtures.connecting import SAME_ORIGIN, LearnerBrowser, hidden
from tests.fixtures.wallet import SERVE, served_wallet
from wallet.accounts.account import account_for
from wallet.accounts.sessions import issue_for
from wallet.app import now
from wallet.demonstration import RECIPIENT
from wallet.store.connection import connection
from wallet.store.models.connections import Connection
from wallet.store.models.credentials import Credential
from wallet.worker import sync_due

CONSUMER = "https://consumer.example"
CONNECT = """mutation($url: URL!) { connectPlatform(input: { url: $url }) {
    authorizationUrl connection { id name state } userErrors { code message path } } }"""
CONNECTIONS = """{ viewer { connections { id name address state problemCode
      lastSyncedAt nextSyncAt }
    importJobs(first: 1) { nodes { id state totalCount importedCount
      items(first: 20) { nodes { label state outcome problem { code message } } } } } } }"""
SYNC = """mutation($id: ID!) { syncConnection(input: { connectionId: $id }) {
    job { id } userErrors { code } } }"""
IMPORT = """mutation($id: ID!) { importCredentials(input: { source: { connectionId: $id } }) {
    job { id } userErrors { code } } }"""
APPLICATIONS = "{ viewer { connectedApplications { id permissions } } }"
DISCONNECT_APPLICATION = """mutation($id: ID!) {
    disconnectApplication(input: { applicationId: $id }) { userErrors { code } } }"""
DISCONNECT = """mutation($id: ID!) { disconnectPlatform(input: { connectionId: $id }) {
    deletedConnectionId userErrors { code } } }"""


@dataclass
class Consumer:
    """A learner at the consuming wallet."""

    origin: str
    token: str

    async def asks(self, query: str, **variables):
        async with AsyncClient(timeout=60) as client:
            answer = await client.post(
                f"{self.origin}/graphql",
                json={"query": query, "variables": variables},
                headers={"Authorization": f"Bearer {self.token}"},
            )
        content = answer.json()
        assert "errors" not in content, content
        (value,) = content["data"].values()
        return value

    async def ends_import(self):
        """Return the newest import once it has ended."""
        with anyio.fail_after(60):
            while True:
                viewer = await self.asks(CONNECTIONS)
                jobs = viewer["importJobs"]["nodes"]
                if jobs and jobs[0]["state"] == "COMPLETED":
                    return viewer
                await anyio.sleep(0.1)


@pytest.fixture
async def host(wallet_process):
    return await wallet_process()


@pytest.fixture
async def consumer(settings_for, host, tmp_path):
    settings = settings_for(public_url=CONSUMER, data_dir=tmp_path / "consumer")
    port = urlsplit(host.origin).port
    async with served_wallet(settings, demo=False, trusting=(port,)) as wallet:
        learner_id = await account_for(RECIPIENT, now=now())
        issued = await issue_for(learner_id, now=now())
        yield Consumer(wallet.origin, issued.access_token)


async def connects(consumer, host):
    """Go the whole way of a learner: ask here, allow there, come back, confirm."""
    asked = await consumer.asks(CONNECT, url=f"{host.origin}/any/page")
    assert asked["userErrors"] == [], asked
    browser = LearnerBrowser(host.origin, RECIPIENT, reads_outbox=True)
    location = await browser.allows(asked["authorizationUrl"])
    assert location.startswith(f"{CONSUMER}/connections/callback/")
    back = location.replace(CONSUMER, consumer.origin)
    async with AsyncClient(timeout=60) as client:
        page = await client.get(back)
        assert RECIPIENT not in page.text, "the platform can open this page, too"
        assert f"{RECIPIENT[0]}…@{RECIPIENT.partition('@')[2]}" in page.text
        form = {name: hidden(page.text, name) for name in ("state", "code")}
        here = back.partition("?")[0]
        foreign = await client.post(here, data=form)
        assert foreign.status_code == HTTPStatus.FORBIDDEN
        done = await client.post(here, data=form, headers=SAME_ORIGIN)
        assert "Connected" in done.text, done.text
        again = await client.post(here, data=form, headers=SAME_ORIGIN)
        assert again.status_code == HTTPStatus.BAD_REQUEST
    return asked["connection"]["id"], location


@pytest.fixture
async def connected(consumer, host):
    return await connects(consumer, host)


async def test_what_a_learner_holds_there_comes_here_and_stays(consumer, host, connected):
    connection_id, _ = connected
    viewer = await consumer.ends_import()
    (listed,) = viewer["connections"]
    assert (listed["state"], listed["address"]) == ("CONNECTED", host.origin)
    assert listed["lastSyncedAt"] is not None
    (first,) = viewer["importJobs"]["nodes"]
    items = first["items"]["nodes"]
    assert {item["outcome"] for item in items} == {"ADDED"}, items
    held = await Credential.all().count()
    assert held == first["totalCount"] == 6  # those of Open Badges 3.0
    # what is there already is not fetched again but for what the overlap brings, which is known
    await consumer.asks(SYNC, id=connection_id)
    again = await consumer.ends_import()
    outcomes = {each["outcome"] for each in again["importJobs"]["nodes"][0]["items"]["nodes"]}
    assert outcomes <= {None, "DUPLICATE"}
    assert await Credential.all().count() == held
    ended = await consumer.asks(DISCONNECT, id=connection_id)
    assert ended["deletedConnectionId"] == connection_id
    assert await Connection.all().count() == 0
    assert await Credential.all().count() == held


async def test_tokens_lie_sealed_and_open_in_their_own_row_alone(consumer, connected):
    await consumer.ends_import()
    rows = await connection().execute_query_dict("SELECT * FROM connection")
    registrations = await connection().execute_query_dict("SELECT * FROM platform_registration")
    assert "wallet_a" not in repr(rows) + repr(registrations)
    assert "wallet_cs_" not in repr(registrations)
    row = await Connection.all().first()
    spoilt = row.tokens_sealed[:-4] + "AAAA"
    await Connection.filter(id=row.id).update(tokens_sealed=spoilt)
    connection_id, _ = connected
    await consumer.asks(IMPORT, id=connection_id)
    viewer = await consumer.ends_import()
    (listed,) = viewer["connections"]
    assert (listed["state"], listed["problemCode"]) == ("NEEDS_SIGN_IN", "NEEDS_SIGN_IN")
    assert listed["nextSyncAt"] is None


async def test_a_connection_that_is_due_is_fetched_once(consumer, connected):
    await consumer.ends_import()
    await Connection.all().update(due_at=now())
    moment = now()
    async with anyio.create_task_group() as group:
        for _ in range(4):
            group.start_soon(_sync_due, moment)
    jobs = await connection().execute_query_dict(
        "SELECT count(*) AS n FROM job WHERE kind = 'import'"
    )
    assert jobs[0]["n"] == 2
    await consumer.ends_import()


async def _sync_due(moment):
    await sync_due(now=moment)


async def test_whoever_disconnects_the_wallet_there_is_told_here(
    consumer, host, connected, tmp_path
):
    connection_id, _ = connected
    await consumer.ends_import()
    await Connection.all().update(access_expires_at=now())
    await consumer.asks(SYNC, id=connection_id)
    (listed,) = (await consumer.ends_import())["connections"]
    assert listed["state"] == "CONNECTED"  # let in by its refresh token
    at_host = Consumer(host.origin, await _token_at_host(tmp_path))
    (application,) = (await at_host.asks(APPLICATIONS))["connectedApplications"]
    assert application["permissions"] == ["READ_CREDENTIALS"]
    await at_host.asks(DISCONNECT_APPLICATION, id=application["id"])
    await consumer.asks(SYNC, id=connection_id)
    (listed,) = (await consumer.ends_import())["connections"]
    assert listed["state"] == "NEEDS_SIGN_IN"
    assert await Credential.all().count() == 6


async def _token_at_host(tmp_path):
    command = await anyio.run_process(
        [SERVE[0], "token", RECIPIENT],
        env={**os.environ, "WALLET_DATA_DIR": str(tmp_path / "data")},
    )
    return command.stdout.decode().strip()
