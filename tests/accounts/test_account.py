from uuid import uuid4

import pytest

from tests.accounts.conftest import NOW
from wallet.accounts import account
from wallet.user_errors import InvalidError, NotFoundError

ADA = "ada@wallet.example"


async def test_what_is_given_of_a_profile_changes_and_the_rest_stays(database):
    ada = await account.account_for(ADA, now=NOW)
    assert await account.read(ada) == account.AccountView(ada, "Learner", "en", NOW)
    named = await account.change_profile(ada, display_name="  Ada Lovelace ")
    assert named == account.AccountView(ada, "Ada Lovelace", "en", NOW)
    assert (await account.change_profile(ada, language="pt-BR")).display_name == "Ada Lovelace"
    assert (await account.change_profile(ada)).language == "pt-BR"


@pytest.mark.parametrize(
    "change",
    [
        {"display_name": ""},
        {"display_name": "   "},
        {"display_name": "x" * 201},
        {"language": ""},
        {"language": "english language"},
        {"language": "en-" * 12 + "en"},
    ],
)
async def test_a_profile_of_the_wrong_form_changes_nothing(sqlite_database, change):
    ada = await account.account_for(ADA, now=NOW)
    before = await account.read(ada)
    with pytest.raises(InvalidError) as refusal:
        await account.change_profile(ada, **change)
    assert refusal.value.path == tuple(change)
    assert await account.read(ada) == before


async def test_there_is_no_account_that_nobody_opened(sqlite_database):
    with pytest.raises(NotFoundError):
        await account.read(uuid4())
    with pytest.raises(NotFoundError):
        await account.change_profile(uuid4(), display_name="Ada")


async def test_no_account_is_opened_for_what_is_no_address(sqlite_database):
    with pytest.raises(InvalidError):
        await account.account_for("nobody", now=NOW)
