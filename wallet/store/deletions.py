"""A deletion in, a tombstone kept: for as long as a device may be away and still follow."""

from datetime import timedelta
from enum import StrEnum
from typing import Final
from uuid import UUID

from wallet.store.models.deletions import Deletion

DELETIONS_KEPT: Final = timedelta(days=90)


class DeletedKind(StrEnum):
    """What was deleted."""

    CREDENTIAL = "CREDENTIAL"
    COLLECTION = "COLLECTION"


async def remember_deletion(learner_id: UUID, kind: DeletedKind, key: UUID) -> None:
    """Keep a tombstone, within the transaction that deletes."""
    await Deletion.create(learner_id=learner_id, kind=kind.value, key=key)
