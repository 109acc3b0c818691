"""Identifiers: version 7 UUIDs, which sort by the time they were made.

Source: RFC 9562, "UUID Version 7" and "Monotonicity and Counters", method 3.
"""

from secrets import randbits
from time import time_ns
from uuid import UUID

PUBLIC = UUID(int=0)
"""The owner of what belongs to nobody in particular: public documents, work of the house."""


def uuid7() -> UUID:
    """Make an identifier: 60 bits of time (to 250 ns), then 62 random bits."""
    milliseconds, nanoseconds = divmod(time_ns(), 1_000_000)
    fraction = nanoseconds * 4096 // 1_000_000
    return UUID(
        int=(milliseconds & ((1 << 48) - 1)) << 80
        | 7 << 76
        | fraction << 64
        | 2 << 62
        | randbits(62)
    )
