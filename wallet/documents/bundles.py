"""A file of many badges in, where each lies in it out: they are taken out one at a time.

`open_documents` holds all that is in a file at once, and so takes few. Here nothing is read but
what tells the parts apart: each is then opened by itself, as strictly as if it had come alone, and
one that is damaged spoils no other. What has no end, or does not fit together, is refused whole.
"""

import json
import re
from array import array
from collections.abc import Iterable, Iterator
from dataclasses import replace

from wallet.documents import archive, exports, wallet_archive
from wallet.documents.document import DocumentError, JSONObject
from wallet.documents.jose import looks_compact
from wallet.documents.limits import LIMITS, MEBIBYTE
from wallet.documents.opening import NO_BADGE, open_documents
from wallet.documents.sd_jwt import looks_like_sd_jwt

BUNDLES = replace(
    LIMITS,
    document_bytes=64 * MEBIBYTE,
    documents=20_000,
    archive_entries=20_000,
    archive_bytes=128 * MEBIBYTE,
)
"""Of a file that is taken apart; each of its parts is bounded by `LIMITS`."""

_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_BLANK = re.compile(rb"[ \t\r\n]*")
_LINE = re.compile(rb"[^\r\n]+")
# The closing quote is optional so that an unfinished string is eaten once, not once per quote.
_TOKEN = re.compile(rb'"(?:[^"\\]++|\\.)*+"?|[\[\]{},:]|[^\s"\[\]{},:]++', re.DOTALL)
_CLOSING = {ord("["): ord("]"), ord("{"): ord("}")}
_BRACKETS = frozenset(_CLOSING.values())
_BETWEEN = frozenset(b",:")
_LEVELS_ABOVE = 4
"""Of the lists and objects of an export around a badge."""
Span = tuple[int, int]
"""Where a part begins and ends, in bytes."""


class Texts:
    """Parts of a text, each a text of its own, byte for byte."""

    def __init__(self, received: bytes, spans: Iterable[Span]) -> None:
        """Keep where they lie.

        Raises:
            DocumentError: there are too many, none, or the text does not fit together.
        """
        self._received = received
        self._bounds = array("Q")
        for span in spans:
            self._bounds.extend(span)
            if len(self) > BUNDLES.documents:
                raise _too_many()
        if not self._bounds:
            raise DocumentError("FORMAT_UNKNOWN", "The list is empty. There is no badge in it.")

    def __len__(self) -> int:
        """How many there are."""
        return len(self._bounds) // 2

    def part(self, number: int) -> bytes | None:
        """Return the text of one; of a JSON string, as tokens are listed, what it says."""
        text = self._received[self._bounds[2 * number] : self._bounds[2 * number + 1]]
        if not text.startswith(b'"'):
            return text
        try:
            return str(json.loads(text)).encode("utf-8", "surrogatepass")
        except ValueError:
            return text


class Files:
    """The files of a ZIP archive; those that are no badge, a letter or a picture, are left out.

    What an entry says of its size bounds what is unfolded of it, so that the sum bounds them all.
    """

    def __init__(self, received: bytes) -> None:
        """List them.

        Raises:
            DocumentError: ARCHIVE_UNREADABLE, DECOMPRESSION_LIMIT or INPUT_TOO_LARGE.
        """
        self._opened, self._entries = archive.list_entries(received, BUNDLES)

    def __len__(self) -> int:
        """How many files there are, badges or not."""
        return len(self._entries)

    def part(self, number: int) -> bytes | None:
        """Return the content of one that is a badge, or holds several.

        Raises:
            DocumentError: as `open_documents`; an archive within an archive is refused.
        """
        content = archive.content_of(self._opened, self._entries[number], LIMITS)
        try:
            open_documents(content, within=(archive.CONTAINER,))
        except DocumentError as error:
            if error.code in NO_BADGE:
                return None
            raise
        return content


Bundle = Texts | Files
"""The parts of a file: how many there may be, and each by its number from 0.

`part` returns its bytes, None where it is no badge but something beside them, and raises
`DocumentError` where it cannot be taken out.
"""


def bundle_in(received: bytes) -> Bundle | None:
    """Return what a file of many holds: a list, a platform's export, lines, an archive.

    None for any other file; an archive that a wallet packed is one of them, since what it says of
    its documents is read as a whole.

    Raises:
        DocumentError: INPUT_TOO_LARGE, JSON_INVALID, FORMAT_UNKNOWN, or as `archive.unpack`.
    """
    if wallet_archive.CONTAINER.recognises(received):
        return None
    if archive.CONTAINER.recognises(received):
        return Files(received)
    begin = _next(received, len(_BYTE_ORDER_MARK) if received.startswith(_BYTE_ORDER_MARK) else 0)
    match received[begin : begin + 1]:
        case b"[":
            return Texts(received, _in_list(received, begin))
        case b"{":
            spans = _in_objects(received, begin)
        case _:
            spans = _in_lines(received)
    return None if spans is None else Texts(received, spans)


def _in_list(text: bytes, begin: int) -> Iterator[Span]:
    """Yield where the elements of the one list lie that the text is."""
    if _next(text, _end_of(text, begin)) < len(text):
        raise _damaged("goes on after its end")
    yield from _elements(text, begin)


def _in_objects(text: bytes, begin: int) -> Iterable[Span] | None:
    """Return where the badges lie in objects of a line each, or in the one of an export.

    None for any other text: if it is sound, its reader tells.
    """
    try:
        end = _end_of(text, begin)
        if _next(text, end) < len(text):
            return _in_lines_of_objects(text, begin)
        names = dict(_members(text, begin))
    except DocumentError:
        if len(text) > LIMITS.json_bytes:
            raise
        return None
    lists: JSONObject = {
        name: [] if text.startswith(b"[", span[0]) else None for name, span in names.items()
    }
    forms = exports.forms_of(lists)
    if not forms:
        return None
    ways = dict.fromkeys(way for form in forms for way in form.lists)
    return (
        badge
        for way in ways
        for span in _lists(text, (begin, end), way)
        for badge in _elements(text, span[0])
        if text[badge[0]] in b'{"'
    )


def _in_lines_of_objects(text: bytes, begin: int) -> list[Span] | None:
    """Return where the objects lie, None where something else is among them."""
    spans: list[Span] = []
    while begin < len(text):
        if not text.startswith(b"{", begin) or len(spans) > BUNDLES.documents:
            return None
        end = _end_of(text, begin)
        spans.append((begin, end))
        begin = _next(text, end)
        if begin < len(text) and b"\n" not in text[end:begin]:
            return None
    return spans


def _in_lines(text: bytes) -> list[Span] | None:
    """Return where tokens lie, each in a line; None for one alone, or where anything else is."""
    spans: list[Span] = []
    for found in _LINE.finditer(text):
        line = found[0].strip()
        if not line:
            continue
        if not line.isascii() or len(spans) > BUNDLES.documents:
            return None
        token = line.decode()
        if not looks_compact(token) and not looks_like_sd_jwt(token):
            return None
        begin = text.index(line, found.start())
        spans.append((begin, begin + len(line)))
    return spans if len(spans) > 1 else None


def _lists(text: bytes, span: Span, way: tuple[str, ...]) -> Iterator[Span]:
    """Yield where the lists lie at the end of a way through an export."""
    begin, _ = span
    if not way:
        if text.startswith(b"[", begin):
            yield span
        return
    step, *rest = way
    if step == exports.EACH:
        if text.startswith(b"[", begin):
            for each in _elements(text, begin):
                yield from _lists(text, each, tuple(rest))
    elif text.startswith(b"{", begin):
        for name, value in _members(text, begin):
            if name == step and text.startswith(b"[", value[0]):
                yield from _lists(text, value, tuple(rest))


def _elements(text: bytes, begin: int) -> Iterator[Span]:
    """Yield where the elements of the list lie that begins there."""
    place = _first(text, begin, b"]")
    while place is not None:
        end = _end_of(text, place)
        yield place, end
        place = _after(text, end, b"]")


def _members(text: bytes, begin: int) -> Iterator[tuple[str, Span]]:
    """Yield the names of the members of the object that begins there, and where their values lie.

    Raises:
        DocumentError: among others JSON_DUPLICATE_KEY.
    """
    seen: set[str] = set()
    place = _first(text, begin, b"}")
    while place is not None:
        end = _end_of(text, place)
        try:
            name = json.loads(text[place:end])
        except ValueError as error:
            raise _damaged("has a member without a name") from error
        colon = _next(text, end)
        if not isinstance(name, str) or not text.startswith(b":", colon):
            raise _damaged("has a member without a name")
        if name in seen:
            raise DocumentError("JSON_DUPLICATE_KEY", "A member of the export appears twice.")
        seen.add(name)
        value = _next(text, colon + 1)
        end = _end_of(text, value)
        yield name, (value, end)
        place = _after(text, end, b"}")


def _first(text: bytes, begin: int, closing: bytes) -> int | None:
    """Return where the first part begins, None where there is none."""
    place = _next(text, begin + 1)
    return None if text.startswith(closing, place) else place


def _after(text: bytes, end: int, closing: bytes) -> int | None:
    """Return where the next part begins after the comma, None after the last."""
    place = _next(text, end)
    if text.startswith(closing, place):
        return None
    if not text.startswith(b",", place):
        raise _damaged("lacks a comma or its end")
    return _next(text, place + 1)


def _end_of(text: bytes, begin: int) -> int:
    """Return where the JSON value that begins there ends; only brackets and strings are looked at.

    Raises:
        DocumentError: JSON_INVALID or JSON_TOO_DEEP.
    """
    closing = bytearray()
    for found in _TOKEN.finditer(text, begin):
        mark = text[found.start()]
        if mark in _CLOSING:
            closing.append(_CLOSING[mark])
            if len(closing) > LIMITS.json_depth + _LEVELS_ABOVE:
                raise DocumentError("JSON_TOO_DEEP", "The list is nested deeper than any badge is.")
        elif mark in _BRACKETS:
            if not closing or closing.pop() != mark:
                raise _damaged("closes what it did not open")
        elif not closing and mark in _BETWEEN:
            raise _damaged("leaves something out")
        if not closing:
            return found.end()
    raise _damaged("breaks off")


def _next(text: bytes, place: int) -> int:
    found = _BLANK.match(text, place)
    return found.end() if found else place


def _damaged(how: str) -> DocumentError:
    return DocumentError(
        "JSON_INVALID", f"The text is not JSON: it {how}. Copy or download the whole file again."
    )


def _too_many() -> DocumentError:
    return DocumentError(
        "INPUT_TOO_LARGE",
        f"It holds more than {BUNDLES.documents:,} badges. Import them in parts.",
    )
