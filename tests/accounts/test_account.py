from uuid import uuid4

import pytest

from tests.accounts.conftest import NOW
from wallet.accounts import account
from wallet.accounts.errors import InvalidError, NotFoundError

ADA = "ada@wallet.example"


async def test_an_account_shows_the_name_that_it_was_given(database):
    ada = await account.account_for(ADA, now=NOW)
    assert (await account.read(ada)).display_name == "Learner"
    assert (await account.rename(ada, "  Ada Lovelace ")).display_name == "Ada Lovelace"
    assert await account.read(ada) == account.AccountView(ada, "Ada Lovelace", "en", NOW)


@pytest.mark.parametrize("name", ["", "   ", "x" * 201])
async def test_a_name_has_some_letters_and_not_too_many(sqlite_database, name):
    ada = await account.account_for(ADA, now=NOW)
    with pytest.raises(InvalidError):
        await account.rename(ada, name)
    assert (await account.read(ada)).display_name == "Learner"


async def test_there_is_no_account_that_nobody_opened(sqlite_database):
    with pytest.raises(NotFoundError):
        await account.read(uuid4())
    with pytest.raises(NotFoundError):
        await account.rename(uuid4(), "Ada")


async def test_no_account_is_opened_for_what_is_no_address(sqlite_database):
    with pytest.raises(InvalidError):
        await account.account_for("nobody", now=NOW)
