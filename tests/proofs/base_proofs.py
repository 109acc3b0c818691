"""Base proofs as an issuer makes them, to be altered in every part."""

from collections.abc import Sequence
from dataclasses import replace
from hashlib import sha256
from typing import Any

from tests.proofs.samples import packaged_contexts
from wallet.documents.document import JSONObject
from wallet.proofs.contexts import Contexts
from wallet.proofs.disclosure_values import BaseValue
from wallet.proofs.keys import KeyKind, PrivateKey
from wallet.proofs.linked_data import engine_for, proof_configuration
from wallet.proofs.multibase import decode
from wallet.proofs.statements import LabelledStatements, mandatory_hash
from wallet.proofs.suites.suite import ecdsa_signature

KEY = PrivateKey.generate(KeyKind.P256)
SIGNER = PrivateKey.generate(KeyKind.P256)
HMAC_KEY = bytes(range(32))
MANDATORY = ("/issuer", "/validFrom", "/credentialSubject/achievement/name")


def options_of(key: PrivateKey = KEY) -> dict[str, Any]:
    multikey = key.public().multikey()
    return {
        "type": "DataIntegrityProof",
        "cryptosuite": "ecdsa-sd-2023",
        "created": "2026-01-01T00:00:00Z",
        "verificationMethod": f"did:key:{multikey}#{multikey}",
        "proofPurpose": "assertionMethod",
    }


def with_base_proof(
    document: JSONObject,
    mandatory: Sequence[str] = MANDATORY,
    *,
    key: PrivateKey = KEY,
    contexts: Contexts | None = None,
    **changes: Any,
) -> dict[str, Any]:
    """Return the document with a base proof, whose value has `changes`."""
    engine = engine_for(contexts or packaged_contexts())
    labelled = LabelledStatements(document, HMAC_KEY, engine.options())
    signed, _ = labelled.selected(mandatory)
    options = options_of(key)
    public = decode(SIGNER.public().multikey())
    canonical = engine.canonical(proof_configuration(options, document))
    message = sha256(canonical).digest() + public + mandatory_hash(labelled.lines, signed)
    value = BaseValue(
        base_signature=ecdsa_signature(message, key),
        public_key=public,
        hmac_key=HMAC_KEY,
        signatures=tuple(
            ecdsa_signature(line.encode(), SIGNER)
            for number, line in enumerate(labelled.lines)
            if number not in signed
        ),
        pointers=tuple(mandatory),
    )
    return {**document, "proof": {**options, "proofValue": replace(value, **changes).write()}}
