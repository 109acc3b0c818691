"""A sound JSON text in, the source texts of its parts out, byte for byte."""

import re
from collections.abc import Iterator
from json import JSONDecoder

_BETWEEN = re.compile(r"[\s,:]*")


def element_texts(text: str) -> Iterator[str]:
    """Yield the source text of each element of a JSON list that was read without fault."""
    scanner, position = JSONDecoder(), _next(text, text.index("[") + 1)
    while text[position] != "]":
        _, end = scanner.raw_decode(text, position)
        yield text[position:end]
        position = _next(text, end)


def member_texts(text: str) -> Iterator[tuple[str, str]]:
    """Yield name and source text of each member of a JSON object that was read without fault."""
    scanner, position = JSONDecoder(), _next(text, text.index("{") + 1)
    while text[position] != "}":
        name, end = scanner.raw_decode(text, position)
        start = _next(text, end)
        _, end = scanner.raw_decode(text, start)
        yield name, text[start:end]
        position = _next(text, end)


def _next(text: str, position: int) -> int:
    """Return where the next part begins, or what holds the parts ends."""
    found = _BETWEEN.match(text, position)
    return found.end() if found else position
