from contextlib import suppress

import pytest

from tests.accounts.conftest import MINUTE, NOW
from wallet.accounts.one_time_codes import checked, keep, new_code, use
from wallet.store.connection import transaction
from wallet.user_errors import BadSecretError

ADDRESS = "ada@wallet.example"


def test_codes_have_forty_bits_and_no_letter_that_looks_like_another():
    codes = {new_code() for _ in range(500)}
    assert len(codes) == 500
    used = set("".join(codes)) - {"-"}
    assert len(used) == 32
    assert not used & set("ILOU")


@pytest.mark.parametrize("typed", ["O1L0-AAAA", "o1io aaaa", "0110AAAA"])
async def test_letters_that_look_like_figures_are_read_as_these(sqlite_database, typed):
    await keep("request", "0110-AAAA", ADDRESS, now=NOW)
    assert (await checked("request", typed, now=NOW)).address == ADDRESS


async def test_a_second_code_of_a_request_ends_the_first(database):
    await keep("request", "0000-AAAA", ADDRESS, now=NOW)
    await keep("request", "0000-BBBB", ADDRESS, now=NOW + MINUTE)
    with pytest.raises(BadSecretError):
        await checked("request", "0000-AAAA", now=NOW + MINUTE)
    assert await checked("request", "0000-BBBB", now=NOW + MINUTE)


async def test_a_code_whose_purpose_failed_is_still_unused(database):
    await keep("request", "0000-AAAA", ADDRESS, now=NOW)
    row = await checked("request", "0000-AAAA", now=NOW)
    with suppress(ZeroDivisionError):
        async with transaction():
            await use(row, now=NOW)
            raise ZeroDivisionError
    await use(await checked("request", "0000-AAAA", now=NOW), now=NOW)
    with pytest.raises(BadSecretError):
        await use(row, now=NOW)
