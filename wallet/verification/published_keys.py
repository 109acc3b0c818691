"""What was looked up in, what tells an issuer's published keys from other keys out."""

import json
from collections.abc import Iterable
from hashlib import sha256
from typing import Any

from wallet.verification.sources import Answer

_MEMBERS = ("verificationMethod", "publicKey", "publicKeyPem", "keys")
"""Of controller documents, of profiles and key documents of Open Badges 2, of key sets."""


def keys_seen(answers: Iterable[Answer]) -> str | None:
    """Return a digest of all keys that the answers publish; None where they publish none."""
    keys = sorted({key for answer in answers for key in _keys_in(answer)})
    return sha256("\n".join(keys).encode()).hexdigest() if keys else None


def _keys_in(answer: Answer) -> list[str]:
    content: Any = answer.content if answer.arrived else None
    if content is None or "credentialSubject" in content:
        return []
    found: list[str] = []
    for name in _MEMBERS:
        value = content.get(name, [])
        found += [
            json.dumps([name, each], sort_keys=True)
            for each in (value if isinstance(value, list) else [value])
        ]
    return found
