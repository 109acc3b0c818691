"""Bytes in, documents out: what they are is decided by what is in them, never by a name."""

import re
from dataclasses import dataclass, replace
from hashlib import sha256
from itertools import zip_longest
from time import monotonic
from types import MappingProxyType
from typing import Any

from wallet.documents import (
    archive,
    entries,
    enveloped,
    exports,
    pdf,
    png,
    presentation,
    svg,
    wallet_archive,
    web_archive,
)
from wallet.documents.container import Container, Keeping, Unpacked
from wallet.documents.document import Carrier, CompactJws, Document, DocumentError, JSONObject
from wallet.documents.jose import looks_compact, split
from wallet.documents.limits import LIMITS, Limits
from wallet.documents.sd_jwt import looks_like_sd_jwt, split_sd_jwt
from wallet.documents.source_texts import element_texts
from wallet.documents.strict_json import decode, parse
from wallet.registry import registry

CONTAINERS = registry(
    wallet_archive.CONTAINER,
    archive.CONTAINER,
    png.CONTAINER,
    svg.CONTAINER,
    pdf.CONTAINER,
    presentation.CONTAINER,
    enveloped.CONTAINER,
    exports.CONTAINER,
    entries.CONTAINER,
    web_archive.CONTAINER,
    names=lambda container: [container.carrier],
)

_BLANK = " \t\r\n\ufeff"
_BLANK_BYTES = b" \t\r\n\xef\xbb\xbf"
_OBJECT_IN_BASE64 = "eyJ"
_QUOTES = "\"'`“”<>"
_URL = re.compile(r"https?://[^\s\"<>\\^`{|}]+", re.IGNORECASE)
_URL_CHARACTERS = 4096
NO_BADGE = frozenset({"FORMAT_UNKNOWN", "IMAGE_NO_CREDENTIAL"})
_OTHERS = MappingProxyType(
    {
        b"\xff\xd8\xff": "a JPEG picture, which cannot hold a badge. Download it as PNG or SVG",
        b"GIF8": "a GIF picture, which cannot hold a badge. Download it as PNG or SVG",
        b"RIFF": "a WebP picture, which cannot hold a badge. Download it as PNG or SVG",
        b"<": "a web page. Paste its address, or the badge's own link or file",
    }
)


def open_documents(
    received: bytes, *, limits: Limits = LIMITS, within: tuple[Container, ...] = ()
) -> tuple[Document, ...]:
    """Return the documents in some bytes, at least one.

    A JSON object, a compact JWS, an SD-JWT, an address, a baked PNG or SVG are one document each,
    whose original is the bytes as received; so is a PDF file that holds one badge. A ZIP file, and
    a PDF file with several, is the documents of its files, each with the file as its original;
    files that are no badge are left out, for people pack a letter or a picture beside their
    badges, but a badge that is damaged is refused. A verifiable presentation is a document per
    credential, a JSON list or a platform's export one per element: the original is the
    credential's or element's own text, cut out byte for byte. White space and quotes around a
    token or an address, as pasting leaves them, are tolerated. `within` are the containers that
    it was taken out of.

    Raises:
        DocumentError: INPUT_TOO_LARGE, FORMAT_UNKNOWN, or what is wrong with the format found.
    """
    if len(received) > limits.document_bytes:
        raise DocumentError(
            "INPUT_TOO_LARGE",
            f"The file is larger than the {limits.document_bytes} bytes that we read. "
            "Import its badges one at a time.",
        )
    return _open(received, _Opening(limits, monotonic() + limits.opening_seconds, within))


@dataclass(frozen=True, slots=True)
class _Opening:
    """What bounds the opening of some bytes, and the containers that they lie in.

    None lies in another of its own kind, which also bounds how deep they are nested.
    """

    limits: Limits
    until: float
    within: tuple[Container, ...] = ()


def _open(received: bytes, opening: _Opening) -> tuple[Document, ...]:
    for container in CONTAINERS.values():
        if container.recognises(received):
            if container in opening.within:
                raise DocumentError(
                    "DECOMPRESSION_LIMIT",
                    "It holds another one of its own kind. Unpack it and upload what is in it.",
                )
            inside = replace(opening, within=(*opening.within, container))
            return _open_container(container, received, inside)
    return _open_text(received, opening)


def _open_container(
    container: Container, received: bytes, opening: _Opening
) -> tuple[Document, ...]:
    limits = opening.limits
    unpacked = container.unpack(received, limits)
    inner = (
        tuple(document for text in unpacked.contents for document in _open_text(text, opening))
        if container.keeping is Keeping.ITSELF
        else _open_files(unpacked, opening)
    )
    carried = tuple(
        replace(
            document,
            carriers=(container.carrier, *document.carriers),
            remarks=(*unpacked.remarks, *document.remarks),
            url=document.url or unpacked.address,
            presentation=unpacked.presentation or document.presentation,
        )
        for document in inner
    )
    if len(carried) > 1 and container.keeping is Keeping.ITSELF:
        raise DocumentError(
            "IMAGE_MULTIPLE_CREDENTIALS",
            "The image holds a list of badges. Ask the issuer for one image per badge.",
        )
    if len(carried) > 1 or container.keeping is Keeping.CONTENTS:
        return carried
    return tuple(
        replace(
            document,
            original=received,
            sha256=sha256(received).hexdigest(),
            media_type=container.media_type,
        )
        for document in carried
    )


def _open_files(unpacked: Unpacked, opening: _Opening) -> tuple[Document, ...]:
    documents: list[Document] = []
    for file, holding in zip_longest(unpacked.contents, unpacked.holdings):
        try:
            documents.extend(replace(each, holding=holding) for each in _open(file, opening))
        except DocumentError as error:
            if error.code not in NO_BADGE:
                raise
        if len(documents) > opening.limits.documents or monotonic() > opening.until:
            raise DocumentError(
                "INPUT_TOO_LARGE",
                f"It holds more than {opening.limits.documents} badges, or what takes too long to "
                "read. Import it in parts.",
            )
    if not documents:
        raise DocumentError(
            "FORMAT_UNKNOWN",
            "There is no badge in this archive or file. Upload the badges' own files.",
        )
    return tuple(documents)


def _open_text(received: bytes, opening: _Opening) -> tuple[Document, ...]:
    limits = opening.limits
    beginning = received.lstrip(_BLANK_BYTES)
    if not beginning.startswith((b"{", b"[")):
        return (_open_token(received, limits),)
    value = parse(received, limits=limits)
    if isinstance(value, dict):
        return (_document(received, "application/json", Carrier.JSON, content=value),)
    return _open_list(received, value, opening)


def _open_token(received: bytes, limits: Limits) -> Document:
    """Open what is neither JSON object nor list: a compact JWS, an SD-JWT or an address."""
    try:
        text = decode(received, limits=limits).strip(_BLANK + _QUOTES)
    except DocumentError as error:
        raise _unknown(received) from error
    if looks_like_sd_jwt(text):
        sd_jwt = split_sd_jwt(text, limits=limits)
        claims = sd_jwt.disclosed.claims
        document = _document(received, "application/dc+sd-jwt", Carrier.SD_JWT, content=claims)
        return replace(document, jws=sd_jwt.jws, sd_jwt=sd_jwt)
    if looks_compact(text) or text.startswith(_OBJECT_IN_BASE64):
        jws = split(text, limits=limits)
        return _document(received, "application/jwt", Carrier.JWS, content=jws.payload, jws=jws)
    if len(text) <= _URL_CHARACTERS and _URL.fullmatch(text):
        return replace(_document(received, "text/plain", Carrier.URL, content=None), url=text)
    raise _unknown(received)


def _open_list(received: bytes, values: list[Any], opening: _Opening) -> tuple[Document, ...]:
    """Open each element by its own text; the whole is known to be sound JSON."""
    most = opening.limits.documents
    slices = element_texts(decode(received, limits=opening.limits))
    documents: list[Document] = []
    for number, (value, text) in enumerate(zip(values, slices, strict=True), start=1):
        if not isinstance(value, dict | str):
            raise DocumentError(
                "FORMAT_UNKNOWN",
                f"Element {number} of the list is no badge. Remove it and try again.",
            )
        documents.extend(_open_element(value, text.encode(), opening))
        if max(len(documents), len(values)) > most:
            raise DocumentError(
                "INPUT_TOO_LARGE",
                f"The list holds more than {most} badges. Import them in parts.",
            )
    if not documents:
        raise DocumentError("FORMAT_UNKNOWN", "The list is empty. There is no badge in it.")
    return tuple(documents)


def _open_element(value: JSONObject | str, text: bytes, opening: _Opening) -> tuple[Document, ...]:
    if not isinstance(value, str):
        return _open(text, opening)
    document = _open_token(value.encode(), opening.limits)
    return (replace(document, original=text, sha256=sha256(text).hexdigest()),)


def _document(
    original: bytes,
    media_type: str,
    carrier: Carrier,
    *,
    content: JSONObject | None,
    jws: CompactJws | None = None,
) -> Document:
    return Document(
        original=original,
        sha256=sha256(original).hexdigest(),
        media_type=media_type,
        carriers=(carrier,),
        content=content,
        jws=jws,
    )


def _unknown(received: bytes) -> DocumentError:
    beginning = received.lstrip(_BLANK_BYTES)
    for mark, what in _OTHERS.items():
        if beginning.startswith(mark):
            return DocumentError("FORMAT_UNKNOWN", f"This is {what}.")
    return DocumentError(
        "FORMAT_UNKNOWN",
        "This is no badge in a form that we know. Bring its JSON, its signed token, its PNG, SVG "
        "or PDF file, or its address.",
    )
