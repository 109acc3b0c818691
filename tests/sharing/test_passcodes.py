from datetime import timedelta

import anyio
import pytest

from tests.fixtures.examined import NOW
from wallet.sharing.links import create_link
from wallet.sharing.passcodes import TRIES, TRIES_OF_ALL, WINDOW, hash_passcode, is_right
from wallet.store.connection import transaction
from wallet.store.models.shares import Share, ShareTry
from wallet.user_errors import LimitReachedError

PASSCODE = "open sesame"


@pytest.fixture
async def share(owner, keys, holds):
    link = await create_link(
        owner, credential_ids=[await holds()], title="CV", passcode=PASSCODE, keys=keys, now=NOW
    )
    return await Share.get(id=link)


async def test_what_is_kept_is_a_slow_hash_with_a_salt_and_modest_memory():
    one, other = await hash_passcode(PASSCODE), await hash_passcode(PASSCODE)
    assert one.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert one != other
    assert PASSCODE not in one


async def test_spaces_around_do_not_count_and_case_does(share):
    assert await is_right(share, f" {PASSCODE} ", "here", NOW)
    assert not await is_right(share, PASSCODE.upper(), "here", NOW)
    assert not await is_right(share, "", "here", NOW)


async def test_parallel_guesses_buy_five_tries_and_others_keep_theirs(share):
    answers = []

    async def guess():
        try:
            answers.append(await is_right(share, "a wrong one", "stranger", NOW))
        except LimitReachedError as error:
            answers.append(error.retry_after)

    async with anyio.create_task_group() as group:
        for _ in range(20):
            group.start_soon(guess)
    assert answers.count(False) == TRIES
    assert all(0 < each <= WINDOW.total_seconds() for each in answers if each is not False)
    assert await is_right(share, PASSCODE, "somebody else", NOW)
    with pytest.raises(LimitReachedError):
        await is_right(share, PASSCODE, "stranger", NOW)
    assert await is_right(share, PASSCODE, "stranger", NOW + WINDOW)


async def test_who_knows_the_passcode_uses_no_try_up(share):
    for _ in range(TRIES + 1):
        assert await is_right(share, PASSCODE, "an office", NOW)


async def test_a_crowd_of_clients_has_an_end_too(share):
    row = await ShareTry.create(
        learner_id=share.learner_id, share_id=share.id, client_mac="", began_at=NOW, tries=0
    )
    assert await is_right(share, PASSCODE, "one of many", NOW)
    everybody = await ShareTry.exclude(id=row.id).get(client_mac="")
    await ShareTry.filter(id=everybody.id).update(tries=TRIES_OF_ALL)
    with pytest.raises(LimitReachedError) as refused:
        await is_right(share, PASSCODE, "another", NOW)
    assert refused.value.retry_after <= timedelta(days=1).total_seconds()


async def test_a_try_that_could_be_taken_back_is_refused(share):
    async with transaction():
        with pytest.raises(RuntimeError, match="outside any transaction"):
            await is_right(share, PASSCODE, "here", NOW)
