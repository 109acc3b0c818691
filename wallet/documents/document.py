"""What some bytes turned out to be."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from wallet.documents.holding import Holding

JSONObject = Mapping[str, Any]
"""A JSON object of foreign origin: the one place from which `Any` spreads, and not far."""


class Carrier(StrEnum):
    """What a document travelled in; the outermost comes first in `Document.carriers`."""

    ENTRY = "ENTRY"
    ENVELOPE = "ENVELOPE"
    EXPORT = "EXPORT"
    JSON = "JSON"
    JWS = "JWS"
    PDF = "PDF"
    PNG = "PNG"
    PRESENTATION = "PRESENTATION"
    SD_JWT = "SD_JWT"
    SVG = "SVG"
    URL = "URL"
    WALLET = "WALLET"
    WARC = "WARC"
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
class DetachedJws:
    """A JWS that leaves its payload to whoever verifies, its signature unchecked.

    Source: RFC 7515, Appendix F.
    """

    header: JSONObject
    signing_input: bytes
    signature: bytes


@dataclass(frozen=True, slots=True)
class Disclosed:
    """The claims that the holder of an SD-JWT shows.

    `fault` is the code of what does not fit what was signed; then `claims` are the signed ones
    alone. `at_the_top` are the names of the claims that came from disclosures, `places` the JSON
    Pointers of what each disclosure shows, in their order.
    """

    claims: JSONObject
    fault: str | None = None
    at_the_top: frozenset[str] = frozenset()
    places: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SdJwt:
    """An SD-JWT in compact serialisation, split and strictly decoded, no signature checked.

    `bound` is what a key binding covers: all but the key binding itself.
    """

    text: str
    jws: CompactJws
    disclosures: tuple[str, ...]
    bound: bytes
    key_binding: CompactJws | None
    disclosed: Disclosed


@dataclass(frozen=True, slots=True)
class Presentation:
    """What somebody put credentials into to show them: its JSON object, and its token if one.

    `original` are its bytes as they came, from which `presentation.read` reads it again.
    """

    content: JSONObject
    original: bytes
    jws: CompactJws | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """One document and the bytes it came in.

    `original` is kept as received and never rewritten; `sha256` (lower-case hex) names it.
    `content` is the JSON object that is said: the JSON itself, the payload of the JWS, or the
    claims that an SD-JWT shows (`jws` is then what its issuer signed). It is None where the
    carrier holds just an address, which is then in `url`. `holding` is what a learner kept beside
    it in the wallet that packed it, `presentation` what it was brought in, where that was one.
    """

    original: bytes
    sha256: str
    media_type: str
    carriers: tuple[Carrier, ...]
    content: JSONObject | None
    jws: CompactJws | None = None
    sd_jwt: SdJwt | None = None
    url: str | None = None
    remarks: tuple[Remark, ...] = ()
    holding: Holding | None = None
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
