"""A learner and what they want no more letters about in, an address that ends them out; and back.

The address needs no signing in: whoever has the letter may end such letters, and can do nothing
else with it. It does not expire, since letters are kept. Source: RFC 8058, "Implementation".
"""

import hmac
from dataclasses import dataclass
from re import compile as pattern
from typing import Final
from uuid import UUID

from wallet.documents.base64url import to_base64url

MINIMUM_KEY_LENGTH: Final = 32
EVERYTHING: Final = "all"
_PURPOSE: Final = b"wallet unsubscribe link v1"
_TOKEN: Final = pattern(r"([0-9a-f]{32})\.([A-Za-z_]{1,40})\.([A-Za-z0-9_-]{43})")


@dataclass(frozen=True, slots=True)
class Unsubscription:
    """Who wants no more letters about what: the name of a kind, or `EVERYTHING`."""

    learner_id: UUID
    about: str


@dataclass(frozen=True, slots=True)
class UnsubscribeLinks:
    """Makes and opens addresses under a server key of at least 32 bytes.

    `public_url` is where people reach us, without a slash at its end.
    """

    key: bytes
    public_url: str

    def __post_init__(self) -> None:
        """Refuse a key that could be guessed."""
        if len(self.key) < MINIMUM_KEY_LENGTH:
            raise ValueError(f"an unsubscription key has at least {MINIMUM_KEY_LENGTH} bytes")

    def __repr__(self) -> str:
        """Keep the key out of logs and tracebacks."""
        return f"UnsubscribeLinks(…, {self.public_url!r})"

    def url_for(self, learner_id: UUID, about: str) -> str:
        """Return the address that ends letters to this learner about that."""
        named = f"{learner_id.hex}.{about}"
        return f"{self.public_url}/unsubscribe/{named}.{self._signature(named)}"

    def opened(self, token: str) -> Unsubscription | None:
        """Return what the last part of an address ends; None unless it is as it was signed."""
        found = _TOKEN.fullmatch(token)
        if found is None:
            return None
        learner, about, signature = found.groups()
        if not hmac.compare_digest(self._signature(f"{learner}.{about}"), signature):
            return None
        return Unsubscription(UUID(learner), about)

    def _signature(self, named: str) -> str:
        message = _PURPOSE + b"\x00" + named.encode()
        return to_base64url(hmac.digest(self.key, message, "sha256"))
