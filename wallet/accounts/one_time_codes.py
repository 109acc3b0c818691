"""Codes sent by mail: a request in, eight characters out; each is tried five times, used once.

Tries are counted in the store before a code is looked at, so parallel guesses on any number of
processes cannot buy a sixth. Source: OWASP ASVS 5.0, 6.5 and 6.6.
"""

from datetime import datetime, timedelta
from hashlib import sha256
from hmac import compare_digest
from hmac import new as hmac
from secrets import choice
from typing import Final
from uuid import UUID

from tortoise.backends.base.client import TransactionalDBClient
from tortoise.expressions import F

from wallet.accounts.tokens import digest
from wallet.store.connection import connection
from wallet.store.identifiers import PUBLIC
from wallet.store.models.accounts import OneTimeCode
from wallet.user_errors import BadSecretError

LIFETIME: Final = timedelta(minutes=10)
TRIES: Final = 5
_ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's: none looks like another
_HALF: Final = 4
_LOOKALIKES: Final = str.maketrans("ILO", "110", " -\u2013\u2014\u00a0\t\r\n")


def new_code() -> str:
    """Make a code of 40 random bits, as people read it: `XXXX-XXXX`."""
    text = "".join(choice(_ALPHABET) for _ in range(2 * _HALF))
    return f"{text[:_HALF]}-{text[_HALF:]}"


async def keep(
    request: str, code: str, address: str, *, now: datetime, learner_id: UUID = PUBLIC
) -> None:
    """Keep the code's digest until it expires; an older code of the same request ends.

    Args:
        request: what must come beside the code. Only its digest is kept, and the code's is keyed
            by it: with a random request, the store alone does not suffice to try codes.
        code: as made by `new_code`.
        address: where it is sent.
        now: the time.
        learner_id: whose request; PUBLIC where nobody is signed in.
    """
    await OneTimeCode.filter(request_sha256=digest(request)).delete()
    await OneTimeCode.create(
        learner_id=learner_id,
        request_sha256=digest(request),
        code_mac=_mac(request, code),
        address=address,
        created_at=now,
        expires_at=now + LIFETIME,
    )


async def checked(request: str, code: str, *, now: datetime) -> OneTimeCode:
    """Count a try, then compare; return the row of a right code, which is still to be used.

    Raises:
        BadSecretError: wrong, unknown, expired, used or tried too often: all look alike.
        RuntimeError: called within a transaction, whose end could take the try back.
    """
    in_transaction = isinstance(connection(), TransactionalDBClient)
    if in_transaction:
        raise RuntimeError("A try must be counted outside any transaction")
    counted = await OneTimeCode.filter(
        request_sha256=digest(request), tries__lt=TRIES, used_at=None, expires_at__gt=now
    ).update(tries=F("tries") + 1)
    row = await OneTimeCode.get_or_none(request_sha256=digest(request)) if counted else None
    if row is None or not compare_digest(row.code_mac, _mac(request, code)):
        raise bad_code()
    return row


async def use(row: OneTimeCode, *, now: datetime) -> None:
    """Use the code up, in the transaction of what it is for.

    Raises:
        BadSecretError: another request used it first.
    """
    if not await OneTimeCode.filter(id=row.id, used_at=None).update(used_at=now):
        raise bad_code()


async def forget_expired(*, now: datetime) -> int:
    """Delete codes that have expired; return how many."""
    return await OneTimeCode.filter(expires_at__lte=now).delete()


def bad_code() -> BadSecretError:
    """Return the one answer to every code that does not do."""
    return BadSecretError("This code is wrong or no longer works. Ask for a new one.", ("code",))


def _mac(request: str, code: str) -> str:
    typed = code.upper().translate(_LOOKALIKES)
    return hmac(request.encode(), typed.encode("utf-8", "replace"), sha256).hexdigest()
