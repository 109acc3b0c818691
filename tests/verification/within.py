"""Credentials within credentials, signed here: records with their parts, and endorsements."""

from typing import Any

from tests.fixtures.credentials import VC_2_CONTEXTS
from tests.fixtures.issuer import Edits, edited
from tests.verification.samples import KEY, NOW, contexts, did_of, method_of
from wallet.proofs.keys import PrivateKey
from wallet.proofs.signing import sign_data_integrity, sign_vc_jwt

LEARNER = "mailto:ada@example.org"
ACHIEVEMENT = "https://workshop.example/achievements/soldering"
BADGE = "urn:uuid:6c2f1d1e-0f2a-4b53-9d53-5f0d6a1d7a10"
CLR_CONTEXTS = [
    "https://www.w3.org/ns/credentials/v2",
    "https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json",
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
]


def proven(content: dict[str, Any], key: PrivateKey = KEY) -> dict[str, Any]:
    """The credential with a proof by `key`."""
    return sign_data_integrity(
        content,
        suite="eddsa-rdfc-2022",
        key=key,
        verification_method=method_of(key),
        created=NOW,
        contexts=contexts(),
    )


def record_of(*parts: Any, edits: Edits | None = None, key: PrivateKey = KEY) -> dict[str, Any]:
    """A learner record of these parts, unsigned."""
    record = {
        "@context": CLR_CONTEXTS,
        "id": "urn:uuid:00000000-0000-4000-8000-000000000001",
        "type": ["VerifiableCredential", "ClrCredential"],
        "name": "A year at the workshop",
        "issuer": {"id": did_of(key), "type": ["Profile"], "name": "Example Workshop"},
        "validFrom": "2026-01-01T00:00:00Z",
        "credentialSubject": {
            "id": LEARNER,
            "type": ["ClrSubject"],
            "verifiableCredential": list(parts),
        },
    }
    return edited(record, edits or {})


def record(*parts: Any, edits: Edits | None = None, key: PrivateKey = KEY) -> dict[str, Any]:
    """The record, signed."""
    return proven(record_of(*parts, edits=edits, key=key), key)


def record_token(*parts: Any, edits: Edits | None = None, key: PrivateKey) -> str:
    """The record as a VC-JWT."""
    return sign_vc_jwt(record_of(*parts, edits=edits, key=key), key=key, key_id=method_of(key))


def endorsement_of(
    about: str, *, edits: Edits | None = None, key: PrivateKey = KEY
) -> dict[str, Any]:
    """What somebody says of a thing, unsigned."""
    said = {
        "@context": list(VC_2_CONTEXTS),
        "id": "urn:uuid:00000000-0000-4000-8000-0000000000e1",
        "type": ["VerifiableCredential", "EndorsementCredential"],
        "name": "Recommended",
        "issuer": {"id": did_of(key), "type": ["Profile"], "name": "Guild of Solderers"},
        "validFrom": "2026-01-01T00:00:00Z",
        "credentialSubject": {
            "id": about,
            "type": ["EndorsementSubject"],
            "endorsementComment": "We would hire them.",
        },
    }
    return edited(said, edits or {})


def endorsement(about: str, *, edits: Edits | None = None, key: PrivateKey = KEY) -> dict[str, Any]:
    """The endorsement, signed."""
    return proven(endorsement_of(about, edits=edits, key=key), key)


def endorsement_token(about: str, *, key: PrivateKey, edits: Edits | None = None) -> str:
    """The endorsement as a VC-JWT."""
    said = endorsement_of(about, edits=edits, key=key)
    return sign_vc_jwt(said, key=key, key_id=method_of(key))
