"""A PNG file in, what is baked into it out; and the reverse.

Source: PNG (W3C, third edition), 5 and 11.3.3; Open Badges Baking Specification 2.0, "PNG";
Open Badges 3.0, "Baked Badge".
"""

import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from wallet.documents.container import AGAIN, Container, Keeping, Unpacked, the_one_badge
from wallet.documents.document import Carrier, DocumentError, Remark
from wallet.documents.limits import LIMITS, Limits

SIGNATURE = b"\x89PNG\r\n\x1a\n"
KEYWORD_2 = "openbadges"
KEYWORD_3 = "openbadgecredential"
_KEYWORDS = frozenset({b"openbadges", b"openbadge", b"openbadgecredential"})
_TEXTS = frozenset({b"tEXt", b"zTXt", b"iTXt"})
_FRAME_BYTES = 12
_LENGTH_BYTES = 4
_EMPTY_AND_ONE = 2


@dataclass(frozen=True, slots=True)
class _Chunk:
    kind: bytes
    body: bytes
    end: int


def unpack(png: bytes, limits: Limits = LIMITS) -> Unpacked:
    """Return the one credential that is baked into an image.

    Reads every `tEXt`, `zTXt` and `iTXt` chunk under the keywords of all generations, and the
    common misspelling `openbadge`.

    Raises:
        DocumentError: IMAGE_CORRUPT, IMAGE_TOO_LARGE, IMAGE_NO_CREDENTIAL,
            IMAGE_MULTIPLE_CREDENTIALS, DECOMPRESSION_LIMIT or UNICODE_INVALID.
    """
    found, texts, end = {""}, 0, len(SIGNATURE)
    for chunk in _chunks(png, limits):
        end = chunk.end
        if not _is_baked(chunk):
            continue
        texts += 1
        if texts > limits.image_texts:
            raise DocumentError("IMAGE_TOO_LARGE", f"The image holds too many texts. {AGAIN}")
        found.add(_text(chunk, limits).strip())
        if len(found) > _EMPTY_AND_ONE:
            break  # two are too many already, and each may unfold to a thousand times its size
    return Unpacked(contents=the_one_badge(found), remarks=_trailing(len(png) - end))


def bake(png: bytes, payload: str, keyword: str) -> bytes:
    """Return the image with the payload in it, uncompressed, and no other credential.

    `payload` is JSON, a compact JWS or a URL; `keyword` is `KEYWORD_2` or `KEYWORD_3`.

    Raises:
        DocumentError: IMAGE_CORRUPT or IMAGE_TOO_LARGE, where `png` is no sound PNG file.
    """
    body = keyword.encode() + b"\x00\x00\x00\x00\x00" + payload.encode()
    header, *others = (chunk for chunk in _chunks(png, LIMITS) if not _is_baked(chunk))
    return (
        SIGNATURE
        + _framed(header.kind, header.body)
        + _framed(b"iTXt", body)
        + b"".join(_framed(chunk.kind, chunk.body) for chunk in others)
    )


def _chunks(png: bytes, limits: Limits) -> Iterator[_Chunk]:
    """Yield the chunks up to IEND, checked for frame, order and CRC."""
    if not png.startswith(SIGNATURE):
        raise _corrupt("does not begin as a PNG file does")
    start, kind = len(SIGNATURE), b""
    for number in range(limits.image_chunks):
        chunk = _chunk_at(png, start)
        kind, start = chunk.kind, chunk.end
        if number == 0 and kind != b"IHDR":
            raise _corrupt("does not begin with its header")
        yield chunk
        if kind == b"IEND":
            return
    raise DocumentError("IMAGE_TOO_LARGE", f"The image has too many parts. {AGAIN}")


def _chunk_at(png: bytes, start: int) -> _Chunk:
    body_start = start + 8
    body_end = body_start + int.from_bytes(png[start : start + _LENGTH_BYTES])
    end = body_end + 4
    if len(png) - start < _FRAME_BYTES or end > len(png):
        raise _corrupt("is cut off")
    kind, body = png[start + _LENGTH_BYTES : body_start], png[body_start:body_end]
    if zlib.crc32(body, zlib.crc32(kind)) != int.from_bytes(png[body_end:end]):
        raise _corrupt("has a damaged part (its checksum is wrong)")
    return _Chunk(kind, body, end)


def _framed(kind: bytes, body: bytes) -> bytes:
    checksum = zlib.crc32(body, zlib.crc32(kind))
    return len(body).to_bytes(4) + kind + body + checksum.to_bytes(4)


def _is_baked(chunk: _Chunk) -> bool:
    return chunk.kind in _TEXTS and chunk.body.partition(b"\x00")[0] in _KEYWORDS


def _text(chunk: _Chunk, limits: Limits) -> str:
    match chunk.kind:
        case b"iTXt":
            return _international_text(chunk.body, limits)
        case b"zTXt":
            method, compressed = _after(chunk.body, 1)
            if method != b"\x00":
                raise _corrupt("compresses its badge in an unknown way")
            return _plain_text(inflate(compressed, limits.json_bytes))
        case _:
            return _plain_text(_after(chunk.body, 0)[1])


def _international_text(body: bytes, limits: Limits) -> str:
    flags, rest = _after(body, 2)
    language_and_keyword = rest.split(b"\x00", 2)
    if len(language_and_keyword) < 3 or flags not in {b"\x00\x00", b"\x01\x00"}:  # noqa: PLR2004  # two names, then the text
        raise _corrupt("holds a badge in a text that is cut short")
    text = language_and_keyword[2]
    if flags[0]:
        text = inflate(text, limits.json_bytes)
    try:
        return text.decode()
    except UnicodeError as error:
        raise DocumentError(
            "UNICODE_INVALID", f"The badge in the image is not valid UTF-8. {AGAIN}"
        ) from error


def _after(body: bytes, flag_bytes: int) -> tuple[bytes, bytes]:
    """Return the flags that follow the keyword, and the rest."""
    rest = body.partition(b"\x00")[2]
    return rest[:flag_bytes], rest[flag_bytes:]


def _plain_text(text: bytes) -> str:
    """Read as what bakers write, UTF-8, else as what the PNG specification says, Latin-1."""
    try:
        return text.decode()
    except UnicodeError:
        return text.decode("latin-1")


def inflate(compressed: bytes, at_most: int) -> bytes:
    """Return the content of a zlib stream of at most so many bytes; no more is ever unpacked.

    Raises:
        DocumentError: DECOMPRESSION_LIMIT or IMAGE_CORRUPT.
    """
    stream = zlib.decompressobj()
    try:
        content = stream.decompress(compressed, at_most + 1)
    except zlib.error as error:
        raise _corrupt("holds a compressed text that is damaged") from error
    if len(content) > at_most:
        raise DocumentError(
            "DECOMPRESSION_LIMIT",
            f"The compressed text in the image unpacks to more than {at_most} bytes, which no "
            f"badge needs. {AGAIN}",
        )
    if not stream.eof or stream.unused_data:
        raise _corrupt("holds a compressed text that is damaged")
    return content


def _trailing(surplus: int) -> tuple[Remark, ...]:
    if not surplus:
        return ()
    return (Remark("IMAGE_TRAILING_DATA", f"{surplus} bytes follow the end of the image"),)


def _corrupt(how: str) -> DocumentError:
    return DocumentError("IMAGE_CORRUPT", f"The image {how}. {AGAIN}")


def _recognises(content: bytes) -> bool:
    return content.startswith(SIGNATURE)


CONTAINER = Container(
    carrier=Carrier.PNG,
    media_type="image/png",
    keeping=Keeping.ITSELF,
    recognises=_recognises,
    unpack=unpack,
)
