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
_PURPOSE = b"wallet media link v2"
_WITH = "with-reports"
_WITHOUT = "documents"


class MediaKind(StrEnum):
    """What the bytes are, which decides how they are served."""

    PICTURE = "picture"
    DOCUMENT = "document"
    BAKED_PNG = "baked-png"
    BAKED_SVG = "baked-svg"


@dataclass(frozen=True, slots=True)
class MediaLink:
    """What an address opens; of a baked badge `sha256` is of the JSON or JWS that it is."""

    kind: MediaKind
    owner_id: UUID
    sha256: str


@dataclass(frozen=True, slots=True)
class ExportLink:
    """A part of a wallet that an address gives as a ZIP file: `wallet.learner.exporting.Part`."""

    owner_id: UUID
    first: UUID
    last: UUID
    with_reports: bool


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
        return self._signed("media", (link.kind.value, str(link.owner_id), link.sha256), now)

    def export_url_for(self, link: ExportLink, now: datetime) -> str:
        """Return the address of a part of a wallet, good as long as that of any other link."""
        reports = _WITH if link.with_reports else _WITHOUT
        parts = (str(link.owner_id), str(link.first), str(link.last), reports)
        return self._signed("exports", parts, now)

    def opened_export(
        self, path: tuple[str, str, str, str], expires: str, signature: str, now: datetime
    ) -> ExportLink | None:
        """Return what an address of `export_url_for` opens at `now`, as `opened`."""
        *ids, reports = path
        if not all(map(_is_id, ids)) or reports not in {_WITH, _WITHOUT}:
            return None
        if not self._holds("exports", path, expires, signature, now):
            return None
        owner_id, first, last = map(UUID, ids)
        return ExportLink(owner_id, first, last, with_reports=reports == _WITH)

    def opened(
        self, path: tuple[str, str, str], expires: str, signature: str, now: datetime
    ) -> MediaLink | None:
        """Return what an address opens at `now`; None unless all of it is as it was signed.

        `path` is kind, owner and digest, as they stand in the address.
        """
        link = _link_of(*path)
        if link is None or not self._holds("media", path, expires, signature, now):
            return None
        return link

    def _signed(self, folder: str, parts: tuple[str, ...], now: datetime) -> str:
        step = int(LIFETIME.total_seconds() / 2)
        expires = (int(now.timestamp()) // step + 2) * step
        signature = self._signature(folder, parts, expires)
        path = "/".join((folder, *parts))
        return f"{self.public_url}/{path}?expires={expires}&signature={signature}"

    def _holds(
        self, folder: str, parts: tuple[str, ...], expires: str, signature: str, now: datetime
    ) -> bool:
        if not fullmatch(r"[1-9][0-9]{0,11}", expires):
            return False
        expected = self._signature(folder, parts, int(expires))
        is_ours = hmac.compare_digest(expected.encode(), signature.encode("utf-8", "replace"))
        return is_ours and now.timestamp() < int(expires)

    def _signature(self, folder: str, parts: tuple[str, ...], expires: int) -> str:
        """Return the HMAC-SHA256 over every part of the address, base64url."""
        told = (folder, *parts, str(expires))
        message = b"\x00".join((_PURPOSE, *(part.encode() for part in told)))
        return to_base64url(hmac.digest(self.key, message, "sha256"))


def _link_of(kind: str, owner_id: str, sha256: str) -> MediaLink | None:
    """Read the parts of a path strictly, so that one thing has one address."""
    if kind not in set(MediaKind) or not fullmatch(r"[0-9a-f]{64}", sha256):
        return None
    if not _is_id(owner_id):
        return None
    return MediaLink(MediaKind(kind), UUID(owner_id), sha256)


def _is_id(written: str) -> bool:
    return fullmatch(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", written) is not None
