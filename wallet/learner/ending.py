"""Why no credential came of something that was brought."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Self

from wallet.intake.examining import Refused
from wallet.platforms.platform import Choice
from wallet.verification.finding import Party


@dataclass(frozen=True, slots=True)
class Choices:
    """What an item's learner may go on with, as its column holds it."""

    entries: Sequence[Choice]
    is_complete: bool = True

    def to_column(self) -> dict[str, object]:
        """Return the value of the column."""
        entries = [asdict(entry) for entry in self.entries]
        return {"entries": entries, "is_complete": self.is_complete}


@dataclass(frozen=True, slots=True)
class Ending:
    """Why no credential came of an item: for programs, for people, and who can mend it."""

    code: str
    message: str
    mender: Party
    retryable: bool
    needs_learner: bool = False
    choices: Choices | None = None

    @classmethod
    def of(cls, refused: Refused) -> Self:
        """Take over what intake says."""
        choices = Choices(refused.choices, refused.has_all_choices) if refused.choices else None
        return cls(
            refused.code,
            refused.message,
            refused.mender,
            refused.retryable,
            refused.needs_learner,
            choices,
        )
