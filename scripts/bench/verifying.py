"""How fast one core verifies: the whole report, others' ways, and the bare signature, side by side.

All documents differ, no result is kept, and each round times every way in turn, so that what
else the machine does falls on all alike. What runs on one core is timed by the processor time it
takes, for a machine that others use too would cut long work up and leave short work whole; bulk
work is timed by the clock. Only the ratios mean anything.

pyld is timed twice. Naive has contexts as parsed JSON, and no processed ones from an earlier
credential. In the other row pyld's own cache of processed contexts is warm, as far as it works.
"""

import argparse
import asyncio
import hashlib
import json
import shutil
import statistics
import subprocess
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from pyld import jsonld

from wallet.documents.base64url import from_base64url
from wallet.intake import Examined, Intake, Refused
from wallet.intake.in_bulk import Bulk
from wallet.intake.offline_sources import OfflineSources
from wallet.proofs.contexts import Contexts
from wallet.proofs.keys import KeyKind, PrivateKey
from wallet.proofs.linked_data import proof_configuration
from wallet.proofs.multibase import decode
from wallet.proofs.signing import sign_data_integrity, sign_vc_jwt
from wallet.proofs.workers import InProcess
from wallet.verification.report import Verdict

MOMENT = datetime(2026, 1, 1, tzinfo=UTC)
MOST_OFTEN = 5
PEERS = Path(__file__).parents[2] / "tests" / "peers"
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
    token_signature: bytes
    token_input: bytes


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
            created=MOMENT + timedelta(seconds=number),
            contexts=contexts,
        )
    )
    token = sign_vc_jwt(plain, key=key, key_id=method)
    message = naive_hash_data(document, _loader(contexts))
    token_input, _, token_signature = token.rpartition(".")
    return Signed(
        document,
        json.dumps(document).encode(),
        token,
        decode(document["proof"]["proofValue"]),
        message,
        from_base64url(token_signature),
        token_input.encode(),
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


@dataclass(frozen=True, slots=True)
class Way:
    """One way to verify: `run` takes all documents once and returns the seconds that it took."""

    name: str
    run: Callable[[list[Signed]], Awaitable[float]]


def each(verify: Callable[[Signed], Awaitable[None] | None]) -> Callable[..., Awaitable[float]]:
    """Return what times one document after the other, here."""

    async def run(signed: list[Signed]) -> float:
        started = time.process_time()
        for one in signed:
            waiting = verify(one)
            if waiting is not None:
                await waiting
        return time.process_time() - started

    return run


def ways_here(signed: list[Signed], contexts: Contexts) -> dict[str, Way]:
    """Return the ways that run in this process."""
    key_text = signed[0].document["issuer"]["id"].removeprefix("did:key:")
    key = Ed25519PublicKey.from_public_bytes(decode(key_text)[2:])
    intake = Intake(OfflineSources(clock=lambda: MOMENT), InProcess(contexts), lambda: MOMENT)
    loader = _loader(contexts)

    def pyjwt(one: Signed) -> None:
        jwt.decode(one.token, key, algorithms=["EdDSA"], options={"verify_aud": False})

    def naive(one: Signed) -> None:
        jsonld._resolved_context_cache.clear()  # noqa: SLF001 - there is no other way
        key.verify(one.signature, naive_hash_data(one.document, loader))

    def warm(one: Signed) -> None:
        key.verify(one.signature, naive_hash_data(one.document, loader))

    def bare(one: Signed) -> None:
        hashlib.sha256(one.original).digest()
        hashlib.sha256(one.original[::-1]).digest()
        key.verify(one.signature, one.message)

    def bare_token(one: Signed) -> None:
        key.verify(one.token_signature, one.token_input)

    return {
        "ours": Way(
            "wallet, eddsa-rdfc-2022, whole report",
            each(lambda one: _expect_verified(intake, one.original)),
        ),
        "pyld": Way("pyld, naive", each(naive)),
        "pyld_warm": Way("pyld, its context cache warm", each(warm)),
        "bare_signature": Way("bare: 2 SHA-256 and Ed25519", each(bare)),
        "token": Way(
            "wallet, VC-JWT EdDSA, whole report",
            each(lambda one: _expect_verified(intake, one.token.encode())),
        ),
        "pyjwt": Way("PyJWT alone, EdDSA", each(pyjwt)),
        "jwt_bare": Way("bare: Ed25519 of the token", each(bare_token)),
    }


@asynccontextmanager
async def opened() -> AsyncIterator[Intake]:
    """Open what one of several processes verifies with."""
    yield Intake(OfflineSources(clock=lambda: MOMENT), InProcess(Contexts.gather()), lambda: MOMENT)


async def expect_verified(intake: Intake, original: bytes) -> None:
    """Verify one credential in another process."""
    await _expect_verified(intake, original)


def in_processes(bulk: Bulk[bytes, None]) -> Callable[[list[Signed]], Awaitable[float]]:
    """Return what times several processes; the documents are many, to weigh against the way."""

    async def run(signed: list[Signed]) -> float:
        originals = [one.original for one in signed] * MOST_OFTEN
        started = time.perf_counter()
        await bulk.each(originals)
        return (time.perf_counter() - started) / MOST_OFTEN

    return run


@contextmanager
def node(signed: list[Signed], contexts: Contexts) -> Iterator[Way | None]:
    """Yield the way through npm @digitalbazaar/vc, one warm process; None where it is not here."""
    if not shutil.which("node") or not (PEERS / "node_modules").is_dir():
        print("node or the packages of tests/peers are not here: that row is left out")
        yield None
        return
    with tempfile.TemporaryDirectory() as folder:
        texts, documents = Path(folder, "contexts.json"), Path(folder, "documents.json")
        texts.write_text(json.dumps({url: dict(text) for url, text in contexts.texts().items()}))
        documents.write_text(json.dumps([one.document for one in signed]))
        command = ["node", "verify.mjs", str(texts), str(documents)]
        with subprocess.Popen(
            command, cwd=PEERS, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        ) as process:

            async def run(_signed: list[Signed]) -> float:
                if process.stdin is None or process.stdout is None:
                    raise AssertionError("Both were asked for.")
                process.stdin.write("go\n")
                process.stdin.flush()
                return float(process.stdout.readline())

            yield Way("node, @digitalbazaar/vc, warmed", run)
            process.kill()


async def main() -> None:
    """Time every way in turn, then print the table and the ratios."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=100)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    contexts = Contexts.gather()
    signed = prepare(asked.documents, contexts)
    async with (
        Bulk[bytes, None](opened, expect_verified, processes=1) as one,
        Bulk[bytes, None](opened, expect_verified, processes=2) as two,
    ):
        with node(signed, contexts) as peer:
            ways = ways_here(signed, contexts) | ({"node": peer} if peer else {})
            ways["one_process"] = Way("wallet, in bulk, one process", in_processes(one))
            ways["two_processes"] = Way("wallet, in bulk, two processes", in_processes(two))
            rates = await _rates(ways, signed, asked.rounds)
    _print(rates, ways, asked)


async def _expect_verified(intake: Intake, original: bytes) -> None:
    documents = intake.documents_in(original)
    if isinstance(documents, Refused):
        raise SystemExit(f"An honest document was refused: {documents.message}")
    examined = await intake.examine(documents[0], known=None)
    if not isinstance(examined, Examined) or examined.report.verdict is not Verdict.VERIFIED:
        raise SystemExit(f"An honest document was not verified: {examined}")


async def _rates(ways: Mapping[str, Way], signed: list[Signed], rounds: int) -> dict[str, float]:
    seen: dict[str, list[float]] = {name: [] for name in ways}
    for round_number in range(rounds + 1):
        for name, way in ways.items():
            seconds = await way.run(signed)
            if round_number:  # the first round warms up
                seen[name].append(len(signed) / seconds)
    return {name: statistics.median(values) for name, values in seen.items()}


def _print(rates: Mapping[str, float], ways: Mapping[str, Way], asked: argparse.Namespace) -> None:
    print(f"{asked.documents} different documents, median of {asked.rounds} rounds in turn")
    for name, rate in rates.items():
        print(f"{ways[name].name:<42}{rate:>10,.0f} /s {rate / rates['pyld']:>8.2f} x naive")
    ratios = {
        name: rates["ours"] / rates[name]
        for name in ("pyld", "pyld_warm", "bare_signature", "node")
        if name in rates
    }
    ratios |= {name: rates["token"] / rates[name] for name in ("pyjwt", "jwt_bare")}
    ratios["two_processes"] = rates["two_processes"] / rates["one_process"]
    for name, ratio in ratios.items():
        print(f"ours over theirs, {name:<24}{ratio:>10.3f}")
    if asked.json:
        print(json.dumps({"ratios": {name: round(value, 4) for name, value in ratios.items()}}))


if __name__ == "__main__":  # a process of several reads this file, too
    asyncio.run(main())
