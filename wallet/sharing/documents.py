"""A place on a link in, the bytes that it discloses out."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from wallet.credentials.credential import CredentialFormat
from wallet.sharing.disclosing import last_known_integrity
from wallet.sharing.disclosure import DisclosureLevel, level_of
from wallet.sharing.rows import find_open, items_of
from wallet.sharing.shared import Closed, SharedDocument
from wallet.store import blobs
from wallet.store.details import from_column
from wallet.store.models.credentials import Credential
from wallet.store.models.shares import Share, ShareItem
from wallet.store.reports import differs_from_its_host
from wallet.verification.report import Integrity


async def document_of(token: str, position: int, now: datetime) -> SharedDocument | Closed | None:
    """Return the JSON or JWS of a credential, as its issuer signed or shows it.

    Where fields are chosen, it is the part that they make, with its own proof. None where the link
    is unknown, nothing lies at the position, its level gives no document, or the document is for
    its holder alone.
    """
    item = await _disclosed(token, position, now)
    if not isinstance(item, ShareItem):
        return item
    credential, detail = item.credential, from_column(item.credential.detail)
    if item.chosen is not None:
        return await _part(item, item.chosen)
    if detail.for_holder_alone or not (await _level(credential)).gives_document:
        return None
    return await _bytes(credential, credential.shown_sha256, detail.shown_media_type)


async def original_of(token: str, position: int, now: datetime) -> SharedDocument | Closed | None:
    """Return the file as its holder got it, a baked image for example; None as `document_of`.

    None too for the copy of a hosted badge that says something else than what its issuer shows,
    and where fields are chosen.
    """
    item = await _disclosed(token, position, now)
    if not isinstance(item, ShareItem):
        return item
    if item.chosen is not None:
        return None
    credential = item.credential
    level, detail = await _level(credential), from_column(credential.detail)
    if detail.for_holder_alone or not level.gives_document:
        return None
    if level is DisclosureLevel.ORIGINAL_HOSTED and await differs_from_its_host(credential):
        return None
    return await _bytes(credential, credential.document_sha256, detail.media_type)


async def picture_of(token: str, position: int, now: datetime) -> SharedDocument | Closed | None:
    """Return the picture of a credential, painted anew by us; None where none is shown."""
    item = await _disclosed(token, position, now)
    if not isinstance(item, ShareItem):
        return item
    if item.chosen is not None and not item.chosen["picture"]:
        return None
    credential = item.credential
    return await _bytes(credential, credential.image_sha256, None)


async def _disclosed(token: str, position: int, now: datetime) -> ShareItem | Closed | None:
    share = await find_open(token, now)
    if not isinstance(share, Share):
        return share
    items = await items_of(share, position)
    return items[0] if items else None


async def _part(item: ShareItem, chosen: Mapping[str, Any]) -> SharedDocument | None:
    level = await _level(item.credential, item.chosen_level)
    if not level.gives_document or chosen["document"] is None:
        return None
    media_type = from_column(chosen["detail"]).shown_media_type
    return SharedDocument(chosen["document"].encode(), media_type, chosen["sha256"])


async def _level(credential: Credential, chosen: str | None = None) -> DisclosureLevel:
    known = await last_known_integrity(credential.learner_id, [credential.id])
    integrity, _ = known.get(credential.id, (Integrity.UNKNOWN, None))
    return level_of(CredentialFormat(credential.format), integrity, chosen)


async def _bytes(
    credential: Credential, digest: str | None, media_type: str | None
) -> SharedDocument | None:
    if digest is None:
        return None
    kept = await blobs.read(credential.learner_id, digest)
    if kept is None:
        return None
    return SharedDocument(kept.content, media_type or kept.media_type, digest)
