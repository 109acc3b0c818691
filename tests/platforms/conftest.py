from datetime import UTC, datetime

import pytest

from tests.network.peers import LOOPBACK, serving
from tests.platforms.web import HOSTS, Web
from wallet.intake import Intake
from wallet.network import Fetcher, Limits
from wallet.proofs.workers import InProcess
from wallet.verification.sources import LiveSources


@pytest.fixture(scope="session")
def web_tls(issuer_authority):
    return issuer_authority.proof_for(*HOSTS)


@pytest.fixture
async def web(web_tls, issuer_authority, issuer_contexts):
    """Every host of `HOSTS` on loopback; every other name is nobody's."""

    async def find(host):
        return (LOOPBACK,) if host in HOSTS else ()

    async with serving(web_tls) as peer:
        fetcher = Fetcher(
            user_agent="wallet-tests",
            limits=Limits(connect_seconds=1.0, read_seconds=1.0, total_seconds=2.0),
            resolver=find,
            ssl_context=issuer_authority.believer(),
            trusted_addresses=frozenset({(LOOPBACK, peer.port)}),
        )
        sources = LiveSources(fetcher, lambda: datetime.now(UTC))
        intake = Intake(sources, InProcess(issuer_contexts), lambda: datetime.now(UTC))
        yield Web(peer, issuer_contexts, intake)
        await fetcher.aclose()
