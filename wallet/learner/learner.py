"""Whose wallet it is: what every private use case is told first."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Learner:
    """The owner of a wallet. `id` is that of the account; who made one vouches for it."""

    id: UUID
