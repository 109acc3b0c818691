"""An issuer on loopback over TLS, one over plain http, and fetchers that may reach them."""

from contextlib import AsyncExitStack

import pytest

from tests.network.peers import LOOPBACK, Authority, serving
from wallet.network import Fetcher, Limits

NAMES = ("issuer.example", "other.example", str(LOOPBACK))
QUICK = Limits(
    body_bytes=64 * 1024,
    header_bytes=4 * 1024,
    connect_seconds=0.5,
    read_seconds=0.3,
    total_seconds=1.0,
    queue_seconds=2.0,
    per_host=2,
)


@pytest.fixture(scope="session")
def authority(tmp_path_factory):
    return Authority(tmp_path_factory.mktemp("authority"))


@pytest.fixture(scope="session")
def tls(authority):
    return authority.proof_for(*NAMES)


@pytest.fixture
async def issuer(tls):
    async with serving(tls) as peer:
        yield peer


@pytest.fixture
async def plain_issuer():
    async with serving(None) as peer:
        yield peer


async def to_loopback(host):
    return (LOOPBACK,)


@pytest.fixture
async def make_fetcher(authority):
    """Make fetchers that find every name on loopback and may reach the given peers there."""
    async with AsyncExitStack() as opened:

        def make(*peers, **changed):
            settings = {
                "user_agent": "wallet-tests",
                "limits": QUICK,
                "resolver": to_loopback,
                "ssl_context": authority.believer(),
                "trusted_addresses": frozenset((LOOPBACK, peer.port) for peer in peers),
            }
            fetcher = Fetcher(**(settings | changed))
            opened.push_async_callback(fetcher.aclose)
            return fetcher

        yield make


@pytest.fixture
def fetcher(make_fetcher, issuer):
    return make_fetcher(issuer)
