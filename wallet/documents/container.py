"""What the reader of a container (an image, later a PDF or an archive) offers."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from wallet.documents.document import Carrier, DocumentError, Presentation, Remark
from wallet.documents.limits import Limits

AGAIN = "Download the image again from where the badge was issued."
"""What to do about most images that are refused."""


@dataclass(frozen=True, slots=True)
class Unpacked:
    """What lay in a container, each content as bytes, and what is odd about the container."""

    contents: tuple[bytes, ...]
    remarks: tuple[Remark, ...] = ()
    presentation: Presentation | None = None


@dataclass(frozen=True, slots=True)
class Container:
    """One kind of container.

    `is_original` tells a baked file, which is itself the document that a learner keeps and
    whose content can only be a text, from an archive, whose contents are documents of their own.
    """

    carrier: Carrier
    media_type: str
    is_original: bool
    recognises: Callable[[bytes], bool]
    unpack: Callable[[bytes, Limits], Unpacked]


def the_one_badge(payloads: Iterable[str]) -> tuple[bytes, ...]:
    """Return the payload baked into an image; the same text twice is one.

    Raises:
        DocumentError: IMAGE_NO_CREDENTIAL or IMAGE_MULTIPLE_CREDENTIALS.
    """
    found = {payload.strip() for payload in payloads} - {""}
    if not found:
        raise DocumentError(
            "IMAGE_NO_CREDENTIAL",
            "There is no badge in this image, only the picture. Use the platform's own download "
            "button: a screenshot or a re-saved copy loses the badge.",
        )
    if len(found) > 1:
        raise DocumentError(
            "IMAGE_MULTIPLE_CREDENTIALS",
            "The image holds several different badges, so two programs could read two different "
            f"ones. {AGAIN}",
        )
    return tuple(payload.encode() for payload in found)
