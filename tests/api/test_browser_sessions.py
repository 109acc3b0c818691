"""Sessions in cookies: no script reads them, and no foreign page uses them."""

import asyncio
import json
import re

import pytest
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed, InvalidStatus

from tests.api.test_mutations import REFRESH, SIGN_IN, _code
from tests.api.wallets import PUBLIC_URL, application, client, services
from tests.fixtures.serving import served

APP = "https://app.example"
PAGE = {"X-Wallet-Session": "cookie", "Origin": APP}
VIEWER = "{ viewer { displayName emails { address } } }"
RENEW = "mutation { refreshSession(input: {}) { tokens { accessToken } userErrors { code } } }"
COOKIE = re.compile(
    r"(__Host-wallet-(?:access|refresh))=([^;]*); Max-Age=(\d+); "
    r"Path=/; Secure; HttpOnly; SameSite=Strict"
)


@pytest.fixture
def app(sqlite_database):
    return application(services(cookies=True, origins=(APP,)))


@pytest.fixture
async def page(app):
    async with client(app) as page:
        yield page


async def post(page, query, variables=None, *, cookies=None, headers=PAGE):
    held = {"Cookie": "; ".join(f"{name}={value}" for name, value in (cookies or {}).items())}
    return await page.http.post(
        "/graphql",
        json={"query": query, "variables": variables},
        headers={**headers, **(held if cookies else {})},
    )


def written(response):
    """Return the cookies that a response writes, and for how long."""
    page_cookies = response.headers.get_list("set-cookie")
    found = [COOKIE.fullmatch(each) for each in page_cookies]
    assert all(found), page_cookies
    return (
        {each[1]: each[2] for each in found},
        {each[1]: int(each[3]) for each in found},
    )


@pytest.fixture
async def cookies(page):
    """Those of somebody who has signed in on the page."""
    asked = await post(
        page,
        'mutation { requestSignInCode(input: { email: "anna@example.org" }) { requestId } }',
    )
    request = asked.json()["data"]["requestSignInCode"]["requestId"]
    code = await _code("anna@example.org")
    response = await post(page, SIGN_IN, {"request": request, "code": code})
    answer = response.json()["data"]["signIn"]
    assert answer["tokens"] is None
    assert answer["viewer"] is not None
    kept, lifetimes = written(response)
    assert "wallet_at_" not in response.text
    assert lifetimes == {"__Host-wallet-access": 900, "__Host-wallet-refresh": 30 * 86_400}
    page.http.cookies.clear()
    return kept


async def test_a_page_asks_by_its_cookies_until_it_signs_out(page, cookies):
    answer = (await post(page, VIEWER, cookies=cookies)).json()
    assert answer["data"]["viewer"]["emails"] == [{"address": "anna@example.org"}]
    ended = await post(
        page, "mutation { signOut(input: {}) { deletedSessionId } }", cookies=cookies
    )
    assert written(ended) == (
        {"__Host-wallet-access": "", "__Host-wallet-refresh": ""},
        {"__Host-wallet-access": 0, "__Host-wallet-refresh": 0},
    )
    page.http.cookies.clear()
    assert (await post(page, VIEWER, cookies=cookies)).json()["data"] == {"viewer": None}


async def test_a_session_is_renewed_by_its_cookie_with_the_old_access_or_without(page, cookies):
    only = {"__Host-wallet-refresh": cookies["__Host-wallet-refresh"]}
    response = await post(page, RENEW, cookies=only)
    assert response.json()["data"]["refreshSession"] == {"tokens": None, "userErrors": []}
    renewed, _ = written(response)
    page.http.cookies.clear()
    stale = {**renewed, "__Host-wallet-access": cookies["__Host-wallet-access"]}
    again, _ = written(await post(page, RENEW, cookies=stale))
    page.http.cookies.clear()
    assert (await post(page, VIEWER, cookies=again)).json()["data"]["viewer"] is not None
    spent = (await post(page, RENEW, cookies=only)).json()["data"]["refreshSession"]
    assert [error["code"] for error in spent["userErrors"]] == ["BAD_SECRET"]


async def test_without_any_token_a_session_is_not_renewed(page):
    refused = (await post(page, RENEW)).json()["data"]["refreshSession"]
    assert [error["code"] for error in refused["userErrors"]] == ["BAD_SECRET"]


@pytest.mark.parametrize(
    ("origin", "site", "is_let_in"),
    [
        (APP, None, True),
        (PUBLIC_URL, None, True),
        (None, "same-origin", True),
        (None, "same-site", False),
        (None, "cross-site", False),
        (None, None, False),
        ("null", None, False),
        ("https://evil.example", "same-origin", False),
        (f"{APP}.evil.example", None, False),
        ("http://app.example", None, False),
    ],
)
async def test_only_pages_that_may_ask_do(page, cookies, origin, site, is_let_in):
    headers = {"X-Wallet-Session": "cookie"}
    headers |= {"Origin": origin} if origin else {}
    headers |= {"Sec-Fetch-Site": site} if site else {}
    response = await post(page, VIEWER, cookies=cookies, headers=headers)
    if is_let_in:
        assert response.json()["data"]["viewer"] is not None
    else:
        assert response.status_code == 403
        assert response.json()["errors"][0]["extensions"]["code"] == "FORBIDDEN"


@pytest.mark.parametrize("mode", [None, "", "bearer", "Cookie"])
async def test_without_the_header_cookies_are_not_looked_at(page, cookies, mode):
    headers = {"Origin": APP, **({} if mode is None else {"X-Wallet-Session": mode})}
    response = await post(page, VIEWER, cookies=cookies, headers=headers)
    assert response.json()["data"] == {"viewer": None}
    assert "set-cookie" not in response.headers


CHANGE = 'mutation { updateProfile(input: { displayName: "Mallory" }) { viewer { id } } }'


@pytest.mark.parametrize(
    ("content_type", "body"),
    [
        ("application/x-www-form-urlencoded", f"query={CHANGE}"),
        ("text/plain", json.dumps({"query": CHANGE})),
        ("text/plain; application/json", json.dumps({"query": CHANGE})),
        ("multipart/form-data; boundary=x", "--x--"),
    ],
)
async def test_what_a_form_can_send_changes_nothing(page, cookies, content_type, body):
    held = {"Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items())}
    for headers in (held, {**held, **PAGE}):
        response = await page.http.post(
            "/graphql", content=body, headers={**headers, "Content-Type": content_type}
        )
        assert response.status_code in {403, 415}
    for headers in (held, {**held, **PAGE}):
        response = await page.http.get("/graphql", params={"query": CHANGE}, headers=headers)
        assert response.status_code == 405
    answer = (await post(page, VIEWER, cookies=cookies)).json()
    assert answer["data"]["viewer"]["displayName"] != "Mallory"


async def test_a_browser_may_send_cookies_from_listed_pages_alone(page):
    for origin, allowed in ((APP, True), ("https://evil.example", False)):
        preflight = await page.http.options(
            "/graphql",
            headers={
                "Origin": origin,
                "Access-Control-Request-Method": "POST",
                "Access-Control-Request-Headers": "content-type,x-wallet-session",
            },
        )
        assert (preflight.status_code == 200) is allowed
        assert preflight.headers.get("access-control-allow-origin") == (origin if allowed else None)
        if allowed:
            assert preflight.headers["access-control-allow-credentials"] == "true"


async def test_where_cookies_are_off_nobody_gets_any(wallet):
    app = application(services(origins=(APP,)))
    held = {"__Host-wallet-access": wallet.token}
    async with client(app) as page:
        assert (await post(page, VIEWER, cookies=held)).json()["data"] == {"viewer": None}
        asked = await post(page, REFRESH, {"token": "x"}, cookies=held)
    assert "set-cookie" not in asked.headers


async def test_a_bearer_token_goes_before_a_cookie(page, cookies, wallet):
    headers = {**PAGE, "Authorization": "Bearer wallet_at_wrong"}
    assert (await post(page, VIEWER, cookies=cookies, headers=headers)).status_code == 401


@pytest.mark.parametrize(
    ("origin", "is_let_in"), [(APP, True), (None, False), ("https://evil.example", False)]
)
async def test_a_socket_is_opened_by_cookies_from_a_listed_page(app, cookies, origin, is_let_in):
    headers = {"Cookie": f"__Host-wallet-access={cookies['__Host-wallet-access']}"}
    protocols = ["graphql-transport-ws"]
    async with served(app) as host:
        opening = connect(
            f"ws://{host}/graphql",
            subprotocols=protocols,
            origin=origin,
            additional_headers=headers,
        )
        try:
            async with opening as socket:
                await socket.send('{"type": "connection_init"}')
                answer = json.loads(await asyncio.wait_for(socket.recv(), 5))["type"]
        except (ConnectionClosed, InvalidStatus):
            answer = None
    assert answer == ("connection_ack" if is_let_in else None)
