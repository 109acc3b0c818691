"""Why no credential came of something that was brought."""

from dataclasses import dataclass
from typing import Self

from wallet.intake.examining import Refused
from wallet.verification.finding import Party


@dataclass(frozen=True, slots=True)
class Ending:
    """Why no credential came of an item: for programs, for people, and who can mend it."""

    code: str
    message: str
    mender: Party
    retryable: bool

    @classmethod
    def of(cls, refused: Refused) -> Self:
        """Take over what intake says."""
        return cls(refused.code, refused.message, refused.mender, refused.retryable)
