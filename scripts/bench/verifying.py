"""How fast one core verifies: the whole report, naive pyld, and the bare signature, side by side.

All documents differ, no result is kept, and each round times every way in turn, so that what
else the machine does falls on all alike. Only the ratios mean anything.
"""

import argparse
import asyncio
import hashlib
import json
import statistics
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from pyld import jsonld

from wallet.intake import Examined, Intake, Refused
from wallet.intake.offline_sources import OfflineSources
from wallet.proofs.contexts import Contexts
from wallet.proofs.keys import KeyKind, PrivateKey
from wallet.proofs.linked_data import proof_configuration
from wallet.proofs.multibase import decode
from wallet.proofs.signing import sign_data_integrity, sign_vc_jwt
from wallet.proofs.workers import InProcess
from wallet.verification.report import Verdict

MOMENT = datetime(2026, 1, 1, tzinfo=UTC)
CONTEXTS = [
    "https://www.w3.org/ns/credentials/v2",
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
]


@dataclass(frozen=True, slots=True)
class Signed:
    """One credential in the forms that the ways need."""

    document: dict[str, Any]
    original: bytes
    token: str
    signature: bytes
    message: bytes


def credential(number: int, issuer: str) -> dict[str, Any]:
    """Return an ordinary badge of about 2.7 KB, unlike any other."""
    return {
        "@context": CONTEXTS,
        "id": f"urn:uuid:00000000-0000-4000-8000-{number:012d}",
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": f"Soldering, level {number}",
        "issuer": {"id": issuer, "type": ["Profile"], "name": "Example Workshop"},
        "validFrom": "2026-01-01T00:00:00Z",
        "credentialSubject": {
            "type": ["AchievementSubject"],
            "identifier": [
                {
                    "type": "IdentityObject",
                    "hashed": True,
                    "identityHash": f"sha256${hashlib.sha256(str(number).encode()).hexdigest()}",
                    "identityType": "emailAddress",
                    "salt": "not-a-secret",
                }
            ],
            "achievement": {
                "id": f"https://workshop.example/achievements/{number}",
                "type": ["Achievement"],
                "name": f"Soldering, level {number}",
                "description": "Joins wires and parts so that they stay joined. " * 6,
                "criteria": {"narrative": "Solders ten joints that hold and conduct. " * 6},
                "alignment": [
                    {
                        "type": ["Alignment"],
                        "targetName": f"Skill {number}.{part}",
                        "targetUrl": f"https://skills.example/{number}/{part}",
                        "targetFramework": "Example Framework",
                    }
                    for part in range(3)
                ],
            },
        },
    }


def prepare(count: int, contexts: Contexts) -> list[Signed]:
    """Sign `count` credentials as linked data and as tokens."""
    key = PrivateKey.generate(KeyKind.ED25519)
    issuer = f"did:key:{key.public().multikey()}"
    method = f"{issuer}#{key.public().multikey()}"
    return [_signed(number, key, issuer, method, contexts) for number in range(count)]


def _signed(number: int, key: PrivateKey, issuer: str, method: str, contexts: Contexts) -> Signed:
    plain = credential(number, issuer)
    document = dict(
        sign_data_integrity(
            plain,
            suite="eddsa-rdfc-2022",
            key=key,
            verification_method=method,
            created=MOMENT,
            contexts=contexts,
        )
    )
    token = sign_vc_jwt(plain, key=key, key_id=method)
    message = naive_hash_data(document, _loader(contexts))
    return Signed(
        document,
        json.dumps(document).encode(),
        token,
        decode(document["proof"]["proofValue"]),
        message,
    )


def _loader(contexts: Contexts) -> Callable[[str, Any], dict[str, Any]]:
    def load(url: str, _options: object) -> dict[str, Any]:
        return {"contextUrl": None, "documentUrl": url, "document": contexts.texts()[url]}

    return load


def naive_hash_data(
    document: dict[str, Any], loader: Callable[[str, Any], dict[str, Any]]
) -> bytes:
    """Do what everyone runs: pyld expands and canonicalises, contexts as parsed JSON."""
    options = {
        "algorithm": "URDNA2015",
        "format": "application/n-quads",
        "documentLoader": loader,
        "base": None,
    }
    unsecured = {name: value for name, value in document.items() if name != "proof"}
    configuration = proof_configuration(document["proof"], unsecured)
    parts = [jsonld.normalize(part, options).encode() for part in (configuration, unsecured)]
    return b"".join(hashlib.sha256(part).digest() for part in parts)


async def main() -> None:
    """Time every way in turn, then print the table and the ratios."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=40)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    contexts = Contexts.gather()
    signed = prepare(asked.documents, contexts)
    key_text = signed[0].document["issuer"]["id"].removeprefix("did:key:")
    key = Ed25519PublicKey.from_public_bytes(decode(key_text)[2:])
    intake = Intake(OfflineSources(clock=lambda: MOMENT), InProcess(contexts), lambda: MOMENT)
    loader = _loader(contexts)

    async def ours(one: Signed) -> None:
        await _expect_verified(intake, one.original)

    async def ours_token(one: Signed) -> None:
        await _expect_verified(intake, one.token.encode())

    async def pyjwt(one: Signed) -> None:
        jwt.decode(one.token, key, algorithms=["EdDSA"], options={"verify_aud": False})

    async def naive(one: Signed) -> None:
        key.verify(one.signature, naive_hash_data(one.document, loader))

    async def bare(one: Signed) -> None:
        hashlib.sha256(one.original).digest()
        hashlib.sha256(one.original[::-1]).digest()
        key.verify(one.signature, one.message)

    ways = {
        "wallet, eddsa-rdfc-2022, whole report": ours,
        "pyld, naive": naive,
        "bare: 2 SHA-256 and Ed25519": bare,
        "wallet, VC-JWT EdDSA, whole report": ours_token,
        "PyJWT alone, EdDSA": pyjwt,
    }
    rates = await _rates(ways, signed, asked.rounds)
    _print(rates, asked)


async def _expect_verified(intake: Intake, original: bytes) -> None:
    documents = intake.documents_in(original)
    if isinstance(documents, Refused):
        raise SystemExit(f"An honest document was refused: {documents.message}")
    examined = await intake.examine(documents[0], known=None)
    if not isinstance(examined, Examined) or examined.report.verdict is not Verdict.VERIFIED:
        raise SystemExit(f"An honest document was not verified: {examined}")


async def _rates(
    ways: Mapping[str, Callable[[Signed], Awaitable[None]]], signed: list[Signed], rounds: int
) -> dict[str, float]:
    seen: dict[str, list[float]] = {name: [] for name in ways}
    for round_number in range(rounds + 1):
        for name, way in ways.items():
            started = time.perf_counter()
            for one in signed:
                await way(one)
            if round_number:  # the first round warms up
                seen[name].append(len(signed) / (time.perf_counter() - started))
    return {name: statistics.median(values) for name, values in seen.items()}


def _print(rates: dict[str, float], asked: argparse.Namespace) -> None:
    ours, naive, bare, token, pyjwt = rates.values()
    print(f"{asked.documents} different documents, median of {asked.rounds} rounds, one core")
    for name, rate in rates.items():
        print(f"{name:<42}{rate:>10,.0f} /s {rate / naive:>8.2f} x naive")
    ratios = {"pyld": ours / naive, "bare_signature": ours / bare, "pyjwt": token / pyjwt}
    if asked.json:
        print(json.dumps({"ratios": {name: round(value, 4) for name, value in ratios.items()}}))


asyncio.run(main())
