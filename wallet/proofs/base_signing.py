"""A credential and what of it is always shown in, a base proof out, to be derived from at will.

Whoever holds the signing key signs once, over a few bytes; the statements are signed with a key
that is made for this proof and forgotten with it.

Source: W3C Data Integrity ECDSA Cryptosuites 1.0, "Create Base Proof (ecdsa-sd-2023)".
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256
from secrets import token_bytes
from typing import Any

from wallet.documents.document import JSONObject
from wallet.proofs.contexts import Contexts
from wallet.proofs.disclosure_values import BaseValue
from wallet.proofs.keys import KeyKind, PrivateKey
from wallet.proofs.linked_data import engine_for, proof_configuration
from wallet.proofs.multibase import decode
from wallet.proofs.signing import proof_options
from wallet.proofs.statements import LabelledStatements, mandatory_hash
from wallet.proofs.suites.suite import ecdsa_signature

_HMAC_KEY_OCTETS = 32


@dataclass(frozen=True, slots=True)
class Unsigned:
    """A base proof that lacks the one signature of its issuer's key, over `message`."""

    document: JSONObject
    options: JSONObject
    value: BaseValue
    message: bytes

    def signed(self, signature: bytes) -> dict[str, Any]:
        """Return the credential with its base proof; `signature` is r and s of P-256."""
        value = replace(self.value, base_signature=signature)
        return {**self.document, "proof": {**self.options, "proofValue": value.write()}}


def prepare_base(
    document: JSONObject,
    mandatory: Sequence[str],
    *,
    verification_method: str,
    created: datetime,
    contexts: Contexts,
) -> Unsigned:
    """Return a credential that we trust, ready to be signed.

    Raises:
        PointerError: a mandatory pointer is malformed, or leads nowhere.
        ValueError: a context is not at hand, or the guard objects to the document.
    """
    engine = engine_for(contexts)
    engine.canonical(document)
    options = proof_options("ecdsa-sd-2023", verification_method, created)
    hmac_key, signer = token_bytes(_HMAC_KEY_OCTETS), PrivateKey.generate(KeyKind.P256)
    labelled = LabelledStatements(document, hmac_key, engine.options())
    always, _ = labelled.selected(mandatory)
    public = decode(signer.public().multikey())
    configuration = engine.canonical(proof_configuration(options, document))
    value = BaseValue(
        base_signature=b"",
        public_key=public,
        hmac_key=hmac_key,
        signatures=tuple(
            ecdsa_signature(line.encode(), signer)
            for number, line in enumerate(labelled.lines)
            if number not in always
        ),
        pointers=tuple(mandatory),
    )
    message = sha256(configuration).digest() + public + mandatory_hash(labelled.lines, always)
    return Unsigned(document, options, value, message)
