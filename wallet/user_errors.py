"""What a use case refuses: a stable code, words for the person, and the field at fault.

Raised by accounts, learner and sharing alike; the API shows them as `userErrors`.
"""

from enum import StrEnum
from typing import ClassVar


class UserErrorCode(StrEnum):
    """Why a request was refused. Append-only; the names are those of the API."""

    BAD_SECRET = "BAD_SECRET"  # noqa: S105  # the name of a code
    CONFLICT = "CONFLICT"
    FETCH_FAILED = "FETCH_FAILED"
    INVALID = "INVALID"
    LIMIT_REACHED = "LIMIT_REACHED"
    NOT_FOUND = "NOT_FOUND"
    REQUIRED = "REQUIRED"
    TAKEN = "TAKEN"
    TOO_LARGE = "TOO_LARGE"
    UNSUPPORTED_FORMAT = "UNSUPPORTED_FORMAT"


class UserError(Exception):
    """A request that the person can put right.

    Attributes:
        code: stable, for programs.
        message: a sentence that says what to do.
        path: the input at fault by the names of the use case's own arguments, outermost first,
            list positions as digits: `("sources", "3", "data")`; empty for the whole.
    """

    code: ClassVar[UserErrorCode]

    def __init__(self, message: str, path: tuple[str, ...] = ()) -> None:
        """Refuse with the class's code."""
        super().__init__(message)
        self.message = message
        self.path = path


class BadSecretError(UserError):
    """A code or token is wrong, spent or expired: which of them is not said."""

    code = UserErrorCode.BAD_SECRET


class ConflictError(UserError):
    """The object is in a state that does not allow it, or another request came first."""

    code = UserErrorCode.CONFLICT


class InvalidError(UserError):
    """A value of the wrong form."""

    code = UserErrorCode.INVALID


class LimitReachedError(UserError):
    """Too many, or too soon. `retry_after` is in seconds; None where waiting does not help."""

    code = UserErrorCode.LIMIT_REACHED

    def __init__(
        self, message: str, path: tuple[str, ...] = (), *, retry_after: int | None = None
    ) -> None:
        """Refuse, and say when to come back."""
        super().__init__(message, path)
        self.retry_after = retry_after


class MissingError(UserError):
    """A value that is needed."""

    code = UserErrorCode.REQUIRED


class NotFoundError(UserError):
    """No such object, or another's: the two look alike."""

    code = UserErrorCode.NOT_FOUND


class TakenError(UserError):
    """It is there already."""

    code = UserErrorCode.TAKEN


class TooLargeError(UserError):
    """A value that is too long or a file that is too large."""

    code = UserErrorCode.TOO_LARGE
