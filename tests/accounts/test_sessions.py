from asyncio import gather
from datetime import timedelta

import pytest

from tests.accounts.conftest import MINUTE, NOW, letters_to
from wallet.accounts import sessions
from wallet.accounts.account import account_for
from wallet.accounts.sessions import LiveSession, SessionLifetimes, TokenFault, authenticate
from wallet.accounts.tokens import TokenKind, new_family, new_token
from wallet.store.models.accounts import Session
from wallet.user_errors import BadSecretError, NotFoundError

ADA = "ada@wallet.example"
DAY = timedelta(days=1)


@pytest.fixture
async def ada(database):
    return await account_for(ADA, now=NOW)


@pytest.fixture
async def tokens(ada):
    return await sessions.issue_for(ada, now=NOW, device_name="phone")


async def test_an_access_token_names_its_session_for_a_quarter_of_an_hour(ada, tokens):
    just_before = await authenticate(tokens.access_token, now=NOW + 15 * MINUTE - DAY / 86_400)
    assert just_before == LiveSession(tokens.session_id, ada, NOW + 15 * MINUTE)
    assert await authenticate(tokens.access_token, now=NOW + 15 * MINUTE) is TokenFault.EXPIRED


async def test_tokens_are_neither_stored_nor_shown_in_a_log(tokens):
    kept = str(dict(await Session.get())) + repr(tokens)
    assert tokens.access_token not in kept
    assert tokens.refresh_token not in kept


@pytest.mark.parametrize(
    "token",
    [
        pytest.param("", id="empty"),
        pytest.param("wallet_at_", id="a prefix alone"),
        pytest.param("x" * 59, id="of no kind"),
        pytest.param(new_token(TokenKind.ACCESS), id="never issued"),
        pytest.param("wallet_at_\ud800", id="a lone surrogate"),
    ],
)
async def test_a_token_of_nobodys_is_unknown(sqlite_database, token):
    assert await authenticate(token, now=NOW) is TokenFault.UNKNOWN


async def test_a_refresh_token_is_no_access_token(tokens):
    assert await authenticate(tokens.refresh_token, now=NOW) is TokenFault.UNKNOWN
    with pytest.raises(BadSecretError):
        await sessions.refresh(tokens.access_token, now=NOW)


async def test_a_refresh_brings_new_tokens_of_the_same_session(tokens):
    later = NOW + 20 * MINUTE
    fresh = await sessions.refresh(tokens.refresh_token, now=later)
    assert fresh.session_id == tokens.session_id
    assert isinstance(await authenticate(fresh.access_token, now=later), LiveSession)
    assert await authenticate(tokens.access_token, now=NOW) is TokenFault.UNKNOWN
    assert (await Session.get()).last_seen_at == later


async def test_a_spent_refresh_token_ends_the_session_and_its_owner_is_told(ada, tokens):
    fresh = await sessions.refresh(tokens.refresh_token, now=NOW)
    newest = await sessions.refresh(fresh.refresh_token, now=NOW)
    with pytest.raises(BadSecretError):
        await sessions.refresh(tokens.refresh_token, now=NOW + MINUTE)
    assert await authenticate(newest.access_token, now=NOW) is TokenFault.UNKNOWN
    with pytest.raises(BadSecretError):
        await sessions.refresh(newest.refresh_token, now=NOW + MINUTE)
    assert await sessions.listed(ada, now=NOW) == ()
    (letter,) = await letters_to(ADA)
    assert letter.subject == "We signed one of your devices out"


async def test_a_stolen_token_ends_its_own_session_alone(ada, tokens):
    other = await sessions.issue_for(ada, now=NOW)
    await sessions.refresh(tokens.refresh_token, now=NOW)
    with pytest.raises(BadSecretError):
        await sessions.refresh(tokens.refresh_token, now=NOW)
    assert isinstance(await authenticate(other.access_token, now=NOW), LiveSession)


async def test_of_twenty_parallel_refreshes_one_wins(tokens):
    answers = await gather(
        *(sessions.refresh(tokens.refresh_token, now=NOW) for _ in range(20)),
        return_exceptions=True,
    )
    assert sum(isinstance(answer, BadSecretError) for answer in answers) == 19


async def test_who_loses_a_race_for_the_same_token_ends_nothing(tokens):
    seen_unspent = await Session.get()
    winner = await sessions.refresh(tokens.refresh_token, now=NOW)
    with pytest.raises(BadSecretError):
        await sessions._rotate(seen_unspent, "", NOW, sessions.LIFETIMES)
    assert isinstance(await authenticate(winner.access_token, now=NOW), LiveSession)


async def test_a_guess_within_no_family_ends_nothing(tokens):
    with pytest.raises(BadSecretError):
        await sessions.refresh(new_token(TokenKind.REFRESH, new_family()), now=NOW)
    assert isinstance(await authenticate(tokens.access_token, now=NOW), LiveSession)


async def test_a_session_ends_after_thirty_days_however_often_refreshed(ada, tokens):
    for day in range(30):
        tokens = await sessions.refresh(tokens.refresh_token, now=NOW + day * DAY)
    last = NOW + 30 * DAY - MINUTE
    tokens = await sessions.refresh(tokens.refresh_token, now=last)
    assert tokens.access_token_expires_at == NOW + 30 * DAY
    assert await authenticate(tokens.access_token, now=NOW + 30 * DAY) is TokenFault.EXPIRED
    with pytest.raises(BadSecretError):
        await sessions.refresh(tokens.refresh_token, now=NOW + 30 * DAY)
    assert await sessions.listed(ada, now=NOW + 30 * DAY) == ()
    assert not await sessions.still_lives(tokens.session_id, now=NOW + 30 * DAY)


async def test_lifetimes_are_handed_in(ada):
    short = SessionLifetimes(access=MINUTE, whole=2 * MINUTE)
    tokens = await sessions.issue_for(ada, now=NOW, lifetimes=short)
    assert tokens.access_token_expires_at == NOW + MINUTE
    fresh = await sessions.refresh(tokens.refresh_token, now=NOW + 1.5 * MINUTE, lifetimes=short)
    assert fresh.access_token_expires_at == NOW + 2 * MINUTE


async def test_signing_out_ends_both_tokens_at_once(ada, tokens):
    await sessions.sign_out(ada, tokens.session_id, now=NOW)
    assert await authenticate(tokens.access_token, now=NOW) is TokenFault.UNKNOWN
    assert not await sessions.still_lives(tokens.session_id, now=NOW)
    with pytest.raises(BadSecretError):
        await sessions.refresh(tokens.refresh_token, now=NOW)
    assert await letters_to(ADA) == []
    with pytest.raises(NotFoundError):
        await sessions.sign_out(ada, tokens.session_id, now=NOW)


async def test_nobody_signs_another_out(tokens):
    eve = await account_for("eve@wallet.example", now=NOW)
    with pytest.raises(NotFoundError):
        await sessions.sign_out(eve, tokens.session_id, now=NOW)
    assert await sessions.sign_out_all(eve, now=NOW) == 0
    assert await sessions.still_lives(tokens.session_id, now=NOW)


async def test_all_devices_but_this_one_are_signed_out(ada, tokens):
    others = [await sessions.issue_for(ada, now=NOW + MINUTE) for _ in range(2)]
    assert await sessions.sign_out_all(ada, now=NOW, but=tokens.session_id) == 2
    assert await authenticate(others[0].access_token, now=NOW) is TokenFault.UNKNOWN
    (left,) = await sessions.listed(ada, now=NOW)
    assert (left.id, left.device_name) == (tokens.session_id, "phone")
    assert await sessions.sign_out_all(ada, now=NOW) == 1


async def test_sessions_are_listed_newest_first(ada, tokens):
    newer = await sessions.issue_for(ada, now=NOW + MINUTE)
    views = await sessions.listed(ada, now=NOW + MINUTE)
    assert [view.id for view in views] == [newer.session_id, tokens.session_id]


async def test_ended_sessions_are_forgotten_after_a_week(tokens):
    assert await sessions.forget_ended(now=NOW + 37 * DAY) == 0
    assert await sessions.forget_ended(now=NOW + 37 * DAY + MINUTE) == 1
