"""The API over a real store."""

import pytest

from tests.api.wallets import application, client, wallet_of


@pytest.fixture
async def wallet(sqlite_database):
    return await wallet_of("anna@example.org", 5)


@pytest.fixture
async def other(sqlite_database):
    return await wallet_of("ben@example.org", 2)


@pytest.fixture
async def anna(wallet):
    async with client(application(), wallet.token) as asking:
        yield asking


@pytest.fixture
async def nobody(sqlite_database):
    async with client(application()) as asking:
        yield asking
