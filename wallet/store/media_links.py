"""A picture or document of a learner in, an address that opens it for a while out; and back.

For the API room: `MediaLinks.url_for` is what a GraphQL field calls; it is handed in by the
composition, since api and web do not import each other. Whoever holds the address may read that
one thing until it expires, so that an `<img>` works without a header: give it out to the owner
alone, who asked with a bearer token. The web room opens it through `MediaLinks.opened`.
"""

import hmac
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from re import fullmatch
from uuid import UUID

from wallet.documents.base64url import to_base64url

MINIMUM_KEY_LENGTH = 32
LIFETIME = timedelta(minutes=30)
"""The most that an address lives; the least is half of it."""
_PURPOSE = b"wallet media link v1"


class MediaKind(StrEnum):
    """What the bytes are, which decides how they are served."""

    PICTURE = "picture"
    DOCUMENT = "document"


@dataclass(frozen=True, slots=True)
class MediaLink:
    """What an address opens."""

    kind: MediaKind
    owner_id: UUID
    sha256: str


@dataclass(frozen=True, slots=True)
class MediaLinks:
    """Makes and opens addresses under a server key of at least 32 bytes.

    `public_url` is where visitors reach us, without a slash at its end.
    """

    key: bytes
    public_url: str

    def __post_init__(self) -> None:
        """Refuse a key that could be guessed."""
        if len(self.key) < MINIMUM_KEY_LENGTH:
            raise ValueError(f"a media key has at least {MINIMUM_KEY_LENGTH} bytes")

    def __repr__(self) -> str:
        """Keep the key out of logs and tracebacks."""
        return f"MediaLinks(…, {self.public_url!r})"

    def url_for(self, link: MediaLink, now: datetime) -> str:
        """Return the address of `link`, good for 15 to 30 minutes from `now`.

        Within a quarter of an hour it stays the same, so a screen that asks twice does not load
        a picture twice.
        """
        step = int(LIFETIME.total_seconds() / 2)
        expires = (int(now.timestamp()) // step + 2) * step
        signature = self._signature(link, expires)
        path = f"media/{link.kind}/{link.owner_id}/{link.sha256}"
        return f"{self.public_url}/{path}?expires={expires}&signature={signature}"

    def opened(
        self, path: tuple[str, str, str], expires: str, signature: str, now: datetime
    ) -> MediaLink | None:
        """Return what an address opens at `now`; None unless all of it is as it was signed.

        `path` is kind, owner and digest, as they stand in the address.
        """
        link = _link_of(*path)
        if link is None or not fullmatch(r"[1-9][0-9]{0,11}", expires):
            return None
        expected = self._signature(link, int(expires))
        if not hmac.compare_digest(expected.encode(), signature.encode("utf-8", "replace")):
            return None
        return link if now.timestamp() < int(expires) else None

    def _signature(self, link: MediaLink, expires: int) -> str:
        """Return the HMAC-SHA256 over every part of the address, base64url."""
        parts = (_PURPOSE, link.kind.encode(), link.owner_id.bytes.hex().encode())
        message = b"\x00".join((*parts, link.sha256.encode(), str(expires).encode()))
        return to_base64url(hmac.digest(self.key, message, "sha256"))


def _link_of(kind: str, owner_id: str, sha256: str) -> MediaLink | None:
    """Read the parts of a path strictly, so that one thing has one address."""
    if kind not in set(MediaKind) or not fullmatch(r"[0-9a-f]{64}", sha256):
        return None
    if not fullmatch(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", owner_id):
        return None
    return MediaLink(MediaKind(kind), UUID(owner_id), sha256)
