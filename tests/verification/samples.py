"""Badges signed here and judged over answers that a test maps, for what needs no network."""

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from functools import cache
from typing import Any

from tests.fixtures.credentials import VC_1_CONTEXTS, VC_2_CONTEXTS, open_badge
from tests.fixtures.issuer import Edits, edited
from tests.proofs.base_proofs import MANDATORY, with_base_proof
from tests.vectors import MappedSources
from wallet.intake import Examined, Intake, Refused
from wallet.proofs.contexts import Contexts
from wallet.proofs.keys import KeyKind, PrivateKey
from wallet.proofs.signing import sign_data_integrity, sign_vc_jwt
from wallet.proofs.workers import InProcess
from wallet.verification.case import KnownIdentities
from wallet.verification.checks import CHECKS
from wallet.verification.codes import Code
from wallet.verification.finding import Finding
from wallet.verification.sources import Answer

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
KEY = PrivateKey.generate(KeyKind.ED25519)
STRANGER = PrivateKey.generate(KeyKind.ED25519)
TOKEN_KEY = PrivateKey.generate(KeyKind.P256)
PROFILE = "https://workshop.example/issuer"


@cache
def contexts() -> Contexts:
    """Those that ship with installed packages."""
    return Contexts.gather()


def did_of(key: PrivateKey) -> str:
    return f"did:key:{key.public().multikey()}"


def method_of(key: PrivateKey) -> str:
    return f"{did_of(key)}#{key.public().multikey()}"


def unsigned(
    edits: Edits | None = None, *, suite: str = "eddsa-rdfc-2022", key: PrivateKey = KEY
) -> dict[str, Any]:
    """An ordinary badge by the did:key of `key`, edited."""
    badge = open_badge(VC_1_CONTEXTS if suite == "Ed25519Signature2020" else VC_2_CONTEXTS)
    return edited(badge, {"/issuer/id": did_of(key), **(edits or {})})


def signed(
    edits: Edits | None = None,
    *,
    after: Edits | None = None,
    key: PrivateKey = KEY,
    method: str | None = None,
    suite: str = "eddsa-rdfc-2022",
    purpose: str = "assertionMethod",
    created: datetime = NOW,
) -> dict[str, Any]:
    """The badge signed with `key`, edited before (`edits`) and `after` it was signed."""
    proven = sign_data_integrity(
        unsigned(edits, suite=suite, key=key),
        suite=suite,
        key=key,
        verification_method=method or method_of(key),
        created=created,
        contexts=contexts(),
        proof_purpose=purpose,
    )
    return edited(proven, after or {})


def base_proven(edits: Edits | None = None, mandatory: Sequence[str] = MANDATORY) -> dict[str, Any]:
    """The badge with an ecdsa-sd-2023 base proof by the did:key that signs tokens."""
    badge = unsigned(edits, key=TOKEN_KEY)
    return with_base_proof(badge, mandatory, key=TOKEN_KEY, contexts=contexts())


def token(edits: Edits | None = None, *, key: PrivateKey = TOKEN_KEY, **more: Any) -> str:
    """The badge as a VC-JWT by the did:key of `key`."""
    return sign_vc_jwt(unsigned(edits, key=key), key=key, **({"key_id": method_of(key)} | more))


def profile(key: PrivateKey = KEY, edits: Edits | None = None, at: str = PROFILE) -> dict[str, Any]:
    """The profile of an issuer on the web that publishes `key` as `#key`."""
    method = {
        "id": f"{at}#key",
        "type": "JsonWebKey",
        "controller": at,
        "publicKeyJwk": key.public().to_jwk(),
    }
    published = {
        "id": at,
        "type": "Profile",
        "verificationMethod": [method],
        "assertionMethod": [method["id"]],
    }
    return edited(published, edits or {})


def encoded(content: object) -> bytes:
    if isinstance(content, bytes):
        return content
    return (content if isinstance(content, str) else json.dumps(content)).encode()


class Answering(MappedSources):
    """Maps addresses to documents, texts or whole answers, and counts what it is asked."""

    def __init__(self, said: Mapping[str, object]) -> None:
        super().__init__({u: encoded(s) for u, s in said.items() if not isinstance(s, Answer)})
        self._answers = {u: s for u, s in said.items() if isinstance(s, Answer)}
        self.asked: list[str] = []

    async def fetch(self, url: str, *, plain_http: bool = False, wanted=None) -> Answer:
        self.asked.append(url)
        return self._answers.get(url) or await super().fetch(url, plain_http=plain_http)


def answer(url: str, content: object = None, **members: Any) -> Answer:
    """What an address said, for all that is not an ordinary document."""
    body = None if content is None else encoded(content)
    return Answer(
        **(
            {
                "url": url,
                "final_url": url,
                "http_status": 200,
                "media_type": "application/json",
                "body": body,
                "fetched_at": NOW,
            }
            | members
        )
    )


def intake_of(said: Mapping[str, object] | Answering | None = None) -> Intake:
    sources = said if isinstance(said, Answering) else Answering(said or {})
    return Intake(sources, InProcess(contexts()), lambda: NOW)


async def judge(
    content: object,
    said: Mapping[str, object] | Answering | None = None,
    *,
    known: KnownIdentities | None = None,
    now: datetime = NOW,
) -> Examined | Refused:
    """Examine one document the whole way; `said` is what the web says."""
    intake = intake_of(said)
    documents = intake.documents_in(encoded(content))
    if isinstance(documents, Refused):
        return documents
    examined = await intake.examine(documents[0], known=known, now=now)
    _require_own_codes(examined)
    return examined


def _require_own_codes(examined: Examined | Refused) -> None:
    """A check finds nothing but the codes that it names."""
    everywhere = {Code.DOES_NOT_APPLY.name, Code.NOT_REACHED.name, None}
    for finding in examined.report.findings:
        own = {code.name for code in CHECKS[finding.check].codes}
        assert finding.code in own | everywhere, (finding.check, finding.code)


async def examine(content: object, *args: Any, **named: Any) -> Examined:
    """Examine one document that is a credential."""
    examined = await judge(content, *args, **named)
    assert isinstance(examined, Examined), examined
    return examined


def found(examined: Examined | Refused, check: str) -> Finding:
    """What one check found."""
    (finding,) = (finding for finding in examined.report.findings if finding.check == check)
    return finding


def reasons(examined: Examined | Refused) -> set[tuple[str, str | None]]:
    """Check and code of all that is not in order."""
    return {
        (finding.check, finding.code)
        for finding in examined.report.findings
        if finding.outcome.value in {"WARN", "FAIL", "UNKNOWN"}
    }
