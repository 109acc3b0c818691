"""The languages that a request takes in, which of those at hand to answer in out.

Sources: RFC 9110, 12.5.4 "Accept-Language"; RFC 4647, 3.4 "Lookup" and 3.3.1 "Basic Filtering".
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import starmap
from typing import NamedTuple

UNDETERMINED = "und"
"""The tag of a text whose document names no language."""
_MOST_RANGES = 10
_LONGEST_HEADER = 1_000
_QUALITY = re.compile(r"(?:0(?:\.[0-9]{0,3})?|1(?:\.0{0,3})?)")
_RANGE = re.compile(r"[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8}){0,8}")


class Chosen(NamedTuple):
    """A text and the tag of its language, None where its document names none."""

    text: str
    language: str | None = None


def accepted_languages(header: str | None) -> tuple[str, ...]:
    """Return the languages of an Accept-Language header, best first.

    A language of quality 0 is one that is not taken, `*` names none; what cannot be read is left
    out.
    """
    ranked: list[tuple[float, int, str]] = []
    for place, entry in enumerate((header or "")[:_LONGEST_HEADER].split(",")[:_MOST_RANGES]):
        tag, _, parameter = (part.strip() for part in entry.partition(";"))
        name, _, quality = (part.strip() for part in parameter.partition("="))
        weight = _weight(quality) if parameter and name.lower() == "q" else float(not parameter)
        if weight and _RANGE.fullmatch(tag):
            ranked.append((-weight, place, tag))
    return tuple(tag for _, __, tag in sorted(ranked))


def lookup(ranges: Iterable[str], tags: Iterable[str]) -> str | None:
    """Return which of `tags` to answer in, None where none of them is wanted.

    Each range in turn is shortened until a tag is equal to it. Where that finds none, a tag that
    is a kind of its language will do: a reader of German can read Austrian German.
    """
    by_tag: dict[str, str] = {}
    for tag in tags:
        by_tag.setdefault(tag.lower(), tag)
    for wanted in ranges:
        shortened = tuple(_shortened(wanted.lower()))
        for each in shortened:
            if each in by_tag:
                return by_tag[each]
        for each in shortened:
            kind = next((tag for tag in by_tag if tag.startswith(f"{each}-")), None)
            if kind is not None:
                return by_tag[kind]
    return None


def choose(texts: Mapping[str, str], ranges: Iterable[str]) -> Chosen | None:
    """Return a text in a wanted language, else that of no language, else the first; None if none.

    A text that says nothing is none.
    """
    said = {tag: text for tag, text in texts.items() if text.strip()}
    if len(said) <= 1:  # as most are, so that nobody's wish has to be looked at
        return next(starmap(_chosen, said.items()), None)
    tag = lookup(ranges, (tag for tag in said if tag.lower() != UNDETERMINED))
    if tag is None:
        tag = next((each for each in said if each.lower() == UNDETERMINED), next(iter(said)))
    return _chosen(tag, said[tag])


def _chosen(tag: str, text: str) -> Chosen:
    return Chosen(text, None if tag.lower() == UNDETERMINED else tag)


def _weight(quality: str) -> float:
    return float(quality) if _QUALITY.fullmatch(quality) else 0.0


def _shortened(wanted: str) -> Iterator[str]:
    """Yield a range, then what is left without its last part; a single letter goes with it."""
    parts = wanted.split("-")
    while parts:
        yield "-".join(parts)
        parts.pop()
        if parts and len(parts[-1]) == 1:
            parts.pop()
