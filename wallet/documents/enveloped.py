"""An enveloped credential or presentation in, the token that it wraps out.

The envelope is JSON whose id is the token in a `data:` URL; it is signed by nobody, so whatever
else it says is passed over.

Sources: VC Data Model 2.0, "Enveloped Verifiable Credentials" and "Enveloped Verifiable
Presentations"; VC Data Model 1.1, 6.3.1; RFC 2397.
"""

from collections.abc import Iterator

from wallet.documents.container import Container, Keeping, Unpacked
from wallet.documents.document import Carrier, DocumentError, JSONObject
from wallet.documents.jose import looks_compact
from wallet.documents.limits import LIMITS, Limits
from wallet.documents.sd_jwt import looks_like_sd_jwt
from wallet.documents.strict_json import parse_object

ENVELOPED = "EnvelopedVerifiableCredential"
_TYPES = frozenset({ENVELOPED, "EnvelopedVerifiablePresentation"})
_BEGINNING = b"Enveloped"
_BLANK = b" \t\r\n\xef\xbb\xbf"
_DATA, _BASE64 = "data:", ";base64"


def token_of(value: object) -> str | None:
    """Return the compact token that stands alone, or in the `data:` address of an envelope."""
    token = value
    if isinstance(value, dict):
        if not is_enveloped(value):
            return None
        token = _wrapped(value)
    if isinstance(token, str) and (looks_compact(token) or looks_like_sd_jwt(token)):
        return token
    return None


def is_enveloped(value: object) -> bool:
    """Whether a value is a credential's envelope, whatever is in it."""
    return isinstance(value, dict) and ENVELOPED in types_of(value)


def types_of(content: JSONObject) -> Iterator[str]:
    """Yield the types of a node that are texts."""
    said = content.get("type")
    return (each for each in (said if isinstance(said, list) else [said]) if isinstance(each, str))


def unpack(envelope: bytes, limits: Limits = LIMITS) -> Unpacked:
    """Return the token in an envelope.

    Raises:
        DocumentError: FORMAT_UNKNOWN, or what is wrong with the JSON.
    """
    token = _wrapped(parse_object(envelope, limits=limits))
    if looks_compact(token) or looks_like_sd_jwt(token):
        return Unpacked((token.encode(),))
    raise DocumentError(
        "FORMAT_UNKNOWN",
        "There is no signed token in this envelope. Bring the credential itself.",
    )


def _wrapped(envelope: JSONObject) -> str:
    scheme, _, token = str(envelope.get("id")).partition(",")
    return token if scheme.startswith(_DATA) and not scheme.endswith(_BASE64) else ""


def _recognises(content: bytes) -> bool:
    if not content.lstrip(_BLANK).startswith(b"{") or _BEGINNING not in content:
        return False
    try:
        named = set(types_of(parse_object(content)))
    except DocumentError:
        return False
    return bool(named & _TYPES)


CONTAINER = Container(
    carrier=Carrier.ENVELOPE,
    media_type="application/vc",
    keeping=Keeping.CONTENTS,
    recognises=_recognises,
    unpack=unpack,
)
