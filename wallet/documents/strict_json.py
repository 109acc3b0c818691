"""JSON text in, values out that every reader of it understands alike.

What Python's own parser lets through (duplicate keys, NaN, 1e999, lone surrogates, depth until
the stack gives out) is refused: two readers that disagree about a text cannot both be right
about its signature.

Source: RFC 8259; RFC 7493 (I-JSON), 2.
"""

import json
import re
from collections.abc import Iterator
from functools import lru_cache
from math import isfinite
from typing import Any, NoReturn

from wallet.documents.document import DocumentError, JSONObject
from wallet.documents.limits import LIMITS, Limits

# The closing quote is optional so that an unfinished string is eaten once, not once per quote.
_STRING_OR_BRACKET = re.compile(r'"(?:[^"\\]++|\\.)*+"?|[\[\]{}]', re.DOTALL)
_SUSPECT_ESCAPE = re.compile(r"\\u(?:0000|[dD][89a-fA-F])")
_NO_CHARACTER = re.compile("[\x00\ud800-\udfff]")
_BYTE_ORDER_MARK = "\ufeff"
_SHOWN_CHARACTERS = 60


def parse(source: bytes | str, *, limits: Limits = LIMITS) -> Any:
    """Return the value of one JSON text: objects as dicts, integers as int, the rest as float.

    A byte order mark is tolerated.

    Raises:
        DocumentError: INPUT_TOO_LARGE, UNICODE_INVALID, JSON_TOO_DEEP, JSON_INVALID,
            JSON_DUPLICATE_KEY or JSON_NON_FINITE.
    """
    text = decode(source, limits=limits)
    if text.count("{") + text.count("[") > min(limits.json_depth, limits.json_containers):
        _scan(text, limits)
    value = _load(text, limits)
    if "\\u" in text and _SUSPECT_ESCAPE.search(text):
        _check_characters(value)
    return value


def parse_object(source: bytes | str, *, limits: Limits = LIMITS) -> JSONObject:
    """Return the JSON object that a text holds.

    Raises:
        DocumentError: as `parse`, and JSON_INVALID where the text holds anything else.
    """
    value = parse(source, limits=limits)
    if not isinstance(value, dict):
        raise DocumentError(
            "JSON_INVALID",
            "A JSON object is expected here, a text that begins with '{' and ends with '}'.",
        )
    return value


def decode(source: bytes | str, *, limits: Limits = LIMITS) -> str:
    """Return the characters of a JSON text, without a byte order mark.

    Raises:
        DocumentError: INPUT_TOO_LARGE or UNICODE_INVALID.
    """
    if len(source) > limits.json_bytes:
        raise DocumentError(
            "INPUT_TOO_LARGE",
            f"The JSON text is larger than the {limits.json_bytes} bytes that we read. "
            "Ask the issuer for a version with smaller embedded images.",
        )
    try:
        if isinstance(source, bytes):
            text = source.decode()
        else:
            text = source
            text.encode()  # halves of surrogate pairs, which bytes in UTF-8 cannot hold
    except UnicodeError as error:
        raise DocumentError(
            "UNICODE_INVALID",
            "The text is not valid UTF-8. Save or download it again as UTF-8, unchanged.",
        ) from error
    return text.removeprefix(_BYTE_ORDER_MARK)


def _scan(text: str, limits: Limits) -> None:
    """Refuse depth and number of containers before a parser sees them."""
    depth = containers = 0
    for found in _STRING_OR_BRACKET.finditer(text):
        mark = text[found.start()]
        if mark in "[{":
            depth += 1
            containers += 1
        elif mark in "]}":
            depth -= 1
        if depth > limits.json_depth:
            raise DocumentError(
                "JSON_TOO_DEEP",
                f"The JSON is nested deeper than {limits.json_depth} levels, which no credential "
                "needs. Import the credential by itself.",
            )
        if containers > limits.json_containers:
            raise DocumentError(
                "INPUT_TOO_LARGE",
                f"The JSON holds more than {limits.json_containers} objects and lists. "
                "Import its credentials one at a time.",
            )


def _load(text: str, limits: Limits) -> Any:
    try:
        return _decoder(limits.json_digits).decode(text)
    except json.JSONDecodeError as error:
        raise DocumentError(
            "JSON_INVALID",
            f"The text is not JSON: {error.msg} at line {error.lineno}, column {error.colno}. "
            "Copy or download the whole document again.",
        ) from error


@lru_cache(maxsize=4)
def _decoder(most_digits: int) -> json.JSONDecoder:
    def integer(digits: str) -> int:
        if len(digits) > most_digits:
            _refuse_number(digits)
        return int(digits)

    return json.JSONDecoder(
        object_pairs_hook=_unique,
        parse_float=_finite,
        parse_int=integer,
        parse_constant=_refuse_number,
    )


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) == len(pairs):
        return members
    seen: set[str] = set()
    for key, _ in pairs:
        if key in seen:
            break
        seen.add(key)
    raise DocumentError(
        "JSON_DUPLICATE_KEY",
        f"The member {_shown(key)} appears twice in one object, so it could be read in two ways. "
        "Ask the issuer for a corrected document.",
    )


def _finite(digits: str) -> float:
    number = float(digits)
    if not isfinite(number):
        _refuse_number(digits)
    return number


def _refuse_number(digits: str) -> NoReturn:
    raise DocumentError(
        "JSON_NON_FINITE",
        f"The number {_shown(digits)} is none that JSON readers can hold. "
        "Ask the issuer for a corrected document.",
    )


def _check_characters(value: Any) -> None:
    """Refuse characters that escapes can smuggle in: lone surrogates, and the null character.

    The null character is legal JSON, but no credential needs it and databases and XML cannot
    keep it.
    """
    for text in _strings(value):
        if _NO_CHARACTER.search(text):
            raise DocumentError(
                "UNICODE_INVALID",
                "The document holds an escape such as \\ud800 or \\u0000 that stands for no "
                "character. Ask the issuer for a corrected document.",
            )


def _strings(value: Any) -> Iterator[str]:
    waiting = [value]
    while waiting:
        item = waiting.pop()
        if isinstance(item, str):
            yield item
        elif isinstance(item, dict):
            yield from item
            waiting.extend(item.values())
        elif isinstance(item, list):
            waiting.extend(item)


def _shown(text: str) -> str:
    """Return a foreign text short and escaped enough for a message."""
    return ascii(text if len(text) <= _SHOWN_CHARACTERS else text[:_SHOWN_CHARACTERS] + "…")
