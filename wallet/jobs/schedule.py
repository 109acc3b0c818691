"""Periods in, a job for each of their slots out, whoever and however many keep the time."""

import asyncio
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from wallet.jobs.queue import enqueue
from wallet.store.connection import database_now

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


async def enqueue_slots(periods: Mapping[str, timedelta]) -> timedelta:
    """Enqueue each kind for the slot of its period that the database's clock is in.

    The slot is the job's unique key, so any number of processes make one job of it. Slots that
    nobody was there for are not made up for.

    Returns:
        The time until the next slot of any of them.
    """
    now = await database_now()
    for kind, period in periods.items():
        slot = (now - _EPOCH) // period
        await enqueue(kind, {}, unique_key=f"{period.total_seconds():g}s/{slot}")
    return min(period - (now - _EPOCH) % period for period in periods.values())


async def keep_time(periods: Mapping[str, timedelta]) -> None:
    """Enqueue the slots as they come, until cancelled. There is at least one period."""
    while True:
        wait = await enqueue_slots(periods)
        await asyncio.sleep(max(wait.total_seconds(), 0.05))
