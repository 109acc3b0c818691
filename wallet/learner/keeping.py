"""Bytes that a wallet keeps: each once, and no longer than a row of its learner needs it."""

from collections.abc import Collection

from wallet.learner.learner import Learner
from wallet.store import blobs
from wallet.store.connection import connection, is_postgres
from wallet.store.models.credentials import Achievement, Credential, Issuer
from wallet.store.models.jobs import ImportItem
from wallet.store.models.snapshots import SourceSnapshot

_LOCK_BITS = 63


async def take_turns(learner: Learner) -> None:
    """Let one transaction at a time change this wallet's holdings, until the caller's ends.

    Two imports of one badge at once then see one another. SQLite has one writer anyway.
    """
    if is_postgres():
        key = learner.id.int >> (128 - _LOCK_BITS) ^ learner.id.int & ((1 << _LOCK_BITS) - 1)
        await connection().execute_query("SELECT pg_advisory_xact_lock($1)", [key])


async def keep(learner: Learner, content: bytes, media_type: str) -> str:
    """Keep the bytes, if they are not kept yet, and return their SHA-256 in lower-case hex.

    Within the caller's transaction, after `take_turns`.
    """
    return await blobs.keep(learner.id, content, media_type)


async def kept(learner: Learner, digest: str) -> bytes | None:
    """Return bytes that are kept, None where they are not."""
    found = await blobs.read(learner.id, digest)
    return None if found is None else found.content


async def let_go(learner: Learner, digests: Collection[str | None]) -> None:
    """Delete those of the bytes that no row of the learner needs any more.

    Within the caller's transaction, after `take_turns` and after the rows themselves are gone.
    """
    candidates = {digest for digest in digests if digest is not None}
    if not candidates:
        return
    needed = await _needed(learner, candidates)
    await blobs.forget(learner.id, candidates - needed)


async def _needed(learner: Learner, candidates: set[str]) -> set[str]:
    wanted = list(candidates)
    needed: set[str] = set()
    for rows, column in (
        (Credential.filter(learner_id=learner.id), "document_sha256"),
        (Credential.filter(learner_id=learner.id), "shown_sha256"),
        (Credential.filter(learner_id=learner.id), "image_sha256"),
        (Credential.filter(learner_id=learner.id), "presentation_sha256"),
        (Issuer.filter(learner_id=learner.id), "image_sha256"),
        (Achievement.filter(learner_id=learner.id), "image_sha256"),
        (ImportItem.filter(learner_id=learner.id), "input_sha256"),
        (ImportItem.filter(learner_id=learner.id), "bundle_sha256"),
        (ImportItem.filter(learner_id=learner.id), "presentation_sha256"),
        (SourceSnapshot.filter(owner=learner.id), "sha256"),
    ):
        found = await rows.filter(**{f"{column}__in": wanted}).values_list(column, flat=True)
        needed.update(str(digest) for digest in found)
        if len(needed) == len(candidates):
            break
    return needed
