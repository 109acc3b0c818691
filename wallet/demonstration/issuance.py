"""What a demonstration is made of and must not change: keys, origin, moment, salt.

It is made once and kept in one file of the data folder, readable by its owner alone.
"""

import os
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from hashlib import sha256
from hmac import new as hmac
from ipaddress import ip_address
from json import dumps, loads
from pathlib import Path
from secrets import token_hex
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID, uuid5

from wallet.demonstration.places import Site
from wallet.proofs.keys import KeyKind, PrivateKey

FILE_NAME = "demonstration.json"


@dataclass(frozen=True, slots=True)
class IssuerKeys:
    """The issuers' private keys: two of the university, for proofs and for tokens."""

    university: PrivateKey
    university_tokens: PrivateKey
    academy: PrivateKey
    library: PrivateKey

    @classmethod
    def generate(cls) -> "IssuerKeys":
        """Return new random keys."""
        return cls(
            university=PrivateKey.generate(KeyKind.ED25519),
            university_tokens=PrivateKey.generate(KeyKind.P256),
            academy=PrivateKey.generate(KeyKind.RSA),
            library=PrivateKey.generate(KeyKind.ED25519),
        )


@dataclass(frozen=True, slots=True)
class Issuance:
    """All that the documents follow from; `issued_at` is in UTC and whole seconds."""

    site: Site
    issued_at: datetime
    secret: str
    keys: IssuerKeys

    @classmethod
    def new(cls, origin: str, now: datetime) -> "Issuance":
        """Return an issuance of this moment with new keys, for the `origin` that serves it."""
        return cls(Site(origin), _whole(now), token_hex(16), IssuerKeys.generate())

    def salt(self, name: str) -> str:
        """Return the salt of a hashed recipient: the same whenever the documents are made."""
        return self._derived(f"salt {name}").hex()[:16]

    def urn(self, name: str) -> str:
        """Return the `urn:uuid:` of something that has no address.

        Source: RFC 9562, 5.5 (a UUID made of a name).
        """
        return uuid5(UUID(self.secret), name).urn

    def number(self, name: str, below: int) -> int:
        """Return a number for something, at least 0."""
        return int.from_bytes(self._derived(f"number {name}")[:8]) % below

    def _derived(self, name: str) -> bytes:
        return hmac(self.secret.encode(), name.encode(), sha256).digest()


def kept_issuance(folder: Path, origin: str, now: datetime) -> Issuance:
    """Return the issuance that `folder` keeps, making it where there is none.

    What was issued at one port of this machine stays as it was at another: the wallet answers
    every port of a loopback host itself. At another host the same keys issue everything anew,
    since nobody would find the documents where they used to be.
    """
    file = folder / FILE_NAME
    if not file.exists():
        folder.mkdir(parents=True, exist_ok=True)
        _keep(file, Issuance.new(origin, now), replacing=False)
    kept = _read(file)
    if kept.site.origin == origin or _is_same_machine(kept.site.origin, origin):
        return kept
    moved = replace(kept, site=Site(origin), issued_at=_whole(now))
    _keep(file, moved, replacing=True)
    return moved


def _is_same_machine(one: str, other: str) -> bool:
    host = urlsplit(one).hostname or ""
    if host != urlsplit(other).hostname:
        return False
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def _whole(moment: datetime) -> datetime:
    return moment.astimezone(UTC).replace(microsecond=0)


def _keep(file: Path, issuance: Issuance, *, replacing: bool) -> None:
    """Write the file whole or not at all; of two processes that make one the first decides."""
    draft = file.with_suffix(f".{os.getpid()}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as out:
        out.write(_text(issuance))
    if replacing:
        draft.replace(file)
        return
    with suppress(FileExistsError):
        os.link(draft, file)
    draft.unlink()


def _text(issuance: Issuance) -> str:
    keys = issuance.keys
    kept = {
        "origin": issuance.site.origin,
        "issued_at": issuance.issued_at.isoformat(),
        "secret": issuance.secret,
        "keys": {name: getattr(keys, name).to_pem() for name in IssuerKeys.__slots__},
    }
    return dumps(kept, indent=2)


def _read(file: Path) -> Issuance:
    kept: dict[str, Any] = loads(file.read_text())
    keys = {name: PrivateKey.from_pem(pem) for name, pem in kept["keys"].items()}
    return Issuance(
        site=Site(kept["origin"]),
        issued_at=datetime.fromisoformat(kept["issued_at"]),
        secret=kept["secret"],
        keys=IssuerKeys(**keys),
    )
