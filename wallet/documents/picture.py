"""A picture by anybody in, the same picture painted anew by us out.

Nothing but its pixels survives: no metadata, script, second payload or trick of the encoding.
"""

import binascii
from base64 import b64decode
from dataclasses import dataclass
from io import BytesIO
from urllib.parse import unquote_to_bytes

from PIL import Image, ImageOps

from wallet.documents import svg
from wallet.documents.document import DocumentError
from wallet.documents.drawing import draw
from wallet.documents.limits import LIMITS, Limits

MEDIA_TYPE = "image/png"
LONGEST_SIDE = 512
_FORMATS = ("PNG", "JPEG", "GIF", "WEBP")
_DATA_SCHEME = "data:"
_BASE64 = ";base64"
_AGAIN = "Ask the issuer for a PNG, JPEG, GIF, WebP or SVG picture."

Image.MAX_IMAGE_PIXELS = LIMITS.picture_pixels


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that is safe to serve; `width` and `height` in pixels."""

    media_type: str
    width: int
    height: int
    data: bytes


def repaint(source: bytes, *, longest_side: int = LONGEST_SIDE, limits: Limits = LIMITS) -> Picture:
    """Return a picture painted anew as PNG, no side longer than `longest_side` pixels.

    Of an animation the first frame stays. A drawing is painted without anything that moves, runs
    or lies elsewhere. Colour profiles are dropped, the turn that a camera noted is applied.

    Raises:
        DocumentError: IMAGE_CORRUPT or IMAGE_TOO_LARGE.
    """
    if len(source) > limits.picture_bytes:
        raise _too_large(f"The picture is larger than {limits.picture_bytes} bytes.")
    if svg.CONTAINER.recognises(source):
        source = draw(source, longest_side=longest_side, limits=limits)
    try:
        return _painted(source, longest_side, limits)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise _too_many_pixels(limits) from error
    except DocumentError:
        raise
    except Exception as error:
        # A decoder that is fed foreign bytes raises whatever it stumbles over.
        raise DocumentError("IMAGE_CORRUPT", f"The picture cannot be read. {_AGAIN}") from error


def _painted(source: bytes, longest_side: int, limits: Limits) -> Picture:
    with Image.open(BytesIO(source), formats=_FORMATS) as image:
        if image.width * image.height > limits.picture_pixels:
            raise _too_many_pixels(limits)
        image.thumbnail((longest_side, longest_side))
        turned = ImageOps.exif_transpose(image)
        pixels = turned.convert("RGBA" if turned.has_transparency_data else "RGB")
    bare = Image.new(pixels.mode, pixels.size)
    bare.paste(pixels)
    painted = BytesIO()
    bare.save(painted, "PNG")
    return Picture(MEDIA_TYPE, bare.width, bare.height, painted.getvalue())


def decode_data_url(url: str, *, limits: Limits = LIMITS) -> bytes:
    """Return the bytes in a `data:` URL; what it says about their type is not believed.

    Source: RFC 2397.

    Raises:
        DocumentError: IMAGE_CORRUPT or IMAGE_TOO_LARGE.
    """
    if len(url) > limits.picture_bytes * 4 // 3 + 256:
        raise _too_large(f"The picture is larger than {limits.picture_bytes} bytes.")
    head, comma, body = url.strip().partition(",")
    if not comma or not head.lower().startswith(_DATA_SCHEME):
        raise DocumentError("IMAGE_CORRUPT", f"The embedded picture is cut short. {_AGAIN}")
    raw = unquote_to_bytes(body)
    if not head.lower().rstrip().endswith(_BASE64):
        return raw
    compact = b"".join(raw.split()).translate(bytes.maketrans(b"-_", b"+/")).rstrip(b"=")
    try:
        return b64decode(compact + b"=" * (-len(compact) % 4), validate=True)
    except binascii.Error as error:
        raise DocumentError(
            "IMAGE_CORRUPT", f"The embedded picture is not base64. {_AGAIN}"
        ) from error


def _too_many_pixels(limits: Limits) -> DocumentError:
    return _too_large(f"The picture has more than {limits.picture_pixels} pixels.")


def _too_large(how: str) -> DocumentError:
    return DocumentError("IMAGE_TOO_LARGE", f"{how} Ask the issuer for a smaller one.")
