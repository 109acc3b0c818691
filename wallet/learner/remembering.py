"""What was looked up for a credential, kept as snapshots: a later report can tell what was seen.

What may name a learner stays with the learner. PUBLIC are only the documents that speak for an
issuer to everybody; in doubt an answer is personal.
"""

from hashlib import sha256
from typing import Any
from uuid import UUID

from wallet.intake.examining import Examined
from wallet.learner.learner import Learner
from wallet.store import snapshots
from wallet.store.details import from_column
from wallet.store.identifiers import PUBLIC
from wallet.store.models.credentials import Credential
from wallet.store.models.snapshots import SourceSnapshot
from wallet.verification.public_documents import public_document
from wallet.verification.sources import Answer


async def remember(learner: Learner, credential_id: UUID, examined: Examined) -> None:
    """Keep what was looked up live for a credential, each body once for each owner.

    Within the caller's transaction, and last in it: what is public is shared by all, so it is
    kept in one order, or two wallets could wait for one another.
    """
    own: list[Answer] = []
    shared: list[Answer] = []
    for answer in sorted(examined.answers, key=_digest):
        (shared if _speaks_to_everybody(answer, examined) else own).append(answer)
    await _note_sources(learner, credential_id, [answer.url for answer in own])
    await snapshots.keep(learner.id, own)
    await snapshots.keep(PUBLIC, shared)


async def _note_sources(learner: Learner, credential_id: UUID, urls: list[str]) -> None:
    """Let the credential's row tell because of what the learner keeps snapshots."""
    own = Credential.filter(learner_id=learner.id, id=credential_id)
    credential = await own.only("id", "detail").first()
    if credential is None:
        return
    known = _sources_in(credential.detail)
    if not set(urls) <= set(known):
        sources = list(dict.fromkeys((*known, *urls)))
        await own.update(detail={**credential.detail, "own_sources": sources})


async def forget_sources(learner: Learner, credential: Credential) -> list[str | None]:
    """Delete the learner's own snapshots that only this credential needs.

    Returns the digests of their bodies. Credentials of one issuer may share such sources.
    """
    siblings = Credential.filter(learner_id=learner.id, issuer_id=credential.issuer_id)
    others = await siblings.exclude(id=credential.id).values_list("detail", flat=True)
    shared = {url for detail in others for url in _sources_in(detail)}
    urls = set(_sources_in(credential.detail)) - shared
    copies = SourceSnapshot.filter(
        owner=learner.id, url_sha256__in=[sha256(_bytes(url)).hexdigest() for url in urls]
    )
    digests = await copies.values_list("sha256", flat=True)
    await copies.delete()
    return [None if digest is None else str(digest) for digest in digests]


def _sources_in(detail: Any) -> tuple[str, ...]:
    return from_column(detail).own_sources


def _bytes(url: str) -> bytes:
    return url.encode("utf-8", "surrogatepass")


def _digest(answer: Answer) -> bytes:
    return sha256(answer.body or b"").digest()


def _speaks_to_everybody(answer: Answer, examined: Examined) -> bool:
    credential = examined.credential
    hosting = credential.hosting
    own = {credential.id, examined.document.url, hosting.assertion_url if hosting else None}
    return answer.url not in own and public_document(answer) is not None
