"""Names are resolved once, all their addresses judged, and a judged one dialled."""

import asyncio
from ipaddress import ip_address

import pytest

from tests.network.conftest import QUICK
from tests.network.peers import LOOPBACK
from wallet.network import (
    FailureCode,
    FetchFailedError,
    FetchRefusedError,
    RefusalCode,
)
from wallet.network.dialling import GuardedBackend


class Names:
    """A resolver whose answers change from one question to the next; the last one stays."""

    def __init__(self, *answers):
        self.answers = [tuple(map(ip_address, answer)) for answer in answers]
        self.asked = []

    async def __call__(self, host):
        self.asked.append(host)
        return self.answers[min(len(self.asked), len(self.answers)) - 1]


@pytest.fixture
def dialled(monkeypatch):
    """Every address that a socket was connected to, seen below all of our code."""
    seen = []
    connect = asyncio.SelectorEventLoop.sock_connect

    async def watched(loop, sock, address):
        seen.append(address[0])
        return await connect(loop, sock, address)

    monkeypatch.setattr(asyncio.SelectorEventLoop, "sock_connect", watched)
    create = asyncio.SelectorEventLoop.create_connection

    async def watched_creation(loop, protocol_factory, host=None, port=None, **options):
        seen.append(host)
        return await create(loop, protocol_factory, host, port, **options)

    monkeypatch.setattr(asyncio.SelectorEventLoop, "create_connection", watched_creation)
    return seen


async def test_rebinding_meets_the_address_that_was_judged(make_fetcher, issuer, dialled):
    issuer.says("/badge")
    names = Names(["127.0.0.1"], ["10.0.0.1"])
    fetcher = make_fetcher(issuer, resolver=names)
    assert (await fetcher.fetch(issuer.url("/badge"))).http_status == 200
    assert names.asked == ["issuer.example"]
    assert set(dialled) == {"127.0.0.1"}


async def test_rebinding_between_two_fetches_is_refused_undialled(make_fetcher, issuer, dialled):
    issuer.says("/badge")
    names = Names(["127.0.0.1"], ["10.0.0.1"])
    fetcher = make_fetcher(issuer, resolver=names)
    await fetcher.fetch(issuer.url("/badge"))
    dialled.clear()
    with pytest.raises(FetchRefusedError) as refused:
        await fetcher.fetch(issuer.url("/badge"))
    assert refused.value.code is RefusalCode.ADDRESS_REFUSED
    assert names.asked == ["issuer.example"] * 2
    assert not dialled


async def test_rebinding_between_two_redirects_is_refused(make_fetcher, issuer, dialled):
    issuer.sends_on("/badge", "/next")
    issuer.says("/next")
    names = Names(["127.0.0.1"], ["169.254.169.254"])
    with pytest.raises(FetchRefusedError) as refused:
        await make_fetcher(issuer, resolver=names).fetch(issuer.url("/badge"))
    assert refused.value.code is RefusalCode.ADDRESS_REFUSED
    assert set(dialled) == {"127.0.0.1"}
    assert [asked.path for asked in issuer.asked] == ["/badge"]


@pytest.mark.parametrize(
    "addresses",
    [
        pytest.param(["127.0.0.1", "10.0.0.1"], id="the-bad-one-last"),
        pytest.param(["10.0.0.1", "127.0.0.1"], id="the-bad-one-first"),
        pytest.param(["127.0.0.1"] * 5 + ["::1"], id="the-bad-one-beyond-those-tried"),
        pytest.param(["::ffff:127.0.0.1"], id="the-trusted-one-mapped"),
        pytest.param(["64:ff9b::7f00:1"], id="the-trusted-one-through-nat64"),
        pytest.param(["127.0.0.2"], id="the-neighbour-of-the-trusted-one"),
    ],
)
async def test_one_refused_address_refuses_the_name(make_fetcher, issuer, dialled, addresses):
    issuer.says("/badge")
    fetcher = make_fetcher(issuer, resolver=Names(addresses))
    with pytest.raises(FetchRefusedError) as refused:
        await fetcher.fetch(issuer.url("/badge"))
    assert refused.value.code is RefusalCode.ADDRESS_REFUSED
    assert not dialled
    assert not issuer.asked


async def test_trust_is_for_one_port_of_an_address(make_fetcher, issuer, plain_issuer, dialled):
    backend = GuardedBackend(Names(["127.0.0.1"]), QUICK, frozenset({(LOOPBACK, issuer.port)}))
    with pytest.raises(FetchRefusedError) as refused:
        await backend.connect_tcp("issuer.example", plain_issuer.port)
    assert refused.value.code is RefusalCode.ADDRESS_REFUSED
    assert not dialled


async def test_without_trust_loopback_is_closed(make_fetcher, issuer, dialled):
    fetcher = make_fetcher()
    for host in ("issuer.example", "127.0.0.1"):
        with pytest.raises(FetchRefusedError) as refused:
            await fetcher.fetch(f"https://{host}/badge")
        assert refused.value.code is RefusalCode.ADDRESS_REFUSED
    assert not dialled


async def test_unix_sockets_are_closed():
    backend = GuardedBackend(Names(["127.0.0.1"]), QUICK, frozenset())
    with pytest.raises(NotImplementedError):
        await backend.connect_unix_socket("/run/docker.sock")


async def test_the_second_address_is_tried_when_the_first_is_deaf(authority, make_fetcher, issuer):
    issuer.says("/badge")
    deaf = ip_address("127.0.0.3")  # nobody listens there
    fetcher = make_fetcher(
        resolver=Names([str(deaf), "127.0.0.1"]),
        trusted_addresses=frozenset({(deaf, issuer.port), (LOOPBACK, issuer.port)}),
    )
    assert (await fetcher.fetch(issuer.url("/badge"))).http_status == 200


async def test_a_closed_port_is_a_failed_connection(make_fetcher, issuer):
    deaf = ip_address("127.0.0.3")
    fetcher = make_fetcher(
        resolver=Names([str(deaf)]), trusted_addresses=frozenset({(deaf, issuer.port)})
    )
    with pytest.raises(FetchFailedError) as failed:
        await fetcher.fetch(issuer.url("/badge"))
    assert failed.value.code is FailureCode.CONNECTION_FAILED


async def unknown(host):
    raise OSError(-2, "Name or service not known")


async def nowhere(host):
    return ()


async def unaskable(host):
    raise UnicodeError("label too long")


async def forever(host):
    await asyncio.sleep(60)


@pytest.mark.parametrize(
    ("resolver", "code"),
    [
        pytest.param(unknown, FailureCode.NAME_NOT_FOUND, id="unknown"),
        pytest.param(nowhere, FailureCode.NAME_NOT_FOUND, id="without-addresses"),
        pytest.param(unaskable, FailureCode.NAME_NOT_FOUND, id="cannot-be-asked"),
        pytest.param(forever, FailureCode.TIMED_OUT, id="slow"),
    ],
)
async def test_a_name_that_leads_nowhere(make_fetcher, resolver, code):
    with pytest.raises(FetchFailedError) as failed:
        await make_fetcher(resolver=resolver).fetch("https://issuer.example/badge")
    assert failed.value.code is code
