"""Bytes in, their digest out, and back: the one place that knows where they lie."""

from collections.abc import Collection
from dataclasses import dataclass
from hashlib import sha256
from uuid import UUID

from wallet.store.models.blobs import Blob

ANY_MEDIA_TYPE = "application/octet-stream"
"""Of bytes of which nobody knows yet what they are."""


@dataclass(frozen=True, slots=True)
class StoredBytes:
    """Bytes as they were kept, and what they are."""

    content: bytes
    media_type: str


async def keep(owner: UUID, content: bytes, media_type: str) -> str:
    """Keep the bytes for `owner` (or PUBLIC) and return their SHA-256 in hex.

    Kept twice they are kept once, with the first media type that says anything.
    """
    digest = sha256(content).hexdigest()
    kept = Blob.filter(owner=owner, sha256=digest)
    if await kept.exists():
        if media_type != ANY_MEDIA_TYPE:
            await kept.filter(media_type=ANY_MEDIA_TYPE).update(media_type=media_type)
    else:
        blob = Blob(
            owner=owner, sha256=digest, media_type=media_type, size=len(content), data=content
        )
        await Blob.bulk_create([blob], ignore_conflicts=True)
    return digest


async def read(owner: UUID, digest: str) -> StoredBytes | None:
    """Return what `owner` keeps under the SHA-256 `digest`, None where there is nothing."""
    rows = await Blob.filter(owner=owner, sha256=digest).values("data", "media_type")
    return StoredBytes(bytes(rows[0]["data"]), rows[0]["media_type"]) if rows else None


async def forget(owner: UUID, digests: Collection[str]) -> None:
    """Delete what `owner` keeps under these digests; the caller knows that nothing needs them."""
    await Blob.filter(owner=owner, sha256__in=list(digests)).delete()
