"""A ZIP file that a wallet like this packed in, its documents and what was kept with them out.

Its first file, `manifest.json`, names each document by its SHA-256 and tells the learner's own
tags, note, archive and collections. It is a stranger's text like any other: what in it has the
wrong form is left out, and it says nothing about what a credential is worth.
"""

import unicodedata
from dataclasses import replace
from datetime import datetime
from hashlib import sha256
from typing import Any

from wallet.documents import archive
from wallet.documents.container import Container, Keeping, Unpacked
from wallet.documents.document import Carrier, DocumentError, JSONObject
from wallet.documents.holding import HeldCollection, Holding
from wallet.documents.limits import LIMITS, Limits
from wallet.documents.strict_json import parse_object

MANIFEST = "manifest.json"
KIND = "WalletExport"
VERSION = 1
FOLDER = "credentials/"
_LOCAL_HEADER = b"PK\x03\x04"
_NAME_AT = 30
_MOST_TAGS = 50
_LONGEST_TAG = 100
_LONGEST_NOTE = 10_000
_MOST_COLLECTIONS = 500
_LONGEST_NAME = 200
_LONGEST_DESCRIPTION = 4_000
_LAST_POSITION = 2**31 - 1


def unpack(packed: bytes, limits: Limits = LIMITS) -> Unpacked:
    """Return the documents of a wallet in its order; nothing else in the file is looked at.

    Raises:
        DocumentError: as `archive.unpack`, and what is wrong with the manifest.
    """
    manifest = _manifest(packed, limits)
    found = archive.unpack(packed, limits, wanted=lambda name: name.startswith(FOLDER))
    holdings = _holdings(manifest)
    return replace(
        found,
        holdings=tuple(holdings.get(sha256(each).hexdigest()) for each in found.contents),
    )


def _manifest(packed: bytes, limits: Limits) -> JSONObject:
    found = archive.unpack(packed, limits, wanted=lambda name: name == MANIFEST)
    if not found.contents:
        raise DocumentError("FORMAT_UNKNOWN", "The archive lacks its manifest.")
    # it may list more than one document says
    return parse_object(found.contents[0], limits=replace(limits, json_bytes=limits.document_bytes))


def _holdings(manifest: JSONObject) -> dict[str, Holding]:
    listed = _listed(manifest, "collections")[:_MOST_COLLECTIONS]
    collections = tuple(
        HeldCollection(
            _line(each.get("name"), _LONGEST_NAME) or "Collection",
            _words(each.get("description"), _LONGEST_DESCRIPTION),
        )
        for each in listed
    )
    places: dict[str, list[tuple[int, int]]] = {}
    for number, each in enumerate(listed):
        for item in _listed(each, "items"):
            position = item.get("position")
            if isinstance(position, int) and 0 <= position <= _LAST_POSITION:
                places.setdefault(str(item.get("sha256")), []).append((number, position))
    return {
        str(entry.get("sha256")): Holding(
            tags=_tags(entry.get("tags")),
            note=_words(entry.get("note"), _LONGEST_NOTE),
            archived_at=_moment(entry.get("archivedAt")),
            collections=collections,
            places=tuple(places.get(str(entry.get("sha256")), ())),
        )
        for entry in _listed(manifest, "credentials")
    }


def _listed(thing: JSONObject, name: str) -> list[JSONObject]:
    said = thing.get(name)
    return [each for each in said if isinstance(each, dict)] if isinstance(said, list) else []


def _tags(said: Any) -> tuple[str, ...]:
    lines = (_line(each, _LONGEST_TAG) for each in said) if isinstance(said, list) else ()
    return tuple({tag.casefold(): tag for tag in lines if tag}.values())[:_MOST_TAGS]


def _line(said: Any, longest: int) -> str | None:
    if not isinstance(said, str):
        return None
    return " ".join(unicodedata.normalize("NFC", said).split())[:longest] or None


def _words(said: Any, longest: int) -> str | None:
    return said.strip()[:longest] or None if isinstance(said, str) else None


def _moment(said: Any) -> datetime | None:
    try:
        moment = datetime.fromisoformat(said) if isinstance(said, str) else None
    except ValueError:
        return None
    return moment if moment is not None and moment.tzinfo is not None else None


def _recognises(content: bytes) -> bool:
    name = MANIFEST.encode()
    if not content.startswith(_LOCAL_HEADER) or not content.startswith(name, _NAME_AT):
        return False
    try:
        manifest = _manifest(content, LIMITS)
    except DocumentError:
        return False
    return manifest.get("type") == KIND and manifest.get("version") == VERSION


CONTAINER = Container(
    carrier=Carrier.WALLET,
    media_type="application/zip",
    keeping=Keeping.CONTENTS,
    recognises=_recognises,
    unpack=unpack,
)
