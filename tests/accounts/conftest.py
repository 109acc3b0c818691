"""People who sign in, the codes that reach their mailboxes, a provider that vouches for them."""

from datetime import UTC, datetime, timedelta
from re import search

import pytest
from limits.aio.storage import MemoryStorage

from tests.accounts.provider import AUDIENCE, HOST, ProviderOnLoopback
from tests.network.peers import LOOPBACK, Authority, serving
from wallet.accounts.oidc import OidcProvider, OidcProviders
from wallet.accounts.rate_limits import RateLimits
from wallet.accounts.sign_in import confirm_code, request_code
from wallet.network import Fetcher
from wallet.store.models.accounts import OutgoingMail

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
CLIENT = "198.51.100.7"
MINUTE = timedelta(minutes=1)


@pytest.fixture
def limits() -> RateLimits:
    return RateLimits(MemoryStorage())


@pytest.fixture
def sign_in(database, limits):
    """Return a function that takes an address through the whole of signing in."""

    async def by_mail(address: str, now: datetime = NOW, **options):
        request = await request_code(address, client=CLIENT, limits=limits, now=now)
        code = await code_sent_to(address)
        return await confirm_code(request, code, client=CLIENT, limits=limits, now=now, **options)

    return by_mail


class Clock:
    """Stands still until it is moved."""

    def __init__(self):
        self.now = NOW

    def __call__(self):
        return self.now


@pytest.fixture(scope="session")
def authority(tmp_path_factory):
    return Authority(tmp_path_factory.mktemp("authority"))


@pytest.fixture
async def provider(authority):
    async with serving(authority.proof_for(HOST)) as peer:
        yield ProviderOnLoopback(peer)


@pytest.fixture
async def fetcher(authority, provider):
    async def to_loopback(host):
        return (LOOPBACK,)

    fetcher = Fetcher(
        user_agent="wallet-tests",
        resolver=to_loopback,
        ssl_context=authority.believer(),
        trusted_addresses=frozenset({(LOOPBACK, provider.peer.port)}),
    )
    yield fetcher
    await fetcher.aclose()


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def accepts(provider, fetcher, clock):
    """Return a function that makes what takes this provider's tokens."""

    def make(**settings):
        configured = OidcProvider(provider.issuer, AUDIENCE, **settings)
        return OidcProviders([configured], fetcher=fetcher, clock=clock)

    return make


async def letters_to(address: str) -> list[OutgoingMail]:
    """Return what is in a mailbox, in no order: letters of one millisecond have none."""
    return await OutgoingMail.filter(to_address=address)


async def code_sent_to(address: str) -> str:
    """Open the one unread letter that brings a code, and return the code."""
    codes = {
        row.id: found.group()
        for row in await OutgoingMail.filter(to_address=address, sent_at=None)
        if (found := search(r"\b[0-9A-Z]{4}-[0-9A-Z]{4}\b", row.body))
    }
    ((letter_id, code),) = codes.items()
    await OutgoingMail.filter(id=letter_id).update(sent_at=NOW)
    return code


def wrong(code: str) -> str:
    """Return a code that differs from this one."""
    return ("1" if code[0] != "1" else "2") + code[1:]
