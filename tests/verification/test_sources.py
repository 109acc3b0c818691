"""What an address said: asked once, told the same way to everybody in one examination."""

import asyncio

import pytest

from tests.verification.samples import NOW, Answering, answer
from wallet.network import Fetcher, Limits
from wallet.verification.sources import MOST_ADDRESSES, MOST_BYTES, LiveSources, RecordingSources

URL = "https://a.example/1"


class Slow(Answering):
    async def fetch(self, url, *, plain_http=False, wanted=None):
        await asyncio.sleep(0.04)
        return await super().fetch(url, plain_http=plain_http)


async def test_each_address_is_asked_once():
    asked = Answering({URL: {"said": 1}})
    recording = RecordingSources(asked)
    first, second = await recording.fetch(URL), await recording.fetch(URL)
    assert first is second
    assert asked.asked == [URL]
    assert recording.answers == (first,)


async def test_the_number_of_addresses_is_bounded():
    asked = Answering({f"https://a.example/{n}": {} for n in range(100)})
    recording = RecordingSources(asked)
    answers = [await recording.fetch(f"https://a.example/{n}") for n in range(100)]
    assert len(asked.asked) == MOST_ADDRESSES
    assert [a.arrived for a in answers] == [True] * MOST_ADDRESSES + [False] * (
        100 - MOST_ADDRESSES
    )
    assert answers[-1].failure == "BUDGET_SPENT"
    assert (await recording.fetch("https://a.example/0")).arrived


async def test_the_bytes_of_all_answers_are_bounded():
    large = b'"' + b"x" * (MOST_BYTES // 4) + b'"'
    urls = [f"https://a.example/{n}" for n in range(6)]
    recording = RecordingSources(Answering({url: answer(url, large) for url in urls}))
    answers = [await recording.fetch(url) for url in urls]
    assert [a.arrived for a in answers] == [True] * 3 + [False] * 3
    assert answers[-1].failure == "BUDGET_SPENT"
    assert sum(len(a.body or b"") for a in recording.answers) <= MOST_BYTES


async def test_the_time_that_one_examination_waits_is_bounded():
    asked = Slow({f"https://a.example/{n}": {} for n in range(9)})
    recording = RecordingSources(asked, seconds=0.1)
    answers = [await recording.fetch(f"https://a.example/{n}") for n in range(9)]
    assert 1 < len(asked.asked) < 5
    assert answers[-1].failure == "BUDGET_SPENT"


async def test_what_came_without_transport_security_answers_only_those_who_allow_that():
    url = "http://a.example/1"
    recording = RecordingSources(Answering({url: answer(url, {"said": 1}, over_http=True)}))
    assert (await recording.fetch(url, plain_http=True)).arrived
    strict = await recording.fetch(url)
    assert (strict.arrived, strict.failure) == (False, "SCHEME_REFUSED")


@pytest.mark.parametrize(
    "url",
    [
        "",
        "no address",
        "https://[bad",
        "https://a.example:99999/",
        "https://a\u2100b.example/",
        "https://user:word@a.example/",
        "file:///etc/passwd",
        "did:web:a.example",
        "http://127.0.0.1/",
        "https://[::ffff:127.0.0.1]/",
        "https://\x00/",
        "https://\ud800.example/",
        "https://" + "a" * 10_000,
    ],
    ids=lambda url: ascii(url)[:40],
)
async def test_what_is_no_address_is_answered_too(url):
    fetcher = Fetcher(user_agent="wallet-tests", limits=Limits(), resolver=_nobody)
    said = await LiveSources(fetcher, lambda: NOW).fetch(url)
    await fetcher.aclose()
    assert (said.arrived, said.http_status, said.content) == (False, None, None)
    assert said.failure


async def _nobody(host):
    return ()


@pytest.mark.parametrize(
    ("body", "content"),
    [(b'{"a": 1}', {"a": 1}), (b"[1]", None), (b'{"a": 1, "a": 2}', None), (b"\xff", None)],
)
def test_only_strictly_read_objects_are_content(body, content):
    said = answer(URL, body)
    assert said.content == content
    assert said.member("a") == (1 if content else None)


@pytest.mark.parametrize(
    ("http_status", "body", "arrived"),
    [(200, b"", True), (200, None, False), (204, b"{}", False), (404, b"{}", False)],
)
def test_a_document_arrived_with_200_and_a_body(http_status, body, arrived):
    assert answer(URL, body, http_status=http_status).arrived is arrived
