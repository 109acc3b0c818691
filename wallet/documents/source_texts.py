"""A sound JSON text in, the source texts of its parts out, byte for byte."""

import re
from collections.abc import Iterator
from json import JSONDecoder

from wallet.documents.pointers import escape

_BETWEEN = re.compile(r"[\s,:]*")


class SourceTexts:
    """The source text of any part of a JSON text that was read without fault, by its place.

    What lies side by side is found in one go, so that many parts cost little more than one.
    """

    def __init__(self, text: str) -> None:
        """Look into `text`."""
        self._found = {"": text}

    def at(self, pointer: str) -> str:
        """Return the source text at a JSON Pointer (RFC 6901).

        Raises:
            KeyError: nothing is there.
        """
        if pointer not in self._found:
            holder, slash, _ = pointer.rpartition("/")
            if not slash:
                raise KeyError(pointer)
            text = self.at(holder)
            for name, part in _named_parts(text):
                self._found[f"{holder}/{name}"] = part
        return self._found[pointer]


def _named_parts(text: str) -> Iterator[tuple[str, str]]:
    beginning = text.lstrip()[:1]
    if beginning == "{":
        for name, part in member_texts(text):
            yield escape(name), part
    elif beginning == "[":
        for number, part in enumerate(element_texts(text)):
            yield str(number), part


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
