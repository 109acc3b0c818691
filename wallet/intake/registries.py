"""The settings' lists of known issuers in, all known issuers out; read again from time to time.

A list counts because the operator named it. What comes from elsewhere must be the very bytes
that were meant (`sha256`), or be signed by a key that was (`signed_by`): a compact JWS (RFC 7515)
whose payload is the list.
"""

import asyncio
import logging
from asyncio import Lock
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

from wallet.documents import strict_json
from wallet.documents.document import DocumentError
from wallet.documents.jose import split
from wallet.documents.limits import LIMITS
from wallet.proofs.jose import verify_signature
from wallet.proofs.keys import KeyUnreadableError, PublicKey
from wallet.verification.known_issuers import (
    FurtherList,
    KnownIssuer,
    KnownIssuers,
    ListUnreadableError,
    read_list,
)
from wallet.verification.sources import Sources

READ_AGAIN_AFTER = timedelta(hours=1)
TRY_AGAIN_AFTER = timedelta(minutes=5)
LIFE = timedelta(days=7)
"""How long a list counts that cannot be read anew."""
MOST_FURTHER = 20
"""Lists that one list may lead to; those do not lead on."""
_DID_KEY = "did:key:"
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class RegistrySource:
    """Where a list lies, a file or an https address, and what vouches for its bytes."""

    location: str
    sha256: str | None = None
    signed_by: str | None = None


@dataclass(slots=True)
class _Read:
    """What a list said last, by the address of the list that says it, and when that was."""

    issuers: Mapping[str, tuple[KnownIssuer, ...]] = field(default_factory=dict)
    unread: tuple[str, ...] = ()
    read_at: datetime | None = None
    again_at: datetime | None = None


class Registries:
    """All lists of the settings. One that cannot be had anew counts as it was read last."""

    def __init__(
        self, lists: Sequence[RegistrySource], sources: Sources, clock: Callable[[], datetime]
    ) -> None:
        """Read `lists`, those with an address through `sources`."""
        self._lists = tuple(lists)
        self._sources = sources
        self._clock = clock
        self._read = {each: _Read() for each in self._lists}
        self._reading = Lock()
        self._known = KnownIssuers()

    async def known(self) -> KnownIssuers | None:
        """Return all that are known; None where no list is set up."""
        if not self._lists:
            return None
        if self._due():
            async with self._reading:
                if due := self._due():
                    await asyncio.gather(*(self._refresh(each) for each in due))
                    self._known = self._together()
        return self._known

    def _together(self) -> KnownIssuers:
        moment = self._clock()
        issuers: list[KnownIssuer] = []
        unread: list[str] = []
        for source in self._lists:
            read = self._read[source]
            if read.read_at is None or moment - read.read_at > LIFE:
                unread.append(source.location)
                continue
            issuers += (issuer for each in read.issuers.values() for issuer in each)
            unread += read.unread
        return KnownIssuers(tuple(issuers), tuple(unread))

    def _due(self) -> list[RegistrySource]:
        moment = self._clock()
        return [
            each
            for each, read in self._read.items()
            if read.again_at is None or read.again_at <= moment
        ]

    async def _refresh(self, source: RegistrySource) -> None:
        held, moment = self._read[source], self._clock()
        try:
            entries = await self._entries(source)
        except (ListUnreadableError, DocumentError) as error:
            _log.warning("a list of known issuers was not read: %s", error)
            held.again_at = moment + TRY_AGAIN_AFTER
            return
        issuers = {source.location: tuple(e for e in entries if isinstance(e, KnownIssuer))}
        unread: list[str] = []
        for further in [e for e in entries if isinstance(e, FurtherList)][:MOST_FURTHER]:
            url = further.url or ""
            found = await self._further(further) or held.issuers.get(url, ())
            issuers[url] = found
            unread += [] if found else [further.name]
        again_at = moment + (TRY_AGAIN_AFTER if unread else READ_AGAIN_AFTER)
        self._read[source] = _Read(issuers, tuple(unread), moment, again_at)

    async def _entries(self, source: RegistrySource) -> tuple[KnownIssuer | FurtherList, ...]:
        body = await self._body(source.location)
        if source.sha256 is not None and sha256(body).hexdigest() != source.sha256.lower():
            raise ListUnreadableError(f"{source.location} has other bytes than were pinned.")
        content = strict_json.parse(body) if source.signed_by is None else _signed(body, source)
        return read_list(content, source.location)

    async def _further(self, further: FurtherList) -> tuple[KnownIssuer, ...]:
        """Return who is on a list that another one vouches for, by its address over https."""
        if further.url is None or not further.url.startswith("https://"):
            return ()
        try:
            content = strict_json.parse(await self._body(further.url))
            entries = read_list(content, further.name)
        except (ListUnreadableError, DocumentError):
            return ()
        return tuple(each for each in entries if isinstance(each, KnownIssuer))

    async def _body(self, location: str) -> bytes:
        if "://" not in location:
            return await asyncio.to_thread(_bytes_of, Path(location))
        answer = await self._sources.fetch(location)
        if not answer.arrived or answer.body is None:
            raise ListUnreadableError(f"Nothing came from {location}.")
        return answer.body


def _bytes_of(file: Path) -> bytes:
    try:
        with file.open("rb") as opened:
            return opened.read(LIMITS.json_bytes + 1)
    except OSError as error:
        raise ListUnreadableError(f"{file} cannot be read.") from error


def _signed(body: bytes, source: RegistrySource) -> Any:
    """Return what the JWS says, if it is signed with the key that the settings name."""
    jws = split(body.decode("ascii", "replace").strip())
    try:
        key = PublicKey.from_multikey((source.signed_by or "").removeprefix(_DID_KEY))
    except KeyUnreadableError as error:
        raise ListUnreadableError("The key of the list is none that we read.") from error
    if verify_signature(jws, key) is not None:
        raise ListUnreadableError(f"{source.location} is not signed with the key that was named.")
    return jws.payload
