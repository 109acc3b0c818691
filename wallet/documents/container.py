"""What the reader of a container (an image, a PDF file, an archive, an export) offers."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import Enum, auto

from wallet.documents.document import Carrier, DocumentError, Presentation, Remark
from wallet.documents.holding import Holding
from wallet.documents.limits import Limits

AGAIN = "Download the image again from where the badge was issued."
"""What to do about most images that are refused."""


class Keeping(Enum):
    """What a learner keeps of a container.

    ITSELF: a baked file is the document, and its content can only be a text. CONTENTS: those of
    an archive are documents of their own. ITSELF_WHERE_ONE: as an archive, but a file that holds
    one badge is kept whole, for it is also what people see.
    """

    ITSELF = auto()
    CONTENTS = auto()
    ITSELF_WHERE_ONE = auto()


@dataclass(frozen=True, slots=True)
class Unpacked:
    """What lay in a container, each content as bytes, and what is odd about the container.

    `address` is where the container says that its one content lies, `holdings` what a wallet kept
    beside each of its contents.
    """

    contents: tuple[bytes, ...]
    remarks: tuple[Remark, ...] = ()
    address: str | None = None
    holdings: tuple[Holding | None, ...] = ()
    presentation: Presentation | None = None


@dataclass(frozen=True, slots=True)
class Container:
    """One kind of container."""

    carrier: Carrier
    media_type: str
    keeping: Keeping
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
