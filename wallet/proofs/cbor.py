"""CBOR octets in, what proof values are made of out, and back: numbers, octets, texts, lists, maps.

Source: RFC 8949, 3.1 "Major Types" 0 and 2 to 5, 4.2.1 "Core Deterministic Encoding
Requirements". Anything else is refused, so that a value can be written in one way only and
nothing is made of it but what it says.
"""

from typing import assert_never

_UNSIGNED, _OCTETS, _TEXT, _LIST, _MAP = 0, 2, 3, 4, 5
_LARGEST_IN_FIRST_OCTET = 23
_WIDTHS = {24: 1, 25: 2, 26: 4}
_MOST_LEVELS = 4

Value = int | bytes | str | list["Value"] | dict["Value", "Value"]


class CborError(ValueError):
    """These octets are nothing that a proof value is made of."""


def read_cbor(octets: bytes) -> Value:
    """Return the one value that some octets are.

    Raises:
        CborError: cut short, followed by more, of another type, not in its shortest form, with a
            key twice, or nested deeper than any proof value.
    """
    value, end = _read(octets, 0, _MOST_LEVELS)
    if end != len(octets):
        raise CborError("Something follows the value.")
    return value


def _read(octets: bytes, start: int, levels: int) -> tuple[Value, int]:
    if not levels:
        raise CborError("It is nested too deeply.")
    kind, number, at = _head(octets, start)
    if kind == _UNSIGNED:
        return number, at
    if number > len(octets) - at:  # each item takes an octet at least
        raise CborError("It is cut short.")
    if kind == _OCTETS:
        return octets[at : at + number], at + number
    if kind == _TEXT:
        return _text(octets[at : at + number]), at + number
    items: list[Value] = []
    for _ in range(number * (2 if kind == _MAP else 1)):
        item, at = _read(octets, at, levels - 1)
        items.append(item)
    if kind == _LIST:
        return items, at
    return _mapping(items), at


def _head(octets: bytes, start: int) -> tuple[int, int, int]:
    """Return the major type, the number that goes with it, and where the rest begins."""
    if start >= len(octets):
        raise CborError("It is cut short.")
    kind, short = octets[start] >> 5, octets[start] & 0x1F
    if kind not in {_UNSIGNED, _OCTETS, _TEXT, _LIST, _MAP}:
        raise CborError("It holds what no proof value does.")
    if short <= _LARGEST_IN_FIRST_OCTET:
        return kind, short, start + 1
    width = _WIDTHS.get(short, 0)
    written = octets[start + 1 : start + 1 + width]
    if not width or len(written) != width:
        raise CborError("A length is cut short or of no known form.")
    number = int.from_bytes(written, "big")
    least = _LARGEST_IN_FIRST_OCTET + 1 if width == 1 else 1 << (4 * width)
    if number < least:
        raise CborError("A number is longer than it need be.")
    return kind, number, start + 1 + width


def _text(octets: bytes) -> str:
    try:
        return octets.decode()
    except UnicodeDecodeError as error:
        raise CborError("A text is none.") from error


def _mapping(items: list[Value]) -> dict[Value, Value]:
    keys, values = items[::2], items[1::2]
    if any(isinstance(key, list | dict) for key in keys) or len(set(keys)) != len(keys):
        raise CborError("A key stands twice, or is none.")
    return dict(zip(keys, values, strict=True))


def write_cbor(value: Value) -> bytes:
    """Return the octets of a value, each number in its shortest form, a map in its own order."""
    match value:
        case int():
            return _written_head(_UNSIGNED, value)
        case bytes():
            return _written_head(_OCTETS, len(value)) + value
        case str():
            octets = value.encode()
            return _written_head(_TEXT, len(octets)) + octets
        case list():
            return _written_head(_LIST, len(value)) + b"".join(map(write_cbor, value))
        case dict():
            pairs = (write_cbor(key) + write_cbor(each) for key, each in value.items())
            return _written_head(_MAP, len(value)) + b"".join(pairs)
        case _:
            assert_never(value)


def _written_head(kind: int, number: int) -> bytes:
    if number <= _LARGEST_IN_FIRST_OCTET:
        return bytes([kind << 5 | number])
    for short, width in _WIDTHS.items():
        if number < 1 << (8 * width):
            return bytes([kind << 5 | short]) + number.to_bytes(width, "big")
    raise CborError("A number is larger than any proof value holds.")
