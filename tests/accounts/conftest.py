"""People who sign in, and the codes that reach their mailboxes."""

from datetime import UTC, datetime, timedelta
from re import search

import pytest

from wallet.accounts.rate_limits import RateLimits, storage_at
from wallet.accounts.sign_in import confirm_code, request_code
from wallet.store.models.accounts import OutgoingMail

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
CLIENT = "198.51.100.7"
MINUTE = timedelta(minutes=1)


@pytest.fixture
def limits() -> RateLimits:
    return RateLimits(storage_at(None))


@pytest.fixture
def sign_in(database, limits):
    """Return a function that takes an address through the whole of signing in."""

    async def by_mail(address: str, now: datetime = NOW, **options):
        request = await request_code(address, client=CLIENT, limits=limits, now=now)
        code = await code_sent_to(address)
        return await confirm_code(request, code, client=CLIENT, limits=limits, now=now, **options)

    return by_mail


async def letters_to(address: str) -> list[OutgoingMail]:
    return await OutgoingMail.filter(to_address=address).order_by("id")


async def code_sent_to(address: str) -> str:
    """Return the newest code in a mailbox."""
    rows = await letters_to(address)
    found = search(r"\b[0-9A-Z]{4}-[0-9A-Z]{4}\b", rows[-1].body)
    assert found, "the letter brings no code"
    return found.group()


def wrong(code: str) -> str:
    """Return a code that differs from this one."""
    return ("1" if code[0] != "1" else "2") + code[1:]
