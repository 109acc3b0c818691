"""Values in, JSON text for a column out, and back.

Both databases must take every document that a stranger may bring: PostgreSQL refuses U+0000 in
text, no encoder takes a lone surrogate, and orjson stops at 64-bit integers.
"""

import json
from typing import Any

import orjson

REPLACEMENT = "\N{REPLACEMENT CHARACTER}"


def storable(text: str) -> str:
    """Replace what no database column takes: U+0000 and lone surrogates."""
    if "\x00" in text:
        text = text.replace("\x00", REPLACEMENT)
    if text.isascii():
        return text
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def encode(value: Any) -> str:
    """Write the value as JSON text that every column takes.

    Raises:
        TypeError: a value that JSON does not know.
    """
    try:
        text = orjson.dumps(value).decode()
    except TypeError:
        text = json.dumps(_storable_members(value), ensure_ascii=False, allow_nan=False)
    if "\\u0000" in text:
        text = json.dumps(_storable_members(orjson.loads(text)), ensure_ascii=False)
    return text


def decode(text: str | bytes) -> Any:
    """Read what `encode` wrote."""
    return orjson.loads(text)


def _storable_members(value: Any) -> Any:
    if isinstance(value, str):
        return storable(value)
    if isinstance(value, dict):
        return {storable(key): _storable_members(member) for key, member in value.items()}
    if isinstance(value, list | tuple):
        return [_storable_members(member) for member in value]
    return value
