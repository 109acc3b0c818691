"""GraphQL over HTTP: media types, status codes, who may ask and how much."""

import json
import logging
from datetime import timedelta

import pytest
from limits import RateLimitItemPerMinute
from limits.aio.storage import MemoryStorage

from tests.api.wallets import application, client, services
from wallet.accounts.rate_limits import RateLimits
from wallet.api import QueryLimits, RequestLimits, RequestThrottle
from wallet.store.models.credentials import Credential

RESPONSE_JSON = "application/graphql-response+json"
GOOD = {"query": "{ server { version } }"}
MUTATION = 'mutation { addEmail(input: { address: "x@example.org" }) { userErrors { code } } }'


def media_type(response):
    return response.headers["content-type"].partition(";")[0]


@pytest.mark.parametrize(
    ("accept", "answered"),
    [
        pytest.param(None, "application/json", id="nothing-said"),
        pytest.param("*/*", "application/json", id="anything"),
        pytest.param("application/json", "application/json", id="json"),
        pytest.param(RESPONSE_JSON, RESPONSE_JSON, id="response-json"),
        pytest.param(f"{RESPONSE_JSON}, application/json;q=0.9", RESPONSE_JSON, id="better-first"),
        pytest.param(
            f"application/json;q=0.5, {RESPONSE_JSON}", RESPONSE_JSON, id="by-quality-not-place"
        ),
        pytest.param("text/html, */*;q=0.1", "application/json", id="a-browser"),
    ],
)
async def test_the_media_type_is_the_one_accepted(nobody, accept, answered):
    headers = {} if accept is None else {"Accept": accept}
    if accept is None:
        nobody.http.headers.pop("accept")
    response = await nobody.http.post("/graphql", json=GOOD, headers=headers)
    assert (response.status_code, response.headers["content-type"]) == (
        200,
        f"{answered}; charset=utf-8",
    )
    assert response.json() == {"data": {"server": {"version": "0.0.0"}}}


async def test_a_media_type_that_is_not_spoken_is_406(nobody):
    response = await nobody.http.post("/graphql", json=GOOD, headers={"Accept": "image/png"})
    assert response.status_code == 406


@pytest.mark.parametrize(
    "query",
    [
        pytest.param("{", id="does-not-parse"),
        pytest.param("{ nonsense }", id="not-valid"),
        pytest.param("query($x: Int!) { server { version } node(id: $x) { id } }", id="variables"),
    ],
)
async def test_a_request_error_has_no_data_and_400_where_the_client_can_take_it(nobody, query):
    for accept, http_status in ((RESPONSE_JSON, 400), ("application/json", 200)):
        response = await nobody.http.post(
            "/graphql", json={"query": query}, headers={"Accept": accept}
        )
        assert response.status_code == http_status
        assert list(response.json()) == ["errors"]
        extensions = response.json()["errors"][0]["extensions"]
        assert extensions == {
            "code": "BAD_REQUEST",
            "requestId": response.headers["x-request-id"],
        }


@pytest.mark.parametrize(
    ("body", "content_type", "http_status"),
    [
        pytest.param("", "application/json", 400, id="empty"),
        pytest.param("{", "application/json", 400, id="not-json"),
        pytest.param("[]", "application/json", 400, id="batch"),
        pytest.param("{}", "application/json", 400, id="no-query"),
        pytest.param('{"query": 7}', "application/json", 400, id="query-is-a-number"),
        pytest.param('{"query": "{a}", "variables": "x"}', "application/json", 400, id="variables"),
        pytest.param('{"query": "{a}", "operationName": 1}', "application/json", 400, id="name"),
        pytest.param('{"query": "{a}", "extensions": []}', "application/json", 400, id="extension"),
        pytest.param(json.dumps(GOOD), "application/json; charset=latin-1", 415, id="charset"),
        pytest.param(json.dumps(GOOD), "text/plain", 415, id="text-plain"),
        pytest.param(json.dumps(GOOD), "", 415, id="no-content-type"),
        pytest.param("query=%7Ba%7D", "application/x-www-form-urlencoded", 415, id="form"),
        pytest.param("x", "multipart/form-data; boundary=x", 403, id="multipart-without-header"),
        pytest.param(json.dumps(GOOD), "application/json; charset=UTF-8", 200, id="good"),
    ],
)
async def test_a_post_that_is_not_well_formed(nobody, body, content_type, http_status):
    headers = {"Content-Type": content_type} if content_type else {}
    response = await nobody.http.post("/graphql", content=body, headers=headers)
    assert response.status_code == http_status
    assert ("errors" in response.json()) is (http_status != 200)


async def test_get_asks_but_never_changes(nobody):
    asked = await nobody.http.get("/graphql", params=GOOD)
    assert asked.json() == {"data": {"server": {"version": "0.0.0"}}}
    with_variables = await nobody.http.get(
        "/graphql",
        params={
            "query": "query Q($id: ID!) { node(id: $id) { id } }",
            "variables": '{"id": "x"}',
            "operationName": "Q",
        },
    )
    assert with_variables.json() == {"data": {"node": None}}
    changed = await nobody.http.get("/graphql", params={"query": MUTATION})
    assert (changed.status_code, changed.headers["allow"]) == (405, "POST")
    assert (await nobody.http.get("/graphql")).status_code == 400
    assert (await nobody.http.put("/graphql", json=GOOD)).headers["allow"] == "GET, POST"


async def test_a_subscription_wants_a_stream(nobody):
    response = await nobody.post("subscription { shareAccessed { share { id } } }")
    assert response.status_code == 400
    assert "text/event-stream" in response.json()["errors"][0]["message"]


@pytest.mark.parametrize("declared", [True, False], ids=["told-before", "found-while-streaming"])
async def test_a_body_is_refused_before_it_is_held(wallet, declared):
    limits = RequestLimits(stranger_bytes=100, json_bytes=1000, upload_bytes=2000)
    handed_in = services(requests=limits)

    async def endless():
        for _ in range(10_000):
            yield b" " * 1000

    body = b" " * 5000 if declared else endless()
    as_json = {"Content-Type": "application/json"}
    async with client(application(handed_in), wallet.token) as asking:
        response = await asking.http.post(
            "/graphql", content=body, headers={**asking.headers, **as_json}
        )
        assert response.status_code == 413
        small = json.dumps(GOOD).ljust(500)
        response = await asking.http.post(
            "/graphql", content=small, headers={**asking.headers, **as_json}
        )
        assert response.status_code == 200
        assert (
            await asking.http.post("/graphql", content=small, headers=as_json)
        ).status_code == 413
        files = {"operations": (None, "{}"), "map": (None, "{}"), "0": ("a", b"x" * 9000)}
        preflight = {"Apollo-Require-Preflight": "1"}
        response = await asking.http.post(
            "/graphql", files=files, headers={**asking.headers, **preflight}
        )
        assert response.status_code == 413
        response = await asking.http.post("/graphql", files=files, headers=preflight)
        assert response.status_code == 401


async def test_a_wrong_token_is_401_and_none_is_nobody(nobody, wallet):
    for header in ("Bearer wallet_at_x", "Basic YTpi", f"Bearer {wallet.token}x"):
        response = await nobody.http.post("/graphql", json=GOOD, headers={"Authorization": header})
        assert response.status_code == 401
        assert response.headers["www-authenticate"].startswith("Bearer")
        assert response.json()["errors"][0]["extensions"]["code"] == "UNAUTHENTICATED"
    assert await nobody.ask("{ viewer { id } }") == {"viewer": None}
    refused = await nobody.post(MUTATION)
    assert refused.status_code == 200
    assert refused.json()["data"] == {"addEmail": None}
    assert refused.json()["errors"][0]["extensions"]["code"] == "UNAUTHENTICATED"


async def test_an_access_token_ends(wallet):
    handed_in = services()
    handed_in.now.now += timedelta(minutes=16)
    async with client(application(handed_in), wallet.token) as asking:
        response = await asking.post("{ viewer { id } }")
    assert response.status_code == 401
    assert "Refresh" in response.json()["errors"][0]["message"]


async def test_too_many_requests_are_429(sqlite_database):
    keys = []

    async def throttle(key):
        keys.append(key)
        return None if len(keys) < 2 else 6.2

    async with client(application(services(throttle=throttle))) as asking:
        assert (await asking.post("{ server { version } }")).status_code == 200
        response = await asking.post("{ server { version } }")
    assert (response.status_code, response.headers["retry-after"]) == (429, "7")
    extensions = response.json()["errors"][0]["extensions"]
    assert (extensions["code"], extensions["retryAfter"]) == ("THROTTLED", 7)
    assert keys == ["client:127.0.0.1", "client:127.0.0.1"]


async def test_each_caller_has_an_allowance_of_their_own(wallet, other):
    throttle = RequestThrottle(RateLimits(MemoryStorage()), (RateLimitItemPerMinute(2),))
    app = application(services(throttle=throttle))
    for token in (wallet.token, other.token, None):
        async with client(app, token) as asking:
            answers = [await asking.post("{ server { version } }") for _ in range(3)]
        assert [answer.status_code for answer in answers] == [200, 200, 429]
        assert 1 <= int(answers[2].headers["retry-after"]) <= 60


async def test_the_id_of_a_request_is_the_one_that_the_log_gave_it(sqlite_database):
    app = application()

    async def logged(scope, receive, send):
        scope["state"] = {"request_id": "from the log"}
        await app(scope, receive, send)

    async with client(logged) as asking:
        response = await asking.post("{")
    assert response.headers["x-request-id"] == "from the log"
    assert response.json()["errors"][0]["extensions"]["requestId"] == "from the log"


@pytest.mark.parametrize(
    ("origin", "allowed"),
    [
        ("https://app.example", True),
        ("https://evil.example", False),
        ("https://app.example.evil.example", False),
        ("http://app.example", False),
        ("null", False),
    ],
)
async def test_only_listed_origins_may_read(sqlite_database, origin, allowed):
    handed_in = services(origins=("https://app.example",))
    async with client(application(handed_in)) as asking:
        preflight = await asking.http.options(
            "/graphql",
            headers={
                "Origin": origin,
                "Access-Control-Request-Method": "POST",
                "Access-Control-Request-Headers": "authorization,content-type",
            },
        )
        answer = await asking.http.post("/graphql", json=GOOD, headers={"Origin": origin})
    expected = origin if allowed else None
    assert answer.headers.get("access-control-allow-origin") == expected
    assert preflight.headers.get("access-control-allow-origin") == expected
    assert (preflight.status_code == 200) is allowed
    assert "access-control-allow-credentials" not in answer.headers


async def test_nothing_private_is_kept_by_caches(anna):
    response = await anna.post("{ viewer { id } }")
    assert response.headers["cache-control"] == "private, no-store"
    assert response.headers["x-content-type-options"] == "nosniff"
    assert "Authorization" in response.headers["vary"]


async def test_our_own_faults_tell_nothing_and_are_logged(anna, wallet, caplog):
    await Credential.filter(id=wallet.credentials[0]).update(detail={"secret": "s3cret"})
    with caplog.at_level(logging.INFO):
        response = await anna.post("{ viewer { credentials { nodes { evidence { name } } } } }")
    error = response.json()["errors"][0]
    assert response.status_code == 200
    assert response.json()["data"] == {"viewer": None}
    assert error["message"] == "Something went wrong on our side."
    assert error["extensions"]["code"] == "INTERNAL"
    assert error["extensions"]["requestId"] in caplog.text
    assert "KeyError" in caplog.text
    assert "KeyError" not in response.text


async def test_what_clients_do_wrong_is_logged_in_a_line(anna, caplog):
    with caplog.at_level(logging.INFO):
        await anna.ask('{ node(id: "bad id") { id } }')
        await anna.post('{ viewer { credentials(after: "bad") { totalCount } } }')
    records = [record for record in caplog.records if record.name.startswith("wallet.api")]
    assert [record.levelname for record in records] == ["INFO"]
    assert records[0].exc_info is None


async def test_introspection_and_suggestions_go_by_one_switch(sqlite_database):
    handed_in = services(queries=QueryLimits(introspection=False))
    async with client(application(handed_in)) as asking:
        hidden = await asking.post("{ __schema { types { name } } }")
        misspelt = await asking.post("{ serve { version } }")
    assert "__schema" in hidden.json()["errors"][0]["message"]
    assert "Did you mean" not in misspelt.text


async def test_integers_of_any_size_come_through(anna):
    answer = await anna.ask(
        "{ viewer { credentials(first: 1) { nodes { sourceDocument { json } } } } }"
    )
    document = answer["viewer"]["credentials"]["nodes"][0]["sourceDocument"]["json"]
    assert document["large"] == 123456789012345678901234567890
