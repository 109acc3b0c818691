"""An open link in, a verifiable presentation of what it discloses out, for programs.

It says that this wallet presents these credentials to whoever sent the challenge; each of them
carries its own proof. What is no verifiable credential (Open Badges 1 and 2) has no place in it.

Source: VC Data Model 2.0, "Verifiable Presentations", "Enveloped Verifiable Credentials".
"""

import json
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime
from secrets import token_urlsafe
from typing import Any

from wallet.credentials.credential import Securing
from wallet.proofs.contexts import Contexts
from wallet.sharing.disclosure import DisclosureLevel
from wallet.sharing.shared import OpenedShare, SharedCredential
from wallet.sharing.signing_key import WalletIdentity
from wallet.web.originals import original_types

PRESENTATION = "application/vp"
LONGEST_CHALLENGE = 200
_V2 = "https://www.w3.org/ns/credentials/v2"
_ENVELOPED = frozenset({Securing.JWT, Securing.SD_JWT})
ReadDocument = Callable[[SharedCredential], Awaitable[bytes]]


def can_be_presented(item: SharedCredential) -> bool:
    """Whether a credential is a verifiable one that the link gives away."""
    if not item.gives_document:
        return False
    excerpt = item.level is DisclosureLevel.WALLET_EXCERPT
    return excerpt or item.form.securing in {Securing.LINKED_DATA, *_ENVELOPED}


async def presentation_of(
    share: OpenedShare,
    read: ReadDocument,
    *,
    challenge: str | None,
    identity: WalletIdentity,
    contexts: Contexts,
    now: datetime,
) -> Mapping[str, Any]:
    """Return the presentation, signed for the `challenge`, or for a fresh one where none is given.

    Raises:
        ValueError: what is in it cannot be signed over together.
    """
    presented = [
        _presented(item, await read(item)) for item in share.items if can_be_presented(item)
    ]
    return await identity.signed(
        {
            "@context": [_V2],
            "type": ["VerifiablePresentation"],
            "holder": identity.did,
            "verifiableCredential": presented,
        },
        created=now,
        contexts=contexts,
        proof_purpose="authentication",
        challenge=challenge or token_urlsafe(),
        domain=identity.origin,
    )


def _presented(item: SharedCredential, document: bytes) -> Any:
    excerpt = item.level is DisclosureLevel.WALLET_EXCERPT
    if excerpt or item.form.securing not in _ENVELOPED:
        return json.loads(document)
    return {
        "@context": _V2,
        "id": f"data:{original_types(item)[0]},{document.decode().strip()}",
        "type": "EnvelopedVerifiableCredential",
    }
