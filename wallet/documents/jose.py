"""A compact JWS in, its three parts out; nothing is verified here.

Source: RFC 7515, 2 (base64url), 3.1, 5.2 and 7.1.
"""

import re

from wallet.documents.base64url import from_base64url, to_base64url
from wallet.documents.document import CompactJws, DetachedJws, DocumentError, JSONObject
from wallet.documents.limits import LIMITS, Limits
from wallet.documents.strict_json import parse_object

_PARTS = 3
_BASE64URL = re.compile(r"[A-Za-z0-9_-]+", re.ASCII)
_COMPACT = re.compile(r"[A-Za-z0-9_-]++\.[A-Za-z0-9_-]++\.[A-Za-z0-9_-]++", re.ASCII)
_AGAIN = "Copy or download the whole token again."


def looks_compact(text: str) -> bool:
    """Whether a text has the outer form of a compact JWS; whether it is one, `split` says."""
    return _COMPACT.fullmatch(text) is not None


def split(token: str, *, limits: Limits = LIMITS) -> CompactJws:
    """Return the parts of a compact JWS, decoded strictly, its signature unchecked.

    Base64url comes without padding, white space or stray bits; header and payload are JSON
    objects. `crit` and `b64` are left to whoever verifies.

    Raises:
        DocumentError: INPUT_TOO_LARGE, JWS_INVALID, or what `strict_json.parse` refuses in a text
            that is JSON.
    """
    _check_size(token, limits)
    parts = token.split(".")
    if len(parts) != _PARTS or not all(parts):
        raise DocumentError(
            "JWS_INVALID",
            f"A signed token has three parts that are joined by dots, and none is empty. {_AGAIN}",
        )
    header, payload, signature = parts
    return CompactJws(
        token=token,
        header=_object_in(header, "header", limits),
        payload=_object_in(payload, "payload", limits),
        signing_input=f"{header}.{payload}".encode(),
        signature=decode_base64url(signature, part="signature"),
    )


def split_detached(token: str, payload: bytes, *, limits: Limits = LIMITS) -> DetachedJws:
    """Return the parts of a compact JWS whose payload is elsewhere and goes in as it is.

    Source: RFC 7515, Appendix F; RFC 7797, 5.

    Raises:
        DocumentError: INPUT_TOO_LARGE, JWS_INVALID, or what `strict_json.parse` refuses.
    """
    _check_size(token, limits)
    parts = token.split(".")
    if len(parts) != _PARTS or parts[1]:
        raise DocumentError("JWS_INVALID", f"The signature of a proof has two dots. {_AGAIN}")
    header, _, signature = parts
    return DetachedJws(
        header=_object_in(header, "header", limits),
        signing_input=header.encode() + b"." + payload,
        signature=decode_base64url(signature, part="signature"),
    )


def decode_base64url(text: str, *, part: str) -> bytes:
    """Return the bytes of one part of a token; `part` is its name in the message.

    Raises:
        DocumentError: JWS_INVALID for anything but the one canonical spelling.
    """
    if _BASE64URL.fullmatch(text) is None or len(text) % 4 == 1:
        raise DocumentError("JWS_INVALID", f"The token's {part} is not base64url. {_AGAIN}")
    decoded = from_base64url(text)
    used = len(text) % 4  # characters of a last group that is not full, and may have stray bits
    if used and to_base64url(decoded[1 - used :]) != text[-used:]:
        raise DocumentError(
            "JWS_INVALID", f"The token's {part} ends in stray bits of base64url. {_AGAIN}"
        )
    return decoded


def _object_in(text: str, part: str, limits: Limits) -> JSONObject:
    """Return the JSON object in one part; a part that is none is the token's damage."""
    try:
        return parse_object(decode_base64url(text, part=part), limits=limits)
    except DocumentError as error:
        if error.code != "JSON_INVALID":
            raise
        raise DocumentError(
            "JWS_INVALID", f"The token's {part} is no JSON object. {_AGAIN}"
        ) from error


def _check_size(token: str, limits: Limits) -> None:
    header_end = token.find(".")
    if len(token) > _encoded(limits.json_bytes) or header_end > _encoded(limits.jose_header_bytes):
        raise DocumentError(
            "INPUT_TOO_LARGE",
            "The signed token is larger than we read. "
            "Ask the issuer for a version with smaller embedded images.",
        )


def _encoded(size: int) -> int:
    return size * 4 // 3
