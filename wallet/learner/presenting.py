"""What credentials were presented in stays with each of them, so that its holder can be told again.

A presentation falls apart into its credentials, each with its own bytes; what its holder signed
covers all of them together.
"""

from dataclasses import replace

from anyio.to_thread import run_sync

from wallet.documents import presentation
from wallet.documents.document import Document
from wallet.learner.keeping import keep, kept
from wallet.learner.learner import Learner

_MEDIA_TYPE = "application/vp"


async def keep_presented(learner: Learner, original: bytes | None) -> str | None:
    """Keep the bytes of a presentation. Within the caller's transaction, after `take_turns`."""
    return None if original is None else await keep(learner, original, _MEDIA_TYPE)


async def in_presentation(learner: Learner, document: Document, digest: str | None) -> Document:
    """Return a document with the presentation that is kept for it, where there is one."""
    original = None if digest is None else await kept(learner, digest)
    if original is None:
        return document
    return replace(document, presentation=await run_sync(presentation.read, original))
