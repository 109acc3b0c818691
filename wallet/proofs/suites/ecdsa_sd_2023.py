"""ecdsa-sd-2023: each statement signed by itself, so that its holder can show some; P-256.

Derived proofs are judged here, what an issuer gives a holder (a base proof) is not yet.

Source: W3C Data Integrity ECDSA Cryptosuites 1.0, "ecdsa-sd-2023".
"""

from dataclasses import dataclass
from hashlib import sha256

from wallet.documents.document import JSONObject
from wallet.proofs.analysis import Way
from wallet.proofs.cbor import read_cbor
from wallet.proofs.keys import KeyKind, KeyUnreadableError, PublicKey
from wallet.proofs.multibase import decode_base64url, encode, encode_base64url
from wallet.proofs.suites.suite import Suite, is_ecdsa_signature

_BASE = "u2V0A"
"""How every base proof begins: the octets D9 5D 00 in multibase."""
_DERIVED = b"\xd9\x5d\x01"
_HASH_OCTETS = 32
_LABEL_OCTETS = 32


@dataclass(frozen=True, slots=True)
class _DerivedValue:
    base_signature: bytes
    public_key: bytes
    signatures: list[bytes]
    labels: dict[str, str]
    mandatory: frozenset[int]


def verify(hash_data: bytes, proof: JSONObject, key: PublicKey) -> bool:
    """Whether each statement is signed and the issuer's key signed for the key that did so.

    `hash_data` is the hash of the proof's options, then the canonical statements.
    """
    try:
        value = _read(proof.get("proofValue"))
        statements = _relabelled(hash_data[_HASH_OCTETS:].decode(), value.labels)
        signer = PublicKey.from_multikey(encode(value.public_key))
    except (ValueError, KeyUnreadableError):
        return False
    if signer.kind is not KeyKind.P256 or not all(n < len(statements) for n in value.mandatory):
        return False
    mandatory = "".join(statements[number] for number in sorted(value.mandatory))
    rest = [text for number, text in enumerate(statements) if number not in value.mandatory]
    signed = hash_data[:_HASH_OCTETS] + value.public_key + sha256(mandatory.encode()).digest()
    return (
        len(rest) == len(value.signatures)
        and is_ecdsa_signature(value.base_signature, signed, key)
        and all(
            is_ecdsa_signature(signature, text.encode(), signer)
            for signature, text in zip(value.signatures, rest, strict=True)
        )
    )


def pass_over(proof: JSONObject) -> str:
    """Return why we cannot judge a base proof; "" for any other."""
    if not str(proof.get("proofValue")).startswith(_BASE):
        return ""
    return "It is a base proof, for its holder alone; we can check what is derived from it."


def _read(text: object) -> _DerivedValue:
    """Source: "parseDerivedProofValue".

    Raises:
        ValueError: it is none, or says something twice.
    """
    octets = decode_base64url(text) if isinstance(text, str) else b""
    if not octets.startswith(_DERIVED):
        raise ValueError("This is not a derived proof.")
    match read_cbor(octets.removeprefix(_DERIVED)):
        case [bytes() as base, bytes() as key, list() as signatures, dict() as labels, list() as m]:
            return _DerivedValue(base, key, _octets(signatures), _labels(labels), _indexes(m))
    raise ValueError("It does not hold the five things that a derived proof does.")


def _octets(found: list[object]) -> list[bytes]:
    octets = [each for each in found if isinstance(each, bytes)]
    if len(octets) != len(found):
        raise ValueError("A signature is none.")
    return octets


def _labels(found: dict[object, object]) -> dict[str, str]:
    """Two things under one label would be one thing to its signer, and two to a reader."""
    labels = {
        f"_:c14n{number}": f"_:{encode_base64url(label)}"
        for number, label in found.items()
        if isinstance(number, int) and isinstance(label, bytes) and len(label) == _LABEL_OCTETS
    }
    if not len(set(labels.values())) == len(labels) == len(found):
        raise ValueError("A label is none, or stands twice.")
    return labels


def _indexes(found: list[object]) -> frozenset[int]:
    indexes = frozenset(number for number in found if isinstance(number, int))
    if len(indexes) != len(found):
        raise ValueError("An index is none, or stands twice.")
    return indexes


def _relabelled(canonical: str, labels: dict[str, str]) -> list[str]:
    """Return the statements under the labels that their signer gave, in the order of these.

    Raises:
        ValueError: a thing without an id has no label.
    """
    return sorted(_statement(line, labels) for line in canonical.split("\n")[:-1])


def _statement(line: str, labels: dict[str, str]) -> str:
    subject, predicate, rest = line.removesuffix(" .").split(" ", 2)
    last_quote = rest.rfind('"')  # neither an address nor a language holds one
    space = rest.find(" ", last_quote + 1)
    value, graph = (rest, "") if space < 0 else (rest[:space], rest[space + 1 :])
    terms = (_term(subject, labels), predicate, _term(value, labels), _term(graph, labels))
    return " ".join((*filter(None, terms), ".\n"))


def _term(term: str, labels: dict[str, str]) -> str:
    """Return a term, a blank node under its label.

    Raises:
        ValueError: it has none.
    """
    if not term.startswith("_:"):
        return term
    if term not in labels:
        raise ValueError("A thing without an id has no label.")
    return labels[term]


SUITE = Suite(
    names=("ecdsa-sd-2023",),
    proof_type="DataIntegrityProof",
    ways={KeyKind.P256: Way.RDFC_STATEMENTS},
    verify=verify,
    passes_over=pass_over,
)
