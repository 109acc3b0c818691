"""Why no credential came of something that was brought."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Self

from wallet.documents.document import DocumentError
from wallet.intake.examining import Refused
from wallet.platforms.platform import Choice
from wallet.store.models.jobs import ImportItemState
from wallet.verification.codes import Code
from wallet.verification.finding import Party

_AGAIN = "Try again later: it may work then."


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

    @classmethod
    def of_error(cls, error: DocumentError) -> Self:
        """Take over why something could not be opened."""
        mender = Code[error.code].mender or Party.LEARNER
        return cls(error.code, error.message, mender, retryable=False)

    def to_columns(self) -> dict[str, object]:
        """Return what the row of an item says that ended so."""
        attention, failed = ImportItemState.NEEDS_ATTENTION, ImportItemState.FAILED
        return {
            "state": (attention if self.needs_learner else failed).value,
            "code": self.code,
            "message": self.message,
            "hint": _AGAIN if self.retryable else None,
            "mender": self.mender.value,
            "retryable": self.retryable,
            "choices": None if self.choices is None else self.choices.to_column(),
        }
