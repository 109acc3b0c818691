"""An organisation, its place on the site and its keys in, the documents it publishes out."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from wallet.demonstration.issuance import Issuance
from wallet.demonstration.organisations import (
    ACADEMY,
    CAMP,
    LIBRARY,
    UNIVERSITY,
    Anchoring,
    Organisation,
)
from wallet.demonstration.places import Site
from wallet.proofs.keys import PrivateKey

OPEN_BADGES_2 = "https://w3id.org/openbadges/v2"
VANISHED = Site("https://badges.vanished.example")
"""A host that never answers. Source: RFC 6761, 6.5 (the top-level name `example`)."""


@dataclass(frozen=True)
class Issuer:
    """An organisation that issues.

    `proof_key` signs documents, `token_key` tokens; None for what it does not do.
    """

    organisation: Organisation
    site: Site
    proof_key: PrivateKey | None = None
    token_key: PrivateKey | None = None

    @cached_property
    def id(self) -> str:
        """The id that credentials name."""
        match self.organisation.anchoring:
            case Anchoring.DID_WEB:
                return self.site.did_web(self.organisation.slug)
            case Anchoring.DID_KEY:
                return f"did:key:{self._multikey}"
            case Anchoring.PROFILE:
                return self.url("profile.json")

    @property
    def key_for_proofs(self) -> PrivateKey:
        """The key that signs documents."""
        return _present(self.proof_key)

    @property
    def key_for_tokens(self) -> PrivateKey:
        """The key that signs tokens."""
        return _present(self.token_key)

    @cached_property
    def proof_method(self) -> str:
        """The id of the key that signs documents."""
        if self.organisation.anchoring is Anchoring.DID_KEY:
            return f"{self.id}#{self._multikey}"
        return f"{self.id}#proofs"

    @cached_property
    def token_method(self) -> str:
        """The id of the key that signs tokens: for version 2 the address of its document."""
        if self.organisation.anchoring is Anchoring.PROFILE:
            return self.url("key.json")
        return f"{self.id}#tokens"

    def url(self, path: str = "") -> str:
        """Return the address of a document of this organisation, or that of its page."""
        return self.site.url(f"{self.organisation.slug}/{path}".rstrip("/"))

    def profile_3(self) -> dict[str, Any]:
        """Return the profile as a credential of version 3 embeds it."""
        return {
            "id": self.id,
            "type": ["Profile"],
            "name": self.organisation.name,
            "url": self.url(),
            "description": self.organisation.description,
            "email": self.organisation.email,
            "image": {"id": self.url("logo.png"), "type": "Image"},
        }

    def profile_2(self) -> dict[str, Any]:
        """Return the profile document of version 2."""
        named = {
            "@context": OPEN_BADGES_2,
            "type": "Issuer",
            "id": self.id,
            "name": self.organisation.name,
            "url": self.url(),
            "description": self.organisation.description,
            "email": self.organisation.email,
            "image": self.url("logo.png"),
        }
        if self.token_key is None:
            return named
        return named | {
            "publicKey": self.token_method,
            "revocationList": self.url("revoked.json"),
        }

    def key_document(self) -> dict[str, Any]:
        """Return the document of the key that signs assertions of version 2."""
        return {
            "@context": OPEN_BADGES_2,
            "type": "CryptographicKey",
            "id": self.token_method,
            "owner": self.id,
            "publicKeyPem": self.key_for_tokens.public().to_pem(),
        }

    def did_document(self) -> dict[str, Any]:
        """Return the DID document: one key for documents, one for tokens.

        Source: W3C DID Core 1.0, "Verification Methods" and "assertionMethod".
        """
        return {
            "@context": [
                "https://www.w3.org/ns/did/v1",
                "https://w3id.org/security/multikey/v1",
                "https://w3id.org/security/jwk/v1",
            ],
            "id": self.id,
            "verificationMethod": [
                {
                    "id": self.proof_method,
                    "type": "Multikey",
                    "controller": self.id,
                    "publicKeyMultibase": self._multikey,
                },
                {
                    "id": self.token_method,
                    "type": "JsonWebKey",
                    "controller": self.id,
                    "publicKeyJwk": self.key_for_tokens.public().to_jwk(),
                },
            ],
            "assertionMethod": [self.proof_method, self.token_method],
        }

    @property
    def _multikey(self) -> str:
        return self.key_for_proofs.public().multikey()


def university_of(issuance: Issuance) -> Issuer:
    """Return the issuer whose id is a DID on the web."""
    keys = issuance.keys
    return Issuer(UNIVERSITY, issuance.site, keys.university, keys.university_tokens)


def academy_of(issuance: Issuance) -> Issuer:
    """Return the issuer whose id is a web address."""
    return Issuer(ACADEMY, issuance.site, token_key=issuance.keys.academy)


def library_of(issuance: Issuance) -> Issuer:
    """Return the issuer whose id is its key."""
    return Issuer(LIBRARY, issuance.site, proof_key=issuance.keys.library)


def camp_of() -> Issuer:
    """Return the issuer whose site is gone."""
    return Issuer(CAMP, VANISHED)


def _present(key: PrivateKey | None) -> PrivateKey:
    if key is None:
        raise ValueError("This organisation has no such key.")
    return key
