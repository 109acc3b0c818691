"""Key texts of every notation in, one typed public or private key out."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from hashlib import sha256
from json import dumps
from re import ASCII
from re import compile as pattern
from typing import Any, assert_never

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ec import (
    SECP256R1,
    SECP384R1,
    EllipticCurvePrivateKey,
    EllipticCurvePublicKey,
    EllipticCurvePublicNumbers,
)
from cryptography.hazmat.primitives.asymmetric.ec import generate_private_key as generate_ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.rsa import (
    RSAPrivateKey,
    RSAPublicKey,
    RSAPublicNumbers,
)
from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key as generate_rsa
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
    load_pem_public_key,
)

from wallet.documents.base64url import from_base64url, to_base64url
from wallet.proofs.multibase import decode, encode

RawPublicKey = Ed25519PublicKey | EllipticCurvePublicKey | RSAPublicKey
RawPrivateKey = Ed25519PrivateKey | EllipticCurvePrivateKey | RSAPrivateKey

_PRIVATE_MEMBERS = frozenset({"d", "p", "q", "dp", "dq", "qi", "oth", "k"})
_LEAST_RSA_BITS = 2048
_MOST_RSA_BITS = 8192
"""Larger keys cost the verifier seconds, and nobody issues with them."""
_MOST_PEM_CHARACTERS = 16 * 1024
_MOST_EXPONENT = 2**32
_MOST_REMEMBERED = 1_000
"""Multikeys, each of no more than some hundred characters; issuers sign much with one key."""
_BASE64URL = pattern(r"[A-Za-z0-9_-]{1,2048}", ASCII)


class KeyKind(StrEnum):
    """What a key is, and so which algorithms it may serve."""

    ED25519 = "Ed25519"
    P256 = "P-256"
    P384 = "P-384"
    RSA = "RSA"


_CURVES = {KeyKind.P256: SECP256R1(), KeyKind.P384: SECP384R1()}
_CODECS = {KeyKind.ED25519: b"\xed\x01", KeyKind.P256: b"\x80\x24", KeyKind.P384: b"\x81\x24"}
"""Multicodec prefixes. Source: W3C Controlled Identifiers 1.0, "Multikey"."""
_OCTETS = {KeyKind.ED25519: 32, KeyKind.P256: 33, KeyKind.P384: 49}


class KeyUnreadableError(Exception):
    """A key that we cannot or must not read."""

    code = "KEY_UNREADABLE"


@dataclass(frozen=True, slots=True)
class PublicKey:
    """A public key and its kind."""

    kind: KeyKind
    key: RawPublicKey

    @classmethod
    def from_multikey(cls, text: str) -> "PublicKey":
        """Read a Multikey (`publicKeyMultibase`, or the body of a did:key).

        Raises:
            KeyUnreadableError: not base58btc, an unknown kind, or no point of its curve.
        """
        return cls(*_key_of_multikey(text))

    @classmethod
    def from_jwk(cls, jwk: Mapping[str, Any]) -> "PublicKey":
        """Read a JWK (RFC 7517, RFC 7518 section 6, RFC 8037).

        Raises:
            KeyUnreadableError: malformed, of an unknown kind, meant for something else than
                signatures, RSA outside 2048 to 8192 bits, or with a private member.
        """
        if _PRIVATE_MEMBERS & jwk.keys():
            raise KeyUnreadableError("The JWK holds a private or secret key.")
        if jwk.get("use", "sig") != "sig":
            raise KeyUnreadableError("The JWK is not meant for signatures.")
        try:
            return _of_raw(_key_of_jwk(jwk))
        except (ValueError, TypeError, UnsupportedAlgorithm) as error:
            raise KeyUnreadableError("The JWK is malformed.") from error

    @classmethod
    def from_pem(cls, text: str) -> "PublicKey":
        """Read a PEM public key (SPKI or PKCS #1), as Open Badges 2.0 publishes it.

        Raises:
            KeyUnreadableError: malformed, of an unknown kind, or RSA outside 2048 to 8192 bits.
        """
        if len(text) > _MOST_PEM_CHARACTERS or "PRIVATE" in text:
            raise KeyUnreadableError("This is not a public key in PEM.")
        try:
            return _of_raw(load_pem_public_key(text.strip().encode()))
        except (ValueError, TypeError, UnsupportedAlgorithm) as error:
            raise KeyUnreadableError("The PEM is malformed.") from error

    def to_jwk(self) -> dict[str, str]:
        """Return the key's JWK with its required members alone."""
        match self.key:
            case Ed25519PublicKey():
                return {"crv": "Ed25519", "kty": "OKP", "x": to_base64url(self._octets())}
            case EllipticCurvePublicKey():
                numbers = self.key.public_numbers()
                size = (self.key.curve.key_size + 7) // 8
                return {
                    "crv": self.kind.value,
                    "kty": "EC",
                    "x": to_base64url(numbers.x.to_bytes(size, "big")),
                    "y": to_base64url(numbers.y.to_bytes(size, "big")),
                }
            case RSAPublicKey():
                public = self.key.public_numbers()
                return {"e": _unsigned(public.e), "kty": "RSA", "n": _unsigned(public.n)}
            case _:
                assert_never(self.key)

    def thumbprint(self) -> str:
        """Return the key's JWK thumbprint (RFC 7638, SHA-256, base64url)."""
        canonical = dumps(self.to_jwk(), sort_keys=True, separators=(",", ":"))
        return to_base64url(sha256(canonical.encode()).digest())

    def multikey(self) -> str:
        """Return the key's Multikey.

        Raises:
            KeyUnreadableError: RSA, for which we write none.
        """
        if self.kind is KeyKind.RSA:
            raise KeyUnreadableError("An RSA key has no multikey here.")
        return encode(_CODECS[self.kind] + self._octets())

    def to_pem(self) -> str:
        """Return the key as PEM (SPKI)."""
        return self.key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()

    def _octets(self) -> bytes:
        if isinstance(self.key, EllipticCurvePublicKey):
            return self.key.public_bytes(Encoding.X962, PublicFormat.CompressedPoint)
        return self.key.public_bytes(Encoding.Raw, PublicFormat.Raw)


@dataclass(frozen=True, slots=True)
class PrivateKey:
    """A private key that we sign with."""

    kind: KeyKind
    key: RawPrivateKey

    @classmethod
    def generate(cls, kind: KeyKind) -> "PrivateKey":
        """Return a new random key."""
        match kind:
            case KeyKind.ED25519:
                return cls(kind, Ed25519PrivateKey.generate())
            case KeyKind.P256 | KeyKind.P384:
                return cls(kind, generate_ec(_CURVES[kind]))
            case KeyKind.RSA:
                return cls(kind, generate_rsa(65537, _LEAST_RSA_BITS))
            case _:
                assert_never(kind)

    @classmethod
    def from_pem(cls, text: str) -> "PrivateKey":
        """Read an unencrypted PKCS #8 key.

        Raises:
            KeyUnreadableError: malformed, or of a kind that we do not sign with.
        """
        try:
            key = load_pem_private_key(text.encode(), password=None)
        except (ValueError, TypeError, UnsupportedAlgorithm) as error:
            raise KeyUnreadableError("The private key is malformed.") from error
        if not isinstance(key, Ed25519PrivateKey | EllipticCurvePrivateKey | RSAPrivateKey):
            raise KeyUnreadableError("The private key is of a kind that we do not sign with.")
        return cls(_of_raw(key.public_key()).kind, key)

    def to_pem(self) -> str:
        """Return the key as unencrypted PKCS #8: for a file that only its owner can read."""
        pem = self.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        return pem.decode()

    def public(self) -> PublicKey:
        """Return the public half."""
        return PublicKey(self.kind, self.key.public_key())


def _of_raw(key: object) -> PublicKey:
    match key:
        case Ed25519PublicKey():
            return PublicKey(KeyKind.ED25519, key)
        case EllipticCurvePublicKey():
            for kind, curve in _CURVES.items():
                if key.curve.name == curve.name:
                    return PublicKey(kind, key)
        case RSAPublicKey() if _LEAST_RSA_BITS <= key.key_size <= _MOST_RSA_BITS:
            return PublicKey(KeyKind.RSA, key)
    raise KeyUnreadableError("The key is of a kind or size that we do not take.")


@lru_cache(maxsize=_MOST_REMEMBERED)
def _key_of_multikey(text: str) -> tuple[KeyKind, RawPublicKey]:
    try:
        octets = decode(text)
        for kind, codec in _CODECS.items():
            if octets.startswith(codec):
                return kind, _key_of_octets(kind, octets.removeprefix(codec))
    except ValueError as error:
        raise KeyUnreadableError("The multikey is malformed.") from error
    raise KeyUnreadableError("The multikey is of a kind that we do not know.")


def _key_of_octets(kind: KeyKind, octets: bytes) -> RawPublicKey:
    if len(octets) != _OCTETS[kind]:
        raise ValueError("The key has not the length of its kind.")
    if kind is KeyKind.ED25519:
        return Ed25519PublicKey.from_public_bytes(octets)
    return EllipticCurvePublicKey.from_encoded_point(_CURVES[kind], octets)


def _key_of_jwk(jwk: Mapping[str, Any]) -> RawPublicKey:
    match jwk:
        case {"kty": "OKP", "crv": "Ed25519", "x": str(x)}:
            return Ed25519PublicKey.from_public_bytes(_octets_of(x))
        case {"kty": "EC", "crv": "P-256" | "P-384" as name, "x": str(x), "y": str(y)}:
            curve = _CURVES[KeyKind(name)]
            size = (curve.key_size + 7) // 8
            if len(_octets_of(x)) != size or len(_octets_of(y)) != size:
                raise ValueError("A coordinate has not the length of its curve.")
            return EllipticCurvePublicNumbers(_number_of(x), _number_of(y), curve).public_key()
        case {"kty": "RSA", "n": str(n), "e": str(e)}:
            modulus, exponent = _number_of(n), _number_of(e)
            if modulus.bit_length() > _MOST_RSA_BITS or exponent > _MOST_EXPONENT:
                raise ValueError("The RSA key is larger than we take.")
            return RSAPublicNumbers(exponent, modulus).public_key()
        case _:
            raise ValueError("The JWK is of a kind that we do not know.")


def _octets_of(text: str) -> bytes:
    if _BASE64URL.fullmatch(text) is None:
        raise ValueError("This is not base64url without padding.")
    return from_base64url(text)


def _number_of(text: str) -> int:
    return int.from_bytes(_octets_of(text), "big")


def _unsigned(number: int) -> str:
    return to_base64url(number.to_bytes((number.bit_length() + 7) // 8, "big"))
