"""Documents that a client's build listed: asked for by their digest, or the only ones run."""

import asyncio
import json
from hashlib import sha256

import pytest
from limits.aio.storage import MemoryStorage
from websockets.asyncio.client import connect

from tests.api.wallets import application, client, services
from tests.fixtures.serving import served
from wallet.accounts.rate_limits import RateLimits
from wallet.api import RequestBudget, TrustedDocuments

NAME = "query Name { viewer { displayName credentials(first: 2) { nodes { name } } } }"
CHANGE = "mutation Change($input: UpdateProfileInput!) { updateProfile(input: $input) \
{ viewer { displayName } userErrors { code } } }"
EVENTS = "subscription Events { shareAccessed { access { kind } } }"


def digest(text):
    return sha256(text.encode()).hexdigest()


LISTED = {digest(text): text for text in (NAME, CHANGE, EVENTS)}
FREE = TrustedDocuments(LISTED)
ONLY = TrustedDocuments(LISTED, are_the_only=True)


@pytest.fixture(params=[FREE, ONLY], ids=["beside-others", "alone"])
async def asking(request, wallet):
    async with client(application(services(documents=request.param)), wallet.token) as asking:
        yield asking


@pytest.fixture
async def strict(wallet):
    async with client(application(services(documents=ONLY)), wallet.token) as asking:
        yield asking


@pytest.mark.parametrize(
    "named",
    [
        {"documentId": digest(NAME)},
        {"documentId": f"sha256:{digest(NAME)}"},
        {"extensions": {"persistedQuery": {"version": 1, "sha256Hash": digest(NAME)}}},
        {"query": NAME},
    ],
    ids=["id", "with-its-kind", "as-apollo-does", "by-its-text"],
)
async def test_a_listed_document_is_run_however_it_is_named(asking, named):
    for _ in range(2):  # the second time it is planned
        response = await asking.http.post("/graphql", json=named, headers=asking.headers)
        assert response.status_code == 200
        assert len(response.json()["data"]["viewer"]["credentials"]["nodes"]) == 2


async def test_a_listed_mutation_takes_variables_and_wants_a_post(asking):
    body = {"documentId": digest(CHANGE), "variables": {"input": {"displayName": "Ann"}}}
    response = await asking.http.post("/graphql", json=body, headers=asking.headers)
    assert response.json()["data"]["updateProfile"]["viewer"] == {"displayName": "Ann"}
    params = {**body, "variables": json.dumps(body["variables"])}
    refused = await asking.http.get("/graphql", params=params, headers=asking.headers)
    assert refused.status_code == 405


async def test_a_budget_that_shrinks_makes_no_new_answer(wallet):
    budget = RequestBudget(RateLimits(MemoryStorage()))
    app = application(services(documents=ONLY, budget=budget))
    params = {"documentId": digest(NAME)}
    async with client(app, wallet.token) as asking:
        first = await asking.http.get("/graphql", params=params, headers=asking.headers)
        known = {**asking.headers, "If-None-Match": first.headers["etag"]}
        again = await asking.http.get("/graphql", params=params, headers=known)
    assert again.status_code == 304
    assert int(again.headers["x-ratelimit-remaining"]) < int(first.headers["x-ratelimit-remaining"])


@pytest.mark.parametrize("named", ["0" * 64, "x", "sha256:"])
async def test_a_digest_that_is_not_listed_is_told_apart(asking, named):
    response = await asking.http.post(
        "/graphql", json={"documentId": named}, headers=asking.headers
    )
    assert response.status_code == 400
    assert response.json()["errors"][0]["extensions"]["code"] == "DOCUMENT_UNKNOWN"


@pytest.mark.parametrize(
    "text",
    ["{ server { version } }", f"{NAME} ", "{ __schema { types { name } } }", NAME + CHANGE],
)
async def test_a_text_that_is_not_listed_is_refused_where_they_are_alone(strict, text):
    for response in (
        await strict.post(text),
        await strict.http.get("/graphql", params={"query": text}, headers=strict.headers),
        await strict.http.post(
            "/graphql",
            json={"query": text},
            headers={**strict.headers, "Accept": "text/event-stream"},
        ),
        await strict.http.post(
            "/graphql",
            json={"query": text, "documentId": digest(NAME)},
            headers=strict.headers,
        ),
        await strict.http.post(
            "/graphql",
            data={"operations": json.dumps({"query": text}), "map": "{}"},
            files={"0": ("a", b"")},
            headers={**strict.headers, "GraphQL-Require-Preflight": "1"},
        ),
    ):
        assert response.status_code == 403
        assert response.json()["errors"][0]["extensions"]["code"] == "DOCUMENT_REFUSED"


async def test_what_a_get_of_one_brought_is_asked_about_again(asking, wallet, other):
    params = {"documentId": digest(NAME)}
    first = await asking.http.get("/graphql", params=params, headers=asking.headers)
    assert first.headers["cache-control"] == "private, no-cache"
    assert "Authorization" in first.headers["vary"]
    etag = first.headers["etag"]
    known = {**asking.headers, "If-None-Match": f'"else", W/{etag}'}
    again = await asking.http.get("/graphql", params=params, headers=known)
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", etag)
    assert again.headers["cache-control"] == "private, no-cache"
    others = {**known, "Authorization": f"Bearer {other.token}"}
    theirs = await asking.http.get("/graphql", params=params, headers=others)
    assert theirs.status_code == 200
    assert theirs.headers["etag"] != etag
    body = {"documentId": digest(CHANGE), "variables": {"input": {"displayName": "New"}}}
    await asking.http.post("/graphql", json=body, headers=asking.headers)
    changed = await asking.http.get("/graphql", params=params, headers=known)
    assert changed.status_code == 200
    assert changed.json()["data"]["viewer"]["displayName"] == "New"


async def test_nothing_else_is_kept(asking):
    posted = await asking.http.post(
        "/graphql", json={"documentId": digest(NAME)}, headers=asking.headers
    )
    by_text = await asking.http.get("/graphql", params={"query": NAME}, headers=asking.headers)
    for response in (posted, by_text):
        assert response.headers["cache-control"] == "private, no-store"
        assert "etag" not in response.headers


@pytest.mark.parametrize(
    ("payload", "answered"),
    [
        ({"query": "{ server { version } }"}, "DOCUMENT_REFUSED"),
        ({"documentId": "0" * 64}, "DOCUMENT_UNKNOWN"),
        ({"documentId": digest(NAME)}, "next"),
        ({"query": EVENTS}, "next"),
        ({"extensions": {"persistedQuery": {"sha256Hash": digest(EVENTS)}}}, "next"),
    ],
)
async def test_a_socket_runs_the_same_documents(wallet, payload, answered):
    app = application(services(documents=ONLY))
    async with (
        served(app) as host,
        connect(f"ws://{host}/graphql", subprotocols=["graphql-transport-ws"]) as socket,
    ):
        token = {"Authorization": f"Bearer {wallet.token}"}
        await socket.send(json.dumps({"type": "connection_init", "payload": token}))
        assert json.loads(await socket.recv())["type"] == "connection_ack"
        await socket.send(json.dumps({"type": "subscribe", "id": "1", "payload": payload}))
        message = json.loads(await asyncio.wait_for(socket.recv(), 5))
    if message["type"] == "error":
        assert message["payload"][0]["extensions"]["code"] == answered
    else:
        assert message["type"] == answered
        assert "errors" not in message["payload"]


def test_a_manifest_is_read_with_its_digests_checked(tmp_path):
    manifest = tmp_path / "documents.json"
    manifest.write_text(json.dumps({f"sha256:{digest(NAME).upper()}": NAME}))
    assert TrustedDocuments.read(manifest, are_the_only=True).texts == {digest(NAME): NAME}
    for wrong in ([NAME], {digest(NAME): 7}, {digest(NAME): CHANGE}):
        manifest.write_text(json.dumps(wrong))
        with pytest.raises(ValueError, match=r"documents\.json"):
            TrustedDocuments.read(manifest, are_the_only=True)
