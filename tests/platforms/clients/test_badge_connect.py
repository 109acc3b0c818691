"""The manifest and the pages of a platform that speaks Badge Connect as Badgr does."""

from datetime import UTC, datetime

import pytest
from starlette.responses import JSONResponse, RedirectResponse, Response

from tests.fixtures.platforms import manifest
from wallet.platforms.clients import CLIENTS, oauth
from wallet.platforms.clients.oauth import ClientIdentity

BADGE_CONNECT = CLIENTS["BADGE_CONNECT"]
SINCE = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
IDENTITY = ClientIdentity("us", "s")


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
