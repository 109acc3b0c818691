"""An enveloped credential or presentation in, the token that it wraps out.

The envelope is JSON whose id is the token in a `data:` URL; it is signed by nobody, so whatever
else it says is passed over.

Source: VC Data Model 2.0, "Enveloped Verifiable Credentials" and "Enveloped Verifiable
Presentations".
"""

from wallet.documents.container import Container, Unpacked
from wallet.documents.document import Carrier, DocumentError
from wallet.documents.jose import looks_compact
from wallet.documents.limits import LIMITS, Limits
from wallet.documents.presentation import ENVELOPED, enveloped_token, types_of
from wallet.documents.sd_jwt import looks_like_sd_jwt
from wallet.documents.strict_json import parse_object

_TYPES = frozenset({ENVELOPED, "EnvelopedVerifiablePresentation"})
_BEGINNING = "Enveloped"
_BLANK = b" \t\r\n\xef\xbb\xbf"


def unpack(envelope: bytes, limits: Limits = LIMITS) -> Unpacked:
    """Return the token in an envelope.

    Raises:
        DocumentError: FORMAT_UNKNOWN, or what is wrong with the JSON.
    """
    token = enveloped_token(parse_object(envelope, limits=limits))
    if looks_compact(token) or looks_like_sd_jwt(token):
        return Unpacked((token.encode(),))
    raise DocumentError(
        "FORMAT_UNKNOWN",
        "There is no signed token in this envelope. Bring the credential itself.",
    )


def _recognises(content: bytes) -> bool:
    if not content.lstrip(_BLANK).startswith(b"{") or _BEGINNING.encode() not in content:
        return False
    try:
        named = set(types_of(parse_object(content)))
    except DocumentError:
        return False
    return bool(named & _TYPES)


CONTAINER = Container(
    carrier=Carrier.ENVELOPE,
    media_type="application/vc",
    is_original=False,
    recognises=_recognises,
    unpack=unpack,
)
