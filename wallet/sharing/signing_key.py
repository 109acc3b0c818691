"""The wallet's own name and keys: what it signs itself, anybody can check by its DID.

Sources: did:web Method Specification; W3C Controlled Identifiers 1.0, "Multikey".
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any, Protocol
from urllib.parse import quote, urlsplit

from anyio.to_thread import run_sync

from wallet.documents.document import JSONObject
from wallet.proofs.contexts import Contexts
from wallet.proofs.keys import KeyKind, KeyUnreadableError, PrivateKey, PublicKey
from wallet.proofs.linked_data import engine_for
from wallet.proofs.multibase import encode
from wallet.proofs.signing import proof_options
from wallet.proofs.suites import SUITES
from wallet.proofs.suites.suite import ecdsa_signature

_SUITE = "ecdsa-rdfc-2019"


class Signer(Protocol):
    """Whoever holds the private key: this process, or a key management service."""

    @property
    def public(self) -> PublicKey:
        """The public half, of kind P-256."""
        ...

    async def sign(self, message: bytes) -> bytes:
        """Return r and s of ECDSA with SHA-256 over `message`, 32 octets each."""
        ...


@dataclass(frozen=True, slots=True, repr=False)
class KeySigner:
    """A key in this process."""

    key: PrivateKey

    @classmethod
    def from_pem(cls, pem: str) -> "KeySigner":
        """Read a private key.

        Raises:
            KeyUnreadableError: it is none, or not of P-256.
        """
        key = PrivateKey.from_pem(pem)
        if key.kind is not KeyKind.P256:
            raise KeyUnreadableError(f"The signing key is {key.kind}; it must be P-256.")
        return cls(key)

    @property
    def public(self) -> PublicKey:
        """The public half."""
        return self.key.public()

    async def sign(self, message: bytes) -> bytes:
        """Sign."""
        return ecdsa_signature(message, self.key)


@dataclass(frozen=True)
class WalletIdentity:
    """Who the wallet is to verifiers: a did:web of its origin; `former` keys only verify."""

    origin: str
    signer: Signer
    former: tuple[PublicKey, ...] = ()

    @cached_property
    def host(self) -> str:
        """What people call it."""
        return urlsplit(self.origin).netloc

    @cached_property
    def did(self) -> str:
        """Its id. Source: did:web Method Specification, "Method-specific identifier"."""
        return f"did:web:{quote(self.host, safe='')}"

    @cached_property
    def method(self) -> str:
        """The id of the key that signs now."""
        return self._method_of(self.signer.public)

    def document(self) -> dict[str, Any]:
        """Return the DID document: what former keys signed still counts, but they log in nobody."""
        keys = {self._method_of(key): key for key in (self.signer.public, *self.former)}
        return {
            "@context": ["https://www.w3.org/ns/did/v1", "https://w3id.org/security/multikey/v1"],
            "id": self.did,
            "verificationMethod": [
                {
                    "id": method,
                    "type": "Multikey",
                    "controller": self.did,
                    "publicKeyMultibase": key.multikey(),
                }
                for method, key in keys.items()
            ],
            "assertionMethod": list(keys),
            "authentication": [self.method],
        }

    async def signed(
        self,
        document: JSONObject,
        *,
        created: datetime,
        contexts: Contexts,
        proof_purpose: str = "assertionMethod",
        **members: str,
    ) -> dict[str, Any]:
        """Return a document of our own with one proof over the whole of it.

        `members` are further ones of the proof, such as its challenge.

        Raises:
            ValueError: a context is not at hand, or the guard objects to the document.
        """
        proof = proof_options(_SUITE, self.method, created, proof_purpose) | members
        way = SUITES[_SUITE].ways[KeyKind.P256]
        message = await run_sync(engine_for(contexts).to_sign, proof, document, way)
        return {
            **document,
            "proof": {**proof, "proofValue": encode(await self.signer.sign(message))},
        }

    def _method_of(self, key: PublicKey) -> str:
        return f"{self.did}#{key.multikey()}"


def former_keys(pems: Iterable[str]) -> tuple[PublicKey, ...]:
    """Read keys of former times, private or public.

    Raises:
        KeyUnreadableError: one is none.
    """
    return tuple(
        PrivateKey.from_pem(pem).public() if "PRIVATE" in pem else PublicKey.from_pem(pem)
        for pem in pems
    )
