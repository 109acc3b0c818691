"""What every test may ask for."""

import pytest

pytest_plugins = (
    "tests.fixtures.database",
    "tests.fixtures.issuer",
    "tests.fixtures.surroundings",
    "tests.fixtures.wallet",
)


@pytest.fixture(scope="session")
def anyio_backend() -> str:
    return "asyncio"
