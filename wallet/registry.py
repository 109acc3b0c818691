"""Explicit tables of variants: a new one is one file and one line."""

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import TypeVar

Member = TypeVar("Member")


class NameClaimedTwiceError(Exception):
    """Two members of one table claim the same name; raised at import, so it never ships."""


def registry(*members: Member, names: Callable[[Member], Iterable[str]]) -> Mapping[str, Member]:
    """Return a read-only table from each name a member claims to that member, in order.

    Raises:
        NameClaimedTwiceError: a name has two claimants.
    """
    table: dict[str, Member] = {}
    for member in members:
        for name in names(member):
            if name in table:
                raise NameClaimedTwiceError(f"{name!r} is claimed by {table[name]} and {member}")
            table[name] = member
    return MappingProxyType(table)
