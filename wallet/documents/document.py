"""What some bytes turned out to be."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

JSONObject = Mapping[str, Any]
"""A JSON object of foreign origin: the one place from which `Any` spreads, and not far."""


class Carrier(StrEnum):
    """What a document travelled in; the outermost comes first in `Document.carriers`."""

    JSON = "JSON"
    JWS = "JWS"
    PNG = "PNG"
    PRESENTATION = "PRESENTATION"
    SVG = "SVG"
    URL = "URL"
    ZIP = "ZIP"


@dataclass(frozen=True, slots=True)
class Remark:
    """Something about a carrier that is worth a warning but no refusal.

    `code` is a name in `wallet.verification.codes`; `detail` completes its sentence.
    """

    code: str
    detail: str


@dataclass(frozen=True, slots=True)
class CompactJws:
    """A JWS in compact serialisation, split and strictly decoded, its signature unchecked.

    Source: RFC 7515, 3.1 and 7.1.
    """

    token: str
    header: JSONObject
    payload: JSONObject
    signing_input: bytes
    signature: bytes


@dataclass(frozen=True, slots=True)
class Presentation:
    """What somebody put credentials into to show them: its JSON object, and its token if one."""

    content: JSONObject
    jws: CompactJws | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """One document and the bytes it came in.

    `original` is kept as received and never rewritten; `sha256` (lower-case hex) names it.
    `content` is the JSON object that is said: the JSON itself or the payload of the JWS. It is
    None where the carrier holds just an address, which is then in `url`. `presentation` is what
    it was brought in, where that was one.
    """

    original: bytes
    sha256: str
    media_type: str
    carriers: tuple[Carrier, ...]
    content: JSONObject | None
    jws: CompactJws | None = None
    url: str | None = None
    remarks: tuple[Remark, ...] = ()
    presentation: Presentation | None = None


class DocumentError(Exception):
    """Bytes that are refused: with a stable code, and a message that says what to do.

    `code` is a name in `wallet.verification.codes`, which knows the check it belongs to.
    """

    def __init__(self, code: str, message: str) -> None:
        """Refuse with the `code`; `message` is for the person who brought the bytes."""
        super().__init__(message)
        self.code = code
        self.message = message
