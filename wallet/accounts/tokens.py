"""Opaque tokens: random text, prefixed by kind, with a checksum; only their digests are kept.

A scanner finds one by `wallet_[a-z]{2}_[0-9A-Za-z]{49,71}` and can tell it from chance by its
last six characters, without asking us. Source: OWASP ASVS 5.0, 7.2.3 and 11.5.1.
"""

from enum import StrEnum
from hashlib import sha256
from secrets import randbits
from string import ascii_letters, digits
from zlib import crc32

_ALPHABET = digits + ascii_letters
_SECRET_BITS = 256
_SECRET_LENGTH = 43
_FAMILY_BITS = 128
_FAMILY_LENGTH = 22
_CHECKSUM_LENGTH = 6


class TokenKind(StrEnum):
    """What a token is for, told by how it begins. Append-only."""

    ACCESS = "wallet_at_"
    REFRESH = "wallet_rt_"
    SIGN_IN_REQUEST = "wallet_rq_"
    CLIENT_SECRET = "wallet_cs_"  # noqa: S105  # how it begins
    AUTHORIZATION_CODE = "wallet_ac_"
    APPLICATION_ACCESS = "wallet_aa_"
    APPLICATION_REFRESH = "wallet_ar_"

    @property
    def length(self) -> int:
        """Characters of a whole token of this kind."""
        family = _FAMILY_LENGTH if self.is_of_a_family else 0
        return len(self) + family + _SECRET_LENGTH + _CHECKSUM_LENGTH

    @property
    def is_of_a_family(self) -> bool:
        """Whether its tokens are each the heir of another."""
        return self in {TokenKind.REFRESH, TokenKind.APPLICATION_REFRESH}


def new_token(kind: TokenKind, family: str = "") -> str:
    """Make a token of 256 random bits; a refresh token begins with the part of its family."""
    body = kind + family + _random_text(_SECRET_BITS, _SECRET_LENGTH)
    return body + _checksum(body)


def new_family() -> str:
    """Make the part that the refresh tokens of one session share: 128 random bits."""
    return _random_text(_FAMILY_BITS, _FAMILY_LENGTH)


def family_of(token: str) -> str:
    """Return the part of a well-formed refresh token that names its family."""
    start = len(TokenKind.REFRESH)
    return token[start : start + _FAMILY_LENGTH]


def is_well_formed(token: str, kind: TokenKind) -> bool:
    """Tell whether the text can be a token of this kind, without asking the store."""
    if len(token) != kind.length or not token.startswith(kind) or not token.isascii():
        return False
    return token[-_CHECKSUM_LENGTH:] == _checksum(token[:-_CHECKSUM_LENGTH])


def digest(secret: str) -> str:
    """Return what the store keeps in place of the secret: lower-case hex of its SHA-256."""
    return sha256(secret.encode()).hexdigest()


def _checksum(body: str) -> str:
    return _in_base62(crc32(body.encode()), _CHECKSUM_LENGTH)


def _random_text(bits: int, length: int) -> str:
    return _in_base62(randbits(bits), length)


def _in_base62(number: int, length: int) -> str:
    text = ""
    for _ in range(length):
        number, index = divmod(number, len(_ALPHABET))
        text = _ALPHABET[index] + text
    return text
