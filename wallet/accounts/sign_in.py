"""Signing in by mail: an address in, a code sent; the code in, a session out.

Nothing here asks whether an account exists before the code is right: every address gets the same
answer, the same rows and the same letter. Source: OWASP ASVS 5.0, 6.3 and 6.6.
"""

from datetime import datetime

from wallet.accounts import letters, mail, one_time_codes, sessions
from wallet.accounts.account import account_that_proved
from wallet.accounts.address_forms import address_form
from wallet.accounts.one_time_codes import bad_code
from wallet.accounts.rate_limits import RateLimits, client_network
from wallet.accounts.sessions import LIFETIMES, SessionLifetimes, SessionTokens
from wallet.accounts.tokens import TokenKind, is_well_formed, new_token
from wallet.store.connection import transaction


async def request_code(address: str, *, client: str, limits: RateLimits, now: datetime) -> str:
    """Send a code to the address; return the request that `confirm_code` wants beside it.

    `client` is the network address that asks, as the API saw it.

    Raises:
        InvalidError: not an address.
        LimitReachedError: asked too often.
    """
    form = address_form(address)
    network = client_network(client)
    await limits.count(limits.rules.codes_of_client, network)
    await limits.count(limits.rules.codes_of_client_for_address, network, form.key)
    await limits.count(limits.rules.codes_for_address, form.key)
    request, code = new_token(TokenKind.SIGN_IN_REQUEST), one_time_codes.new_code()
    async with transaction():
        await one_time_codes.keep(request, code, form.address, now=now)
        await mail.post(
            form.address,
            letters.sign_in_code(code),
            now=now,
            secret_until=now + one_time_codes.LIFETIME,
        )
    return request


async def confirm_code(
    request: str,
    code: str,
    *,
    client: str,
    limits: RateLimits,
    now: datetime,
    device_name: str | None = None,
    lifetimes: SessionLifetimes = LIFETIMES,
) -> SessionTokens:
    """Sign in with the code; where the address has no account yet, one is opened.

    Call it outside any transaction: a wrong code's try must stay counted.

    Raises:
        BadSecretError: the code is wrong, used, expired, or not of this request.
        LimitReachedError: this client tried too often.
    """
    await limits.count(limits.rules.tries_of_client, client_network(client))
    if not is_well_formed(request, TokenKind.SIGN_IN_REQUEST):
        raise bad_code()
    row = await one_time_codes.checked(request, code, now=now)
    async with transaction():
        await one_time_codes.use(row, now=now)
        account_id = await account_that_proved(address_form(row.address), now=now)
        return await sessions.issue_for(
            account_id, now=now, device_name=device_name, lifetimes=lifetimes
        )
