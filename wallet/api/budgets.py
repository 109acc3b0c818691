"""A caller's key and what an operation cost in, what is left of the caller's budget out.

An operation costs one, and one more for each object that it asks to load: the sizes of its
pages, multiplied down the levels. What it costs is known once it was run, so the one that goes
beyond the budget is still answered, and the next is refused until the window ends.
"""

from dataclasses import dataclass

from limits import RateLimitItem, RateLimitItemPerMinute

from wallet.accounts.rate_limits import RateLimits

WINDOW: RateLimitItem = RateLimitItemPerMinute(200_000, 1, "api-cost")
"""Two thousand pages of a hundred in a minute: a sync of a large wallet stays below it."""


@dataclass(frozen=True, slots=True)
class Account:
    """How a budget stands: `limit` in all, what is left of it, and the seconds until it is new."""

    limit: int
    remaining: int
    reset: int

    def headers(self, cost: int) -> dict[str, str]:
        """Return what a response tells of it."""
        return {
            "X-RateLimit-Limit": str(self.limit),
            "X-RateLimit-Remaining": str(self.remaining),
            "X-RateLimit-Reset": str(self.reset),
            "X-RateLimit-Cost": str(cost),
        }

    def extension(self, cost: int) -> dict[str, int]:
        """Return what stands under `extensions.cost` where the request asks so by the same name.

        It changes with each request, so unasked it would make every answer a new one.
        """
        return {
            "cost": cost,
            "limit": self.limit,
            "remaining": self.remaining,
            "resetAfter": self.reset,
        }


class RequestBudget:
    """A `wallet.api.services.Budget`.

    Args:
        limits: the counts.
        window: how much in what time.
    """

    def __init__(self, limits: RateLimits, window: RateLimitItem = WINDOW) -> None:
        self._limits = limits
        self._window = window

    async def __call__(self, key: str, cost: int) -> Account:
        """Take the cost from the caller's budget, nothing perhaps; return how it then stands."""
        remaining, reset = await self._limits.spend(self._window, cost, key)
        return Account(self._window.amount, remaining, reset)
