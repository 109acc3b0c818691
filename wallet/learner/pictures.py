"""The picture of a credential: out of the badge itself, else from where the badge says it is."""

from dataclasses import dataclass

from anyio import CapacityLimiter
from anyio.lowlevel import RunVar
from anyio.to_thread import run_sync

from wallet.documents.document import Carrier, DocumentError
from wallet.documents.picture import Picture, decode_data_url, repaint
from wallet.intake.examining import Examined
from wallet.verification.sources import Sources

_IMAGES = frozenset({Carrier.PNG, Carrier.SVG})
_AT_ONCE = RunVar[CapacityLimiter]("pictures painted at once")
MOST_AT_ONCE = 2
"""A picture of the largest size takes some 160 MB while it is painted."""


@dataclass(frozen=True, slots=True)
class Painter:
    """Finds pictures, through `sources` where they lie elsewhere, and paints them anew."""

    sources: Sources

    async def picture_of(self, examined: Examined) -> Picture | None:
        """Return the credential's picture; None where none can be had, which is no failure.

        A baked badge is its own picture. Otherwise the credential's image counts, then the
        achievement's.
        """
        document, credential = examined.document, examined.credential
        if not _IMAGES.isdisjoint(document.carriers):
            painted = await _painted(document.original)
            if painted is not None:
                return painted
        is_old = credential.format.is_assertion
        for address in dict.fromkeys((credential.image, credential.achievement.image)):
            painted = None if address is None else await self._at(address, plain_http=is_old)
            if painted is not None:
                return painted
        return None

    async def _at(self, address: str, *, plain_http: bool) -> Picture | None:
        if address.startswith("data:"):
            try:
                return await _painted(decode_data_url(address))
            except DocumentError:
                return None
        if not address.startswith(("https://", "http://")):
            return None
        answer = await self.sources.fetch(address, plain_http=plain_http)
        return await _painted(answer.body) if answer.arrived and answer.body else None


async def _painted(data: bytes) -> Picture | None:
    try:
        return await run_sync(repaint, data, limiter=_limiter())
    except DocumentError:
        return None


def _limiter() -> CapacityLimiter:
    """Return the event loop's own limiter: one is of no use to another loop."""
    limiter = _AT_ONCE.get(None)
    if limiter is None:
        limiter = CapacityLimiter(MOST_AT_ONCE)
        _AT_ONCE.set(limiter)
    return limiter
