"""Platforms as they are: a server on loopback that speaks as Badgr does, and worse ones."""

import base64
from datetime import UTC, datetime
from time import process_time

import pytest
from starlette.responses import JSONResponse, RedirectResponse, Response

from tests.fixtures.platforms import manifest
from wallet.platforms.clients import CLIENTS, oauth
from wallet.platforms.clients.client import PlatformError, SignInNeededError
from wallet.platforms.clients.oauth import ClientIdentity

BADGE_CONNECT, OPEN_BADGES_3 = CLIENTS["BADGE_CONNECT"], CLIENTS["OPEN_BADGES_3"]
SINCE = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
IDENTITY = ClientIdentity("us", "s:c r%t")


@pytest.mark.parametrize("client", CLIENTS.values(), ids=CLIENTS)
async def test_where_nothing_is_described_nothing_is_found(platform, network, client):
    assert await client.discover(platform.origin, network) is None


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
    ("header", "wait"), [("120", 120), ("999999", 86400), ("soon", None), ("", None), ("²", None)]
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


@pytest.mark.parametrize(
    "link",
    [
        pytest.param("<a>;" * 16_000 + ',<https://b.example>; rel="next"', id="only beginnings"),
        pytest.param('<http://[>; rel="next"', id="no address"),
        pytest.param('<https://b.example/next>; rel="next"', id="another host"),
    ],
)
async def test_a_next_page_that_is_none(platform, network, link):
    began = process_time()
    platform.answers["/list"] = JSONResponse({"results": [{"a": 1}]}, headers={"link": link})
    with pytest.raises(PlatformError, match="cannot be read"):
        await BADGE_CONNECT.page(f"{platform.origin}/list", "t", network)
    assert process_time() - began < 1, "read once, not squared"
