"""Learners with wallets in the store, and a client for each."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from httpx2 import ASGITransport, AsyncClient, Response
from limits.aio.storage import MemoryStorage
from starlette.applications import Starlette

from wallet.accounts.account import account_for
from wallet.accounts.rate_limits import RateLimits
from wallet.accounts.scopes import Scope
from wallet.accounts.sessions import issue_for
from wallet.api import ApiServices, Webhooks, create_graphql_app
from wallet.learner.connecting import Platforms
from wallet.learner.webhook_keys import WebhookKeys
from wallet.network import FailureCode, FetchFailedError, FetchRefusedError, RefusalCode
from wallet.sharing.links import create_link
from wallet.sharing.tokens import TokenKeys
from wallet.store.columns import searchable, sort_key
from wallet.store.identifiers import uuid7
from wallet.store.media_links import MediaLinks
from wallet.store.models.applications import Application, ApplicationGrant
from wallet.store.models.blobs import Blob
from wallet.store.models.collections import Collection, CollectionItem
from wallet.store.models.connections import Connection, PlatformRegistration
from wallet.store.models.credentials import (
    Achievement,
    Credential,
    CredentialReport,
    CredentialSkill,
    CredentialTag,
    Issuer,
    Skill,
)
from wallet.store.models.jobs import ImportItem, Job
from wallet.store.models.notifications import Notification
from wallet.store.models.shares import ShareAccess
from wallet.store.models.webhooks import WebhookDelivery, WebhookEndpoint
from wallet.store.sealing import Seals

NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
PUBLIC_URL = "https://wallet.example"
KEYS = TokenKeys(b"k" * 32)
SEALS = Seals((b"s" * 32,))


class Clock:
    """A clock that a test can turn."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now


class NoWayOut:
    """Takes every address that begins well and dials none: what is sent is a worker's business."""

    def check_destination(self, url: str) -> None:
        if not url.startswith("https://hooks.example/"):
            raise FetchRefusedError(RefusalCode.ADDRESS_REFUSED, "It is private.")

    async def post(self, url: str, content: bytes, *, headers: Mapping[str, str]) -> int:
        raise AssertionError(f"the API sent something to {url} by itself")


def services(**changes: Any) -> ApiServices:
    return replace(
        ApiServices(
            now=Clock(),
            public_url=PUBLIC_URL,
            token_keys=KEYS,
            rate_limits=RateLimits(MemoryStorage()),
            media=MediaLinks(b"m" * 32, PUBLIC_URL),
            version="0.0.0",
            platforms=Platforms(Offline(), SEALS, Clock(), PUBLIC_URL),
            recheck=timedelta(seconds=0.2),
            webhooks=Webhooks(NoWayOut(), WebhookKeys(b"w" * 32)),
        ),
        **changes,
    )


def application(handed_in: ApiServices | None = None) -> Starlette:
    return Starlette(routes=create_graphql_app(handed_in or services()))


@dataclass
class Client:
    """Asks the API over HTTP, as somebody or as nobody."""

    http: AsyncClient
    token: str | None = None

    @property
    def headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}"} if self.token else {}

    async def post(self, query: str, variables: dict[str, Any] | None = None) -> Response:
        return await self.http.post(
            "/graphql", json={"query": query, "variables": variables}, headers=self.headers
        )

    async def ask(self, query: str, **variables: Any) -> dict[str, Any]:
        response = await self.post(query, variables)
        answer = response.json()
        assert "errors" not in answer, answer["errors"]
        return answer["data"]


@asynccontextmanager
async def client(app: Any, token: str | None = None) -> AsyncIterator[Client]:
    async with AsyncClient(transport=ASGITransport(app), base_url="http://wallet.test") as http:
        yield Client(http, token)


@dataclass
class Wallet:
    """A learner's rows, by key."""

    learner_id: UUID
    email: str
    token: str
    session_id: UUID
    issuers: list[UUID] = field(default_factory=list)
    achievements: list[UUID] = field(default_factory=list)
    skills: list[UUID] = field(default_factory=list)
    credentials: list[UUID] = field(default_factory=list)
    reports: list[UUID] = field(default_factory=list)
    collections: list[UUID] = field(default_factory=list)
    jobs: list[UUID] = field(default_factory=list)
    items: list[UUID] = field(default_factory=list)
    shares: list[UUID] = field(default_factory=list)
    accesses: list[UUID] = field(default_factory=list)
    applications: list[UUID] = field(default_factory=list)
    connections: list[UUID] = field(default_factory=list)
    notifications: list[UUID] = field(default_factory=list)
    webhooks: list[UUID] = field(default_factory=list)


async def wallet_of(email: str, credentials: int = 1) -> Wallet:
    """Make a learner who holds so many credentials, and one of everything else."""
    learner_id = await account_for(email, now=NOW)
    issued = await issue_for(learner_id, now=NOW, device_name="a phone")
    wallet = Wallet(learner_id, email, issued.access_token, issued.session_id)
    for number in range(credentials):
        await _hold(wallet, number)
    wallet.connections.append(await connect_platform(learner_id))
    wallet.applications.append(await connect_application(learner_id))
    await _surround(wallet)
    return wallet


async def _hold(wallet: Wallet, number: int) -> None:
    own = {"learner_id": wallet.learner_id}
    issuer = await Issuer.create(
        **own,
        key=f"issuer {number}",
        identifier=f"https://issuer.example/{number}",
        name=f"Issuer {number:03}",
        name_key=sort_key(f"Issuer {number:03}"),
        names={"en": f"Issuer {number:03}", "de": f"Aussteller {number:03}"},
        url="https://issuer.example/",
        descriptions={"en": "We *issue*."},
        image_sha256="e" * 64,
    )
    achievement = await Achievement.create(
        **own,
        key=f"achievement {number}",
        creator_id=issuer.id,
        name=f"Welding {number:03}",
        name_key=sort_key(f"Welding {number:03}"),
        names={"en": f"Welding {number:03}"},
        criteria={"en": "Weld. <script>alert(1)</script>"},
        criteria_url="javascript:alert(1)",
        alignments=[
            {
                "target_name": "Join metal",
                "target_url": "https://skills.example/1",
                "target_code": "S1",
                "target_description": None,
                "framework": "Skills",
                "kind": None,
            }
        ],
        tags=["metal"],
    )
    skill = await Skill.create(
        **own, key=f"skill {number}", name=f"Skill {number:03}", name_key=f"skill {number:03}"
    )
    document = f'{{"number": {number}, "large": 123456789012345678901234567890}}'.encode()
    digest = f"{number:064}"
    await Blob.create(
        owner=wallet.learner_id,
        sha256=digest,
        media_type="application/json",
        size=len(document),
        data=document,
    )
    title = f"Welding {number:03} of {wallet.email}"
    credential = await Credential.create(
        **own,
        format="OPEN_BADGES_3_LINKED_DATA",
        document_sha256=digest,
        content_sha256=digest,
        shown_sha256=digest,
        identifier=f"urn:uuid:{number}",
        issuer_id=issuer.id,
        achievement_id=achievement.id,
        title=title,
        title_key=sort_key(title),
        names={"en": title},
        valid_from=NOW - timedelta(days=number) if number % 3 else None,
        valid_until=NOW + timedelta(days=number) if number % 2 else None,
        image_sha256="c" * 64,
        detail=_detail(digest),
        search_text=searchable(f"{title} Issuer {number:03}"),
        note="mine",
        verdict="VERIFIED",
        integrity="INTACT",
        standing="CURRENT",
        trust="DOMAIN",
        recipient="MATCHED",
    )
    await Credential.filter(id=credential.id).update(added_at=NOW + timedelta(seconds=number // 2))
    report = await CredentialReport.create(**own, credential_id=credential.id, **_report(number))
    await Credential.filter(id=credential.id).update(latest_report_id=report.id)
    await CredentialTag.create(**own, credential_id=credential.id, tag=f"tag {number % 2}")
    await CredentialSkill.create(**own, credential_id=credential.id, skill_id=skill.id)
    wallet.issuers.append(issuer.id)
    wallet.achievements.append(achievement.id)
    wallet.skills.append(skill.id)
    wallet.credentials.append(credential.id)
    wallet.reports.append(report.id)


def _report(number: int) -> dict[str, Any]:
    moment = NOW + timedelta(minutes=number)
    return {
        "checked_at": moment,
        "as_of": moment,
        "fresh_until": moment + timedelta(days=1),
        "verdict": "VERIFIED",
        "integrity": "INTACT",
        "standing": "CURRENT",
        "trust": "DOMAIN",
        "recipient": "MATCHED",
        "findings": [
            {
                "check": "proof.signature",
                "answer": "INTEGRITY",
                "outcome": "PASS",
                "code": None,
                "message": "The signature is the issuer's.",
                "seen_at": moment.isoformat(),
                "source": "LIVE",
                "looked_at": "https://issuer.example/key",
                "pointer": "/proof",
                "mender": None,
            }
        ],
    }


def _detail(digest: str) -> dict[str, Any]:
    scale = {
        "id": "urn:scale",
        "name": "Grade",
        "kind": "LetterGrade",
        "allowed_values": ["C", "B", "A"],
        "minimum": None,
        "maximum": None,
        "required": "C",
    }
    return {
        "issuer": {"id": None, "name": {}},
        "achievement": {
            "id": None,
            "name": {},
            "description": {"en": "Joins metal."},
            "result_descriptions": [scale],
        },
        "media_type": "application/json",
        "shown_sha256": digest,
        "shown_media_type": "application/json",
        "carriers": [],
        "types": [],
        "recipients": [{"kind": "email", "value": "me@example.org", "hashed": False, "salt": None}],
        "recipient_name": "Me",
        "name": {},
        "description": {},
        "narrative": "Worked **hard**.",
        "evidence": [
            {
                "url": "https://work.example/",
                "name": "A gate",
                "narrative": None,
                "description": None,
            }
        ],
        "results": [
            {
                "value": "A",
                "status": None,
                "description": "urn:scale",
                "achieved_level": None,
            },
            {
                "value": "7",
                "status": None,
                "description": None,
                "achieved_level": None,
            },
        ],
        "languages": ["en"],
    }


async def connect_platform(learner_id: UUID) -> UUID:
    """Connect a platform with a wallet; return the connection's id."""
    platform = await PlatformRegistration.create(
        key=learner_id.hex,
        api="OPEN_BADGES_3",
        name="Example Badges",
        origin="https://badges.example",
        endpoints={
            "name": "Example Badges",
            **dict.fromkeys(
                ("api_base", "authorization_url", "token_url", "registration_url"),
                "https://badges.example/x",
            ),
            "revocation_url": None,
            "scopes": [],
        },
        client_id="a",
        registered_at=NOW,
    )
    connection_id = uuid7()
    tokens = SEALS.seal(
        '{"access": "a", "refresh": null, "lifetime": 60}', learner_id, connection_id, "tokens"
    )
    row = await Connection.create(
        learner_id=learner_id,
        id=connection_id,
        registration_id=platform.id,
        state="CONNECTED",
        tokens_sealed=tokens,
        scope="",
        created_at=NOW,
    )
    return row.id


class Offline:
    """No platform answers."""

    async def fetch(self, url: str, **_: Any) -> Any:
        raise FetchFailedError(FailureCode.CONNECTION_FAILED, "away")

    async def send(self, outgoing: Any) -> Any:
        raise FetchFailedError(FailureCode.CONNECTION_FAILED, "away")


async def connect_application(learner_id: UUID) -> UUID:
    """Let an application into a wallet; return the grant's id."""
    row = await Application.create(
        name="Example <b>Badges</b>",
        homepage="javascript:alert(1)",
        redirect_uris=["https://badges.example/callback"],
        grant_types=["authorization_code", "refresh_token"],
        scope=Scope.READ_3,
        auth_method="none",
        created_at=NOW,
    )
    grant = await ApplicationGrant.create(
        learner_id=learner_id,
        application_id=row.id,
        scope=f"{Scope.UPSERT_3} {Scope.READ_2} offline_access",
        family_sha256=row.id.hex,
        access_sha256=row.id.hex,
        access_expires_at=NOW + timedelta(minutes=15),
        refresh_sha256=row.id.hex,
        ends_at=NOW + timedelta(days=90),
        created_at=NOW,
        last_used_at=NOW,
    )
    return grant.id


async def _surround(wallet: Wallet) -> None:
    own = {"learner_id": wallet.learner_id}
    collection = await Collection.create(**own, name="Best", name_key="best")
    for position, credential_id in enumerate(reversed(wallet.credentials)):
        await CollectionItem.create(
            **own, collection_id=collection.id, credential_id=credential_id, position=position
        )
    job = await Job.create(
        **own, kind="import", unique_key=str(uuid7()), state="COMPLETED", finished_at=NOW
    )
    for position, credential_id in enumerate(wallet.credentials[:3]):
        item = await ImportItem.create(
            **own,
            job_id=job.id,
            position=position,
            label=f"file {position}",
            source_kind="FILE",
            state="DONE",
            outcome="ADDED",
            credential_id=credential_id,
        )
        wallet.items.append(item.id)
    failed = await ImportItem.create(
        **own,
        job_id=job.id,
        position=99,
        label="bad.json",
        source_kind="FILE",
        state="FAILED",
        code="NOT_JSON",
        message="This is not JSON.",
        hint="Look at the file.",
        mender="LEARNER",
    )
    share_id = await create_link(
        wallet.learner_id,
        credential_ids=wallet.credentials[:100],
        title="For you",
        recipient_label="Employer",
        keys=KEYS,
        now=NOW,
    )
    access = await ShareAccess.create(
        **own, share_id=share_id, kind="PAGE", client_family="BROWSER"
    )
    notification = await Notification.create(
        **own,
        kind="REVOKED",
        unique_key="REVOKED:1",
        credential_id=wallet.credentials[0],
        parameters={"title": "Welding"},
        created_at=NOW,
    )
    webhook = await WebhookEndpoint.create(
        **own, url="https://hooks.example/in", created_at=NOW, confirmed_at=NOW
    )
    await WebhookDelivery.create(
        **own,
        endpoint_id=webhook.id,
        notification_id=notification.id,
        kind="credential.revoked",
        body="{}",
        state="DELIVERED",
        created_at=NOW,
        tried_at=NOW,
    )
    wallet.notifications.append(notification.id)
    wallet.webhooks.append(webhook.id)
    wallet.collections.append(collection.id)
    wallet.jobs.append(job.id)
    wallet.items.append(failed.id)
    wallet.shares.append(share_id)
    wallet.accesses.append(access.id)
