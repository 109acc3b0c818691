"""The secret in a link's address: derived from a server key, kept only as its SHA-256.

A stolen database opens nothing, and the address can still be shown again to its owner.
"""

import hmac
from dataclasses import dataclass
from hashlib import sha256
from uuid import UUID

from wallet.documents.base64url import to_base64url

MINIMUM_KEY_LENGTH = 32
TOKEN_LENGTH = 43
"""Characters: 256 bits in base64url without padding."""
_PURPOSE = b"wallet share token v1\x00"


@dataclass(frozen=True, slots=True)
class TokenKeys:
    """The server key that addresses are derived from; at least 32 bytes, not in the database.

    After a change of key the addresses given out keep working, since only their hashes are
    compared, but they cannot be shown again.
    """

    key: bytes

    def __post_init__(self) -> None:
        """Refuse a key that could be guessed."""
        if len(self.key) < MINIMUM_KEY_LENGTH:
            raise ValueError(f"a token key has at least {MINIMUM_KEY_LENGTH} bytes")

    def __repr__(self) -> str:
        """Keep the key out of logs and tracebacks."""
        return "TokenKeys(…)"


def token_of(share_id: UUID, version: int, keys: TokenKeys) -> str:
    """Return the link's token: HMAC-SHA256 over its id and version, base64url, 256 bits."""
    message = _PURPOSE + share_id.bytes + version.to_bytes(8, "big")
    return to_base64url(hmac.digest(keys.key, message, "sha256"))


def hash_of(token: str) -> str:
    """Return what of a token is stored and looked up: its SHA-256 in lower-case hex.

    Looking up a digest takes no time that depends on how much of a guess is right.
    """
    return sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def shown_token(share_id: UUID, version: int, token_sha256: str, keys: TokenKeys) -> str | None:
    """Return the token again for its owner; None where the server key has changed since."""
    token = token_of(share_id, version, keys)
    return token if hmac.compare_digest(hash_of(token), token_sha256) else None
