"""An application that is not ours connects to a served wallet, reads it and pushes into it."""

import json
import logging
from http import HTTPStatus

import pytest
from httpx import AsyncClient

from tests.fixtures.connecting import APPLICATION, ForeignApplication, LearnerBrowser, sent
from wallet.accounts.account import account_for
from wallet.app import now
from wallet.demonstration import RECIPIENT
from wallet.documents.opening import open_documents
from wallet.store.connection import connection, is_postgres

SIGNED_JSON, TOKEN, HOSTED = "research-and-sources", "intercultural-communication", "laser-cutting"
BAKED = "workshop-mentor"
STRANGER = "somebody.else@wallet.example"
V3 = "https://purl.imsglobal.org/spec/ob/v3p0/scope/"
V2 = "https://purl.imsglobal.org/spec/ob/v2p1/scope/"


@pytest.fixture(autouse=True)
def loopback_is_enough(monkeypatch):
    """oauthlib knows no exception for loopback."""
    monkeypatch.setenv("OAUTHLIB_INSECURE_TRANSPORT", "1")


@pytest.fixture
def learner(wallet):
    return LearnerBrowser(wallet.origin, RECIPIENT)


async def by_discovery(origin):
    async with AsyncClient() as client:
        found = (await client.get(f"{origin}/ims/ob/v3p0/discovery")).json()
    scheme = found["components"]["securitySchemes"]["OAuth2ACG"]
    flow = scheme["flows"]["authorizationCode"]
    return ForeignApplication(
        flow["authorizationUrl"],
        flow["tokenUrl"],
        f"{origin}/oauth/revoke",
        scheme["x-imssf-registrationUrl"],
        tuple(flow["scopes"]),
    ), found["servers"][0]["url"]


async def by_manifest(origin):
    async with AsyncClient() as client:
        found = (await client.get(f"{origin}/.well-known/badgeconnect.json")).json()
    (api,) = found["badgeConnectAPI"]
    return ForeignApplication(
        api["authorizationUrl"],
        api["tokenUrl"],
        api["tokenRevocationUrl"],
        api["registrationUrl"],
        tuple(api["scopesOffered"]),
    ), api["apiBase"]


@pytest.fixture
async def connected_3(wallet, learner):
    application, base = await by_discovery(wallet.origin)
    await application.registers()
    await application.takes(await learner.allows(application.asks()))
    return application, base


@pytest.fixture
async def connected_2(wallet, learner):
    application, base = await by_manifest(wallet.origin)
    await application.registers()
    await application.takes(await learner.allows(application.asks()))
    return application, base


def texts(wallet, *slugs):
    return [wallet.demonstration.badge(slug).content for slug in slugs]


def signed_2(wallet):
    (document,) = open_documents(wallet.demonstration.badge(BAKED).content)
    return document.jws.token


async def test_the_open_badges_3_api_from_discovery_to_disconnecting(wallet, connected_3):
    application, base = connected_3
    (signed,) = texts(wallet, SIGNED_JSON)
    (token,) = texts(wallet, TOKEN)
    pushed = await application.calls(
        "POST", f"{base}/credentials", data=signed, headers={"Content-Type": "application/json"}
    )
    assert pushed.status_code == HTTPStatus.CREATED, pushed.text
    assert pushed.content == signed
    again = await application.calls(
        "POST", f"{base}/credentials", data=signed, headers={"Content-Type": "application/json"}
    )
    assert again.status_code == HTTPStatus.OK, again.text
    as_text = await application.calls(
        "POST", f"{base}/credentials", data=token, headers={"Content-Type": "text/plain"}
    )
    assert as_text.status_code == HTTPStatus.CREATED, as_text.text
    assert as_text.headers["content-type"].startswith("text/plain")

    page = await application.calls("GET", f"{base}/credentials?limit=1")
    assert page.headers["X-Total-Count"] == "2"
    assert page.json() == {"credential": [], "compactJwsString": [token.decode()]}
    following = await application.calls("GET", page.links["next"]["url"])
    assert signed in following.content
    assert following.json()["credential"] == [json.loads(signed)]
    assert set(following.links) == {"first", "last", "prev"}

    profile = (await application.calls("GET", f"{base}/profile")).json()
    assert profile["email"] == RECIPIENT
    renamed = await application.calls("PUT", f"{base}/profile", json={**profile, "name": "Ada"})
    assert renamed.json() == {**profile, "name": "Ada"}

    first = dict(application.session.token)
    second = await application.refreshes()
    assert second["refresh_token"] != first["refresh_token"]
    assert (await application.calls("GET", f"{base}/profile")).status_code == HTTPStatus.OK
    assert (await application.revokes(second["refresh_token"])).status_code == HTTPStatus.OK
    refused = await application.calls("GET", f"{base}/profile")
    assert refused.status_code == HTTPStatus.UNAUTHORIZED
    assert refused.json()["imsx_codeMajor"] == "failure"


async def test_badge_connect_from_manifest_to_reading_back(wallet, connected_2):
    application, base = connected_2
    signed = signed_2(wallet)
    pushed = await application.calls("POST", f"{base}/assertions", json={"signedAssertion": signed})
    assert pushed.json() == {"status": {"error": None, "statusCode": 200, "statusText": "OK"}}
    by_id = await application.calls(
        "POST",
        f"{base}/assertions",
        json={"assertion": {"id": wallet.demonstration.badge(HOSTED).text, "type": "Assertion"}},
    )
    assert by_id.status_code == HTTPStatus.OK, by_id.text
    listed = await application.calls("GET", f"{base}/assertions")
    assert listed.headers["X-Total-Count"] == "2"
    content = listed.json()
    assert content["status"]["statusText"] == "OK"
    assert content["signedAssertions"] == [signed]
    async with AsyncClient() as client:
        hosted = await client.get(content["assertions"][0]["id"])
    assert hosted.content.strip() in listed.content
    profile = (await application.calls("GET", f"{base}/profile")).json()
    assert profile["profile"]["type"] == "Profile"
    assert profile["profile"]["email"] == RECIPIENT


async def test_a_credential_of_somebody_elses_is_refused_by_both(wallet):
    stranger = LearnerBrowser(wallet.origin, STRANGER)
    for found, path, body, headers in (
        (by_discovery, "credentials", texts(wallet, TOKEN)[0], {"Content-Type": "text/plain"}),
        (
            by_manifest,
            "assertions",
            json.dumps({"signedAssertion": signed_2(wallet)}).encode(),
            {"Content-Type": "application/json"},
        ),
    ):
        application, base = await found(wallet.origin)
        await application.registers()
        await application.takes(await stranger.allows(application.asks()))
        answer = await application.calls("POST", f"{base}/{path}", data=body, headers=headers)
        if path == "credentials":
            assert answer.status_code == HTTPStatus.FORBIDDEN
            minor = answer.json()["imsx_codeMinor"]["imsx_codeMinorField"][0]
            assert minor["imsx_codeMinorFieldValue"] == "forbidden"
        else:
            assert answer.status_code == HTTPStatus.BAD_REQUEST
            assert answer.json()["status"]["statusText"] == "RECIPIENT_PROFILE_MISMATCH"
        listed = await application.calls("GET", f"{base}/{path}")
        assert listed.headers["X-Total-Count"] == "0"


async def test_a_tampered_credential_is_refused(wallet, connected_3):
    application, base = connected_3
    (signed,) = texts(wallet, SIGNED_JSON)
    content = json.loads(signed)
    content["name"] = "Something greater"
    answer = await application.calls("POST", f"{base}/credentials", json=content)
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY, answer.text
    assert answer.json()["imsx_codeMinor"]["imsx_codeMinorField"][0] == {
        "imsx_codeMinorFieldName": "wallet",
        "imsx_codeMinorFieldValue": "invalid_data",
    }


@pytest.mark.parametrize(
    ("body", "media_type"),
    [
        pytest.param(b"{", "application/json", id="no JSON"),
        pytest.param(b"[]", "application/json", id="a list"),
        pytest.param(b'{"type": "Assertion"}', "application/json", id="another generation"),
        pytest.param(b"a.b.c", "text/plain", id="no token"),
        pytest.param(b"\xff\xfe", "application/json", id="no UTF-8"),
        pytest.param(b"{}", "image/png", id="another media type"),
    ],
)
async def test_what_is_no_credential_is_refused_before_it_is_kept(connected_3, body, media_type):
    application, base = connected_3
    answer = await application.calls(
        "POST", f"{base}/credentials", data=body, headers={"Content-Type": media_type}
    )
    assert answer.status_code == HTTPStatus.BAD_REQUEST
    assert answer.json()["imsx_severity"] == "error"


async def test_a_scope_opens_its_own_routes_alone(wallet, learner):
    application, base = await by_discovery(wallet.origin)
    application.scopes = (f"{V3}profile.readonly",)
    await application.registers()
    await application.takes(await learner.allows(application.asks()))
    assert (await application.calls("GET", f"{base}/profile")).status_code == HTTPStatus.OK
    for method, url in (
        ("GET", f"{base}/credentials"),
        ("POST", f"{base}/credentials"),
        ("PUT", f"{base}/profile"),
        ("GET", f"{wallet.origin}/ims/ob/v2p1/profile"),
        ("GET", f"{wallet.origin}/ims/ob/v2p1/assertions"),
        ("POST", f"{wallet.origin}/ims/ob/v2p1/assertions"),
    ):
        answer = await application.calls(method, url, json={})
        assert answer.status_code == HTTPStatus.FORBIDDEN, (method, url)
        assert "insufficient_scope" in answer.headers["WWW-Authenticate"]
    answer = await application.calls(
        "POST", f"{wallet.origin}/graphql", json={"query": "{ viewer { id } }"}
    )
    assert answer.status_code == HTTPStatus.UNAUTHORIZED


async def test_what_cannot_be_changed_is_named(connected_3):
    application, base = connected_3
    answer = await application.calls(
        "PUT", f"{base}/profile", json={"name": "Ada", "phone": "1", "email": "x@y.example"}
    )
    assert answer.status_code == HTTPStatus.BAD_REQUEST
    assert "email, phone" in answer.json()["imsx_description"]


@pytest.mark.parametrize(
    "query", ["limit=0", "limit=x", "offset=-1", "since=yesterday", "since=2026-11-23T14:50:00"]
)
async def test_a_page_that_is_none_is_refused_in_each_hosts_words(
    wallet, connected_3, connected_2, query
):
    application, base = connected_3
    answer = await application.calls("GET", f"{base}/credentials?{query}")
    assert answer.status_code == HTTPStatus.BAD_REQUEST
    minor = answer.json()["imsx_codeMinor"]["imsx_codeMinorField"][0]
    assert minor["imsx_codeMinorFieldValue"] == "invalid_query_parameter"
    application, base = connected_2
    answer = await application.calls("GET", f"{base}/assertions?{query}")
    assert answer.json()["status"]["statusText"] == "REQUEST_VALIDATION_ERROR"


async def test_since_leaves_out_what_was_there_before(wallet, connected_3):
    application, base = connected_3
    (token,) = texts(wallet, TOKEN)
    await application.calls(
        "POST", f"{base}/credentials", data=token, headers={"Content-Type": "text/plain"}
    )
    later = now().isoformat()
    assert (
        await application.calls("GET", f"{base}/credentials?since=2020-01-01T00:00:00Z")
    ).json()["compactJwsString"] == [token.decode()]
    page = await application.calls("GET", f"{base}/credentials?since={later}")
    assert page.json() == {"credential": [], "compactJwsString": []}


async def test_no_secret_is_kept_or_logged(wallet, learner, caplog):
    with caplog.at_level(logging.DEBUG):
        application, base = await by_discovery(wallet.origin)
        await application.registers()
        location = await learner.allows(application.asks())
        first = dict(await application.takes(location))
        second = dict(await application.refreshes())
        await application.calls("GET", f"{base}/credentials")
        await application.revokes(second["refresh_token"])
    secrets = [
        application.registered["client_secret"],
        sent(location)["code"],
        *(tokens[name] for tokens in (first, second) for name in ("access_token", "refresh_token")),
    ]
    ours = [record for record in caplog.records if not record.name.startswith(FOREIGN)]
    logged = "\n".join(record.getMessage() for record in ours)
    kept = await everything()
    for secret in secrets:
        assert secret.startswith("wallet_")
        assert secret not in kept
        assert secret not in logged


FOREIGN = ("requests_oauthlib", "oauthlib", "urllib3", "httpcore", "httpx")
"""The application's own libraries and the browser's, in this process beside the wallet."""


async def everything() -> str:
    """Return every value in the database as text."""
    listing = (
        "SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public'"
        if is_postgres()
        else "SELECT name FROM sqlite_master WHERE type = 'table'"
    )
    tables = await connection().execute_query_dict(listing)
    rows = [
        await connection().execute_query_dict(f'SELECT * FROM "{table["name"]}"')  # noqa: S608
        for table in tables
    ]
    return repr(rows)


async def test_applications_know_the_learner_by_different_ids(wallet, connected_3, connected_2):
    first, base_3 = connected_3
    second, base_2 = connected_2
    known = (await first.calls("GET", f"{base_3}/profile")).json()["id"]
    also = (await second.calls("GET", f"{base_2}/profile")).json()["profile"]["id"]
    assert known != also
    assert str(await account_for(RECIPIENT, now=now())) not in known
    assert first.registered["redirect_uris"] == [f"{APPLICATION}/callback"]
