"""What the fetcher does with peers of every kind, on loopback."""

import asyncio
import gc
import gzip
from dataclasses import replace

import pytest

from tests.network.conftest import QUICK
from tests.network.peers import LOOPBACK, serving
from wallet.network import (
    ACCEPT_JSON,
    PAGE_TYPES,
    Budget,
    FailureCode,
    FetchFailedError,
    FetchRefusedError,
    Outgoing,
    RefusalCode,
)


async def refused(fetching):
    with pytest.raises(FetchRefusedError) as caught:
        await fetching
    assert caught.value.message
    return caught.value.code


async def failed(fetching):
    with pytest.raises(FetchFailedError) as caught:
        await fetching
    assert caught.value.message
    return caught.value.code


async def test_brings_the_answer_with_the_headers_that_are_kept(fetcher, issuer):
    issuer.says(
        "/badge",
        body=b'{"id": 1}',
        content_type="Application/LD+JSON; charset=utf-8",
        etag='"7"',
        cache_control="max-age=60",
        set_cookie="a=b",
        x_other="dropped",
    )
    fetched = await fetcher.fetch(issuer.url("/badge#part"))
    assert fetched.url == issuer.url("/badge#part")
    assert fetched.final_url == issuer.url("/badge")
    assert (fetched.http_status, fetched.body) == (200, b'{"id": 1}')
    assert fetched.media_type == "application/ld+json"
    assert dict(fetched.headers) == {
        "cache-control": "max-age=60",
        "content-type": "Application/LD+JSON; charset=utf-8",
        "etag": '"7"',
    }
    assert not fetched.over_http
    assert not fetched.in_process


async def test_asks_bare_of_cookies_and_credentials(fetcher, issuer):
    issuer.says("/badge", set_cookie="a=b; Path=/")
    for _ in range(2):
        await fetcher.fetch(issuer.url("/badge"), accept=ACCEPT_JSON)
    assert issuer.asked[1].headers == {
        "host": f"issuer.example:{issuer.port}",
        "accept": "application/json",
        "accept-encoding": "gzip",
        "connection": "close",
        "user-agent": "wallet-tests",
    }


async def test_ignores_proxies_of_the_environment(monkeypatch, make_fetcher, issuer):
    for name in ("HTTPS_PROXY", "HTTP_PROXY", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    issuer.says("/badge")
    assert (await make_fetcher(issuer).fetch(issuer.url("/badge"))).http_status == 200


@pytest.mark.parametrize("http_status", [400, 403, 404, 410, 429, 500, 503])
async def test_every_http_status_is_an_answer(fetcher, issuer, http_status):
    issuer.says("/badge", http_status, b'{"revoked": true}', retry_after="9")
    fetched = await fetcher.fetch(issuer.url("/badge"))
    assert (fetched.http_status, fetched.body) == (http_status, b'{"revoked": true}')
    assert fetched.headers["retry-after"] == "9"


async def test_a_410_counts_even_when_its_page_is_not_taken(fetcher, issuer):
    issuer.says("/html", 410, b"<h1>Gone</h1>", content_type="text/html")
    issuer.says("/huge", 410, b" " * (QUICK.body_bytes + 1))
    for path in ("/html", "/huge"):
        fetched = await fetcher.fetch(issuer.url(path))
        assert (fetched.http_status, fetched.body) == (410, b"")


@pytest.mark.parametrize("http_status", [301, 302, 303, 307, 308])
async def test_follows_redirects_to_where_they_end(fetcher, issuer, http_status):
    issuer.sends_on("/old", "../new?a=1", http_status)
    issuer.says("/new?a=1")
    fetched = await fetcher.fetch(issuer.url("/old"))
    assert fetched.url == issuer.url("/old")
    assert fetched.final_url == issuer.url("/new?a=1")


@pytest.mark.parametrize(
    ("location", "code"),
    [
        ("https://127.0.0.1/x", RefusalCode.ADDRESS_REFUSED),
        ("https://[::1]/x", RefusalCode.ADDRESS_REFUSED),
        ("https://[::ffff:127.0.0.1]/x", RefusalCode.ADDRESS_REFUSED),
        ("https://10.0.0.1/x", RefusalCode.ADDRESS_REFUSED),
        ("https://169.254.169.254/latest/meta-data/", RefusalCode.ADDRESS_REFUSED),
        ("https://localhost/x", RefusalCode.ADDRESS_REFUSED),
        ("https://issuer.example/x", RefusalCode.ADDRESS_REFUSED),
        ("https://2130706433/x", RefusalCode.HOST_INVALID),
        ("https://0x7f.1/x", RefusalCode.HOST_INVALID),
        ("https://127.1/x", RefusalCode.HOST_INVALID),
        ("https://issuer.example:22/x", RefusalCode.PORT_REFUSED),
        ("http://issuer.example/x", RefusalCode.SCHEME_REFUSED),
        ("file:///etc/passwd", RefusalCode.SCHEME_REFUSED),
        ("https://a@issuer.example/", RefusalCode.URL_INVALID),
        ("https://issuer.example:x/", RefusalCode.URL_INVALID),
    ],
)
async def test_judges_each_redirect_anew(fetcher, issuer, location, code):
    issuer.sends_on("/badge", location)
    assert await refused(fetcher.fetch(issuer.url("/badge"))) is code
    assert len(issuer.asked) == 1


async def test_a_redirect_loop_ends(fetcher, issuer):
    issuer.sends_on("/a", "/b")
    issuer.sends_on("/b", "/a")
    code = await refused(fetcher.fetch(issuer.url("/a")))
    assert code is RefusalCode.TOO_MANY_REDIRECTS
    assert len(issuer.asked) == 2


async def test_takes_as_many_redirects_as_the_limit_and_no_more(fetcher, issuer):
    for hop in range(QUICK.redirects + 1):
        issuer.sends_on(f"/{hop}", f"/{hop + 1}")
    issuer.says(f"/{QUICK.redirects + 1}")
    assert (await fetcher.fetch(issuer.url("/1"))).http_status == 200
    code = await refused(fetcher.fetch(issuer.url("/0")))
    assert code is RefusalCode.TOO_MANY_REDIRECTS


async def test_an_endless_body_is_cut_at_the_cap(fetcher, issuer):
    async def endless(asked):
        asked.begin(content_type="application/json")
        while True:
            asked.writer.write(b" " * 8192)
            await asked.writer.drain()

    issuer.answers["/badge"] = endless
    assert await refused(fetcher.fetch(issuer.url("/badge"))) is RefusalCode.BODY_TOO_LARGE
    await issuer.closed()


async def test_a_gzip_bomb_is_cut_at_the_cap(fetcher, issuer):
    bomb = gzip.compress(bytes(50 * 1024 * 1024), 9)
    assert len(bomb) < QUICK.body_bytes
    issuer.says("/badge", body=bomb, content_encoding="gzip")
    assert await refused(fetcher.fetch(issuer.url("/badge"))) is RefusalCode.BODY_TOO_LARGE


async def test_gzip_is_unpacked(fetcher, issuer):
    issuer.says("/badge", body=gzip.compress(b'{"a": 1}'), content_encoding="gzip")
    assert (await fetcher.fetch(issuer.url("/badge"))).body == b'{"a": 1}'


async def test_a_slow_body_ends_at_the_deadline(fetcher, issuer):
    async def slow(asked):
        asked.begin(content_type="application/json", content_length="1000")
        while True:
            asked.writer.write(b" ")
            await asked.writer.drain()
            await asyncio.sleep(0.05)

    issuer.answers["/badge"] = slow
    began = asyncio.get_running_loop().time()
    assert await failed(fetcher.fetch(issuer.url("/badge"))) is FailureCode.TIMED_OUT
    assert asyncio.get_running_loop().time() - began < QUICK.total_seconds + 0.5
    await issuer.closed()


async def test_slow_redirects_share_one_deadline(fetcher, issuer):
    def slowly_to(location):
        async def slowly(asked):
            await asyncio.sleep(0.25)
            await asked.reply(302, location=location)

        return slowly

    for hop in range(5):
        issuer.answers[f"/{hop}"] = slowly_to(f"/{hop + 1}")
    issuer.answers["/5"] = slowly_to("/6")
    assert await failed(fetcher.fetch(issuer.url("/0"))) is FailureCode.TIMED_OUT


async def test_a_silent_host_times_out(fetcher, issuer):
    issuer.answers["/badge"] = lambda asked: asyncio.sleep(60)
    assert await failed(fetcher.fetch(issuer.url("/badge"))) is FailureCode.TIMED_OUT
    await issuer.closed()


@pytest.mark.parametrize(
    "raw",
    [
        pytest.param(b"SSH-2.0-OpenSSH_9\r\n\r\n", id="another-protocol"),
        pytest.param(b"", id="nothing"),
        pytest.param(b"HTTP/1.1 200 OK\r\nx: " + b"y" * 200_000, id="endless-header"),
        pytest.param(b"HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\n{}", id="ends-midway"),
        pytest.param(
            b"HTTP/1.1 200 OK\r\n" + b"a: bbbbbbbb\r\n" * 600 + b"content-length: 0\r\n\r\n",
            id="headers-over-the-cap",
        ),
        pytest.param(
            b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-encoding: br\r\n"
            b"content-length: 2\r\n\r\n{}",
            id="packed-in-what-we-did-not-ask-for",
        ),
    ],
)
async def test_a_broken_answer_is_malformed(fetcher, issuer, raw):
    async def broken(asked):
        asked.writer.write(raw)
        await asked.writer.drain()

    issuer.answers["/badge"] = broken
    url = issuer.url("/badge")
    assert await failed(fetcher.fetch(url)) is FailureCode.ANSWER_MALFORMED


async def test_html_is_taken_only_where_asked(fetcher, issuer):
    issuer.says("/page", body=b"<p>", content_type="text/html; charset=utf-8")
    url = issuer.url("/page")
    assert await refused(fetcher.fetch(url)) is RefusalCode.MEDIA_TYPE_REFUSED
    assert (await fetcher.fetch(url, media_types=PAGE_TYPES)).media_type == "text/html"


async def test_http_is_refused_before_anybody_is_asked(make_fetcher, plain_issuer):
    fetcher = make_fetcher(plain_issuer)
    code = await refused(fetcher.fetch(plain_issuer.url("/badge", scheme="http")))
    assert code is RefusalCode.SCHEME_REFUSED
    assert plain_issuer.open_connections == plain_issuer.most_connections == 0


async def test_plain_http_is_a_second_choice_and_said(make_fetcher, plain_issuer):
    plain_issuer.says("/badge")
    url = plain_issuer.url("/badge", scheme="http")
    fetched = await make_fetcher(plain_issuer).fetch(url, plain_http=True)
    assert fetched.over_http
    assert fetched.url == fetched.final_url == url


async def test_a_deadline_in_the_midst_of_tls_closes_the_connection(make_fetcher, plain_issuer):
    impatient = replace(QUICK, connect_seconds=5.0, total_seconds=0.1)
    fetcher = make_fetcher(plain_issuer, limits=impatient)
    assert await failed(fetcher.fetch(plain_issuer.url("/badge"))) is FailureCode.TIMED_OUT
    await plain_issuer.closed()
    gc.collect()


async def test_https_answers_for_an_http_link_when_it_can(fetcher, issuer):
    issuer.says("/badge")
    url = issuer.url("/badge", scheme="http")
    fetched = await fetcher.fetch(url, plain_http=True)
    assert not fetched.over_http
    assert fetched.url == url
    assert fetched.final_url == issuer.url("/badge")


@pytest.mark.parametrize(("http_status", "requests"), [(200, 1), (410, 1), (404, 2), (500, 2)])
async def test_only_a_success_or_a_410_over_https_is_the_last_word(
    make_fetcher, issuer, http_status, requests
):
    made = []
    issuer.says("/badge", http_status)
    await make_fetcher(issuer, on_request=made.append).fetch(
        issuer.url("/badge", scheme="http"), plain_http=True
    )
    assert len(made) == requests


async def test_the_https_answer_stands_when_http_has_none(fetcher, issuer):
    issuer.says("/badge", 404)
    fetched = await fetcher.fetch(issuer.url("/badge", scheme="http"), plain_http=True)
    assert (fetched.http_status, fetched.over_http) == (404, False)


async def test_https_may_lead_to_http_only_where_allowed(make_fetcher, issuer, plain_issuer):
    fetcher = make_fetcher(issuer, plain_issuer)
    issuer.sends_on("/badge", plain_issuer.url("/badge", scheme="http"))
    plain_issuer.says("/badge")
    assert await refused(fetcher.fetch(issuer.url("/badge"))) is RefusalCode.SCHEME_REFUSED
    assert not plain_issuer.asked
    assert (await fetcher.fetch(issuer.url("/badge"), plain_http=True)).over_http


async def test_a_certificate_of_another_name_is_refused(make_fetcher, authority):
    async with serving(authority.proof_for("somebody-else.example")) as imposter:
        imposter.says("/badge")
        fetching = make_fetcher(imposter).fetch(imposter.url("/badge"))
        assert await failed(fetching) is FailureCode.TLS_FAILED
        assert not imposter.asked


async def test_an_authority_we_do_not_know_is_refused(make_fetcher, issuer):
    issuer.says("/badge")
    fetching = make_fetcher(issuer, ssl_context=None).fetch(issuer.url("/badge"))
    assert await failed(fetching) is FailureCode.TLS_FAILED
    assert not issuer.asked


async def test_a_budget_counts_redirects_and_runs_out(fetcher, issuer):
    issuer.sends_on("/a", "/b")
    issuer.says("/b")
    budget = Budget(requests=3)
    await fetcher.fetch(issuer.url("/a"), budget=budget)
    assert budget.requests == 1
    assert await refused(fetcher.fetch(issuer.url("/a"), budget=budget)) is RefusalCode.BUDGET_SPENT
    assert len(issuer.asked) == 3


async def test_each_request_is_reported_once(make_fetcher, issuer):
    made = []
    fetcher = make_fetcher(issuer, on_request=made.append)
    issuer.sends_on("/a", "/b")
    issuer.says("/b", content_type="text/html")
    await refused(fetcher.fetch(issuer.url("/a")))
    assert [(one.url, one.http_status, one.code) for one in made] == [
        (issuer.url("/a"), 302, None),
        (issuer.url("/b"), None, RefusalCode.MEDIA_TYPE_REFUSED),
    ]


async def test_one_host_gets_so_many_requests_at_one_time(make_fetcher, issuer):
    async def unhurried(asked):
        await asyncio.sleep(0.05)
        await asked.reply(200, b"{}", content_type="application/json")

    issuer.answers["/badge"] = unhurried
    # Waiting for a slot is no part of the deadline: twelve in turn take longer than one may.
    fetcher = make_fetcher(issuer, limits=replace(QUICK, total_seconds=0.25))
    fetching = [fetcher.fetch(issuer.url("/badge")) for _ in range(12)]
    assert {one.http_status for one in await asyncio.gather(*fetching)} == {200}
    assert issuer.most_connections == QUICK.per_host


async def test_a_stuck_host_does_not_hold_up_another(make_fetcher, issuer):
    issuer.answers["/stuck"] = lambda asked: asyncio.sleep(60)
    issuer.says("/badge")
    fetcher = make_fetcher(issuer)
    stuck = [asyncio.ensure_future(fetcher.fetch(issuer.url("/stuck"))) for _ in range(4)]
    await asyncio.sleep(0.05)
    fetched = await fetcher.fetch(issuer.url("/badge", host="other.example"))
    assert fetched.http_status == 200
    assert not any(one.done() for one in stuck)
    for one in stuck:
        one.cancel()
    await asyncio.gather(*stuck, return_exceptions=True)


async def test_cancelling_at_any_moment_leaves_no_open_connection(fetcher, issuer):
    async def dripping(asked):
        asked.begin(content_type="application/json", content_length="1000")
        while True:
            asked.writer.write(b" ")
            await asked.writer.drain()
            await asyncio.sleep(0.01)

    issuer.answers["/badge"] = dripping
    for moment in range(40):
        fetching = asyncio.ensure_future(fetcher.fetch(issuer.url("/badge")))
        await asyncio.sleep(moment / 2000)
        fetching.cancel()
        with pytest.raises(asyncio.CancelledError):
            await fetching
    await issuer.closed()
    gc.collect()  # an unclosed socket would warn now, and warnings are errors
    issuer.says("/badge")
    assert (await fetcher.fetch(issuer.url("/badge"))).http_status == 200


async def test_no_connection_outlives_its_answer(fetcher, issuer):
    issuer.says("/badge")
    await fetcher.fetch(issuer.url("/badge"))
    await issuer.closed()


async def test_an_address_literal_can_be_asked_when_it_passes(fetcher, issuer):
    issuer.says("/badge")
    assert (await fetcher.fetch(issuer.url("/badge", host=str(LOOPBACK)))).http_status == 200


async def test_what_carries_a_secret_goes_over_https_alone(make_fetcher, plain_issuer):
    fetcher = make_fetcher(plain_issuer)
    outgoing = Outgoing("POST", plain_issuer.url("/t", scheme="http"), authorization="Bearer s")
    assert await refused(fetcher.send(outgoing)) is RefusalCode.SCHEME_REFUSED
    assert plain_issuer.asked == []
    assert "Bearer" not in repr(outgoing)


async def test_what_carries_a_secret_is_not_sent_on(make_fetcher, issuer):
    issuer.says("/here", 307, location="/there")
    issuer.says("/there")
    fetcher = make_fetcher(issuer)
    answer = await fetcher.send(
        Outgoing("POST", issuer.url("/here"), authorization="Bearer s", body=b"x=1")
    )
    assert (answer.http_status, answer.body) == (307, b"")
    assert len(issuer.asked) == 1


async def test_a_message_is_posted_and_its_status_comes_back(fetcher, issuer):
    issuer.says("/hook", 202, b"x" * 1000)
    headers = {"content-type": "application/json", "webhook-id": "msg_1"}
    assert await fetcher.post(issuer.url("/hook"), b'{"a": 1}', headers=headers) == 202
    (asked,) = issuer.asked
    assert (asked.method, asked.body) == ("POST", b'{"a": 1}')
    assert asked.headers["webhook-id"] == "msg_1"
    assert "cookie" not in asked.headers


async def test_a_message_goes_nowhere_else(fetcher, issuer):
    issuer.says("/other")
    issuer.sends_on("/hook", issuer.url("/other"), 308)
    assert await fetcher.post(issuer.url("/hook"), b"{}", headers={}) == 308
    assert [asked.path for asked in issuer.asked] == ["/hook"]


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("http://issuer.example/hook", RefusalCode.SCHEME_REFUSED),
        ("https://issuer.example:25/hook", RefusalCode.PORT_REFUSED),
        ("https://localhost/hook", RefusalCode.ADDRESS_REFUSED),
        ("https://10.0.0.1/hook", RefusalCode.ADDRESS_REFUSED),
        ("https://[::1]/hook", RefusalCode.ADDRESS_REFUSED),
        ("https://0x7f.1/hook", RefusalCode.HOST_INVALID),
        ("ftp://issuer.example/hook", RefusalCode.SCHEME_REFUSED),
    ],
)
async def test_a_message_goes_to_no_place_that_is_not_asked(fetcher, issuer, url, code):
    assert await refused(fetcher.post(url, b"{}", headers={})) is code
    assert issuer.asked == []


async def test_a_message_that_is_too_large_is_not_sent(fetcher, issuer):
    code = await refused(fetcher.post(issuer.url("/hook"), b"x" * 70_000, headers={}))
    assert code is RefusalCode.BODY_TOO_LARGE
    assert issuer.asked == []
