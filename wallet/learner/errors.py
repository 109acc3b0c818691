"""What a use case refuses, with a stable code, words for the person and the field at fault."""

from enum import StrEnum


class Refusal(StrEnum):
    """Why a request was refused; append-only, the names are those of the API."""

    NOT_FOUND = "NOT_FOUND"
    INVALID = "INVALID"
    REQUIRED = "REQUIRED"
    TOO_LARGE = "TOO_LARGE"
    LIMIT_REACHED = "LIMIT_REACHED"
    CONFLICT = "CONFLICT"
    TAKEN = "TAKEN"
    UNSUPPORTED_FORMAT = "UNSUPPORTED_FORMAT"


class LearnerError(Exception):
    """A request that the learner can put right.

    `path` names the input at fault by the names of the use case's own arguments, outermost
    first, list positions as digits: `("sources", "3", "data")`; empty for the whole.
    """

    code = Refusal.INVALID

    def __init__(self, message: str, path: tuple[str, ...] = ()) -> None:
        """Refuse; `message` says what to do about it."""
        super().__init__(message)
        self.message = message
        self.path = path


class NotFoundError(LearnerError):
    """No such object, or not this learner's: the two look alike."""

    code = Refusal.NOT_FOUND


class InvalidError(LearnerError):
    """A value of the wrong form."""

    code = Refusal.INVALID


class MissingError(LearnerError):
    """A value that is needed."""

    code = Refusal.REQUIRED


class TooLargeError(LearnerError):
    """A value that is too long or a file that is too large."""

    code = Refusal.TOO_LARGE


class LimitReachedError(LearnerError):
    """More than one wallet may hold or one request may ask for."""

    code = Refusal.LIMIT_REACHED


class ConflictError(LearnerError):
    """The object is in a state that does not allow it, or another request came first."""

    code = Refusal.CONFLICT
