"""A ZIP file in, the files in it out.

Nothing is written to a disk and no name in the archive is taken for a path; what it unfolds to is
counted while it is unfolded, whatever the archive says of itself.

Source: PKWARE, .ZIP File Format Specification 6.3, 4.3 and 4.4.
"""

import zlib
from collections.abc import Callable
from io import BytesIO
from struct import error as struct_error
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, LargeZipFile, ZipFile, ZipInfo

from wallet.documents.container import Container, Keeping, Unpacked
from wallet.documents.document import Carrier, DocumentError
from wallet.documents.limits import LIMITS, Limits

_BEGINNINGS = (b"PK\x03\x04", b"PK\x05\x06")
_DIRECTORY_ENTRY = b"PK\x01\x02"
_ENCRYPTED = 0x1
_METHODS = frozenset({ZIP_STORED, ZIP_DEFLATED})
_OF_THE_SYSTEM = frozenset({"__MACOSX", "desktop.ini", "Thumbs.db"})
_UNPACK = "Unpack it and upload its files."
_FAULTS = (
    BadZipFile,
    LargeZipFile,
    NotImplementedError,
    RuntimeError,
    EOFError,
    OSError,
    ValueError,
    struct_error,
    zlib.error,
)
"""What the standard library raises for archives that are damaged or of a later format."""


def unpack(
    archive: bytes, limits: Limits = LIMITS, *, wanted: Callable[[str], bool] | None = None
) -> Unpacked:
    """Return the files of an archive, in its order; empty ones and the system's own are left out.

    With `wanted` only files of such names are unfolded.

    Raises:
        DocumentError: ARCHIVE_UNREADABLE, DECOMPRESSION_LIMIT or INPUT_TOO_LARGE.
    """
    if archive.count(_DIRECTORY_ENTRY) > limits.archive_entries:
        raise DocumentError(
            "INPUT_TOO_LARGE",
            f"The archive holds more than {limits.archive_entries} files. Import it in parts.",
        )
    most = min(limits.archive_bytes, len(archive) * limits.archive_ratio)
    contents: list[bytes] = []
    try:
        with ZipFile(BytesIO(archive)) as opened:
            for entry in opened.infolist():
                if _is_content(entry) and (wanted is None or wanted(entry.filename)):
                    content = _content(opened, entry, most, limits)
                    most -= len(content)
                    contents.append(content)
    except _FAULTS as error:
        raise DocumentError(
            "ARCHIVE_UNREADABLE", "The archive is damaged. Download it again."
        ) from error
    return Unpacked(tuple(content for content in contents if content))


def _is_content(entry: ZipInfo) -> bool:
    *folders, name = entry.filename.split("/")
    of_the_system = name.startswith(".") or not _OF_THE_SYSTEM.isdisjoint((*folders, name))
    is_folder = entry.filename.endswith("/")  # `is_dir` falls over a name that is empty
    return not is_folder and not of_the_system


def _content(opened: ZipFile, entry: ZipInfo, most: int, limits: Limits) -> bytes:
    """Unfold one file, of which at most `most` bytes are left to be unfolded."""
    if entry.flag_bits & _ENCRYPTED:
        raise _unreadable("is locked with a password")
    if entry.compress_type not in _METHODS:
        raise _unreadable("is packed in a way that we do not read")
    allowed = min(most, limits.document_bytes)
    with opened.open(entry) as file:
        content = file.read(allowed + 1)
    if len(content) > allowed:
        raise DocumentError(
            "DECOMPRESSION_LIMIT",
            f"Unpacked, the archive or a file in it is larger than we read. {_UNPACK}",
        )
    return content


def _unreadable(why: str) -> DocumentError:
    return DocumentError("ARCHIVE_UNREADABLE", f"The archive {why}. {_UNPACK}")


def _recognises(content: bytes) -> bool:
    return content.startswith(_BEGINNINGS)


CONTAINER = Container(
    carrier=Carrier.ZIP,
    media_type="application/zip",
    keeping=Keeping.CONTENTS,
    recognises=_recognises,
    unpack=unpack,
)
