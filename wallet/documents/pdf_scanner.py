"""Run as a program of its own: a PDF file on standard input, what may be badges in it out.

A PDF file is a graph of objects, each packed in ways of its own, and no rule over its bytes
foresees what it costs to walk; so the work has limits that the kernel keeps. It imports nothing of
ours, to start fast.

Written is one line of JSON, then the bytes that it counts: texts of the information dictionary,
the XMP metadata, attached files. Nothing else of the file is looked at: no page is laid out, no
script read, no address followed.

Source: ISO 32000-1, 7.7.4 (name dictionary), 7.11.4 (embedded files), 12.5.6.15 (file attachment
annotations), 14.3.2 (metadata streams), 14.3.3 (document information dictionary).
"""

import json
import logging
import resource
import sys
from collections.abc import Iterator
from io import BytesIO
from typing import Any

ENCRYPTED = "encrypted"
DAMAGED = "damaged"
TOO_LARGE = "too large"
_MEMORY_BYTES = 1024**3
_KEYS = frozenset({"/openbadges", "/openbadge", "/openbadgecredential"})
_MARKS = (b"openbadge", b"ob/v3p0", b"openbadges.org")


class _TooLargeError(Exception):
    """It holds more than was allowed."""


def main() -> None:
    """Read what comes in within the seconds, files, pages and bytes that the arguments say."""
    seconds, files, pages, size = map(int, sys.argv[1:5])
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY_BYTES, _MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    output, sys.stdout = sys.stdout.buffer, sys.stderr
    logging.disable()
    pdf = sys.stdin.buffer.read()
    try:
        head, parts = _scan(pdf, files, pages, size)
    except (MemoryError, _TooLargeError):
        head, parts = {"refused": TOO_LARGE}, []
    except Exception as error:  # noqa: BLE001  # whatever a parser stumbles over in foreign bytes
        is_limit = type(error).__name__ == "LimitReachedError"
        head, parts = {"refused": TOO_LARGE if is_limit else DAMAGED}, []
    output.write(json.dumps(head).encode() + b"\n")
    for part in parts:
        output.write(part)
    output.flush()


def _scan(pdf: bytes, files: int, pages: int, size: int) -> tuple[dict[str, Any], list[bytes]]:
    from pypdf import PdfReader  # noqa: PLC0415  # under the limits, like all it does

    reader = PdfReader(BytesIO(pdf), strict=False)
    if reader.is_encrypted:
        return {"refused": ENCRYPTED}, []
    catalog = reader.root_object
    found: dict[str, list[bytes]] = {"texts": [], "metadata": [], "files": []}
    left = size
    for kind, parts in (
        ("texts", _texts(reader)),
        ("metadata", _metadata(catalog)),
        ("files", _files(reader, catalog, pages)),
    ):
        for part in parts:
            left -= len(part)
            if left < 0 or len(found["files"]) >= files:
                raise _TooLargeError
            found[kind].append(part)
    head = {kind: [len(part) for part in parts] for kind, parts in found.items()}
    return head, [part for parts in found.values() for part in parts]


def _texts(reader: Any) -> Iterator[bytes]:
    said = _resolved(reader.trailer.get("/Info"))
    for key, value in said.items() if isinstance(said, dict) else ():
        text = _resolved(value)
        if str(key).lower() in _KEYS and isinstance(text, str | bytes):
            yield text if isinstance(text, bytes) else text.encode("utf-8", "surrogatepass")


def _metadata(catalog: Any) -> Iterator[bytes]:
    stream = _resolved(catalog.get("/Metadata"))
    packet = stream.get_data() if hasattr(stream, "get_data") else b""
    if any(mark in packet for mark in _MARKS):
        yield packet


def _files(reader: Any, catalog: Any, pages: int) -> Iterator[bytes]:
    """Yield each attached file once, wherever it is attached."""
    seen: set[int] = set()
    for specification in _specifications(reader, catalog, pages):
        embedded = _resolved(_get(specification, "/EF"))
        stream = _resolved(_get(embedded, "/F") or _get(embedded, "/UF"))
        if hasattr(stream, "get_data") and id(stream) not in seen:
            seen.add(id(stream))
            yield stream.get_data()


def _specifications(reader: Any, catalog: Any, pages: int) -> Iterator[Any]:
    names = _resolved(_get(_resolved(catalog.get("/Names")), "/EmbeddedFiles"))
    yield from _leaves(names)
    yield from _listed(catalog.get("/AF"))
    for page, _ in zip(reader.pages, range(pages), strict=False):
        yield from _listed(page.get("/AF"))
        for annotation in _listed(page.get("/Annots")):
            if _get(annotation, "/Subtype") == "/FileAttachment":
                yield _resolved(_get(annotation, "/FS"))


def _leaves(tree: Any) -> Iterator[Any]:
    """Yield the values of a name tree; a node that comes again is passed over."""
    waiting, seen = [tree], set()
    while waiting:
        node = waiting.pop()
        if id(node) in seen:
            continue
        seen.add(id(node))
        yield from _listed(_get(node, "/Names"))[1::2]
        waiting.extend(reversed(_listed(_get(node, "/Kids"))))


def _listed(value: Any) -> list[Any]:
    values = _resolved(value)
    return [_resolved(each) for each in values] if isinstance(values, list) else []


def _get(value: Any, key: str) -> Any:
    return value.get(key) if isinstance(value, dict) else None


def _resolved(value: Any) -> Any:
    return value.get_object() if hasattr(value, "get_object") else value


if __name__ == "__main__":
    main()
