"""A caller's key in, the seconds to wait out, where it has asked too often.

Counts where the account room counts: in memory for one process, in Valkey for many.
"""

from limits import RateLimitItem, RateLimitItemPerMinute

from wallet.accounts.rate_limits import RateLimits
from wallet.user_errors import LimitReachedError

WINDOWS: tuple[RateLimitItem, ...] = (RateLimitItemPerMinute(1_200, 1, "api-requests"),)
"""A client that polls ten screens a second stays below it; a loop gone wild does not."""


class RequestThrottle:
    """A `wallet.api.services.Throttle`.

    Args:
        limits: the counts.
        windows: how many requests in what time; all must have room.
    """

    def __init__(self, limits: RateLimits, windows: tuple[RateLimitItem, ...] = WINDOWS) -> None:
        self._limits = limits
        self._windows = windows

    async def __call__(self, key: str) -> float | None:
        """Count a request; return the seconds to wait when that is one too many, else None."""
        try:
            await self._limits.count(self._windows, key)
        except LimitReachedError as error:
            return float(error.retry_after or 1)
        return None
