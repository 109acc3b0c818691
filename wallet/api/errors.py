"""The one map from what goes wrong to what a client is told.

Expected refusals are data: `userErrors` in a payload. Top-level errors are only for callers
that are nobody, do what is not theirs, ask wrongly or too often, and for our own faults.
"""

from collections.abc import Mapping, Sequence
from logging import getLogger
from typing import Any

import strawberry
from graphql import GraphQLError, GraphQLSyntaxError
from strawberry.extensions import MaskErrors

from wallet.api.error_codes import USER_ERRORS, ErrorCode
from wallet.api.types import enums  # noqa: F401  # says what a party is, before it is used here
from wallet.api.types.describing import describe
from wallet.user_errors import UserError, UserErrorCode
from wallet.verification.finding import Party

logger = getLogger(__name__)


describe(
    UserErrorCode,
    "Why an input was refused; stable, for programs. Clients must accept values they do not know.",
    **{code.name: meaning.english for code, meaning in USER_ERRORS.items()},
)


@strawberry.interface(
    name="UserError",
    description=(
        "A problem that the person can correct; expected outcomes are never in top-level errors."
    ),
)
class ShownError:
    """What stands in `userErrors`."""

    code: UserErrorCode = strawberry.field(description="For programs.")
    message: str = strawberry.field(description="For people.")
    path: list[str] = strawberry.field(
        description='Path of the input field, e.g. ["input", "name"]; empty for the whole input.'
    )

    is_retryable: bool = strawberry.field(
        description="It may go well another time with the same input."
    )
    who_can_mend: Party | None = strawberry.field(
        description="Who can mend it; null where it is who wrote the client."
    )


@strawberry.type(description="A wrong input value.")
class InputError(ShownError):
    """The one kind of user error so far."""


def user_error(error: UserError, paths: Mapping[str, Sequence[str]]) -> InputError:
    """Return the entry of `userErrors` for what a use case refused.

    `paths` maps the names of the use case's arguments to places in the mutation's input; a name
    that it does not hold stands at the place of the same name.
    """
    path = _input_path(error.path, paths)
    meaning = USER_ERRORS[error.code]
    return InputError(
        code=error.code,
        message=error.message,
        path=path,
        is_retryable=meaning.is_retryable,
        who_can_mend=meaning.who,
    )


def _input_path(named: Sequence[str], paths: Mapping[str, Sequence[str]]) -> list[str]:
    if not named:
        return []
    first, *rest = named
    return ["input", *paths.get(first, (_camel(first),)), *map(_camel, rest)]


def _camel(name: str) -> str:
    head, *tail = name.split("_")
    return head + "".join(word.title() for word in tail)


def coded(code: ErrorCode, message: str) -> GraphQLError:
    """Return a top-level error that clients may read."""
    return GraphQLError(message, extensions={"code": code.value})


def unauthenticated(message: str = "Sign in first.") -> GraphQLError:
    """Return the error for a caller who is nobody."""
    return coded(ErrorCode.UNAUTHENTICATED, message)


def bad_request(message: str) -> GraphQLError:
    """Return the error for a request that is wrong in itself."""
    return coded(ErrorCode.BAD_REQUEST, message)


def throttled(seconds: int) -> GraphQLError:
    """Return the error for a caller who asks too often."""
    return GraphQLError(
        f"Too many requests. Try again in {seconds} seconds.",
        extensions={"code": ErrorCode.THROTTLED.value, "retryAfter": seconds},
    )


def is_ours(error: GraphQLError) -> bool:
    """Whether the error is a fault of ours, of which a client learns no more than that."""
    if error.original_error is None or isinstance(error, GraphQLSyntaxError):
        return False
    return not isinstance(error.original_error, GraphQLError)


def formatted(error: GraphQLError, request_id: str) -> dict[str, object]:
    """Return the error as clients get it: always with a code and the request's id."""
    return {**error.formatted, "extensions": _coded(error, request_id)}


def _coded(error: GraphQLError, request_id: str) -> dict[str, Any]:
    return {
        "code": ErrorCode.BAD_REQUEST.value,
        **(error.extensions or {}),
        "requestId": request_id,
    }


class MaskedErrors(MaskErrors):
    """Replaces our own faults by one sentence; they were logged before."""

    def __init__(self) -> None:
        """Mask what `is_ours`."""
        super().__init__(is_ours, "Something went wrong on our side.")

    def _process_errors(self, errors: list[GraphQLError]) -> list[GraphQLError]:
        request_id = getattr(self.execution_context.context, "request_id", "none")
        masked = super()._process_errors(errors)
        for error in masked:
            error.extensions = _coded(error, request_id)
        return masked

    def anonymise_error(self, error: GraphQLError) -> GraphQLError:
        """Return an error of the same place that tells nothing."""
        return GraphQLError(
            self.error_message,
            nodes=error.nodes,
            path=error.path,
            extensions={"code": ErrorCode.INTERNAL.value},
        )


def log_errors(errors: Sequence[GraphQLError], request_id: str) -> None:
    """Log faults of ours with their traceback and what clients did wrong in a line.

    Where it is, not what it says: the message of a wrong value quotes the value, a token perhaps.
    """
    for error in errors:
        if is_ours(error):
            logger.error(
                "A resolver failed (request %s)", request_id, exc_info=error.original_error
            )
        else:
            places = [f"{at.line}:{at.column}" for at in error.locations or ()]
            logger.info("A query was refused (request %s) at %s", request_id, places)
