"""The demonstration as on a developer's machine: at its own origin, without a socket."""

from datetime import UTC, datetime

import pytest
from starlette.applications import Starlette

from wallet.demonstration import Issuance, create_demonstration_routes, make_demonstration
from wallet.intake import Intake
from wallet.network import Fetcher, OwnOrigin
from wallet.proofs.workers import InProcess
from wallet.verification.sources import LiveSources

ORIGIN = "http://127.0.0.1:8000"


async def nowhere(host):
    """Find no name: the demonstration needs none but its own."""
    return ()


@pytest.fixture(scope="session")
def demonstration(issuer_contexts):
    return make_demonstration(Issuance.new(ORIGIN, datetime.now(UTC)), issuer_contexts)


@pytest.fixture
def app(demonstration):
    return Starlette(routes=create_demonstration_routes(demonstration))


@pytest.fixture
def make_intake(issuer_contexts, app):
    def make(origin=ORIGIN):
        fetcher = Fetcher(
            user_agent="wallet-tests", resolver=nowhere, own_origin=OwnOrigin(origin, app)
        )
        sources = LiveSources(fetcher, lambda: datetime.now(UTC))
        return Intake(sources, InProcess(issuer_contexts), lambda: datetime.now(UTC))

    return make


@pytest.fixture
def intake(make_intake):
    return make_intake()
