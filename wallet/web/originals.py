"""A shared credential in, the media types and file names of its original out.

Sources: VC Data Model 2.0, "Media Types"; Securing VCs using JOSE and COSE, "Media Types";
RFC 7515, 9.2.1; RFC 7519, 10.3.1.
"""

from wallet.credentials.credential import Securing
from wallet.sharing.disclosure import DisclosureLevel
from wallet.sharing.shared import SharedCredential
from wallet.store.media_types import ENDINGS, ending_of
from wallet.verification.codes import Code

JSON = "application/json"
_TYPES = {
    Securing.HOSTED: ("application/ld+json", JSON),
    Securing.ATTESTED: ("application/warc",),
    Securing.SIGNED: ("application/jose",),
    Securing.JWT: ("application/vc+jwt", "application/jwt"),
    Securing.SD_JWT: ("application/dc+sd-jwt", "application/vc+sd-jwt"),
    Securing.ANCHORED: ("application/ld+json", JSON),
    Securing.LINKED_DATA: (
        "application/vc+ld+json",
        "application/vc",
        "application/ld+json",
        JSON,
    ),
}
_ANY_FILE = "application/octet-stream"


def original_types(item: SharedCredential) -> tuple[str, ...]:
    """Return the media types that what was signed may be called by, the best first."""
    if item.level is DisclosureLevel.WALLET_EXCERPT:
        return _TYPES[Securing.LINKED_DATA]
    return _TYPES[item.form.securing]


def has_file(item: SharedCredential) -> bool:
    """Whether the link gives the file that its holder got; see `sharing.documents.original_of`."""
    differs = item.report is None or item.report.says(Code.COPY_DIFFERS)
    hosted = item.level is DisclosureLevel.ORIGINAL_HOSTED
    return item.gives_document and item.chosen_at is None and not (hosted and differs)


def file_type(media_type: str) -> str:
    """Return the media type to serve a file under: of what is not known, none that runs."""
    return media_type if media_type in ENDINGS else _ANY_FILE


def file_name(position: int, media_type: str) -> str:
    """Return a file name that says nothing of what is inside."""
    return f"credential-{position + 1}.{ending_of(media_type)}"
