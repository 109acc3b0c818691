"""Why a request about an account is refused: types with a stable code.

The API maps them to its user errors, one to one.
"""

from enum import StrEnum
from typing import ClassVar


class AccountErrorCode(StrEnum):
    """What is wrong with a request. Append-only; the names are those of the GraphQL schema."""

    BAD_SECRET = "BAD_SECRET"  # noqa: S105  # a code, not a secret
    LIMIT_REACHED = "LIMIT_REACHED"
    NOT_FOUND = "NOT_FOUND"
    TAKEN = "TAKEN"
    INVALID = "INVALID"
    CONFLICT = "CONFLICT"


class AccountError(Exception):
    """A refusal that the person can read and act on.

    Attributes:
        code: stable, for programs.
        message: a sentence that says what to do.
        path: the argument at fault, by its name in this room; empty for the whole.
    """

    code: ClassVar[AccountErrorCode]

    def __init__(self, message: str, path: tuple[str, ...] = ()) -> None:
        """Refuse with the class's code."""
        super().__init__(message)
        self.message = message
        self.path = path


class BadSecretError(AccountError):
    """A code or token is wrong, spent or expired: which of them is not said."""

    code = AccountErrorCode.BAD_SECRET


class LimitReachedError(AccountError):
    """Too many, too soon. `retry_after` is in seconds; None where waiting does not help."""

    code = AccountErrorCode.LIMIT_REACHED

    def __init__(
        self, message: str, path: tuple[str, ...] = (), *, retry_after: int | None = None
    ) -> None:
        """Refuse, and say when to come back."""
        super().__init__(message, path)
        self.retry_after = retry_after


class NotFoundError(AccountError):
    """No such thing, or another's."""

    code = AccountErrorCode.NOT_FOUND


class TakenError(AccountError):
    """It is there already."""

    code = AccountErrorCode.TAKEN


class InvalidError(AccountError):
    """A value of the wrong form."""

    code = AccountErrorCode.INVALID


class ConflictError(AccountError):
    """It would leave the account in a state that it must not be in."""

    code = AccountErrorCode.CONFLICT
