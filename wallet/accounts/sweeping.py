"""What nobody needs any more goes: ended codes, sessions, grants, old mail; run it every hour."""

from datetime import datetime, timedelta
from typing import Final

from wallet.accounts import application_grants, applications, mail, one_time_codes, sessions

EVERY: Final = timedelta(hours=1)


async def sweep(*, now: datetime) -> int:
    """Delete what has ended and wipe expired codes from the outbox; return how many rows."""
    return (
        await mail.wipe_expired(now=now)
        + await mail.forget_old(now=now)
        + await one_time_codes.forget_expired(now=now)
        + await sessions.forget_ended(now=now)
        + await application_grants.forget_ended(now=now)
        + await applications.forget_unused(now=now)
    )
