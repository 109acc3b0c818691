"""A passcode in, its slow hash out; a try in, whether it is right out.

A try is counted in the store before the passcode is looked at, so that parallel guesses on any
number of processes buy no more. Each client has its own few tries, so that no stranger uses up
another's; what all have together is far above what people need, and keeps a crowd of machines
from a short passcode. Source: RFC 9106, 4 "Parameter Choice"; OWASP Password Storage, "Argon2id".
"""

import asyncio
import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from functools import partial
from math import ceil
from typing import Final, TypeVar
from uuid import UUID

from cryptography.exceptions import InvalidKey
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from tortoise.backends.base.client import TransactionalDBClient
from tortoise.expressions import F
from tortoise.queryset import QuerySet

from wallet.store.connection import connection
from wallet.store.models.shares import Share, ShareTry
from wallet.user_errors import InvalidError, LimitReachedError, TooLargeError

SHORTEST: Final = 6
LONGEST: Final = 200
TRIES: Final = 5
TRIES_OF_ALL: Final = 500
WINDOW: Final = timedelta(minutes=15)
WINDOW_OF_ALL: Final = timedelta(days=1)
_MEMORY_KIBIBYTES: Final = 19 * 1024
_PASSES: Final = 2
_SALT_BYTES: Final = 16
_KEY_BYTES: Final = 32
_EVERYBODY: Final = ""
# Two at a time take 38 MiB; who asks for more waits.
_APART: Final = ThreadPoolExecutor(2, "passcodes")
_Made = TypeVar("_Made")


async def hash_passcode(passcode: str, name: str = "passcode") -> str:
    """Return the passcode's Argon2id hash, in the PHC string format.

    Raises:
        InvalidError, TooLargeError: it is too short or too long; `name` is the field at fault.
    """
    said = passcode.strip()
    if len(said) < SHORTEST:
        raise InvalidError(f"A passcode has at least {SHORTEST} characters.", (name,))
    if len(said) > LONGEST:
        raise TooLargeError(f"Shorten this to {LONGEST} characters at most.", (name,))
    return await _apart(partial(_derive, said))


async def is_right(share: Share, passcode: str, client: str, now: datetime) -> bool:
    """Count a try of `client`, then compare; a right passcode gives its try back.

    `client` names who tries, and is no address.

    Raises:
        LimitReachedError: there were too many; `retry_after` tells for how long.
        RuntimeError: called within a transaction, whose end could take the try back.
    """
    in_transaction = isinstance(connection(), TransactionalDBClient)
    if in_transaction:
        raise RuntimeError("A try must be counted outside any transaction")
    if share.passcode_hash is None:
        return True
    counts = (
        (client, TRIES, _window(now, WINDOW), WINDOW),
        (_EVERYBODY, TRIES_OF_ALL, _window(now, WINDOW_OF_ALL), WINDOW_OF_ALL),
    )
    for who, most, began_at, length in counts:
        if not await _counted(share, who, began_at, most):
            wait = began_at + length - now
            raise LimitReachedError(
                "That was too often. Try again later.", retry_after=ceil(wait.total_seconds())
            )
    right = await _apart(partial(_verify, passcode.strip()[:LONGEST], share.passcode_hash))
    if right:
        for who, _, began_at, _ in counts:
            await _row(share.id, who, began_at).update(tries=F("tries") - 1)
    return right


async def _counted(share: Share, who: str, began_at: datetime, most: int) -> bool:
    """Count one try; return whether there was room for it."""
    row = ShareTry(
        learner_id=share.learner_id, share_id=share.id, client_mac=who, began_at=began_at
    )
    await ShareTry.bulk_create([row], ignore_conflicts=True)
    counted = (
        await _row(share.id, who, began_at).filter(tries__lt=most).update(tries=F("tries") + 1)
    )
    return bool(counted)


def _row(share_id: UUID, who: str, began_at: datetime) -> QuerySet[ShareTry]:
    return ShareTry.filter(share_id=share_id, client_mac=who, began_at=began_at)


def _window(now: datetime, length: timedelta) -> datetime:
    """Return when the window that `now` lies in began."""
    began = int(now.timestamp() // length.total_seconds() * length.total_seconds())
    return datetime.fromtimestamp(began, UTC)


async def _apart(work: Callable[[], _Made]) -> _Made:
    """Do slow work beside the event loop, a little of it at a time."""
    return await asyncio.get_running_loop().run_in_executor(_APART, work)


def _derive(passcode: str) -> str:
    kind = Argon2id(
        salt=os.urandom(_SALT_BYTES),
        length=_KEY_BYTES,
        iterations=_PASSES,
        lanes=1,
        memory_cost=_MEMORY_KIBIBYTES,
    )
    return kind.derive_phc_encoded(passcode.encode("utf-8", "replace"))


def _verify(passcode: str, kept: str) -> bool:
    try:
        Argon2id.verify_phc_encoded(passcode.encode("utf-8", "replace"), kept)
    except InvalidKey:
        return False
    return True
