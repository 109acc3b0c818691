"""Does it hold at this moment?

Source: VC Data Model 2.0, "Validity Period"; Open Badges 2.0, `issuedOn` and `expires`.
"""

from datetime import datetime, timedelta

from wallet.verification.case import IN_ORDER, Case, Check, Observation
from wallet.verification.codes import Code
from wallet.verification.finding import VerificationAnswer

CLOCK_SKEW = timedelta(seconds=60)


async def look(case: Case) -> Observation:
    """Compare the dates with the moment asked about; a bound that is absent is open."""
    start, end = case.credential.valid_from, case.credential.valid_until
    if case.credential.unreadable:
        return Observation(Code.DATE_UNREADABLE, pointer=case.credential.unreadable[0])
    if start is not None and end is not None and end < start:
        return _dated(Code.DATES_INVERTED, "From {start:day} until {end:day}.", start, end)
    if end is not None and end <= case.now:
        return _dated(Code.EXPIRED, "It ended on {end:day}.", start, end)
    if start is not None and start - case.now > CLOCK_SKEW:
        return _dated(Code.NOT_YET_VALID, "It begins on {start:day}.", start, end)
    if start is not None and start > case.now:
        return Observation(Code.CLOCK_SKEW_TOLERATED)
    return IN_ORDER if end is None else _dated(None, "It ends on {end:day}.", start, end)


def _dated(
    code: Code | None, detail: str, start: datetime | None, end: datetime | None
) -> Observation:
    days = {"start": start, "end": end}
    told = {name: day.date().isoformat() for name, day in days.items() if day is not None}
    return Observation(code, detail, particulars=told)


CHECK = Check(
    name="validity.period",
    answer=VerificationAnswer.STANDING,
    in_order="It is within its dates.",
    codes=frozenset(
        {
            Code.NOT_YET_VALID,
            Code.EXPIRED,
            Code.DATES_INVERTED,
            Code.DATE_UNREADABLE,
            Code.CLOCK_SKEW_TOLERATED,
        }
    ),
    look=look,
)
