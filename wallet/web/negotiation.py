"""An Accept header and what we have in, the one to serve out.

Source: RFC 9110, 12.5.1 "Accept" and 12.4.2 "Quality Values".
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

_LONGEST = 4_000
_QUALITY = re.compile(r"(?:0(?:\.[0-9]{0,3})?|1(?:\.0{0,3})?)")
_RANGE = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+/[!#$%&'*+.^_`|~0-9A-Za-z-]+")


@dataclass(frozen=True, slots=True)
class _Range:
    """A media range: `quality` in thousandths, parameters other than q as a set."""

    kind: str
    parameters: frozenset[str]
    quality: int

    def specificity(self, offered: str) -> int:
        """Return how closely it names `offered`, 0 where it does not."""
        kind, _, rest = offered.partition(";")
        parameters = frozenset(part.strip().lower() for part in rest.split(";") if part.strip())
        if self.kind == "*/*":
            return 1
        if self.kind.endswith("/*"):
            return 2 if kind.startswith(self.kind[:-1]) else 0
        if self.kind != kind or not self.parameters <= parameters:
            return 0
        return 3 + len(self.parameters)


def negotiate(accept: str | None, offered: Sequence[str]) -> str | None:
    """Return which of `offered` to serve, the first among equals; None where none is accepted.

    No header, an empty one and one that cannot be read at all mean that anything will do.
    """
    ranges = _ranges(accept or "")
    if not ranges:
        return offered[0] if offered else None
    best, chosen = 0, None
    for media_type in offered:
        quality = _quality(ranges, media_type)
        if quality > best:
            best, chosen = quality, media_type
    return chosen


def _quality(ranges: Sequence[_Range], offered: str) -> int:
    """Return how much `offered` is wanted: what the most specific range says."""
    ranked = [(each.specificity(offered), each.quality) for each in ranges]
    specific, quality = max(ranked)
    return quality if specific else 0


def _ranges(accept: str) -> list[_Range]:
    """Read the ranges that can be read."""
    read = (_range(part) for part in accept[:_LONGEST].split(","))
    return [each for each in read if each is not None]


def _range(text: str) -> _Range | None:
    """Read one range; one with a broken q-value is none."""
    kind, *rest = (part.strip().lower() for part in text.split(";"))
    if not _RANGE.fullmatch(kind):
        return None
    quality, parameters = 1000, set()
    for parameter in rest:
        name, _, value = parameter.partition("=")
        if name.strip() == "q":
            if not _QUALITY.fullmatch(value.strip()):
                return None
            quality = round(float(value) * 1000)
        elif parameter:
            parameters.add(parameter)
    return _Range(kind, frozenset(parameters), quality)
