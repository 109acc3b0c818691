"""Which kinds of answer are asked for and taken."""

from collections.abc import Collection
from enum import Enum

# What platforms need: Badgr turns any `text/html` in Accept into a redirect to its pages, and
# several answer JSON only when JSON is named.
ACCEPT_CREDENTIAL = (
    "application/vc+jwt, application/vc, application/ld+json, application/json;q=0.9, "
    "application/jwt;q=0.8, image/png;q=0.7, image/svg+xml;q=0.7, */*;q=0.1"
)
ACCEPT_JSON = "application/json"

UNNAMED = frozenset({"", "application/octet-stream", "binary/octet-stream"})
JSON_TYPES = UNNAMED | frozenset(
    {
        "application/json",
        "application/*+json",
        "application/vc",
        "application/vp",
        "text/json",
        "text/plain",
    }
)
IMAGE_TYPES = UNNAMED | {"image/*"}
DOCUMENT_TYPES = (
    JSON_TYPES
    | IMAGE_TYPES
    | {
        "application/jwt",
        "application/*+jwt",
        "application/*+sd-jwt",
        "application/jose",
        "application/pdf",
        "application/zip",
    }
)
PAGE_TYPES = DOCUMENT_TYPES | {"text/html", "application/xhtml+xml"}


class Wanted(Enum):
    """What somebody asks an address for: the Accept header, and what is taken for an answer.

    A page is never asked for by name: what is wanted is a document, and a page is only where the
    search for it goes on.
    """

    DOCUMENT = (ACCEPT_CREDENTIAL, DOCUMENT_TYPES)
    JSON = (ACCEPT_JSON, PAGE_TYPES)
    PAGE = (ACCEPT_CREDENTIAL, PAGE_TYPES)

    def __init__(self, accept: str, media_types: frozenset[str]) -> None:
        """Fix both."""
        self.accept = accept
        self.media_types = media_types


def media_type_of(content_type: str) -> str:
    """Return the media type of a Content-Type header: lower case, without parameters."""
    return content_type.partition(";")[0].strip().lower()


def is_among(media_type: str, allowed: Collection[str]) -> bool:
    """Tell whether `allowed` holds the type itself, its `image/*` or its `application/*+json`."""
    major, _, minor = media_type.partition("/")
    _, plus, suffix = minor.rpartition("+")
    return (
        media_type in allowed
        or f"{major}/*" in allowed
        or bool(plus and f"{major}/*+{suffix}" in allowed)
    )
