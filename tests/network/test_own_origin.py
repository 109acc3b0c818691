"""Our own documents are answered in process, and open nothing else."""

import asyncio
import logging

import pytest
from pytest_socket import disable_socket, enable_socket
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response, StreamingResponse
from starlette.routing import Route

from tests.network.conftest import QUICK
from wallet.network import (
    FailureCode,
    FetchFailedError,
    FetchRefusedError,
    OwnOrigin,
    RefusalCode,
)
from wallet.network.destinations import parsed


async def seen(request: Request):
    return JSONResponse(
        {
            "url": str(request.url),
            "accept": request.headers["accept"],
            "cookie": request.headers.get("cookie"),
        },
        headers={"etag": '"1"', "set-cookie": "a=b"},
    )


async def endless(request: Request):
    async def body():
        while True:
            yield b" " * 8192
            await asyncio.sleep(0)

    return StreamingResponse(body(), media_type="application/json")


async def stuck(request: Request):
    await asyncio.sleep(60)


async def broken(request: Request):
    raise ValueError("on purpose")


APP = Starlette(
    routes=[
        Route("/seen", seen),
        Route("/endless", endless),
        Route("/stuck", stuck),
        Route("/broken", broken),
        Route("/gone", lambda request: Response(b"{}", 410, media_type="application/json")),
        Route(
            "/large", lambda request: Response(b"[" + b" " * 60_000 + b"]", media_type="text/plain")
        ),
        Route("/away", lambda request: RedirectResponse("https://127.0.0.1:1/x")),
        Route("/next", lambda request: RedirectResponse("/seen")),
    ],
    middleware=[Middleware(GZipMiddleware, minimum_size=5000)],
)
DEMO = "http://127.0.0.1:8000"
PUBLIC = "https://wallet.example"


async def nobody(host):
    raise AssertionError("no name is resolved")


@pytest.fixture
def at(make_fetcher):
    """Make a fetcher of a server whose public URL is given, and that resolves no name."""

    def make(origin, **changed):
        return make_fetcher(own_origin=OwnOrigin(origin, APP), resolver=nobody, **changed)

    return make


@pytest.mark.parametrize(
    ("origin", "url", "is_ours"),
    [
        (PUBLIC, "https://wallet.example/x", True),
        (PUBLIC, "https://WALLET.Example:443/x", True),
        (PUBLIC, "https://wallet.example./x", True),
        (PUBLIC, "http://wallet.example/x", False),
        (PUBLIC, "https://wallet.example:8443/x", False),
        (PUBLIC, "https://a.wallet.example/x", False),
        (PUBLIC, "https://wallet.example.evil.org/x", False),
        (PUBLIC, "https://127.0.0.1/x", False),
        (DEMO, "http://127.0.0.1:8000/x", True),
        (DEMO, "https://127.0.0.1:8000/x", True),
        (DEMO, "https://127.0.0.1/x", True),
        (DEMO, "http://127.0.0.1:9999/x", True),
        (DEMO, "http://127.0.0.2:8000/x", False),
        (DEMO, "http://localhost:8000/x", False),
        (DEMO, "http://[::ffff:127.0.0.1]:8000/x", False),
        ("http://localhost:8000/", "https://LOCALHOST:1234/x", True),
        ("http://localhost:8000", "http://a.localhost:8000/x", False),
        ("http://[::1]:8000", "https://[0::1]/x", True),
    ],
)
def test_knows_its_own(origin, url, is_ours):
    assert OwnOrigin(origin, APP).answers(parsed(url)) is is_ours


@pytest.mark.parametrize(
    ("origin", "url", "as_routed"),
    [
        (DEMO, "http://127.0.0.1:8000/seen?a=b%20c", f"{DEMO}/seen?a=b%20c"),
        (DEMO, "https://127.0.0.1/seen", f"{DEMO}/seen"),
        (DEMO, "https://127.0.0.1:4321/seen#key-1", f"{DEMO}/seen"),
        (PUBLIC, "https://wallet.example/seen", f"{PUBLIC}/seen"),
    ],
)
async def test_answers_in_process_without_a_socket(at, origin, url, as_routed):
    fetcher = at(origin)
    disable_socket()
    try:
        fetched = await fetcher.fetch(url, accept="application/json")
    finally:
        enable_socket()
    assert fetched.body.decode() == (
        f'{{"url":"{as_routed}","accept":"application/json","cookie":null}}'
    )
    assert (fetched.http_status, fetched.media_type) == (200, "application/json")
    assert (fetched.in_process, fetched.over_http) == (True, False)
    assert (fetched.url, fetched.final_url) == (url, url.partition("#")[0])
    assert fetched.headers["etag"] == '"1"'
    assert "set-cookie" not in fetched.headers


async def test_follows_its_own_redirects(at):
    fetched = await at(DEMO).fetch(f"{DEMO}/next", plain_http=True)
    assert fetched.final_url == f"{DEMO}/seen"
    assert not fetched.over_http


async def test_unpacks_its_own_gzip(at):
    assert len((await at(DEMO).fetch(f"{DEMO}/large")).body) == 60_002


async def test_its_410_and_404_are_answers(at):
    assert (await at(DEMO).fetch(f"{DEMO}/gone")).http_status == 410
    assert (await at(DEMO).fetch(f"{DEMO}/none")).http_status == 404


@pytest.mark.parametrize(
    "url",
    [
        "https://127.0.0.2/seen",
        "https://localhost/seen",
        "https://[::1]/seen",
        "https://[::ffff:127.0.0.1]/seen",
        "https://10.0.0.1/seen",
        f"{DEMO}/away",
    ],
)
async def test_opens_no_other_door_to_loopback(at, url):
    # For the demo at 127.0.0.1, `/away` leads to ourselves again, whatever the port: a 404.
    if url.endswith("/away"):
        assert (await at(DEMO).fetch(url)).http_status == 404
        return
    with pytest.raises(FetchRefusedError) as refused:
        await at(DEMO).fetch(url)
    assert refused.value.code is RefusalCode.ADDRESS_REFUSED


async def test_its_redirects_are_judged_too(at):
    with pytest.raises(FetchRefusedError) as refused:
        await at(PUBLIC).fetch(f"{PUBLIC}/away")
    assert refused.value.code is RefusalCode.PORT_REFUSED


async def test_its_endless_body_is_cut_at_the_cap(at):
    with pytest.raises(FetchRefusedError) as refused:
        await at(DEMO).fetch(f"{DEMO}/endless")
    assert refused.value.code is RefusalCode.BODY_TOO_LARGE


async def test_its_stuck_page_ends_at_the_deadline(at):
    with pytest.raises(FetchFailedError) as failed:
        await at(DEMO).fetch(f"{DEMO}/stuck")
    assert failed.value.code is FailureCode.TIMED_OUT


async def test_its_failure_is_logged_and_no_answer(at, caplog):
    with caplog.at_level(logging.ERROR), pytest.raises(FetchFailedError) as failed:
        await at(DEMO).fetch(f"{DEMO}/broken")
    assert failed.value.code is FailureCode.ANSWER_MALFORMED
    assert "on purpose" in caplog.text


async def test_more_at_once_than_a_host_has_slots(at):
    fetcher = at(DEMO)
    many = [fetcher.fetch(f"{DEMO}/seen") for _ in range(QUICK.per_host * 5)]
    assert {one.http_status for one in await asyncio.gather(*many)} == {200}


async def test_is_counted_as_in_process(at):
    made = []
    await at(DEMO, on_request=made.append).fetch(f"{DEMO}/seen")
    assert [(one.in_process, one.http_status) for one in made] == [(True, 200)]


async def test_we_post_nothing_to_ourselves(at):
    with pytest.raises(FetchRefusedError) as refused:
        await at(PUBLIC).post("https://wallet.example/graphql", b"{}", headers={})
    assert refused.value.code is RefusalCode.ADDRESS_REFUSED
