"""The `proofValue` of a base or derived proof in, what it holds out, and back.

Source: W3C Data Integrity ECDSA Cryptosuites 1.0, "parseBaseProofValue",
"parseDerivedProofValue", "serializeBaseProofValue" and "serializeDerivedProofValue".
"""

from dataclasses import dataclass

from wallet.proofs.cbor import Value, read_cbor, write_cbor
from wallet.proofs.multibase import decode_base64url, encode_base64url

_BASE, _DERIVED = b"\xd9\x5d\x00", b"\xd9\x5d\x01"
_BASE_BEGINNING = "u2V0A"
"""How every base proof begins: the octets D9 5D 00 in multibase."""
_LABEL_OCTETS = 32
_HMAC_KEY_OCTETS = 32


class ProofValueError(ValueError):
    """A proof value that does not hold what it must; `code` says how."""

    code = "SD_MALFORMED"


class SaidTwiceError(ProofValueError):
    """A label or an index stands twice."""

    code = "SD_DUPLICATE"


@dataclass(frozen=True, slots=True)
class BaseValue:
    """What an issuer gives a holder; the HMAC key makes the labels, so it is never shown."""

    base_signature: bytes
    public_key: bytes
    hmac_key: bytes
    signatures: tuple[bytes, ...]
    pointers: tuple[str, ...]

    def write(self) -> str:
        """Return it as a `proofValue`."""
        parts: list[Value] = [
            self.base_signature,
            self.public_key,
            self.hmac_key,
            list(self.signatures),
            list(self.pointers),
        ]
        return encode_base64url(_BASE + write_cbor(parts))


@dataclass(frozen=True, slots=True)
class DerivedValue:
    """What a holder shows: `labels` by the number of the blank node, `mandatory` in order."""

    base_signature: bytes
    public_key: bytes
    signatures: tuple[bytes, ...]
    labels: dict[int, bytes]
    mandatory: tuple[int, ...]

    def write(self) -> str:
        """Return it as a `proofValue`."""
        labels: dict[Value, Value] = {n: self.labels[n] for n in sorted(self.labels)}
        parts: list[Value] = [
            self.base_signature,
            self.public_key,
            list(self.signatures),
            labels,
            list(self.mandatory),
        ]
        return encode_base64url(_DERIVED + write_cbor(parts))


def is_base(value: object) -> bool:
    """Whether a `proofValue` begins as a base proof's does."""
    return isinstance(value, str) and value.startswith(_BASE_BEGINNING)


def read_base(value: object) -> BaseValue:
    """Read a base proof.

    Raises:
        ProofValueError: it is none.
    """
    match _parts(value, _BASE):
        case [bytes() as signature, bytes() as key, bytes() as hmac, list() as each, list() as p]:
            if len(hmac) != _HMAC_KEY_OCTETS:
                raise ProofValueError("The key of the labels has not its length.")
            pointers = tuple(pointer for pointer in p if isinstance(pointer, str))
            if len(pointers) != len(p):
                raise ProofValueError("A pointer is none.")
            return BaseValue(signature, key, hmac, _octets(each), pointers)
    raise ProofValueError("It does not hold the five things that a base proof does.")


def read_derived(value: object) -> DerivedValue:
    """Read a derived proof.

    Raises:
        SaidTwiceError: two things have one label, or an index stands twice.
        ProofValueError: it is none.
    """
    match _parts(value, _DERIVED):
        case [bytes() as base, bytes() as key, list() as each, dict() as labels, list() as m]:
            return DerivedValue(base, key, _octets(each), _labels(labels), _indexes(m))
    raise ProofValueError("It does not hold the five things that a derived proof does.")


def _parts(value: object, beginning: bytes) -> Value:
    try:
        octets = decode_base64url(value) if isinstance(value, str) else b""
        parts = read_cbor(octets.removeprefix(beginning))
    except ValueError as error:
        raise ProofValueError(str(error)) from error
    if not octets.startswith(beginning):
        raise ProofValueError("It does not begin as a proof of this kind does.")
    return parts


def _octets(found: list[Value]) -> tuple[bytes, ...]:
    octets = tuple(each for each in found if isinstance(each, bytes))
    if len(octets) != len(found):
        raise ProofValueError("A signature is none.")
    return octets


def _labels(found: dict[Value, Value]) -> dict[int, bytes]:
    """Two things under one label would be one thing to its signer, and two to a reader."""
    labels = {
        number: label
        for number, label in found.items()
        if isinstance(number, int) and isinstance(label, bytes) and len(label) == _LABEL_OCTETS
    }
    if len(labels) != len(found):
        raise ProofValueError("A label is none.")
    if len(set(labels.values())) != len(labels):
        raise SaidTwiceError("A label stands twice.")
    return labels


def _indexes(found: list[Value]) -> tuple[int, ...]:
    indexes = tuple(number for number in found if isinstance(number, int))
    if len(indexes) != len(found):
        raise ProofValueError("An index is none.")
    if len(set(indexes)) != len(indexes):
        raise SaidTwiceError("An index stands twice.")
    return indexes
