"""ecdsa-sd-2023: each statement signed by itself, so that its holder can show some; P-256.

An issuer gives a holder a base proof, from which the holder derives one for what is shown.

Source: W3C Data Integrity ECDSA Cryptosuites 1.0, "ecdsa-sd-2023".
"""

from collections.abc import Sequence

from wallet.documents.document import JSONObject
from wallet.proofs.analysis import Way
from wallet.proofs.disclosure_values import (
    DerivedValue,
    ProofValueError,
    is_base,
    read_base,
    read_derived,
)
from wallet.proofs.keys import KeyKind, KeyUnreadableError, PublicKey
from wallet.proofs.multibase import encode, encode_base64url
from wallet.proofs.statements import mandatory_hash
from wallet.proofs.suites.suite import Suite, is_ecdsa_signature

_HASH_OCTETS = 32
_STATUS = "<https://www.w3.org/2018/credentials#credentialStatus>"


def verify(hash_data: bytes, proof: JSONObject, key: PublicKey) -> bool:
    """Whether each statement is signed and the issuer's key signed for the key that did so.

    `hash_data` is as the proof's way has it.
    """
    if fault_of(hash_data, proof) is not None:
        return False
    options, rest = hash_data[:_HASH_OCTETS], hash_data[_HASH_OCTETS:]
    if is_base(proof.get("proofValue")):
        base = read_base(proof["proofValue"])
        lines = _lines(rest[_HASH_OCTETS:].decode())
        message = options + base.public_key + rest[:_HASH_OCTETS]
        return _holds(base.base_signature, message, base.public_key, base.signatures, lines, key)
    value = read_derived(proof["proofValue"])
    shown = _relabelled(rest.decode(), value)
    message = options + value.public_key + mandatory_hash(shown, value.mandatory)
    others = [line for number, line in enumerate(shown) if number not in set(value.mandatory)]
    return _holds(value.base_signature, message, value.public_key, value.signatures, others, key)


def _holds(  # noqa: PLR0917 - two signatures, what each is of, and whose
    signature: bytes,
    message: bytes,
    signer: bytes,
    signatures: Sequence[bytes],
    lines: Sequence[str],
    key: PublicKey,
) -> bool:
    try:
        for_statements = PublicKey.from_multikey(encode(signer))
    except KeyUnreadableError:
        return False
    return (
        for_statements.kind is KeyKind.P256
        and is_ecdsa_signature(signature, message, key)
        and all(
            is_ecdsa_signature(each, line.encode(), for_statements)
            for each, line in zip(signatures, lines, strict=True)
        )
    )


def fault_of(hash_data: bytes, proof: JSONObject) -> str | None:
    """Return the code of what does not fit together in what a proof shows, None where all does.

    SD_MALFORMED: it holds not what a proof of its kind does.
    SD_DUPLICATE: a label or an index stands twice.
    SD_UNREFERENCED: a label, an index or a pointer leads to nothing, or a thing has no label.
    SD_COUNT_MISMATCH: there are more or fewer signatures than statements to be signed.
    """
    rest, text = hash_data[_HASH_OCTETS:], proof.get("proofValue")
    try:
        if is_base(text):
            base = read_base(text)
            if len(rest) < _HASH_OCTETS:
                return "SD_UNREFERENCED"
            return _miscounted(len(base.signatures), rest[_HASH_OCTETS:].count(b"\n"))
        value = read_derived(text)
    except ProofValueError as error:
        return error.code
    try:
        shown = _relabelled(rest.decode(), value)
    except LookupError:
        return "SD_UNREFERENCED"
    if any(number >= len(shown) for number in value.mandatory):
        return "SD_UNREFERENCED"
    return _miscounted(len(value.signatures), len(shown) - len(value.mandatory))


def leaves_status_to_holder(hash_data: bytes, proof: JSONObject) -> bool:
    """Whether any statement of a status is there by the holder's choice: so others may be missing.

    A whole entry may be, or one of its members, which then means what it means by default.
    """
    if is_base(proof.get("proofValue")):
        return False
    value = read_derived(proof["proofValue"])
    shown = [line.split(" ") for line in _relabelled(hash_data[_HASH_OCTETS:].decode(), value)]
    entries = {terms[2] for terms in shown if terms[1] == _STATUS}
    chosen = (terms for number, terms in enumerate(shown) if number not in set(value.mandatory))
    return any(terms[1] == _STATUS or terms[0] in entries for terms in chosen)


def _miscounted(signatures: int, statements: int) -> str | None:
    return None if signatures == statements else "SD_COUNT_MISMATCH"


def _relabelled(canonical: str, value: DerivedValue) -> list[str]:
    """Return the statements under the labels that their signer gave, in the order of these.

    Raises:
        LookupError: a thing without an id has no label, or a label no thing.
    """
    labels = {
        f"_:c14n{number}": f"_:{encode_base64url(label)}" for number, label in value.labels.items()
    }
    used: set[str] = set()
    lines = sorted(_statement(line, labels, used) for line in _lines(canonical))
    if used != labels.keys():
        raise LookupError("A label is of no thing.")
    return lines


def _lines(canonical: str) -> list[str]:
    return [f"{line}\n" for line in canonical.split("\n")[:-1]]


def _statement(line: str, labels: dict[str, str], used: set[str]) -> str:
    subject, predicate, rest = line.removesuffix(" .\n").split(" ", 2)
    last_quote = rest.rfind('"')  # neither an address nor a language holds one
    space = rest.find(" ", last_quote + 1)
    value, graph = (rest, "") if space < 0 else (rest[:space], rest[space + 1 :])
    used.update(term for term in (subject, value, graph) if term.startswith("_:"))
    terms = (_term(subject, labels), predicate, _term(value, labels), _term(graph, labels))
    return " ".join((*filter(None, terms), ".\n"))


def _term(term: str, labels: dict[str, str]) -> str:
    """Return a term, a blank node under its label.

    Raises:
        LookupError: it has none.
    """
    return labels[term] if term.startswith("_:") else term


def _way_of(proof: JSONObject) -> Way:
    base = is_base(proof.get("proofValue"))
    return Way.RDFC_BASE_STATEMENTS if base else Way.RDFC_STATEMENTS


SUITE = Suite(
    names=("ecdsa-sd-2023",),
    proof_type="DataIntegrityProof",
    ways={KeyKind.P256: Way.RDFC_STATEMENTS},
    verify=verify,
    chooses=_way_of,
    fault_of=fault_of,
    leaves_status_to_holder=leaves_status_to_holder,
)
