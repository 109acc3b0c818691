"""A verifiable presentation in, the credentials in it out, each as its issuer secured it.

Who presents them proves nothing about them: each credential is judged by itself, and by whom it
names. The presentation goes along, for whoever asks who presented it.

Sources: VC Data Model 1.1, 4.10; VC Data Model 2.0, "Verifiable Presentations" and "Enveloped
Verifiable Credentials"; VC Data Model 1.1, 6.3.1 (`vp`).
"""

from typing import Any

from wallet.documents.base64url import from_base64url
from wallet.documents.container import Container, Keeping, Unpacked
from wallet.documents.document import Carrier, CompactJws, DocumentError, Presentation
from wallet.documents.enveloped import is_enveloped, token_of, types_of
from wallet.documents.jose import split
from wallet.documents.limits import LIMITS, Limits
from wallet.documents.source_texts import element_texts, member_texts
from wallet.documents.strict_json import decode, parse_object

_PRESENTATION = "VerifiablePresentation"
_CREDENTIAL = "VerifiableCredential"
_CREDENTIALS = "verifiableCredential"
_CLAIM = "vp"
_PASTED = " \t\r\n\ufeff\"'"


def unpack(presentation: bytes, limits: Limits = LIMITS) -> Unpacked:
    """Return the credentials of a presentation: the text of an object as it stands, or a token.

    Raises:
        DocumentError: FORMAT_UNKNOWN, or what is wrong with the JSON or the token.
    """
    said, text = _read(presentation, limits)
    held = said.content.get(_CREDENTIALS)
    source = dict(member_texts(text)).get(_CREDENTIALS, "")
    values, texts = (held, element_texts(source)) if isinstance(held, list) else ([held], [source])
    contents = tuple(
        _credential(value, each, number)
        for number, (value, each) in enumerate(zip(values, texts, strict=True), start=1)
        if value is not None
    )
    if not contents:
        raise DocumentError(
            "FORMAT_UNKNOWN",
            "There is no credential in this presentation. Bring the credential itself.",
        )
    return Unpacked(contents, presentation=said)


def read(presentation: bytes, limits: Limits = LIMITS) -> Presentation:
    """Return a presentation without looking at the credentials in it.

    Raises:
        DocumentError: what is wrong with the JSON or the token.
    """
    said, _ = _read(presentation, limits)
    return said


def _read(presentation: bytes, limits: Limits) -> tuple[Presentation, str]:
    text, jws = _text_of(presentation, limits)
    return Presentation(parse_object(text, limits=limits), presentation, jws), text


def _text_of(presentation: bytes, limits: Limits) -> tuple[str, CompactJws | None]:
    """Return the presentation's JSON text, out of its token where it is one."""
    text = decode(presentation, limits=limits).strip(_PASTED)
    if text.startswith("{"):
        return text, None
    jws = split(text, limits=limits)
    payload = decode(from_base64url(jws.token.split(".")[1]), limits=limits)
    if isinstance(jws.payload.get(_CLAIM), dict):
        return dict(member_texts(payload))[_CLAIM], jws
    return payload, jws


def _credential(value: Any, source: str, number: int) -> bytes:
    if isinstance(value, dict) and not is_enveloped(value):
        return source.encode()
    token = token_of(value)
    if token is not None:
        return token.encode()
    raise DocumentError(
        "FORMAT_UNKNOWN",
        f"Credential {number} of the presentation is in no form that we know. "
        "Bring the others by themselves.",
    )


def _recognises(content: bytes) -> bool:
    beginning = content.lstrip(_PASTED.encode())
    if not beginning.startswith((b"{", b"eyJ")) or _PRESENTATION.encode() not in _said(beginning):
        return False
    try:
        text, _ = _text_of(content, LIMITS)
        named = set(types_of(parse_object(text)))
    except DocumentError:
        return False
    return _PRESENTATION in named and _CREDENTIAL not in named


def _said(beginning: bytes) -> bytes:
    """Return the text of a JSON object or of a token's payload, unchecked."""
    if beginning.startswith(b"{"):
        return beginning
    try:
        return from_base64url(beginning.partition(b".")[2].partition(b".")[0].decode())
    except ValueError:
        return b""


CONTAINER = Container(
    carrier=Carrier.PRESENTATION,
    media_type="application/vp",
    keeping=Keeping.CONTENTS,
    recognises=_recognises,
    unpack=unpack,
)
