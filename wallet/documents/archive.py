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
    most = min(limits.archive_bytes, len(archive) * limits.archive_ratio)
    opened, entries = _opened(archive, limits)
    contents: list[bytes] = []
    for entry in entries:
        if wanted is None or wanted(entry.filename):
            content = _content(opened, entry, min(most, limits.document_bytes))
            most -= len(content)
            contents.append(content)
    return Unpacked(tuple(content for content in contents if content))


def list_entries(archive: bytes, limits: Limits) -> tuple[ZipFile, list[ZipInfo]]:
    """Return an archive and its files, in its order, for `content_of`.

    Raises:
        DocumentError: ARCHIVE_UNREADABLE, INPUT_TOO_LARGE, or DECOMPRESSION_LIMIT where all of them
            together would be larger than we read; none unfolds to more than it says.
    """
    opened, entries = _opened(archive, limits)
    most = min(limits.archive_bytes, len(archive) * limits.archive_ratio)
    if sum(entry.file_size for entry in entries) > most:
        raise _too_large()
    return opened, entries


def content_of(opened: ZipFile, entry: ZipInfo, limits: Limits) -> bytes:
    """Return what one of the files unfolds to.

    Raises:
        DocumentError: ARCHIVE_UNREADABLE or DECOMPRESSION_LIMIT.
    """
    return _content(opened, entry, min(entry.file_size, limits.document_bytes))


def _opened(archive: bytes, limits: Limits) -> tuple[ZipFile, list[ZipInfo]]:
    if archive.count(_DIRECTORY_ENTRY) > limits.archive_entries:
        raise DocumentError(
            "INPUT_TOO_LARGE",
            f"The archive holds more than {limits.archive_entries} files. Import it in parts.",
        )
    try:
        opened = ZipFile(BytesIO(archive))
        return opened, [entry for entry in opened.infolist() if _is_content(entry)]
    except _FAULTS as error:
        raise _damaged() from error


def _is_content(entry: ZipInfo) -> bool:
    *folders, name = entry.filename.split("/")
    of_the_system = name.startswith(".") or not _OF_THE_SYSTEM.isdisjoint((*folders, name))
    is_folder = entry.filename.endswith("/")  # `is_dir` falls over a name that is empty
    return not is_folder and not of_the_system


def _content(opened: ZipFile, entry: ZipInfo, most: int) -> bytes:
    """Unfold one file, to `most` bytes at most."""
    if entry.flag_bits & _ENCRYPTED:
        raise _unreadable("is locked with a password")
    if entry.compress_type not in _METHODS:
        raise _unreadable("is packed in a way that we do not read")
    try:
        with opened.open(entry) as file:
            content = file.read(most + 1)
    except _FAULTS as error:
        raise _damaged() from error
    if len(content) > most:
        raise _too_large()
    return content


def _too_large() -> DocumentError:
    return DocumentError(
        "DECOMPRESSION_LIMIT",
        f"Unpacked, the archive or a file in it is larger than we read. {_UNPACK}",
    )


def _damaged() -> DocumentError:
    return DocumentError("ARCHIVE_UNREADABLE", "The archive is damaged. Download it again.")


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
