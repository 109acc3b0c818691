"""What came from a connected platform, and the cursor that moves once it is kept."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final, TypeAlias
from uuid import UUID

from wallet.learner.ending import Ending
from wallet.learner.learner import Learner
from wallet.learner.parts import Part
from wallet.store.models.connections import Connection, ConnectionState

SYNC_EVERY: Final = timedelta(hours=6)


@dataclass(frozen=True, slots=True)
class Collected:
    """What was fetched, and the cursor from which the next time goes on."""

    connection_id: UUID
    parts: tuple[Part, ...]
    since: datetime


Collect: TypeAlias = Callable[[Learner, UUID], Awaitable[Collected | Ending]]


async def mark_synced(learner: Learner, collected: Collected) -> None:
    """Move the cursor, in the transaction that keeps what was fetched."""
    now = datetime.now(UTC)
    await Connection.filter(learner_id=learner.id, id=collected.connection_id).update(
        since=collected.since,
        last_synced_at=now,
        state=ConnectionState.CONNECTED.value,
        fault=None,
        failures=0,
        due_at=now + SYNC_EVERY,
    )
