"""What a learner takes along: a file as it came, a badge baked into its picture, the whole wallet.

The whole wallet is one ZIP file or, where it is large, several parts: each is no larger than what
an import takes, and complete in itself. Packed twice, the same wallet is the same bytes.
"""

import json
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from anyio.to_thread import run_sync

from wallet.credentials.baking import BakedForm, bake, why_not_baked
from wallet.credentials.credential import CredentialFormat
from wallet.documents.limits import MEBIBYTE
from wallet.documents.wallet_archive import FOLDER, KIND, MANIFEST, VERSION
from wallet.learner.keeping import kept
from wallet.learner.learner import Learner
from wallet.store.details import from_column
from wallet.store.media_types import ending_of
from wallet.store.models.blobs import Blob
from wallet.store.models.collections import Collection, CollectionItem
from wallet.store.models.credentials import Credential, CredentialReport, CredentialTag
from wallet.user_errors import ConflictError

MOST_CREDENTIALS = 300
MOST_BYTES = 11 * MEBIBYTE
"""Of one part, so that an import takes it; a single file that is larger is a part of its own."""
_MOST_REPORTS = 5
"""Of one credential, the newest."""
_AT_ONCE = 500
_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The first moment that a ZIP file can tell: packed files say nothing of when."""
_PACKED_ALREADY = frozenset({"image/png", "application/pdf"})
_COLUMNS = ("id", "document_sha256", "note", "archived_at", "detail")


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a wallet: the credentials between two, both counted in, in order of their ids."""

    first: UUID
    last: UUID
    credentials: int


async def parts_of(learner: Learner) -> list[Part]:
    """Return the parts that the learner's wallet is packed in, in order.

    Raises:
        ConflictError: there is nothing in it.
    """
    rows = await (
        Credential.filter(learner_id=learner.id).order_by("id").values_list("id", "document_sha256")
    )
    if not rows:
        raise ConflictError("There is nothing to export yet: import a badge first.")
    parts: list[Part] = []
    room = 0
    for start in range(0, len(rows), _AT_ONCE):
        some = rows[start : start + _AT_ONCE]
        kept_files = Blob.filter(owner=learner.id, sha256__in={str(digest) for _, digest in some})
        sizes = dict(await kept_files.values_list("sha256", "size"))
        for credential_id, digest in some:
            size = sizes.get(digest, 0)
            if not parts or size > room or parts[-1].credentials == MOST_CREDENTIALS:
                parts.append(Part(credential_id, credential_id, 1))
                room = MOST_BYTES - size
            else:
                parts[-1] = Part(parts[-1].first, credential_id, parts[-1].credentials + 1)
                room -= size
    return parts


async def pack(
    learner: Learner, first: UUID, last: UUID, *, with_reports: bool
) -> AsyncIterator[bytes]:
    """Yield the ZIP file of one part, piece by piece; no more than one file is held at a time.

    With reports, the newest of each credential lie beside it, for people: an import looks at the
    documents alone and checks them itself. A credential that is deleted meanwhile is left out.
    """
    held = Credential.filter(learner_id=learner.id, id__gte=first, id__lte=last)
    rows = await held.order_by("id").values(*_COLUMNS)
    names = _names(rows)
    sink = _Sink()
    packed = ZipFile(sink, "w")
    manifest = await _manifest(learner, rows, names)
    await run_sync(_add, packed, MANIFEST, manifest, "application/json")
    yield sink.taken()
    for digest, (name, media_type) in names.items():
        content = await kept(learner, digest)
        if content is not None:
            await run_sync(_add, packed, name, content, media_type)
            yield sink.taken()
    for row in rows if with_reports else ():
        name = names[row["document_sha256"]][0].removeprefix(FOLDER).partition(".")[0]
        for number, report in enumerate(await _reports(learner, row["id"]), start=1):
            named = f"reports/{name}-{number}.json"
            await run_sync(_add, packed, named, report, "application/json")
        yield sink.taken()
    packed.close()
    yield sink.taken()


async def baked(learner: Learner, shown_sha256: str, into: BakedForm) -> bytes | None:
    """Return a badge of the learner's baked into its picture; None where it is not or cannot be.

    `shown_sha256` is of the JSON or JWS that it is.
    """
    own = Credential.filter(learner_id=learner.id, shown_sha256=shown_sha256)
    row = await own.order_by("id").first()
    if row is None or why_not_baked(CredentialFormat(row.format)) is not None:
        return None
    said = await kept(learner, shown_sha256)
    if said is None:
        return None
    picture = await _picture(learner, row, into)
    hosted_at = row.identifier
    form = CredentialFormat(row.format)
    return await run_sync(lambda: bake(form, said, into, picture=picture, hosted_at=hosted_at))


async def _picture(learner: Learner, row: Credential, into: BakedForm) -> bytes | None:
    """Return the picture to bake into: the one that it came in, in full, else the one we keep."""
    detail = from_column(row.detail)
    if detail.media_type == into.media_type:
        return await kept(learner, row.document_sha256)
    return None if row.image_sha256 is None else await kept(learner, row.image_sha256)


def _names(rows: list[dict[str, Any]]) -> dict[str, tuple[str, str]]:
    """Return name and media type of each file, by its digest; two credentials may share one."""
    names: dict[str, tuple[str, str]] = {}
    for row in rows:
        media_type = from_column(row["detail"]).media_type
        name = f"{FOLDER}{len(names) + 1:04}.{ending_of(media_type)}"
        names.setdefault(row["document_sha256"], (name, media_type))
    return names


async def _manifest(
    learner: Learner, rows: list[dict[str, Any]], names: dict[str, tuple[str, str]]
) -> bytes:
    ids = {row["id"]: row["document_sha256"] for row in rows}
    tags: dict[UUID, list[str]] = {}
    own = CredentialTag.filter(learner_id=learner.id, credential_id__in=list(ids))
    for credential_id, tag in await own.values_list("credential_id", "tag"):
        tags.setdefault(credential_id, []).append(tag)
    entries = [
        {
            "file": names[row["document_sha256"]][0],
            "sha256": row["document_sha256"],
            "mediaType": names[row["document_sha256"]][1],
            "tags": sorted(tags.get(row["id"], []), key=lambda tag: (tag.casefold(), tag)),
            "note": row["note"],
            "archivedAt": _written(row["archived_at"]),
        }
        for row in rows
    ]
    told = {
        "type": KIND,
        "version": VERSION,
        "credentials": entries,
        "collections": await _collections(learner, ids),
    }
    return (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "replace")


async def _collections(learner: Learner, ids: dict[UUID, str]) -> list[dict[str, Any]]:
    items: dict[UUID, list[dict[str, Any]]] = {}
    own = CollectionItem.filter(learner_id=learner.id, credential_id__in=list(ids))
    for collection_id, credential_id, position in await own.order_by(
        "position", "credential_id"
    ).values_list("collection_id", "credential_id", "position"):
        item = {"sha256": ids[credential_id], "position": position}
        items.setdefault(collection_id, []).append(item)
    collections = Collection.filter(learner_id=learner.id).order_by("id")
    return [
        {"name": each.name, "description": each.description, "items": items.get(each.id, [])}
        for each in await collections
    ]


async def _reports(learner: Learner, credential_id: UUID) -> list[bytes]:
    own = CredentialReport.filter(learner_id=learner.id, credential_id=credential_id)
    return [
        json.dumps(
            {
                "checkedAt": _written(row.checked_at),
                "asOf": _written(row.as_of),
                "verdict": row.verdict,
                "integrity": row.integrity,
                "standing": row.standing,
                "trust": row.trust,
                "recipient": row.recipient,
                "findings": row.findings,
            },
            ensure_ascii=False,
            indent=1,
        ).encode("utf-8", "replace")
        for row in await own.order_by("-checked_at", "-id").limit(_MOST_REPORTS)
    ]


def _written(moment: datetime | None) -> str | None:
    return None if moment is None else moment.isoformat()


def _add(packed: ZipFile, name: str, content: bytes, media_type: str) -> None:
    entry = ZipInfo(name, _EPOCH)
    entry.compress_type = ZIP_STORED if media_type in _PACKED_ALREADY else ZIP_DEFLATED
    entry.create_system = 3  # as on Unix, wherever it is packed
    entry.external_attr = 0o600 << 16
    packed.writestr(entry, content)


class _Sink:
    """Where a ZIP file is written to: what was written is taken away, and never looked at again."""

    def __init__(self) -> None:
        self._pieces: list[bytes] = []

    def write(self, piece: bytes, /) -> int:
        """Take a piece."""
        self._pieces.append(bytes(piece))
        return len(piece)

    def flush(self) -> None:
        """Nothing waits anywhere."""

    def close(self) -> None:
        """Nothing is open."""

    def taken(self) -> bytes:
        """Return what was written since the last time."""
        written = b"".join(self._pieces)
        self._pieces.clear()
        return written
