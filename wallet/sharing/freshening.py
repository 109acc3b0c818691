"""A visitor's wish for a fresh check in, one shared check out; no visitor causes one of their own.

Whoever asks learns when, and nothing of the job or of its owner.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from wallet.jobs.rechecks import Recheck, TooSoon, ask_recheck
from wallet.sharing.rows import find_open, items_of
from wallet.sharing.shared import Closed
from wallet.store.models.shares import Share

APART = timedelta(minutes=10)
"""Time between two checks of one credential that visitors of all links ask for."""


class Freshness(StrEnum):
    """What came of the wish."""

    STARTED = "STARTED"
    UNDER_WAY = "UNDER_WAY"
    TOO_SOON = "TOO_SOON"


@dataclass(frozen=True, slots=True)
class FreshCheck:
    """What came of it; `next_at` is when it may be asked again, where it was too soon."""

    state: Freshness
    next_at: datetime | None = None


async def request_fresh_check(
    token: str, position: int | None, now: datetime
) -> FreshCheck | Closed | None:
    """Have the credential at a position of the link, or all of them, checked again.

    Closed and None as `open_link`; None too where nothing lies at the position.
    """
    share = await find_open(token, now)
    if not isinstance(share, Share):
        return share
    asked = [
        await ask_recheck(share.learner_id, item.credential_id, now=now, apart=APART)
        for item in await items_of(share, position)
    ]
    if any(isinstance(each, Recheck) and each.is_new for each in asked):
        return FreshCheck(Freshness.STARTED)
    if any(isinstance(each, Recheck) for each in asked):
        return FreshCheck(Freshness.UNDER_WAY)
    soonest = min((each.next for each in asked if isinstance(each, TooSoon)), default=None)
    return None if soonest is None else FreshCheck(Freshness.TOO_SOON, soonest)
