"""Signatures of webhooks, by Standard Webhooks, which receivers have libraries for everywhere.

HTTP Message Signatures (RFC 9421) would let a receiver check without a shared secret, but most
receivers would have to write that check themselves, and a check that is not made protects nobody.
Source: Standard Webhooks 1.0.0, "Verifying webhook authenticity".
"""

import hmac
from base64 import b64encode
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Final
from uuid import UUID

MINIMUM_KEY_LENGTH: Final = 32
BOTH_FOR: Final = timedelta(days=1)
"""How long after a change of secret messages are signed under the former one, too."""
_PURPOSE: Final = b"wallet webhook secret v1"
_PREFIX: Final = "whsec_"


@dataclass(frozen=True, slots=True)
class WebhookKeys:
    """The server key that secrets are derived from: none of them is in the database."""

    key: bytes

    def __post_init__(self) -> None:
        """Refuse a key that could be guessed."""
        if len(self.key) < MINIMUM_KEY_LENGTH:
            raise ValueError(f"a webhook key has at least {MINIMUM_KEY_LENGTH} bytes")

    def __repr__(self) -> str:
        """Keep the key out of logs and tracebacks."""
        return "WebhookKeys(…)"

    def secret(self, endpoint_id: UUID, version: int) -> str:
        """Return the secret as its receiver configures it."""
        return _PREFIX + b64encode(self._octets(endpoint_id, version)).decode()

    def headers(
        self,
        endpoint_id: UUID,
        versions: tuple[int, ...],
        message_id: str,
        now: datetime,
        body: bytes,
    ) -> dict[str, str]:
        """Return the headers that sign one attempt at `now`, under each of the versions."""
        timestamp = str(int(now.timestamp()))
        signed = b".".join((message_id.encode(), timestamp.encode(), body))
        signatures = (
            b64encode(hmac.digest(self._octets(endpoint_id, version), signed, sha256)).decode()
            for version in versions
        )
        return {
            "content-type": "application/json",
            "webhook-id": message_id,
            "webhook-timestamp": timestamp,
            "webhook-signature": " ".join(f"v1,{signature}" for signature in signatures),
        }

    def _octets(self, endpoint_id: UUID, version: int) -> bytes:
        message = b"\x00".join((_PURPOSE, endpoint_id.bytes, version.to_bytes(8, "big")))
        return hmac.digest(self.key, message, sha256)
