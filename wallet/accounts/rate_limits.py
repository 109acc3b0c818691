"""How often a client or an address may ask: an attempt in, silence or LIMIT_REACHED out.

These limits are a comfort against floods. What must never fail open, the tries of a code, is
counted in the store. A window begins with its first attempt, on the clock of the counting
library; windows that move would cost a process a pass over everybody's attempts at each attempt.
"""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from hashlib import sha256
from ipaddress import IPv6Address, ip_address
from logging import getLogger
from math import ceil
from time import time
from typing import Final

from limits import RateLimitItem, RateLimitItemPerDay, RateLimitItemPerHour, RateLimitItemPerMinute
from limits.aio.storage import MemoryStorage, RedisStorage, Storage
from limits.aio.strategies import FixedWindowRateLimiter
from limits.errors import StorageError
from valkey.asyncio import ConnectionPool

from wallet.user_errors import LimitReachedError

_LOG = getLogger(__name__)
_IPV6_SUBSCRIBER_BITS: Final = 64
_SECONDS: Final = 1.0


@dataclass(frozen=True, slots=True)
class LimitRules:
    """The figures; all of a rule's windows must have room.

    One client's own allowance for an address is below the address's, so that no single stranger
    can use up another person's codes; a client's allowance holds a classroom behind one address.
    """

    codes_of_client_for_address: tuple[RateLimitItem, ...] = (
        RateLimitItemPerMinute(5, 10, "codes-of-client-for-address"),
        RateLimitItemPerHour(10, 1, "codes-of-client-for-address"),
    )
    codes_of_client: tuple[RateLimitItem, ...] = (RateLimitItemPerHour(100, 1, "codes-of-client"),)
    codes_for_address: tuple[RateLimitItem, ...] = (
        RateLimitItemPerHour(30, 1, "codes-for-address"),
    )
    codes_of_account: tuple[RateLimitItem, ...] = (RateLimitItemPerHour(20, 1, "codes-of-account"),)
    tries_of_client: tuple[RateLimitItem, ...] = (
        RateLimitItemPerMinute(100, 10, "tries-of-client"),
    )
    tries_of_account: tuple[RateLimitItem, ...] = (
        RateLimitItemPerMinute(20, 10, "tries-of-account"),
    )
    trials_of_account: tuple[RateLimitItem, ...] = (
        RateLimitItemPerHour(30, 1, "trials-of-account"),
    )
    registrations_of_client: tuple[RateLimitItem, ...] = (
        RateLimitItemPerHour(20, 1, "registrations-of-client"),
    )
    token_requests_of_client: tuple[RateLimitItem, ...] = (
        RateLimitItemPerMinute(600, 1, "token-requests-of-client"),
    )
    calls_of_grant: tuple[RateLimitItem, ...] = (RateLimitItemPerMinute(120, 1, "calls-of-grant"),)
    confirmations_of_client: tuple[RateLimitItem, ...] = (
        RateLimitItemPerHour(10, 1, "confirmations-of-client"),
    )
    confirmations_of_link: tuple[RateLimitItem, ...] = (
        RateLimitItemPerDay(100, 1, "confirmations-of-link"),
    )
    problems_of_client: tuple[RateLimitItem, ...] = (
        RateLimitItemPerHour(3, 1, "problems-of-client"),
    )
    problems_of_link: tuple[RateLimitItem, ...] = (RateLimitItemPerDay(20, 1, "problems-of-link"),)
    pushes_of_grant: tuple[RateLimitItem, ...] = (RateLimitItemPerHour(600, 1, "pushes-of-grant"),)


class RateLimits:
    """Counts attempts in a storage; while that is away, in this process.

    Args:
        storage: memory for one process, Valkey for many; see `open_rate_limits`.
        rules: the figures.
    """

    def __init__(self, storage: Storage, rules: LimitRules | None = None) -> None:
        self.rules = rules or LimitRules()
        self._shared = FixedWindowRateLimiter(storage)
        self._own = FixedWindowRateLimiter(MemoryStorage())

    async def count(self, windows: tuple[RateLimitItem, ...], *who: str) -> None:
        """Count one attempt of `who` in each window. Who it is is stored as a digest.

        Raises:
            LimitReachedError: a window is full; `retry_after` says for how long.
        """
        key = sha256("\x00".join(who).encode("utf-8", "replace")).hexdigest()
        try:
            full = await _first_full(self._shared, windows, key)
        except StorageError as error:
            _LOG.warning("counting in this process alone: %s", error.storage_error)
            full = await _first_full(self._own, windows, key)
        if full is not None:
            raise LimitReachedError(
                f"That was too often. Try again in {ceil(full / 60)} minutes.", retry_after=full
            )

    async def spend(self, window: RateLimitItem, cost: int, *who: str) -> tuple[int, int]:
        """Take the cost from what `who` has in the window, whatever is left of it.

        Returns:
            what is left, not below 0, and the seconds until the window begins anew.
        """
        key = sha256("\x00".join(who).encode("utf-8", "replace")).hexdigest()
        try:
            return await _spent(self._shared, window, cost, key)
        except StorageError as error:
            _LOG.warning("counting in this process alone: %s", error.storage_error)
            return await _spent(self._own, window, cost, key)


@asynccontextmanager
async def open_rate_limits(
    url: str | None, rules: LimitRules | None = None
) -> AsyncIterator[RateLimits]:
    """Hold the counts open: in the Valkey at `valkey://host:port/0`, or in memory where None."""
    if url is None:
        yield RateLimits(MemoryStorage(), rules)
        return
    address = url.replace("redis", "valkey", 1) if url.startswith("redis") else url
    pool = ConnectionPool.from_url(
        address, socket_connect_timeout=_SECONDS, socket_timeout=_SECONDS
    )
    storage = RedisStorage(
        f"async+{address}",
        wrap_exceptions=True,
        implementation="valkey",
        connection_pool=pool,  # type: ignore[arg-type]  # documented, not in the annotation
    )
    try:
        yield RateLimits(storage, rules)
    finally:
        await pool.disconnect()


def client_network(address: str) -> str:
    """Return what counts as one client: an IPv4 address, or the /64 that an IPv6 one is in.

    Text that is no address stands for itself.
    """
    try:
        parsed = ip_address(address)
    except ValueError:
        return address
    if not isinstance(parsed, IPv6Address):
        return str(parsed)
    if parsed.ipv4_mapped is not None:
        return str(parsed.ipv4_mapped)
    return str(IPv6Address(int(parsed) >> _IPV6_SUBSCRIBER_BITS << _IPV6_SUBSCRIBER_BITS)) + "/64"


async def _first_full(
    limiter: FixedWindowRateLimiter,
    windows: tuple[RateLimitItem, ...],
    key: str,
    clock: Callable[[], float] = time,
) -> int | None:
    """Count in all windows; return the seconds until the first full one has room again."""
    for window in windows:
        if not await limiter.hit(window, key):
            stats = await limiter.get_window_stats(window, key)
            return max(1, ceil(stats.reset_time - clock()))
    return None


async def _spent(
    limiter: FixedWindowRateLimiter,
    window: RateLimitItem,
    cost: int,
    key: str,
    clock: Callable[[], float] = time,
) -> tuple[int, int]:
    if cost:
        await limiter.hit(window, key, cost=cost)
    stats = await limiter.get_window_stats(window, key)
    return max(0, stats.remaining), max(1, ceil(stats.reset_time - clock()))
