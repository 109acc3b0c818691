"""Octets in, base64url without padding out, and back.

Source: RFC 4648, "Base 64 Encoding with URL and Filename Safe Alphabet"; RFC 7515, 2.
"""

from base64 import urlsafe_b64decode
from binascii import b2a_base64

_SAFE = bytes.maketrans(b"+/", b"-_")


def to_base64url(octets: bytes) -> str:
    """Write octets."""
    return b2a_base64(octets, newline=False).translate(_SAFE, b"=").decode()


def from_base64url(text: str) -> bytes:
    """Read octets, leniently: what the alphabet does not hold is passed over.

    Raises:
        ValueError: no such text can be written, or it is not ASCII.
    """
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))
