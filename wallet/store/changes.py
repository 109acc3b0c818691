"""What a change leaves as it is, told apart from what it empties."""

from enum import Enum
from typing import Final


class Unset(Enum):
    """The type of `UNSET`, for annotations: `note: str | None | Unset = UNSET`."""

    UNSET = "UNSET"


UNSET: Final = Unset.UNSET
