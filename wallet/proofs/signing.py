"""A credential and a private key in, the signed credential out."""

from collections.abc import Mapping
from copy import deepcopy
from datetime import UTC, datetime
from typing import Any

from wallet.documents.document import JSONObject
from wallet.proofs.contexts import Contexts
from wallet.proofs.jose import sign_compact
from wallet.proofs.keys import PrivateKey
from wallet.proofs.linked_data import engine_for
from wallet.proofs.suites import SUITES, KeyDoesNotFitError

_TIMES = {"nbf": ("validFrom", "issuanceDate"), "exp": ("validUntil", "expirationDate")}


def sign_data_integrity(
    document: JSONObject,
    *,
    suite: str,
    key: PrivateKey,
    verification_method: str,
    created: datetime,
    contexts: Contexts,
    proof_purpose: str = "assertionMethod",
) -> dict[str, Any]:
    """Return a copy of an unsigned document with one proof.

    The document's own contexts must define the proof's words: for Ed25519Signature2020 and for
    VC 1.1 that takes one more than the first.

    Raises:
        ValueError: a context is not at hand, or the guard objects to the document.
        KeyDoesNotFitError: the suite does not sign with this kind of key.
    """
    chosen = SUITES[suite]
    if chosen.sign is None or key.kind not in chosen.ways:
        raise KeyDoesNotFitError(f"{suite} does not sign with a {key.kind} key.")
    unsecured = {name: deepcopy(value) for name, value in document.items() if name != "proof"}
    proof = proof_options(suite, verification_method, created, proof_purpose)
    way = chosen.ways[key.kind]
    if way.signs_json:
        proof["@context"] = deepcopy(unsecured["@context"])
    signed = engine_for(contexts).to_sign(proof, unsecured, way)
    return {**unsecured, "proof": {**proof, "proofValue": chosen.sign(signed, key)}}


def proof_options(
    suite: str,
    verification_method: str,
    created: datetime,
    proof_purpose: str = "assertionMethod",
) -> dict[str, Any]:
    """Return a proof without its value."""
    chosen = SUITES[suite]
    named = {} if chosen.name == chosen.proof_type else {"cryptosuite": chosen.name}
    moment = created.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
    return {
        "type": chosen.proof_type,
        **named,
        "created": moment,
        "verificationMethod": verification_method,
        "proofPurpose": proof_purpose,
    }


def sign_vc_jwt(
    credential: JSONObject, *, key: PrivateKey, key_id: str | None = None, in_vc_claim: bool = False
) -> str:
    """Return a credential as a VC-JWT whose claims repeat what it says.

    Args:
        credential: the unsigned credential.
        key: what to sign with.
        key_id: where verifiers find the key; without one the public key itself is in the header.
        in_vc_claim: as VC 1.1 has it, the credential in `vc`; else its members are the claims.

    Source: Open Badges 3.0, "Create the JOSE Header" and "Create the JWT Payload".
    """
    body = {name: value for name, value in credential.items() if name != "proof"}
    named = {"kid": key_id} if key_id else {"jwk": key.public().to_jwk()}
    payload = {"vc": body} if in_vc_claim else body
    return sign_compact({"typ": "JWT", **named}, {**payload, **_claims(body)}, key)


def _claims(credential: JSONObject) -> dict[str, Any]:
    names = {
        "iss": _identifier(credential.get("issuer")),
        "sub": _identifier(credential.get("credentialSubject")),
        "jti": credential.get("id"),
    }
    times = {
        claim: next((credential[name] for name in members if name in credential), None)
        for claim, members in _TIMES.items()
    }
    return {claim: value for claim, value in names.items() if isinstance(value, str)} | {
        claim: int(datetime.fromisoformat(text).timestamp())
        for claim, text in times.items()
        if isinstance(text, str)
    }


def _identifier(value: object) -> object:
    return value.get("id") if isinstance(value, Mapping) else value
