"""What every test may ask for."""

import os

import pytest
from hypothesis import settings

# CI asks if this change broke something, so there the same examples come each time; everywhere
# else they are new ones, and what they find is kept as a test.
settings.register_profile("steady", derandomize=True)
if os.environ.get("CI"):
    settings.load_profile("steady")

pytest_plugins = (
    "tests.fixtures.database",
    "tests.fixtures.issuer",
    "tests.fixtures.outreach",
    "tests.fixtures.platforms",
    "tests.fixtures.surroundings",
    "tests.fixtures.wallet",
)


@pytest.fixture(scope="session")
def anyio_backend() -> str:
    return "asyncio"
