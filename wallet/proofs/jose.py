"""A compact JWS and a key in, whether the signature holds out; also signs.

Source: RFC 7515 (JWS), RFC 7518 and RFC 8037 (algorithms), RFC 9864 (the name Ed25519).
"""

from dataclasses import dataclass
from json import dumps

from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, SECP384R1
from jwt.algorithms import Algorithm, ECAlgorithm, OKPAlgorithm, RSAAlgorithm, RSAPSSAlgorithm

from wallet.documents.base64url import to_base64url
from wallet.documents.document import CompactJws, DetachedJws, JSONObject
from wallet.proofs.keys import KeyKind, PrivateKey, PublicKey
from wallet.registry import registry


class KeyDoesNotFitAlgorithmError(Exception):
    """We were about to sign with an algorithm that the key does not serve; our own mistake."""


@dataclass(frozen=True, slots=True)
class JoseAlgorithm:
    """A signature algorithm by its JOSE name, and the one kind of key that serves it."""

    name: str
    key_kind: KeyKind
    implementation: Algorithm
    signature_octets: int | None


ALGORITHMS = registry(
    JoseAlgorithm("RS256", KeyKind.RSA, RSAAlgorithm(RSAAlgorithm.SHA256), None),
    JoseAlgorithm("ES256", KeyKind.P256, ECAlgorithm(ECAlgorithm.SHA256, SECP256R1), 64),
    JoseAlgorithm("ES384", KeyKind.P384, ECAlgorithm(ECAlgorithm.SHA384, SECP384R1), 96),
    JoseAlgorithm("PS256", KeyKind.RSA, RSAPSSAlgorithm(RSAPSSAlgorithm.SHA256), None),
    JoseAlgorithm("EdDSA", KeyKind.ED25519, OKPAlgorithm(), 64),
    JoseAlgorithm("Ed25519", KeyKind.ED25519, OKPAlgorithm(), 64),
    names=lambda algorithm: (algorithm.name,),
)
"""All that we take: no HMAC, so that no public key can pass for a secret, and never `none`."""

_UNENCODED = frozenset({"alg", "b64", "crit", "kid"})
_ALG_OF_KIND = {
    KeyKind.RSA: "RS256",
    KeyKind.P256: "ES256",
    KeyKind.P384: "ES384",
    KeyKind.ED25519: "EdDSA",
}


def verify_signature(jws: CompactJws, key: PublicKey) -> str | None:
    """Return None where the key signed the token, else the code that says why it did not.

    HEADER_CRIT_UNKNOWN: the header has `crit`, or `b64` (RFC 7797), neither of which we know.
    ALG_NOT_ALLOWED: the algorithm is not one of `ALGORITHMS`, to the letter.
    KEY_TYPE_MISMATCH: the key is of another kind than the algorithm's.
    SIGNATURE_INVALID: the signature does not hold.
    """
    if "crit" in jws.header or "b64" in jws.header:
        return "HEADER_CRIT_UNKNOWN"
    return _fault_of_signature(jws, key)


def verify_unencoded(jws: DetachedJws, key: PublicKey, key_id: object) -> str | None:
    """Return None where the key signed a payload as it is, else a code, as `verify_signature`.

    The header says that, and nothing else: where it names a key, it is the one with `key_id`.
    Source: RFC 7797, 3 and 6.
    """
    header = jws.header
    is_plain = header.get("b64") is False and header.get("crit") == ["b64"]
    if not is_plain or not header.keys() <= _UNENCODED or header.get("kid", key_id) != key_id:
        return "HEADER_CRIT_UNKNOWN"
    return _fault_of_signature(jws, key)


def _fault_of_signature(jws: CompactJws | DetachedJws, key: PublicKey) -> str | None:
    name = jws.header.get("alg")
    algorithm = ALGORITHMS.get(name) if isinstance(name, str) else None
    if algorithm is None:
        return "ALG_NOT_ALLOWED"
    if algorithm.key_kind is not key.kind:
        return "KEY_TYPE_MISMATCH"
    if algorithm.signature_octets not in {None, len(jws.signature)}:
        return "SIGNATURE_INVALID"
    holds = algorithm.implementation.verify(jws.signing_input, key.key, jws.signature)
    return None if holds else "SIGNATURE_INVALID"


def sign_compact(header: JSONObject, payload: JSONObject, key: PrivateKey) -> str:
    """Return a compact JWS; `alg` is the key's usual one where the header names none.

    Raises:
        KeyDoesNotFitAlgorithmError: the header's `alg` is unknown or not for this key.
    """
    named = {"alg": _ALG_OF_KIND[key.kind], **header}
    algorithm = ALGORITHMS.get(named["alg"])
    if algorithm is None or algorithm.key_kind is not key.kind:
        raise KeyDoesNotFitAlgorithmError(f"{named['alg']} is not for a {key.kind} key.")
    signing_input = f"{_segment(named)}.{_segment(payload)}"
    signature = algorithm.implementation.sign(signing_input.encode(), key.key)
    return f"{signing_input}.{to_base64url(signature)}"


def _segment(content: JSONObject) -> str:
    text = dumps(dict(content), separators=(",", ":"), ensure_ascii=False, allow_nan=False)
    return to_base64url(text.encode())
