"""What a cryptosuite is, and what those with one signature over the whole have in common."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ec import (
    ECDSA,
    EllipticCurvePrivateKey,
    EllipticCurvePublicKey,
)
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.utils import (
    decode_dss_signature,
    encode_dss_signature,
)
from cryptography.hazmat.primitives.hashes import SHA256, SHA384

from wallet.documents.document import JSONObject
from wallet.proofs.analysis import Way
from wallet.proofs.keys import KeyKind, PrivateKey, PublicKey
from wallet.proofs.multibase import decode, encode

_SIGNATURE_OCTETS = {KeyKind.ED25519: 64, KeyKind.P256: 64, KeyKind.P384: 96}
_ECDSA = {KeyKind.P256: ECDSA(SHA256()), KeyKind.P384: ECDSA(SHA384())}


class KeyDoesNotFitError(Exception):
    """A key of a kind that the suite does not sign with; our own mistake when we sign."""


def _no_fault(_hash_data: bytes, _proof: JSONObject) -> str | None:
    return None


def _leaves_nothing(_hash_data: bytes, _proof: JSONObject) -> bool:
    return False


@dataclass(frozen=True, slots=True)
class Suite:
    """A way to secure a document, known by the names that proofs call it.

    `ways` says for each kind of key that may sign how the bytes are made. `verify` takes the
    bytes that `Analysis.digests` holds for the proof, the proof, and a key of one of those kinds;
    it is false for whatever does not hold. `sign` returns a `proofValue`; without it we only
    verify. `chooses` tells the way by the proof where its key's kind does not. `fault_of` names a
    code for what is wrong with how a proof shows a part, None where nothing is; where it names
    none, `leaves_status_to_holder` says if the part could have shown less of the status.
    """

    names: tuple[str, ...]
    proof_type: str
    ways: Mapping[KeyKind, Way]
    verify: Callable[[bytes, JSONObject, PublicKey], bool]
    sign: Callable[[bytes, PrivateKey], str] | None = None
    deprecated: bool = False
    chooses: Callable[[JSONObject], Way] | None = None
    fault_of: Callable[[bytes, JSONObject], str | None] = _no_fault
    leaves_status_to_holder: Callable[[bytes, JSONObject], bool] = _leaves_nothing

    @property
    def name(self) -> str:
        """The name that we write."""
        return self.names[0]

    def way_of(self, proof: JSONObject) -> Way:
        """Return how the bytes of a proof are made, before its key is known.

        The length of the signature tells the curve; where it is none of a kind of key, no way
        will let it hold.
        """
        if self.chooses is not None:
            return self.chooses(proof)
        usual = next(iter(self.ways.values()))
        if len(self.ways) == 1:
            return usual
        octets = len(_signature_of(proof) or b"")
        fitting = (way for kind, way in self.ways.items() if _SIGNATURE_OCTETS[kind] == octets)
        return next(fitting, usual)


def verify_eddsa(hash_data: bytes, proof: JSONObject, key: PublicKey) -> bool:
    """Whether a proof's `proofValue` is the Ed25519 signature of these bytes by this key."""
    signature = _signature_of(proof)
    if not isinstance(key.key, Ed25519PublicKey) or signature is None:
        return False
    if len(signature) != _SIGNATURE_OCTETS[KeyKind.ED25519]:
        return False
    try:
        key.key.verify(signature, hash_data)
    except InvalidSignature:
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


def verify_ecdsa(hash_data: bytes, proof: JSONObject, key: PublicKey) -> bool:
    """Whether a proof's `proofValue` is the ECDSA signature of these bytes by this key."""
    signature = _signature_of(proof)
    return signature is not None and is_ecdsa_signature(signature, hash_data, key)


def is_ecdsa_signature(signature: bytes, message: bytes, key: PublicKey) -> bool:
    """Whether r and s, each as long as the curve's numbers, are this key's signature.

    The curve decides the hash: SHA-256 with P-256, SHA-384 with P-384.
    """
    if not isinstance(key.key, EllipticCurvePublicKey):
        return False
    if len(signature) != _SIGNATURE_OCTETS[key.kind]:
        return False
    half = len(signature) // 2
    numbers = int.from_bytes(signature[:half], "big"), int.from_bytes(signature[half:], "big")
    try:
        key.key.verify(encode_dss_signature(*numbers), message, _ECDSA[key.kind])
    except InvalidSignature:
        return False
    return True


def sign_ecdsa(hash_data: bytes, key: PrivateKey) -> str:
    """Return the `proofValue` of these bytes.

    Raises:
        KeyDoesNotFitError: the key is neither P-256 nor P-384.
    """
    return encode(ecdsa_signature(hash_data, key))


def ecdsa_signature(message: bytes, key: PrivateKey) -> bytes:
    """Return r and s, each as long as the curve's numbers.

    Raises:
        KeyDoesNotFitError: the key is neither P-256 nor P-384.
    """
    if not isinstance(key.key, EllipticCurvePrivateKey):
        raise KeyDoesNotFitError(f"{key.kind} is neither P-256 nor P-384.")
    half = _SIGNATURE_OCTETS[key.kind] // 2
    numbers = decode_dss_signature(key.key.sign(message, _ECDSA[key.kind]))
    return b"".join(number.to_bytes(half, "big") for number in numbers)


def _signature_of(proof: JSONObject) -> bytes | None:
    value = proof.get("proofValue")
    try:
        return decode(value) if isinstance(value, str) else None
    except ValueError:
        return None
