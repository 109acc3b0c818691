"""What making or changing a link refuses: a stable code, words, and the field at fault."""

from enum import StrEnum


class Refusal(StrEnum):
    """Why a request was refused; append-only, the names are those of the API."""

    NOT_FOUND = "NOT_FOUND"
    INVALID = "INVALID"
    REQUIRED = "REQUIRED"
    TOO_LARGE = "TOO_LARGE"
    LIMIT_REACHED = "LIMIT_REACHED"
    CONFLICT = "CONFLICT"


class SharingError(Exception):
    """A request that the owner can put right.

    `path` names the input at fault by the names of the use case's own arguments, outermost
    first, list positions as digits; empty for the whole.
    """

    def __init__(self, code: Refusal, message: str, path: tuple[str, ...] = ()) -> None:
        """Refuse with the `code`; `message` says what to do about it."""
        super().__init__(message)
        self.code = code
        self.message = message
        self.path = path
