import pytest

from tests.accounts.conftest import MINUTE, NOW
from tests.accounts.provider import METADATA
from wallet.accounts import sessions
from wallet.accounts.account import account_for
from wallet.accounts.authentication import Caller, CallerKind, Refusal, authenticate, still_holds
from wallet.accounts.tokens import TokenKind, new_token
from wallet.store.models.accounts import Account


@pytest.fixture
async def tokens(database):
    return await sessions.issue_for(await account_for("ada@wallet.example", now=NOW), now=NOW)


@pytest.mark.parametrize("scheme", ["Bearer", "bearer", "BEARER  "])
async def test_an_access_token_speaks_for_its_account(tokens, scheme):
    caller = await authenticate(f"{scheme} {tokens.access_token}", now=NOW)
    assert caller == Caller(
        tokens.account_id, tokens.session_id, CallerKind.SESSION, NOW + 15 * MINUTE
    )


async def test_with_the_caller_comes_what_its_account_reads(tokens):
    await Account.filter(id=tokens.account_id).update(language="de-AT")
    caller = await authenticate(f"Bearer {tokens.access_token}", now=NOW)
    assert isinstance(caller, Caller)
    assert caller.language == "de-AT"


@pytest.mark.parametrize(
    ("header", "refusal"),
    [
        pytest.param(None, Refusal.MISSING, id="no header"),
        pytest.param("", Refusal.MISSING, id="an empty header"),
        pytest.param("Bearer", Refusal.MALFORMED, id="no token"),
        pytest.param("Basic YTpi", Refusal.MALFORMED, id="another scheme"),
        pytest.param("Bearer a b", Refusal.MALFORMED, id="two tokens"),
        pytest.param("Bearer a,Bearer b", Refusal.MALFORMED, id="two headers joined"),
        pytest.param("Bearer ä", Refusal.MALFORMED, id="no token's letter"),
        pytest.param("Bearer abc", Refusal.UNKNOWN, id="nobody's"),
        pytest.param("Bearer e30.e30.e30", Refusal.UNKNOWN, id="a JWT, and no provider"),
        pytest.param(f"Bearer {new_token(TokenKind.ACCESS)}", Refusal.UNKNOWN, id="never issued"),
    ],
)
async def test_why_there_is_no_caller(sqlite_database, header, refusal):
    assert await authenticate(header, now=NOW) is refusal


async def test_a_token_out_of_date_is_told_from_one_that_ended(tokens):
    header = f"Bearer {tokens.access_token}"
    assert await authenticate(header, now=NOW + 15 * MINUTE) is Refusal.EXPIRED
    await sessions.sign_out_all(tokens.account_id, now=NOW)
    assert await authenticate(header, now=NOW) is Refusal.UNKNOWN


async def test_a_refresh_token_opens_nothing(tokens):
    assert await authenticate(f"Bearer {tokens.refresh_token}", now=NOW) is Refusal.UNKNOWN


async def test_a_caller_holds_until_the_token_or_the_session_ends(tokens):
    caller = await authenticate(f"Bearer {tokens.access_token}", now=NOW)
    assert isinstance(caller, Caller)
    assert await still_holds(caller, now=NOW + 14 * MINUTE)
    assert not await still_holds(caller, now=NOW + 15 * MINUTE)
    await sessions.sign_out(tokens.account_id, tokens.session_id, now=NOW)
    assert not await still_holds(caller, now=NOW)


async def test_a_providers_token_speaks_for_the_account_of_its_subject(database, provider, accepts):
    providers, header = accepts(), f"Bearer {provider.token(NOW)}"
    caller = await authenticate(header, now=NOW, providers=providers)
    assert isinstance(caller, Caller)
    assert (caller.kind, caller.session_id) == (CallerKind.OIDC, None)
    assert await authenticate(header, now=NOW, providers=providers) == caller
    assert await still_holds(caller, now=NOW + 4 * MINUTE)
    assert not await still_holds(caller, now=NOW + 5 * MINUTE)


@pytest.mark.parametrize(
    ("changed", "refusal"),
    [
        ({"aud": "other"}, Refusal.UNKNOWN),
        ({"exp": 1}, Refusal.EXPIRED),
        ({"exp": "x"}, Refusal.MALFORMED),
    ],
)
async def test_a_providers_token_that_is_refused_opens_no_account(
    sqlite_database, provider, accepts, changed, refusal
):
    header = f"Bearer {provider.token(NOW, **changed)}"
    assert await authenticate(header, now=NOW, providers=accepts()) is refusal
    assert await Account.all().count() == 0


async def test_a_provider_that_is_away_is_no_verdict(sqlite_database, provider, accepts):
    provider.peer.says(METADATA, 503)
    header = f"Bearer {provider.token(NOW)}"
    assert await authenticate(header, now=NOW, providers=accepts()) is Refusal.UNAVAILABLE
