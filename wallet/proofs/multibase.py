"""Multibase texts in, bytes out, and back: base58btc, and base64url without padding.

Source: W3C Controlled Identifiers 1.0, "Multibase" and "Base Encode".
"""

from wallet.documents.base64url import from_base64url, to_base64url

_ALPHABET = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
_VALUES = {character: value for value, character in enumerate(_ALPHABET)}
_PREFIX = "z"
_MOST_CHARACTERS = 512
"""Decoding takes quadratic time; a signature has 88 characters, a P-384 key 69."""
_BASE64URL_PREFIX = "u"
_MOST_BASE64URL_CHARACTERS = 256 * 1024
"""A derived ecdsa-sd-2023 proof of a thousand statements has half as many."""


def decode(text: str) -> bytes:
    """Return the bytes of a base58btc multibase text (`z…`).

    Raises:
        ValueError: another base, a foreign character, nothing, or too long.
    """
    if not text.startswith(_PREFIX) or not 1 < len(text) <= _MOST_CHARACTERS:
        raise ValueError("This is not a base58btc multibase text of a usual length.")
    digits = text[1:]
    number = 0
    try:
        for digit in digits:
            number = number * 58 + _VALUES[digit]
    except KeyError as error:
        raise ValueError(f"{error.args[0]!r} is no base58 character.") from error
    zeros = len(digits) - len(digits.lstrip("1"))
    return bytes(zeros) + number.to_bytes((number.bit_length() + 7) // 8, "big")


def encode(octets: bytes) -> str:
    """Return the base58btc multibase text of some bytes."""
    number = int.from_bytes(octets, "big")
    digits = ""
    while number:
        number, value = divmod(number, 58)
        digits = _ALPHABET[value] + digits
    zeros = len(octets) - len(octets.lstrip(b"\0"))
    return _PREFIX + "1" * zeros + digits


def decode_base64url(text: str) -> bytes:
    """Return the bytes of a base64url multibase text (`u…`).

    Raises:
        ValueError: another base, a foreign character, padding, stray bits, nothing, or too long.
    """
    if not text.startswith(_BASE64URL_PREFIX) or not 1 < len(text) <= _MOST_BASE64URL_CHARACTERS:
        raise ValueError("This is not a base64url multibase text of a usual length.")
    try:
        octets = from_base64url(text[1:])
    except ValueError as error:
        raise ValueError("This is not base64url.") from error
    if encode_base64url(octets) != text:
        raise ValueError("This is not base64url in its one form.")
    return octets


def encode_base64url(octets: bytes) -> str:
    """Return the base64url multibase text of some bytes."""
    return _BASE64URL_PREFIX + to_base64url(octets)
