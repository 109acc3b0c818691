"""What was looked up for a credential, kept as snapshots: a later report can tell what was seen.

What may name a learner stays with the learner. PUBLIC are only the documents that speak for an
issuer to everybody; in doubt an answer is personal.
"""

from hashlib import sha256
from typing import Any

from wallet.intake.examining import Examined
from wallet.learner.learner import Learner
from wallet.store import snapshots
from wallet.store.identifiers import PUBLIC
from wallet.verification.sources import Answer

_PUBLIC_TYPES = frozenset(
    {
        "BitstringStatusListCredential",
        "CryptographicKey",
        "Issuer",
        "Profile",
        "RevocationList",
        "StatusList2021Credential",
    }
)
_PERSONAL_MEMBERS = frozenset({"recipient", "verify", "badge"})


async def remember(learner: Learner, examined: Examined) -> None:
    """Keep what was looked up live for a credential, each body once for each owner.

    Within the caller's transaction, and last in it: what is public is shared by all, so it is
    kept in one order, or two wallets could wait for one another.
    """
    own: list[Answer] = []
    shared: list[Answer] = []
    for answer in sorted(examined.answers, key=_digest):
        (shared if _speaks_to_everybody(answer, examined) else own).append(answer)
    await snapshots.keep(learner.id, own)
    await snapshots.keep(PUBLIC, shared)


def _digest(answer: Answer) -> bytes:
    return sha256(answer.body or b"").digest()


def _speaks_to_everybody(answer: Answer, examined: Examined) -> bool:
    credential = examined.credential
    hosting = credential.hosting
    own = {credential.id, examined.document.url, hosting.assertion_url if hosting else None}
    content = answer.content
    if content is None or answer.url in own or not _PERSONAL_MEMBERS.isdisjoint(content):
        return False
    types = {*_texts(content.get("type")), *_texts(content.get("@type"))}
    is_did_document = "verificationMethod" in content and "credentialSubject" not in content
    return not types.isdisjoint(_PUBLIC_TYPES) or is_did_document


def _texts(value: Any) -> list[str]:
    values = value if isinstance(value, list) else [value]
    return [text for text in values if isinstance(text, str)]
