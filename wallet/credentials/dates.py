"""A date as issuers write it in, a moment in UTC out."""

import re
from contextlib import suppress
from datetime import UTC, datetime, timedelta, timezone

_DATE = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)"
    r"(?:[Tt ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,30}))?)?"
    r"(?:[Zz]|([+-])(\d\d):?(\d\d)?)?)?",
    re.ASCII,
)
_USUAL = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", re.ASCII)
"""How nearly everybody writes it, which the standard library reads in a tenth of the time."""
_EPOCH = re.compile(r"\d{9,12}", re.ASCII)
_EPOCH_START = datetime(1970, 1, 1, tzinfo=UTC)
_LEAP_SECOND = 60
_LAST_YEAR = 9999
_LAST_MOMENT = datetime.max.replace(tzinfo=UTC)


def read_date(value: object, *, epoch: bool = False) -> datetime | None:
    """Return the moment in UTC, or None where the value is no date that we can read.

    RFC 3339 with what is seen in the wild: a date alone, seconds left out, a blank for the `T`,
    no zone (UTC). With `epoch`, seconds since 1970 count too, as a number or in a string (Open
    Badges 1 and 2, and the claims of a JWT). A leap second is the second that follows it; what
    lies beyond the last representable moment is that moment.
    """
    if isinstance(value, str):
        text = value.strip()
        if _USUAL.fullmatch(text):
            with suppress(ValueError):  # the parts are no date, or a leap second
                return datetime.fromisoformat(text)
        found = _DATE.fullmatch(text)
        if found:
            return _from_parts(found)
        return _from_epoch(int(text)) if epoch and _EPOCH.fullmatch(text) else None
    if epoch and isinstance(value, int | float) and not isinstance(value, bool):
        return _from_epoch(value)
    return None


def _from_parts(found: re.Match[str]) -> datetime | None:
    year, month, day, hour, minute, second, fraction, sign, zone_hours, zone_minutes = (
        found.groups()
    )
    leap = int(second or 0) == _LEAP_SECOND
    offset = timedelta(hours=int(zone_hours or 0), minutes=int(zone_minutes or 0))
    try:
        local = datetime(
            int(year),
            int(month),
            int(day),
            int(hour or 0),
            int(minute or 0),
            int(second or 0) - leap,
            int((fraction or "")[:6].ljust(6, "0")),
            timezone(-offset if sign == "-" else offset),
        )
    except ValueError:
        return None
    try:
        return local.astimezone(UTC) + timedelta(seconds=leap)
    except OverflowError:
        return _LAST_MOMENT if local.year == _LAST_YEAR else None


def _from_epoch(seconds: float) -> datetime | None:
    try:
        return _EPOCH_START + timedelta(seconds=seconds)
    except (OverflowError, ValueError):
        return None
