"""A PDF file in, the badges that it carries out.

Open Badge Factory writes a badge into the information dictionary under `openbadges`, or into the
XMP metadata as the element that an SVG file would hold; others attach the badge's own file.

The file is read in a process of its own (`pdf_scanner`), which the kernel ends.

Source: ISO 32000-1, 14.3 and 7.11.4; ISO 16684-1 (XMP), 7; Open Badges Baking Specification 2.0.
"""

import json
import subprocess  # our own reader, killable, with fixed arguments
import sys
from pathlib import Path
from threading import BoundedSemaphore
from types import MappingProxyType

from lxml import etree

from wallet.documents import pdf_scanner
from wallet.documents.container import Container, Keeping, Unpacked
from wallet.documents.document import Carrier, DocumentError
from wallet.documents.limits import LIMITS, Limits
from wallet.documents.svg import baked_payloads, elements, parse_svg

_BEGINNING = b"%PDF-"
_BLANK = b" \t\r\n\x00\xef\xbb\xbf"
_SNIFFED_BYTES = 1024
_WALL_PER_CPU_SECOND = 4
_AT_ONCE = BoundedSemaphore(2)
_KEYWORDS = frozenset({"openbadges", "openbadge", "openbadgecredential"})
_PDF_EXTENSION = "http://ns.adobe.com/pdfx/1.3/"
_OTHER_FORM = "Download the badge as PNG, SVG or JSON, or bring its address."
_REFUSALS = MappingProxyType(
    {
        pdf_scanner.ENCRYPTED: (
            "PDF_LOCKED",
            f"The PDF file is locked, so nothing in it can be read. {_OTHER_FORM}",
        ),
        pdf_scanner.DAMAGED: ("PDF_UNREADABLE", f"The PDF file is damaged. {_OTHER_FORM}"),
        pdf_scanner.TOO_LARGE: (
            "DECOMPRESSION_LIMIT",
            f"Unpacked, the PDF file is larger than we read. {_OTHER_FORM}",
        ),
    }
)


def unpack(pdf: bytes, limits: Limits = LIMITS) -> Unpacked:
    """Return the badges in a PDF file, and what else is attached to it; each text once.

    Blocks for as long as it takes to read it, at most some seconds.

    Raises:
        DocumentError: PDF_LOCKED, PDF_UNREADABLE, DECOMPRESSION_LIMIT, or FORMAT_UNKNOWN where
            there is nothing that may be a badge.
    """
    found = _scanned(pdf, limits)
    texts = [*found["texts"], *texts_in_metadata(found["metadata"], limits)]
    attached = [file for file in found["files"] if not _recognises(file)]
    contents = {content.strip(): content for content in (*texts, *attached)}
    contents.pop(b"", None)
    if not contents:
        raise DocumentError(
            "FORMAT_UNKNOWN",
            f"There is no badge in this PDF file, only what is printed in it. {_OTHER_FORM}",
        )
    return Unpacked(tuple(contents.values()))


def _scanned(pdf: bytes, limits: Limits) -> dict[str, list[bytes]]:
    seconds = limits.pdf_seconds
    counts = (seconds, limits.pdf_files, limits.pdf_pages, limits.archive_bytes)
    with _AT_ONCE:
        try:
            done = subprocess.run(  # noqa: S603  # the interpreter we run in, and our own file
                [sys.executable, "-I", str(Path(pdf_scanner.__file__)), *map(str, counts)],
                input=pdf,
                capture_output=True,
                check=False,
                timeout=seconds * _WALL_PER_CPU_SECOND,
                env={},
            )
        except subprocess.TimeoutExpired as error:
            raise _too_much_work() from error
    if done.returncode:
        raise _too_much_work()
    line, _, rest = done.stdout.partition(b"\n")
    head = json.loads(line)
    if "refused" in head:
        raise DocumentError(*_REFUSALS[head["refused"]])
    found: dict[str, list[bytes]] = {}
    for kind, sizes in head.items():
        found[kind] = []
        for size in sizes:
            found[kind].append(rest[:size])
            rest = rest[size:]
    return found


def texts_in_metadata(packets: list[bytes], limits: Limits) -> list[bytes]:
    """Return what XMP packets hold: the element of a baked SVG file, or the dictionary's key.

    A packet that is no XML says nothing: the badge may lie elsewhere in the file.

    Raises:
        DocumentError: DECOMPRESSION_LIMIT.
    """
    payloads: list[str] = []
    for packet in packets:
        if len(packet) > limits.json_bytes:
            raise DocumentError(*_REFUSALS[pdf_scanner.TOO_LARGE])
        try:
            root = parse_svg(packet, limits)
        except DocumentError:
            continue
        payloads += baked_payloads(root, limits)
        for element in elements(root):
            if _is_key(element.tag):
                payloads.append(element.text or "")
            payloads += [str(said) for name, said in element.attrib.items() if _is_key(name)]
    return [payload.encode() for payload in payloads]


def _is_key(name: object) -> bool:
    parts = etree.QName(str(name))
    return parts.namespace == _PDF_EXTENSION and parts.localname.lower() in _KEYWORDS


def _too_much_work() -> DocumentError:
    return DocumentError(
        "DECOMPRESSION_LIMIT",
        f"The PDF file takes more work to read than any badge needs. {_OTHER_FORM}",
    )


def _recognises(content: bytes) -> bool:
    return content[:_SNIFFED_BYTES].lstrip(_BLANK).startswith(_BEGINNING)


CONTAINER = Container(
    carrier=Carrier.PDF,
    media_type="application/pdf",
    keeping=Keeping.ITSELF_WHERE_ONE,
    recognises=_recognises,
    unpack=unpack,
)
