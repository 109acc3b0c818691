"""An empty store in, wallets full of credentials out: copies of one that was really imported."""

import hashlib
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from wallet.accounts.account import account_for
from wallet.accounts.sessions import SessionLifetimes, issue_for
from wallet.intake import Examined, Intake
from wallet.intake.offline_sources import OfflineSources
from wallet.learner.keeping import take_turns
from wallet.learner.learner import Learner
from wallet.learner.storing import store_examined
from wallet.proofs.contexts import Contexts
from wallet.proofs.keys import KeyKind, PrivateKey
from wallet.proofs.signing import sign_vc_jwt
from wallet.proofs.workers import InProcess
from wallet.store.connection import transaction
from wallet.store.identifiers import uuid7
from wallet.store.models.credentials import Achievement, Credential, CredentialReport, Issuer

_MOMENT = datetime(2026, 6, 1, tzinfo=UTC)
_LIFETIMES = SessionLifetimes(access=timedelta(hours=12), whole=timedelta(hours=12))
_ISSUERS = 5
_ACHIEVEMENTS = 10


def _badge(issuer: str) -> dict[str, Any]:
    return {
        "@context": [
            "https://www.w3.org/ns/credentials/v2",
            "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
        ],
        "id": "urn:uuid:6c2f1d1e-0f2a-4b53-9d53-5f0d6a1d7a10",
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": "Soldering",
        "issuer": {
            "id": issuer,
            "type": ["Profile"],
            "name": "Example Workshop",
            "url": "https://workshop.example/",
        },
        "validFrom": "2026-01-01T00:00:00Z",
        "credentialSubject": {
            "id": "mailto:ada@example.org",
            "type": ["AchievementSubject"],
            "achievement": {
                "id": "https://workshop.example/achievements/1",
                "type": ["Achievement"],
                "name": "Soldering",
                "description": "Joins wires and parts so that they stay joined. " * 6,
                "criteria": {"narrative": "Solders ten joints that hold and conduct. " * 6},
                "alignment": [
                    {
                        "type": ["Alignment"],
                        "targetName": f"Skill {part}, of some length as they are",
                        "targetUrl": f"https://skills.example/framework/{part}",
                        "targetFramework": "Example Framework",
                        "targetCode": f"E.{part}",
                    }
                    for part in range(3)
                ],
            },
        },
    }


async def fill(learners: int, credentials: int) -> dict[str, UUID]:
    """Give each learner so many credentials; return the learners by their access tokens."""
    now = datetime.now(UTC)
    tokens: dict[str, UUID] = {}
    for number in range(learners):
        learner_id = await account_for(f"learner-{number}@wallet.example", now=now)
        issued = await issue_for(learner_id, now=now, lifetimes=_LIFETIMES)
        tokens[issued.access_token] = learner_id
    first, *others = tokens.values()
    await _import_one(Learner(first))
    rows = [
        (await model.all().values())[0]
        for model in (Issuer, Achievement, Credential, CredentialReport)
    ]
    for learner_id in (first, *others):
        held = 1 if learner_id == first else 0
        await _copy(rows, learner_id, credentials - held)
    return tokens


async def _import_one(learner: Learner) -> None:
    key = PrivateKey.generate(KeyKind.ED25519)
    issuer = f"did:key:{key.public().multikey()}"
    token = sign_vc_jwt(_badge(issuer), key=key, key_id=f"{issuer}#{key.public().multikey()}")
    intake = Intake(
        OfflineSources(clock=lambda: _MOMENT), InProcess(Contexts.gather()), lambda: _MOMENT
    )
    (document,) = intake.documents_in(token.encode())  # type: ignore[misc]
    examined = await intake.examine(document, known=None)
    if not isinstance(examined, Examined):
        raise SystemExit(f"An honest badge was refused: {examined}")
    async with transaction():
        await take_turns(learner)
        await store_examined(learner, examined, None, _MOMENT)


async def _copy(rows: list[dict[str, Any]], learner_id: UUID, count: int) -> None:
    issuer, achievement, credential, report = rows
    issuers = [_changed(issuer, learner_id, number) for number in range(_ISSUERS)]
    achievements = [
        _changed(achievement, learner_id, number) | {"creator_id": issuers[number % _ISSUERS]["id"]}
        for number in range(_ACHIEVEMENTS)
    ]
    credentials, reports = [], []
    for number in range(count):
        own = {"learner_id": learner_id, "id": uuid7()}
        report_id = uuid7()
        credentials.append(
            credential
            | own
            | {
                "title": f"Soldering, level {number}",
                "names": {"und": f"Soldering, level {number}"},
                "content_sha256": hashlib.sha256(own["id"].bytes).hexdigest(),
                "issuer_id": issuers[number % _ISSUERS]["id"],
                "achievement_id": achievements[number % _ACHIEVEMENTS]["id"],
                "added_at": _MOMENT + timedelta(minutes=number + 1),
                "latest_report_id": report_id,
            }
        )
        reports.append(report | own | {"id": report_id, "credential_id": own["id"]})
    await Issuer.bulk_create(Issuer(**each) for each in issuers)
    await Achievement.bulk_create(Achievement(**each) for each in achievements)
    await Credential.bulk_create(Credential(**each) for each in credentials)
    await CredentialReport.bulk_create(CredentialReport(**each) for each in reports)


def _changed(row: dict[str, Any], learner_id: UUID, number: int) -> dict[str, Any]:
    return row | {
        "learner_id": learner_id,
        "id": uuid7(),
        "key": hashlib.sha256(f"{row['key']} {number}".encode()).hexdigest(),
        "name": f"{row['name']} {number}",
        "names": {"und": f"{row['name']} {number}"},
    }
