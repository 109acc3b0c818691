"""What a learner holds at a connected platform since the last time: fetched for an import."""

from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from wallet.learner.connecting import Platforms, let_in, owned
from wallet.learner.ending import Ending
from wallet.learner.fetched import Collected
from wallet.learner.import_items import MOST_ITEMS
from wallet.learner.learner import Learner
from wallet.learner.parts import Part
from wallet.platforms.clients.client import PlatformError, SignInNeededError
from wallet.store.models.connections import Connection, ConnectionState
from wallet.user_errors import NotFoundError
from wallet.verification.finding import Party

_OVERLAP: Final = timedelta(minutes=10)
"""Clocks differ, and what came twice is the same credential."""
_FIRST_WAIT: Final = timedelta(minutes=30)
_MOST_FAILURES: Final = 10
_MOST_PAGES: Final = 200
_MOST_CHARACTERS: Final = 16 * 1024 * 1024


async def collect(
    learner: Learner, platforms: Platforms, connection_id: UUID
) -> Collected | Ending:
    """Fetch all that the platform took up since the last time."""
    began = platforms.now()
    try:
        row = await owned(learner, connection_id)
    except NotFoundError as error:
        return Ending("NOT_CONNECTED", error.message, Party.LEARNER, retryable=False)
    try:
        texts = await _texts(learner, platforms, row)
    except PlatformError as error:
        await _failed(learner, row, error, began)
        needs_learner = isinstance(error, SignInNeededError)
        mender = Party.LEARNER if needs_learner else Party.ISSUER
        return Ending(error.code, error.message, mender, retryable=not needs_learner)
    return Collected(row.id, tuple(map(Part.of_text, texts)), began - _OVERLAP)


async def _texts(learner: Learner, platforms: Platforms, row: Connection) -> list[str]:
    platform, access_token = await let_in(learner, platforms, row)
    url = platform.client.first_url(platform.endpoints, row.since)
    texts: list[str] = []
    held = 0
    for _ in range(_MOST_PAGES):
        page = await platform.client.page(url, access_token, platforms.network)
        texts += page.texts
        held += sum(map(len, page.texts))
        if len(texts) > MOST_ITEMS or held > _MOST_CHARACTERS:
            break
        if page.next_url is None:
            return texts
        url = page.next_url
    raise PlatformError(
        "LIMIT_REACHED",
        f"It holds more than is fetched at once: {MOST_ITEMS} badges, "
        f"{_MOST_CHARACTERS // 1024 // 1024} million characters.",
    )


async def _failed(learner: Learner, row: Connection, error: PlatformError, now: datetime) -> None:
    """Keep why, and when to try again: as the platform says, else later each time."""
    failures = row.failures + 1
    wait = timedelta(seconds=error.retry_after) if error.retry_after else _FIRST_WAIT * failures
    needs_sign_in = isinstance(error, SignInNeededError)
    gives_up = needs_sign_in or failures >= _MOST_FAILURES
    await Connection.filter(learner_id=learner.id, id=row.id).update(
        state=(ConnectionState.NEEDS_SIGN_IN if needs_sign_in else ConnectionState.ERROR).value,
        fault=error.code,
        failures=failures,
        due_at=None if gives_up else now + wait,
    )
