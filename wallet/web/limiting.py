"""Who asks in, silence or 429 out."""

from http import HTTPStatus

from limits import RateLimitItem
from starlette.requests import Request

from wallet.accounts.rate_limits import RateLimits, client_network
from wallet.user_errors import LimitReachedError
from wallet.web.problems import Problem

_WAIT_SECONDS = 30


def client_of(request: Request) -> str:
    """Return the network address that asks, as the server saw it."""
    return request.client.host if request.client is not None else ""


async def count(limits: RateLimits, windows: tuple[RateLimitItem, ...], *who: str) -> None:
    """Count one request of `who`.

    Raises:
        Problem: that is one too many.
    """
    try:
        await limits.count(windows, *who)
    except LimitReachedError as error:
        raise too_many(error) from error


async def count_client(
    limits: RateLimits, windows: tuple[RateLimitItem, ...], request: Request
) -> None:
    """Count one request of the network that it comes from.

    Raises:
        Problem: that is one too many.
    """
    await count(limits, windows, client_network(client_of(request)))


def too_many(error: LimitReachedError) -> Problem:
    """Return the refusal of what is too much or too soon."""
    return Problem(
        HTTPStatus.TOO_MANY_REQUESTS,
        "LIMIT_REACHED",
        error.message,
        headers={"Retry-After": str(error.retry_after or _WAIT_SECONDS)},
    )
