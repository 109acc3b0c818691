from asyncio import gather
from datetime import timedelta

import pytest
from limits.aio.storage import MemoryStorage

from tests.accounts.conftest import CLIENT, MINUTE, NOW, code_sent_to, letters_to, wrong
from wallet.accounts import account, addresses
from wallet.accounts.rate_limits import LimitRules, RateLimits
from wallet.accounts.sessions import LiveSession, authenticate
from wallet.accounts.sign_in import confirm_code, request_code
from wallet.accounts.tokens import TokenKind, new_token
from wallet.store.connection import transaction
from wallet.store.models.accounts import Account, Address, OneTimeCode, OutgoingMail, Session
from wallet.user_errors import BadSecretError, InvalidError, LimitReachedError

ADA = "ada@wallet.example"


async def asked(limits, address=ADA, now=NOW):
    request = await request_code(address, client=CLIENT, limits=limits, now=now)
    return request, await code_sent_to(address)


async def test_the_first_sign_in_opens_an_account_whose_address_is_proven(sign_in):
    tokens = await sign_in(ADA, device_name="Ada's phone")
    session = await authenticate(tokens.access_token, now=NOW)
    assert isinstance(session, LiveSession)
    assert session.account_id == tokens.account_id
    assert await addresses.proven(tokens.account_id) == (ADA,)
    assert (await account.read(tokens.account_id)).created_at == NOW


async def test_the_next_sign_in_is_to_the_same_account_however_the_address_is_typed(sign_in):
    first = await sign_in(ADA)
    second = await sign_in("ADA@Wallet.Example")
    assert second.account_id == first.account_id
    assert second.session_id != first.session_id
    assert await Account.all().count() == 1


async def test_a_request_looks_the_same_whether_or_not_the_account_exists(sign_in, limits):
    await sign_in(ADA)
    await OutgoingMail.all().delete()
    letters = []
    for address in (ADA, "nobody@wallet.example"):
        _, code = await asked(limits, address)
        letter = dict(await OutgoingMail.get(to_address=address))
        letter["body"] = letter["body"].replace(code, "")
        letters.append({**letter, "id": None, "to_address": None})
    assert letters[0] == letters[1]
    assert await Account.all().count() == 1


async def test_the_store_keeps_neither_code_nor_request(database, limits):
    request, code = await asked(limits)
    row = await OneTimeCode.get()
    kept = " ".join(str(value) for value in dict(row).values())
    assert code not in kept
    assert code.replace("-", "") not in kept
    assert request not in kept


@pytest.mark.parametrize(
    "typed",
    [
        pytest.param(lambda code: code.lower(), id="in small letters"),
        pytest.param(lambda code: code.replace("-", ""), id="without the hyphen"),
        pytest.param(lambda code: f"  {code.replace('-', ' ')} ", id="with spaces"),
        pytest.param(lambda code: code.replace("-", "\u2013"), id="with a typographer's dash"),
    ],
)
async def test_a_code_is_read_kindly(database, limits, typed):
    request, code = await asked(limits)
    assert await confirm_code(request, typed(code), client=CLIENT, limits=limits, now=NOW)


async def test_a_code_works_once(database, limits):
    request, code = await asked(limits)
    await confirm_code(request, code, client=CLIENT, limits=limits, now=NOW)
    with pytest.raises(BadSecretError):
        await confirm_code(request, code, client=CLIENT, limits=limits, now=NOW)


async def test_of_parallel_confirmations_with_the_right_code_one_signs_in(database, limits):
    request, code = await asked(limits)
    answers = await gather(
        *(confirm_code(request, code, client=CLIENT, limits=limits, now=NOW) for _ in range(10)),
        return_exceptions=True,
    )
    refused = [answer for answer in answers if isinstance(answer, BadSecretError)]
    assert len(refused) == 9
    assert await Session.all().count() == 1
    assert await Account.all().count() == 1


async def test_of_fifty_parallel_wrong_guesses_five_are_checked(database, limits):
    request, code = await asked(limits)
    answers = await gather(
        *(
            confirm_code(request, wrong(code), client=CLIENT, limits=limits, now=NOW)
            for _ in range(50)
        ),
        return_exceptions=True,
    )
    assert {type(answer) for answer in answers} == {BadSecretError}
    assert (await OneTimeCode.get()).tries == 5
    with pytest.raises(BadSecretError):
        await confirm_code(request, code, client=CLIENT, limits=limits, now=NOW)
    assert await Session.all().count() == 0


async def test_four_wrong_tries_leave_a_fifth_that_may_be_right(database, limits):
    request, code = await asked(limits)
    for _ in range(4):
        with pytest.raises(BadSecretError):
            await confirm_code(request, wrong(code), client=CLIENT, limits=limits, now=NOW)
    assert await confirm_code(request, code, client=CLIENT, limits=limits, now=NOW)


async def test_a_try_cannot_be_taken_back_by_a_transaction_around_it(database, limits):
    request, code = await asked(limits)
    with pytest.raises(RuntimeError, match="outside any transaction"):
        async with transaction():
            await confirm_code(request, wrong(code), client=CLIENT, limits=limits, now=NOW)


async def test_a_code_expires_after_ten_minutes(database, limits):
    request, code = await asked(limits)
    with pytest.raises(BadSecretError):
        await confirm_code(request, code, client=CLIENT, limits=limits, now=NOW + 10 * MINUTE)


async def test_a_code_is_worth_nothing_with_another_request(database, limits):
    first, _ = await asked(limits)
    _, second_code = await asked(limits)
    with pytest.raises(BadSecretError):
        await confirm_code(first, second_code, client=CLIENT, limits=limits, now=NOW)


@pytest.mark.parametrize(
    "request_token",
    [
        pytest.param("", id="empty"),
        pytest.param("wallet_rq_", id="a prefix alone"),
        pytest.param(new_token(TokenKind.SIGN_IN_REQUEST), id="never issued"),
        pytest.param(new_token(TokenKind.ACCESS), id="of another kind"),
        pytest.param("\ud800", id="a lone surrogate"),
    ],
)
async def test_an_unknown_request_looks_like_a_wrong_code(database, limits, request_token):
    request, code = await asked(limits)
    with pytest.raises(BadSecretError) as unknown:
        await confirm_code(request_token, code, client=CLIENT, limits=limits, now=NOW)
    with pytest.raises(BadSecretError) as mistyped:
        await confirm_code(request, wrong(code), client=CLIENT, limits=limits, now=NOW)
    assert str(unknown.value) == str(mistyped.value)


async def test_a_strangers_request_ends_nobodys_code(database, limits):
    request, code = await asked(limits)
    for _ in range(5):
        theirs = await request_code(ADA, client="203.0.113.9", limits=limits, now=NOW)
        with pytest.raises(BadSecretError):
            await confirm_code(theirs, "0000-0000", client="203.0.113.9", limits=limits, now=NOW)
    assert await confirm_code(request, code, client=CLIENT, limits=limits, now=NOW)


async def test_two_first_sign_ins_at_once_open_one_account(database, limits):
    requests = [await asked(limits) for _ in range(4)]
    answers = await gather(
        *(
            confirm_code(request, code, client=CLIENT, limits=limits, now=NOW)
            for request, code in requests
        )
    )
    assert len({answer.account_id for answer in answers}) == 1
    assert await Account.all().count() == 1
    assert await Address.all().count() == 1


async def test_a_client_asks_five_times_for_an_address_and_then_waits(sqlite_database, limits):
    for _ in range(5):
        await request_code(ADA, client=CLIENT, limits=limits, now=NOW)
    with pytest.raises(LimitReachedError) as refusal:
        await request_code(ADA.upper(), client=CLIENT, limits=limits, now=NOW)
    assert 0 < (refusal.value.retry_after or 0) <= 600
    assert len(await letters_to(ADA)) == 5
    await request_code("other@wallet.example", client=CLIENT, limits=limits, now=NOW)
    await request_code(ADA, client="203.0.113.9", limits=limits, now=NOW)


async def test_a_client_has_so_many_tries_over_all_requests(sqlite_database):
    rules = LimitRules()
    (window,) = rules.tries_of_client
    limits = RateLimits(MemoryStorage(), rules)
    for _ in range(window.amount):
        with pytest.raises(BadSecretError):
            await confirm_code("x", "y", client=CLIENT, limits=limits, now=NOW)
    with pytest.raises(LimitReachedError):
        await confirm_code("x", "y", client=CLIENT, limits=limits, now=NOW)


async def test_what_is_no_address_gets_no_code(sqlite_database, limits):
    with pytest.raises(InvalidError):
        await request_code("nobody", client=CLIENT, limits=limits, now=NOW)
    assert await OutgoingMail.all().count() == 0


async def test_the_command_line_makes_the_account_that_a_code_would_sign_in_to(sign_in):
    made = await account.account_for(ADA, now=NOW - timedelta(days=1))
    assert await account.account_for("Ada@wallet.example", now=NOW) == made
    assert (await sign_in(ADA)).account_id == made
