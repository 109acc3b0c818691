"""Other people's documents, where they are at hand, and one of our own."""

from functools import cache
from json import loads
from typing import Any

from tests.vectors import VECTORS
from wallet.proofs.contexts import Contexts

UNVOUCHED = (
    "https://www.w3.org/2018/credentials/examples/v1",
    "https://www.w3.org/ns/credentials/examples/v2",
    "https://www.w3.org/ns/credentials/undefined-terms/v2",
)


@cache
def contexts() -> Contexts:
    return Contexts.gather(VECTORS / "contexts")


@cache
def lenient_contexts() -> Contexts:
    index = loads((VECTORS / "contexts" / "index.json").read_bytes())
    extra = {
        entry["url"]: (VECTORS / "contexts" / entry["file"]).read_bytes()
        for entry in index
        if entry["url"] in UNVOUCHED
    }
    return Contexts.gather(VECTORS / "contexts", extra_contexts=extra)


@cache
def packaged_contexts() -> Contexts:
    return Contexts.gather()


def read(*parts: str) -> Any:
    return loads(VECTORS.joinpath(*parts).read_bytes())


def badge(**changes: Any) -> dict[str, Any]:
    """An Open Badge 3.0 that needs only the contexts of installed packages."""
    return {
        "@context": [
            "https://www.w3.org/ns/credentials/v2",
            "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
        ],
        "id": "urn:uuid:3f8c0a5e-0000-4000-8000-000000000001",
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "issuer": {
            "id": "https://school.example/issuer",
            "type": ["Profile"],
            "name": "School",
        },
        "validFrom": "2026-01-01T00:00:00Z",
        "name": "Welding",
        "credentialSubject": {
            "id": "did:example:learner",
            "type": ["AchievementSubject"],
            "achievement": {
                "id": "https://school.example/achievements/1",
                "type": ["Achievement"],
                "name": "Welding",
                "description": "Can weld.",
                "criteria": {"narrative": "Weld."},
            },
            "result": [
                {"type": ["Result"], "value": "A"},
                {"type": ["Result"], "value": "F"},
            ],
        },
        **changes,
    }
