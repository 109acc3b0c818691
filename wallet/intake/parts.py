"""A record that was read in, the credentials within out, each in its issuer's own bytes."""

from anyio.to_thread import run_sync

from wallet.credentials.credential import Credential, Embedded
from wallet.documents.base64url import from_base64url
from wallet.documents.document import Document, DocumentError
from wallet.documents.enveloped import is_enveloped, token_of
from wallet.documents.limits import LIMITS
from wallet.documents.opening import CONTAINERS
from wallet.documents.source_texts import SourceTexts
from wallet.documents.strict_json import decode, parse
from wallet.verification.nested import json_text

_CLAIM = "vc"


async def parts_of(document: Document, credential: Credential) -> tuple[bytes, ...]:
    """Return the bytes of each credential within, in order: a token, or the text as it stands.

    What is neither object nor token is none, and the check of the record tells so. It is done
    beside the event loop: a record of a whole life is large.
    """
    if not credential.parts:
        return ()
    return await run_sync(_cut_out, document, credential)


def _cut_out(document: Document, credential: Credential) -> tuple[bytes, ...]:
    source, root = _source_of(document)
    found = (_bytes_of(part, source, root) for part in credential.parts)
    return tuple(text for text in found if text is not None)


def _bytes_of(part: Embedded, source: SourceTexts | None, root: str) -> bytes | None:
    token = token_of(part.value)
    if token is not None:
        return token.encode()
    if not isinstance(part.value, dict) or is_enveloped(part.value):
        return None
    if source is None:
        return json_text(part.value)
    return source.at(f"{root}{part.pointer}").encode()


def _source_of(document: Document) -> tuple[SourceTexts | None, str]:
    """Return the JSON text that a document was read from, and where its credential is in there.

    None where the text is not at hand any more, such as of a document behind an address.
    """
    if document.jws is not None:
        payload = decode(from_base64url(document.jws.token.split(".")[1]))
        wrapped = isinstance(document.jws.payload.get(_CLAIM), dict)
        return SourceTexts(payload), f"/{_CLAIM}" if wrapped else ""
    for text in _texts_in(document.original):
        try:
            if parse(text) == document.content:
                return SourceTexts(decode(text)), ""
        except DocumentError:
            continue
    return None, ""


def _texts_in(original: bytes) -> tuple[bytes, ...]:
    """Return the original itself, or what was baked into it."""
    for container in CONTAINERS.values():
        if container.recognises(original):
            return container.unpack(original, LIMITS).contents
    return (original,)
