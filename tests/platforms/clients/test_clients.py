"""Platforms as they are: a server on loopback that speaks as Badgr does, and worse ones."""

import base64
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from ipaddress import ip_address

import pytest
from starlette.applications import Starlette
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from tests.fixtures.serving import served
from wallet.network import Fetcher
from wallet.platforms.clients import CLIENTS, oauth
from wallet.platforms.clients.client import PlatformError, SignInNeededError
from wallet.platforms.clients.oauth import ClientIdentity

BADGE_CONNECT, OPEN_BADGES_3 = CLIENTS["BADGE_CONNECT"], CLIENTS["OPEN_BADGES_3"]
SINCE = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
IDENTITY = ClientIdentity("us", "s:c r%t")


class Platform:
    """Answers from a dictionary of paths, and keeps what it was asked."""

    def __init__(self):
        self.answers = {}
        self.asked = []
        self.origin = ""

    async def __call__(self, request):
        self.asked.append((request, await request.body()))
        answer = self.answers.get(request.url.path)
        return answer if answer is not None else Response(status_code=404)


@pytest.fixture
async def platform():
    platform = Platform()
    app = Starlette(routes=[Route("/{path:path}", platform.__call__, methods=["GET", "POST"])])
    async with served(app) as address:
        platform.origin = f"http://{address}"
        yield platform


@asynccontextmanager
async def reaching(platform):
    port = int(platform.origin.rpartition(":")[2])
    fetcher = Fetcher(
        user_agent="wallet-tests",
        trusted_addresses=frozenset({(ip_address("127.0.0.1"), port)}),
        trusts_plain_http=True,
    )
    try:
        yield fetcher
    finally:
        await fetcher.aclose()


@pytest.fixture
async def network(platform):
    async with reaching(platform) as fetcher:
        yield fetcher


def manifest(origin):
    return {
        "@context": "https://w3id.org/openbadges/badgeconnect/v1",
        "badgeConnectAPI": [
            {
                "name": "Badgr",
                "apiBase": f"{origin}/bcv1/",
                "version": "v1p0",
                "scopesOffered": [
                    "https://purl.imsglobal.org/spec/ob/v2p1/scope/assertion.readonly"
                ],
                "registrationUrl": f"{origin}/o/register",
                "authorizationUrl": f"{origin}/auth?x=1",
                "tokenUrl": f"{origin}/o/token",
            }
        ],
    }


async def test_badgrs_manifest_is_found_behind_a_redirect(platform, network):
    platform.answers = {
        "/.well-known/badgeconnect.json": RedirectResponse("/bcv1/manifest/badgr.example", 302),
        "/bcv1/manifest/badgr.example": JSONResponse(manifest(platform.origin)),
    }
    found = await BADGE_CONNECT.discover(platform.origin, network)
    assert found.api_base == f"{platform.origin}/bcv1"
    assert oauth.asked_scopes(BADGE_CONNECT, found) == (BADGE_CONNECT.wanted[0],)
    url = oauth.authorization_url(
        BADGE_CONNECT,
        found,
        IDENTITY,
        redirect_uri="https://w.example/",
        state="s",
        verifier="v" * 43,
    )
    assert url.startswith(f"{platform.origin}/auth?x=1&response_type=code&client_id=us")
    assert "code_challenge_method=S256" in url
    first = BADGE_CONNECT.first_url(found, SINCE)
    assert first.endswith("/bcv1/assertions?limit=50&offset=0&since=2026-03-01T12%3A00%3A00Z")


@pytest.mark.parametrize(
    "said", [{}, {"badgeConnectAPI": []}, {"badgeConnectAPI": [7]}, {"badgeConnectAPI": [{}]}]
)
async def test_a_manifest_that_says_nothing_is_none(platform, network, said):
    platform.answers = {"/.well-known/badgeconnect.json": JSONResponse(said)}
    assert await BADGE_CONNECT.discover(platform.origin, network) is None


@pytest.mark.parametrize("client", CLIENTS.values(), ids=CLIENTS)
async def test_where_nothing_is_described_nothing_is_found(platform, network, client):
    assert await client.discover(platform.origin, network) is None


async def test_addresses_without_a_scheme_are_taken_for_https(platform, network):
    flow = {
        "authorizationUrl": "provider.example.com/authorize",
        "tokenUrl": "provider.example.com/token",
        "scopes": {},
    }
    scheme = {
        "x-imssf-registrationUrl": "provider.example.com/registration",
        "flows": {"authorizationCode": flow},
    }
    platform.answers["/ims/ob/v3p0/discovery"] = JSONResponse(
        {"components": {"securitySchemes": {"OAuth2ACG": scheme}}, "servers": [{"url": "/x"}]}
    )
    found = await OPEN_BADGES_3.discover(platform.origin, network)
    assert found.token_url == "https://provider.example.com/token"
    assert found.api_base == f"{platform.origin}/ims/ob/v3p0"


async def test_a_page_gives_each_badge_as_it_stands_there(platform, network):
    text = (
        '{"status":{}, "results": [ {"id" : "a",  "x": 1.0} , {"id":"b"} ], '
        '"signedAssertions": ["x.y.z"]}'
    )
    platform.answers["/bcv1/assertions"] = Response(
        text,
        media_type="application/json",
        headers={
            "Link": f'<{platform.origin}/bcv1/assertions?offset=2>; rel="next", </x>; rel="prev"'
        },
    )
    page = await BADGE_CONNECT.page(f"{platform.origin}/bcv1/assertions", "token", network)
    assert page.texts == ("x.y.z", '{"id" : "a",  "x": 1.0}', '{"id":"b"}')
    assert page.next_url == f"{platform.origin}/bcv1/assertions?offset=2"
    (asked, _), *_rest = platform.asked
    assert asked.headers["authorization"] == "Bearer token"


async def test_both_names_of_the_list_of_tokens_are_read(platform, network):
    for name in ("compactJwsString", "compactJwsStrings"):
        platform.answers["/c"] = JSONResponse({"credential": [], name: ["a.b.c"]})
        page = await OPEN_BADGES_3.page(f"{platform.origin}/c", "token", network)
        assert page.texts == ("a.b.c",)
        assert page.next_url is None


async def test_our_token_is_never_led_to_another_host(platform, network):
    platform.answers["/c"] = JSONResponse(
        {"credential": [{"id": 1}]},
        headers={"Link": '<https://evil.example/take>; rel="next"'},
    )
    with pytest.raises(PlatformError) as refused:
        await OPEN_BADGES_3.page(f"{platform.origin}/c", "token", network)
    assert refused.value.code == "ANSWER_MALFORMED"
    platform.answers["/c"] = RedirectResponse("/elsewhere", 307)
    with pytest.raises(PlatformError) as refused:
        await OPEN_BADGES_3.page(f"{platform.origin}/c", "token", network)
    assert refused.value.code == "HTTP_STATUS"
    assert [request.url.path for request, _ in platform.asked] == ["/c", "/c"]


@pytest.mark.parametrize("http_status", [401, 403])
async def test_a_token_that_is_not_taken_needs_the_learner(platform, network, http_status):
    platform.answers["/c"] = JSONResponse({}, http_status)
    with pytest.raises(SignInNeededError):
        await OPEN_BADGES_3.page(f"{platform.origin}/c", "token", network)


@pytest.mark.parametrize(
    ("header", "wait"), [("120", 120), ("999999", 86400), ("soon", None), ("", None)]
)
async def test_a_platform_says_how_long_to_wait(platform, network, header, wait):
    platform.answers["/c"] = JSONResponse({}, 429, headers={"Retry-After": header})
    with pytest.raises(PlatformError) as refused:
        await OPEN_BADGES_3.page(f"{platform.origin}/c", "token", network)
    assert refused.value.retry_after == wait


@pytest.mark.parametrize("body", ["", "[]", "<html>", '{"credential": "x", "credential": 2}'])
async def test_an_answer_that_cannot_be_read_is_said_to_be_that(platform, network, body):
    platform.answers["/c"] = Response(body, media_type="application/json")
    with pytest.raises(PlatformError) as refused:
        await OPEN_BADGES_3.page(f"{platform.origin}/c", "token", network)
    assert refused.value.code == "ANSWER_MALFORMED"


async def endpoints_of(platform, network):
    platform.answers["/.well-known/badgeconnect.json"] = JSONResponse(manifest(platform.origin))
    return await BADGE_CONNECT.discover(platform.origin, network)


async def test_tokens_are_asked_for_as_the_client_that_was_registered(platform, network):
    endpoints = await endpoints_of(platform, network)
    platform.answers["/o/token"] = JSONResponse(
        {"access_token": "a", "token_type": "bearer", "expires_in": 60}
    )
    tokens = await oauth.exchange(
        endpoints,
        IDENTITY,
        network,
        code="c",
        redirect_uri="https://w.example/cb",
        verifier="v" * 43,
        scope="s",
    )
    assert (tokens.access, tokens.refresh, tokens.lifetime) == ("a", None, 60)
    request, body = platform.asked[-1]
    encoded = request.headers["authorization"].removeprefix("Basic ")
    assert base64.b64decode(encoded) == b"us:s%3Ac%20r%25t"
    assert b"code_verifier=vvv" in body
    assert b"client_id" not in body
    renewed = await oauth.renew(endpoints, IDENTITY, network, "kept")
    assert renewed.refresh == "kept"


@pytest.mark.parametrize(
    "said",
    [
        {"access_token": "a", "token_type": "mac"},
        {"access_token": 7, "token_type": "bearer"},
        {"access_token": "a\r\nX: y", "token_type": "bearer"},
        {"token_type": "bearer"},
        [],
    ],
)
async def test_tokens_that_cannot_be_used_are_none(platform, network, said):
    endpoints = await endpoints_of(platform, network)
    platform.answers["/o/token"] = JSONResponse(said)
    with pytest.raises(PlatformError):
        await oauth.renew(endpoints, IDENTITY, network, "r")


async def test_a_refresh_token_that_is_not_taken_needs_the_learner(platform, network):
    endpoints = await endpoints_of(platform, network)
    platform.answers["/o/token"] = JSONResponse({"error": "invalid_grant"}, 400)
    with pytest.raises(SignInNeededError):
        await oauth.renew(endpoints, IDENTITY, network, "r")


async def test_a_platform_that_does_not_register_us_is_no_connection(platform, network):
    endpoints = await endpoints_of(platform, network)
    for answer in (JSONResponse({}, 400), JSONResponse({}, 201), Response("x", 201)):
        platform.answers["/o/register"] = answer
        with pytest.raises(PlatformError):
            await oauth.register(
                BADGE_CONNECT,
                endpoints,
                network,
                public_url="https://w.example",
                redirect_uri="https://w.example/cb",
                name="Wallet",
            )


def test_what_carries_a_secret_does_not_show_it():
    assert "secret" not in repr(ClientIdentity("us", "secret"))
    assert "secret" not in repr(oauth.Tokens("secret", "secret", 1))
