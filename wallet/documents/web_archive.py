"""A page of the web, kept as it came: its bytes and what was read from it, in one file.

Other people's programs open such a file, and the page in it is what the site sent. Source: the
WARC format 1.1 (ISO 28500:2017), "WARC record types" `resource` and `metadata`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from uuid import NAMESPACE_URL, uuid5

from wallet.documents.container import Container, Keeping, Unpacked
from wallet.documents.document import Carrier, DocumentError
from wallet.documents.limits import LIMITS, Limits

MEDIA_TYPE = "application/warc"
_VERSION = b"WARC/1.1"
_BEGINNING = b"WARC/1."
_MOST_RECORDS = 8
_HEAD_BYTES = 8 * 1024
_LENGTH = re.compile(r"\d{1,9}", re.ASCII)
_JSON = "application/json"
_AGAIN = "Import the page's own address again."


@dataclass(frozen=True, slots=True)
class _Record:
    """`fields` are by lower-case name."""

    fields: dict[str, str]
    block: bytes


def pack(address: str, moment: datetime, media_type: str, page: bytes, facts: bytes) -> bytes:
    """Return a file of the page that lay at `address` at this `moment`, and its facts as JSON."""
    digest = sha256(page).hexdigest()
    page_id = uuid5(NAMESPACE_URL, f"{address} {moment.isoformat()} {digest}").urn
    about = {
        "WARC-Target-URI": address,
        "WARC-Date": moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
    }
    whole = _record("resource", page_id, page, {**about, "Content-Type": media_type})
    facts_id = uuid5(NAMESPACE_URL, f"{page_id} facts").urn
    refers = {"WARC-Refers-To": f"<{page_id}>", "Content-Type": _JSON}
    return whole + _record("metadata", facts_id, facts, {**about, **refers})


def unpack(archive: bytes, limits: Limits = LIMITS) -> Unpacked:
    """Return what was read from the page; the page itself stays in the file.

    Raises:
        DocumentError: ARCHIVE_UNREADABLE, or FORMAT_UNKNOWN for another program's web archive.
    """
    del limits  # the file is within them, and nothing in it unfolds
    facts = [
        record.block
        for record in _records(archive)
        if record.fields.get("warc-type") == "metadata"
        and record.fields.get("content-type") == _JSON
    ]
    if len(facts) != 1:
        raise DocumentError(
            "FORMAT_UNKNOWN", f"This web archive holds no page of a single badge. {_AGAIN}"
        )
    return Unpacked(tuple(facts))


def _record(kind: str, record_id: str, block: bytes, fields: dict[str, str]) -> bytes:
    head = {
        "WARC-Type": kind,
        "WARC-Record-ID": f"<{record_id}>",
        **fields,
        "WARC-Block-Digest": f"sha256:{sha256(block).hexdigest()}",
        "Content-Length": str(len(block)),
    }
    lines = [_VERSION, *(f"{name}: {_one_line(said)}".encode() for name, said in head.items())]
    return b"\r\n".join([*lines, b"", block, b"", b""])


def _one_line(said: str) -> str:
    return " ".join(said.split())


def _records(archive: bytes) -> Iterator[_Record]:
    place = 0
    for _ in range(_MOST_RECORDS):
        if not archive[place:].strip():
            return
        end = archive.find(b"\r\n\r\n", place, place + _HEAD_BYTES)
        if end < 0 or not archive.startswith(_BEGINNING, place):
            raise _damaged()
        fields = _fields(archive[place:end])
        length = fields.get("content-length", "")
        if not _LENGTH.fullmatch(length):
            raise _damaged()
        begin = end + 4
        block = archive[begin : begin + int(length)]
        digest = fields.get("warc-block-digest", "")
        is_ours = digest.startswith("sha256:")
        if len(block) < int(length) or (is_ours and digest[7:] != sha256(block).hexdigest()):
            raise _damaged()
        yield _Record(fields, block)
        place = begin + int(length) + 4
    raise DocumentError("FORMAT_UNKNOWN", f"This web archive holds many pages. {_AGAIN}")


def _fields(head: bytes) -> dict[str, str]:
    lines = head.decode("utf-8", "replace").split("\r\n")[1:]
    pairs = (line.partition(":") for line in lines)
    return {name.strip().lower(): said.strip() for name, _, said in pairs}


def _damaged() -> DocumentError:
    return DocumentError("ARCHIVE_UNREADABLE", f"The web archive is damaged. {_AGAIN}")


def _recognises(content: bytes) -> bool:
    return content.startswith(_BEGINNING)


CONTAINER = Container(
    carrier=Carrier.WARC,
    media_type=MEDIA_TYPE,
    keeping=Keeping.ITSELF,
    recognises=_recognises,
    unpack=unpack,
)
