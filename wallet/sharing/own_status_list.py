"""Excerpts in, the signed lists that tell which of them still stand out.

A place is set once its excerpt does not stand any more: on a link that is open and shows the
credential, of a source that nobody withdrew. So what is deleted is withdrawn, and nobody need
remember it. A place that nobody has had is clear, for whoever read the list a while ago may be
shown an excerpt that was signed since.

Source: W3C Bitstring Status List 1.0, "BitstringStatusListCredential", "Bitstring Generation".
"""

import gzip
from asyncio import Lock
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from secrets import randbelow
from typing import Any

from tortoise.exceptions import IntegrityError
from tortoise.expressions import Q

from wallet.documents.base64url import to_base64url
from wallet.proofs.contexts import Contexts
from wallet.sharing.signing_key import WalletIdentity
from wallet.store.connection import transaction
from wallet.store.models.excerpts import Excerpt, StatusPlace
from wallet.store.models.shares import ShareItem
from wallet.verification.report import Integrity, Standing

PLACES = 131_072
"""The fewest that a list may have. Source: "Privacy Considerations", "Group Privacy"."""
STATUS_PATH = "/status/excerpts"
_FILLED = PLACES // 2
"""From then on the next list is begun: a free place is found by trying."""
_MOST_TRIES = 64
_HOLDS = timedelta(days=1)
_WITHDRAWN = (Standing.REVOKED.value, Standing.SUSPENDED.value)


@dataclass(frozen=True, slots=True)
class Place:
    """Where an excerpt's status stands."""

    list_number: int
    position: int

    def entry(self, origin: str) -> dict[str, Any]:
        """Return the `credentialStatus` that names it."""
        url = list_url(origin, self.list_number)
        return {
            "id": f"{url}#{self.position}",
            "type": "BitstringStatusListEntry",
            "statusPurpose": "revocation",
            "statusListIndex": str(self.position),
            "statusListCredential": url,
        }


def list_url(origin: str, number: int) -> str:
    """Return the address of a list."""
    return f"{origin}{STATUS_PATH}/{number}"


async def take_place() -> Place:
    """Return a place that nobody had before: at random, so that it tells no order.

    Raises:
        RuntimeError: none was free, which half-empty lists make all but impossible.
    """
    newest = await StatusPlace.all().order_by("-list_number").first()
    number = 1 if newest is None else newest.list_number
    if await StatusPlace.filter(list_number=number).count() >= _FILLED:
        number += 1
    for _ in range(_MOST_TRIES):
        place = Place(number, randbelow(PLACES))
        try:
            async with transaction():
                await StatusPlace.create(list_number=number, position=place.position)
        except IntegrityError:
            continue
        return place
    raise RuntimeError("No free place was found in a status list.")


async def withdrawn_places(number: int, now: datetime) -> set[int] | None:
    """Return the places of a list whose excerpts do not stand; None where there is no such list."""
    places = await StatusPlace.filter(list_number=number).values("position", "is_used")
    if not places:
        return None
    standing = await _standing_places(number, now)
    return {place["position"] for place in places if place["is_used"]} - standing


async def _standing_places(number: int, now: datetime) -> set[int]:
    rows = await Excerpt.filter(
        Q(share__expires_at=None) | Q(share__expires_at__gt=now),
        list_number=number,
        share__revoked_at=None,
    ).values(
        "position", "share_id", "credential_id", "credential__integrity", "credential__standing"
    )
    shown = {
        (row["share_id"], row["credential_id"])
        for row in await ShareItem.filter(
            share_id__in={row["share_id"] for row in rows}, chosen_level__isnull=False
        ).values("share_id", "credential_id")
    }
    return {
        row["position"]
        for row in rows
        if (row["share_id"], row["credential_id"]) in shown
        and row["credential__integrity"] != Integrity.BROKEN.value
        and row["credential__standing"] not in _WITHDRAWN
    }


async def use_place(place: Place) -> None:
    """Note that an excerpt is kept at a place, within the transaction that keeps it."""
    taken = StatusPlace.filter(list_number=place.list_number, position=place.position)
    await taken.update(is_used=True)


def encoded_list(withdrawn: Collection[int]) -> str:
    """Return the bitstring in which the given places are set, as it is published."""
    bits = bytearray(PLACES // 8)
    for position in withdrawn:
        bits[position // 8] |= 0x80 >> position % 8
    return f"u{to_base64url(gzip.compress(bytes(bits), mtime=0))}"


@dataclass(slots=True)
class OwnStatusLists:
    """Signs the lists as they are now, and keeps what it signed while nothing of it changes."""

    identity: WalletIdentity
    contexts: Callable[[], Contexts]
    _signed: dict[int, tuple[str, datetime, dict[str, Any]]] = field(default_factory=dict)
    _signing: Lock = field(default_factory=Lock)

    async def list_credential(self, number: int, now: datetime) -> dict[str, Any] | None:
        """Return a list as a signed credential; None where there is none of that number."""
        withdrawn = await withdrawn_places(number, now)
        if withdrawn is None:
            return None
        encoded = encoded_list(withdrawn)
        async with self._signing:
            before = self._signed.get(number)
            if before is not None and before[0] == encoded and now < before[1]:
                return before[2]
            signed = await self._sign(number, encoded, now)
            self._signed[number] = (encoded, now + _HOLDS / 2, signed)
            return signed

    async def _sign(self, number: int, encoded: str, now: datetime) -> dict[str, Any]:
        url = list_url(self.identity.origin, number)
        return await self.identity.signed(
            {
                "@context": ["https://www.w3.org/ns/credentials/v2"],
                "id": url,
                "type": ["VerifiableCredential", "BitstringStatusListCredential"],
                "issuer": self.identity.did,
                "validFrom": _time(now),
                "validUntil": _time(now + _HOLDS),
                "credentialSubject": {
                    "id": f"{url}#list",
                    "type": "BitstringStatusList",
                    "statusPurpose": "revocation",
                    "encodedList": encoded,
                },
            },
            created=now,
            contexts=self.contexts(),
        )


def _time(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds").replace("+00:00", "Z")
