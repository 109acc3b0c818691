"""What a cryptosuite is, and what the EdDSA ones have in common."""

from collections.abc import Callable
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from wallet.documents.document import JSONObject
from wallet.proofs.analysis import Way
from wallet.proofs.keys import KeyKind, PrivateKey, PublicKey
from wallet.proofs.multibase import decode, encode

_ED25519_SIGNATURE_OCTETS = 64


class KeyDoesNotFitError(Exception):
    """A key of a kind that the suite does not sign with; our own mistake when we sign."""


@dataclass(frozen=True, slots=True)
class Suite:
    """A way to secure a document, known by the names that proofs call it.

    `verify` takes the bytes that `Analysis.digests` holds for the proof, the proof, and a key of
    one of `key_kinds`; it is false for whatever does not hold. `sign` returns a `proofValue`.
    """

    names: tuple[str, ...]
    proof_type: str
    way: Way
    key_kinds: frozenset[KeyKind]
    verify: Callable[[bytes, JSONObject, PublicKey], bool]
    sign: Callable[[bytes, PrivateKey], str]
    deprecated: bool = False

    @property
    def name(self) -> str:
        """The name that we write."""
        return self.names[0]


def verify_eddsa(hash_data: bytes, proof: JSONObject, key: PublicKey) -> bool:
    """Whether a proof's `proofValue` is the Ed25519 signature of these bytes by this key."""
    value = proof.get("proofValue")
    if not isinstance(key.key, Ed25519PublicKey) or not isinstance(value, str):
        return False
    try:
        signature = decode(value)
        if len(signature) != _ED25519_SIGNATURE_OCTETS:
            return False
        key.key.verify(signature, hash_data)
    except (ValueError, InvalidSignature):
        return False
    return True


def sign_eddsa(hash_data: bytes, key: PrivateKey) -> str:
    """Return the `proofValue` of these bytes.

    Raises:
        KeyDoesNotFitError: the key is not Ed25519.
    """
    if not isinstance(key.key, Ed25519PrivateKey):
        raise KeyDoesNotFitError(f"{key.kind} is not Ed25519.")
    return encode(key.key.sign(hash_data))
