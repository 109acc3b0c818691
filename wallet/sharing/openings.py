"""What a visitor brings in, a token with the proof that they opened the link out.

A link with a passcode or a limit shows itself only to who opened it from its cover. Who did gets
a proof for a short while, kept in a cookie of that link alone: the database knows nothing of it,
every process can check it, and a new passcode ends it.
"""

import hmac
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Self

from wallet.documents.base64url import to_base64url

VISIT = timedelta(minutes=30)
"""How long an opening lasts, without counting again."""
PREVIEW = timedelta(minutes=10)
"""How long its owner looks at a link as visitors see it, from one address for that."""
MINIMUM_KEY_LENGTH = 32
_PURPOSE = b"wallet link opening v1\x00"
_LONGEST_PROOF = 200


class OpeningKind(StrEnum):
    """Who opened: a visitor, or the owner for a look that is not counted."""

    VISIT = "visit"
    PREVIEW = "preview"


@dataclass(frozen=True, slots=True)
class Opening:
    """That a link was opened, under the passcode of that version."""

    kind: OpeningKind
    passcode_version: int
    until: datetime


class HeldToken(str):
    """A link's token in a visitor's hands; with a proof that held, `opening` tells of it.

    It goes wherever a plain token goes, which opens what has no cover.
    """

    __slots__ = ("opening",)
    opening: Opening | None

    def __new__(cls, token: str, opening: Opening | None = None) -> Self:
        """Hold `token`."""
        held = super().__new__(cls, token)
        held.opening = opening
        return held

    @property
    def is_preview(self) -> bool:
        """Whether the owner only looks."""
        return self.opening is not None and self.opening.kind is OpeningKind.PREVIEW


@dataclass(frozen=True, slots=True)
class OpeningProofs:
    """Makes and reads proofs under a server key of at least 32 bytes, not in the database."""

    key: bytes

    def __post_init__(self) -> None:
        """Refuse a key that could be guessed."""
        if len(self.key) < MINIMUM_KEY_LENGTH:
            raise ValueError(f"a key of openings has at least {MINIMUM_KEY_LENGTH} bytes")

    def __repr__(self) -> str:
        """Keep the key out of logs and tracebacks."""
        return "OpeningProofs(…)"

    def proof(self, token: str, opening: Opening) -> str:
        """Return the text that proves `opening` of the link with that token."""
        said = f"{opening.kind}.{opening.passcode_version}.{int(opening.until.timestamp())}"
        return f"{said}.{self._mac(token, said)}"

    def held(self, token: str, proof: str | None, now: datetime) -> HeldToken:
        """Return the token, with its opening where `proof` is one of ours and not over."""
        return HeldToken(token, self._opening(token, (proof or "")[:_LONGEST_PROOF], now))

    def of_client(self, network: str) -> str:
        """Return a name for a client's network that tells nobody without the key which it is."""
        return hmac.new(self.key, b"client\x00" + network.encode(), "sha256").hexdigest()

    def _opening(self, token: str, proof: str, now: datetime) -> Opening | None:
        said, _, mac = proof.rpartition(".")
        if not hmac.compare_digest(self._mac(token, said).encode(), mac.encode()):
            return None
        kind, version, until = said.split(".")
        opening = Opening(OpeningKind(kind), int(version), datetime.fromtimestamp(int(until), UTC))
        return opening if now < opening.until else None

    def _mac(self, token: str, said: str) -> str:
        message = _PURPOSE + f"{token}\x00{said}".encode("utf-8", "surrogatepass")
        return to_base64url(hmac.digest(self.key, message, "sha256"))
