"""The composition: settings in, a running wallet out."""

import hmac
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from importlib.metadata import version
from ipaddress import ip_address
from pathlib import Path

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.routing import BaseRoute
from starlette.types import ASGIApp, Receive, Scope, Send

from wallet.accounts import OidcProvider, OidcProviders, open_rate_limits, sender_at
from wallet.accounts.unsubscribe_links import UnsubscribeLinks
from wallet.api import (
    ApiServices,
    Explorer,
    QueryLimits,
    RequestBudget,
    RequestThrottle,
    TrustedDocuments,
    Webhooks,
    create_graphql_app,
)
from wallet.api.explorer import EXPLORER_PATH
from wallet.api.identifiers import Kind, global_id
from wallet.demonstration import (
    RECIPIENT,
    Demonstration,
    create_demonstration_routes,
    kept_issuance,
    make_demonstration,
)
from wallet.demonstration.places import PREFIX
from wallet.demonstration.seeding import SeededDemo, seed
from wallet.intake import Intake
from wallet.intake.learning_contexts import LearningPool
from wallet.intake.registries import Registries, RegistrySource
from wallet.intake.shared_sources import SharedSources
from wallet.learner.connecting import Platforms
from wallet.learner.outreach import Outreach, PublicIds
from wallet.learner.past import PastReports
from wallet.learner.webhook_keys import WebhookKeys
from wallet.network import Fetcher, OwnOrigin
from wallet.network.dialling import Endpoint
from wallet.proofs.contexts import Contexts
from wallet.proofs.keys import KeyKind, PrivateKey
from wallet.proofs.pinned_contexts import PINNED
from wallet.proofs.remembering import RememberedSignatures
from wallet.settings import Settings
from wallet.sharing.openings import OpeningProofs
from wallet.sharing.own_status_list import OwnStatusLists
from wallet.sharing.publishing import Publisher
from wallet.sharing.signing_key import KeySigner, WalletIdentity, former_keys
from wallet.sharing.tokens import TokenKeys
from wallet.sharing.verifying import PublicVerifier
from wallet.store import snapshots
from wallet.store.connection import database_now, open_store, transaction
from wallet.store.identifiers import PUBLIC
from wallet.store.media_links import MediaLinks
from wallet.store.migrating import migrate
from wallet.store.sealing import Seals
from wallet.store.shared_answers import StoredAnswers
from wallet.verification.sources import Answer, LiveSources
from wallet.web import (
    FrontLinks,
    OwnDocuments,
    RequestLog,
    WebServices,
    create_web_routes,
    http_exception_response,
)
from wallet.web.outbox import OUTBOX_PATH, outbox_routes
from wallet.web.own_documents import own_document_routes
from wallet.web.verify_page import VERIFY_PATH
from wallet.worker import working

VERSION = version("wallet")
USER_AGENT = f"wallet/{VERSION}"


@dataclass(frozen=True, slots=True)
class Wallet:
    """A wallet whose store is open: its web application, and what the command line uses of it."""

    settings: Settings
    app: ASGIApp
    intake: Intake
    token_keys: TokenKeys
    demonstration: Demonstration | None

    async def seeded(self) -> SeededDemo | None:
        """Fill the demonstration learner's wallet, once; None where there is no demonstration."""
        if self.demonstration is None:
            return None
        return await seed(
            self.demonstration,
            address=RECIPIENT,
            intake=self.intake,
            token_keys=self.token_keys,
            now=now(),
        )


@asynccontextmanager
async def open_wallet(
    settings: Settings,
    *,
    demo: bool = False,
    trusted_addresses: frozenset[Endpoint] = frozenset(),
) -> AsyncIterator[Wallet]:
    """Migrate, open everything, and work off jobs and mail until it is left.

    `trusted_addresses` are the fetcher's, for tests; no command and no setting leads to them.

    Documents of our own origin are answered by the same routes, in this process: what we publish
    alone. A badge may name any address of ours, and neither a link nor the API nor anything else
    that is not for the public may be looked at, or counted, on its behalf.
    """
    settings.data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    await migrate(settings.store_url)
    async with AsyncExitStack() as stack:
        await stack.enter_async_context(open_store(settings.store_url))
        limits = await stack.enter_async_context(open_rate_limits(settings.valkey_url or None))
        ourselves = _Ourselves()
        fetcher = Fetcher(
            user_agent=USER_AGENT,
            own_origin=OwnOrigin(settings.origin, ourselves),
            trusted_addresses=trusted_addresses,
            trusts_plain_http=True,
        )
        stack.push_async_callback(fetcher.aclose)
        live = LiveSources(fetcher, now)
        sources = await stack.enter_async_context(SharedSources(live, StoredAnswers(), now))
        gather = partial(Contexts.gather, settings.contexts_dir)
        pool = await stack.enter_async_context(
            LearningPool(gather, live, now, kept=await _kept_contexts(), keep=_keep_context)
        )
        lists = [RegistrySource(**each.model_dump()) for each in settings.issuer_registries]
        known = Registries(lists, live, now)
        intake = Intake(
            sources, pool, now, known, snapshots.PublicHistory(), RememberedSignatures()
        )
        identity = _identity(settings)
        own = OwnDocuments(identity, pool.contexts, OwnStatusLists(identity, pool.contexts), now)
        webhook_keys = WebhookKeys(derived_key(settings.key, "webhook secrets"))
        unsubscribe = UnsubscribeLinks(
            derived_key(settings.key, "unsubscribe links"), settings.origin
        )
        api = ApiServices(
            now=now,
            public_url=settings.origin,
            token_keys=TokenKeys(derived_key(settings.key, "share links")),
            openings=OpeningProofs(derived_key(settings.key, "link openings")),
            rate_limits=limits,
            media=MediaLinks(derived_key(settings.key, "media links"), settings.origin),
            version=VERSION,
            publisher=Publisher(identity, pool.contexts, _seals(settings)),
            platforms=Platforms(fetcher, _seals(settings), now, settings.origin),
            oidc=_providers(settings, fetcher),
            origins=settings.cors_origins,
            cookies=settings.cookie_sessions,
            throttle=RequestThrottle(limits),
            budget=RequestBudget(limits),
            documents=_documents_of_clients(settings),
            queries=QueryLimits(introspection=settings.introspection),
            explorer=Explorer(settings.explorer_dir) if settings.in_development else None,
            past=PastReports(replace(intake, analyst=pool.without_learning()), limits),
            webhooks=Webhooks(fetcher, webhook_keys),
            verifier=PublicVerifier(intake, limits),
        )
        platforms = api.platforms
        demonstration = _demonstration(settings) if demo else None
        ourselves.app = _documents(own, demonstration)
        app = RequestLog(_application(settings, api, unsubscribe, own, demonstration))
        sender = sender_at(settings.smtp_url, settings.mail_from)
        outreach = Outreach(
            poster=fetcher,
            webhook_keys=webhook_keys,
            unsubscribe=unsubscribe,
            ids=PublicIds(
                credential=partial(global_id, Kind.CREDENTIAL),
                import_job=partial(global_id, Kind.IMPORT_JOB),
                notification=partial(global_id, Kind.NOTIFICATION),
            ),
            clock=now,
        )
        await stack.enter_async_context(working(intake, sender, outreach, now, platforms))
        yield Wallet(settings, app, intake, api.token_keys, demonstration)


def now() -> datetime:
    """Return the time, in UTC: the one clock, handed down from here."""
    return datetime.now(UTC)


def derived_key(key: bytes, purpose: str) -> bytes:
    """Return a key for one purpose, so that what one signs never opens what another does."""
    return hmac.digest(key, f"wallet, {purpose}".encode(), "sha256")


def _documents_of_clients(settings: Settings) -> TrustedDocuments:
    if settings.trusted_documents is None:
        return TrustedDocuments()
    return TrustedDocuments.read(
        settings.trusted_documents, are_the_only=settings.trusted_documents_only
    )


def _identity(settings: Settings) -> WalletIdentity:
    pem = settings.signing_pem(lambda: PrivateKey.generate(KeyKind.P256).to_pem())
    former = former_keys(settings.former_signing_pems)
    return WalletIdentity(settings.origin, KeySigner.from_pem(pem), former)


def _seals(settings: Settings) -> Seals:
    keys = (settings.key, *settings.former_keys)
    return Seals(tuple(derived_key(key, "sealed tokens") for key in keys))


def shows_outbox(settings: Settings) -> bool:
    """Whether the outbox may be shown: in development, on this machine, where no mail leaves."""
    return settings.in_development and not settings.smtp_url and _is_loopback(settings.host)


@dataclass(slots=True)
class _Ourselves:
    """Our own documents, which the fetcher needs before they are made."""

    app: ASGIApp | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if self.app is None:
            raise RuntimeError("The wallet's own documents were asked for before it was open.")
        await self.app(scope, receive, send)


def _documents(own: OwnDocuments, demonstration: Demonstration | None) -> ASGIApp:
    shown = [] if demonstration is None else create_demonstration_routes(demonstration)
    return Starlette(
        routes=[*own_document_routes(own), *shown],
        exception_handlers={HTTPException: http_exception_response},
    )


def _application(
    settings: Settings,
    api: ApiServices,
    unsubscribe: UnsubscribeLinks,
    own: OwnDocuments,
    demonstration: Demonstration | None,
) -> ASGIApp:
    front = FrontLinks(
        explorer=EXPLORER_PATH if api.explorer is not None else None,
        demonstration=PREFIX if demonstration is not None else None,
        verify=VERIFY_PATH,
        outbox=OUTBOX_PATH if shows_outbox(settings) else None,
    )
    web = WebServices(
        public_url=settings.origin,
        clock=now,
        media_links=api.media,
        openings=api.openings,
        verifier=api.verifier,
        rate_limits=api.rate_limits,
        platforms=api.platforms,
        terms_url=settings.terms_url,
        privacy_url=settings.privacy_url,
        unsubscribe=unsubscribe,
        own=own,
        readiness={"database": _database_answers},
        front=front,
    )
    routes: list[BaseRoute] = [*create_graphql_app(api), *create_web_routes(web)]
    if demonstration is not None:
        routes += create_demonstration_routes(demonstration)
    if shows_outbox(settings):
        routes += outbox_routes()
    application = Starlette(
        routes=routes,
        exception_handlers={HTTPException: http_exception_response},
    )
    application.router.redirect_slashes = False
    return application


def has_demonstration(settings: Settings) -> bool:
    """Whether a demonstration was made here and may be shown."""
    return settings.in_development and _demonstration_folder(settings).is_dir()


def _demonstration_folder(settings: Settings) -> Path:
    return settings.data_dir / "demonstration"


def _demonstration(settings: Settings) -> Demonstration:
    issuance = kept_issuance(_demonstration_folder(settings), settings.origin, now())
    return make_demonstration(issuance, Contexts.gather())


async def _kept_contexts() -> dict[str, bytes]:
    """Return the contexts that an earlier start has fetched; their digests decide, not we."""
    seen = {url: await snapshots.latest(PUBLIC, url, arrived=True) for url in PINNED}
    return {url: answer.body for url, answer in seen.items() if answer and answer.body}


async def _keep_context(answer: Answer) -> None:
    async with transaction():
        await snapshots.keep(PUBLIC, [answer])


def _providers(settings: Settings, fetcher: Fetcher) -> OidcProviders | None:
    if not settings.oidc_providers:
        return None
    providers = [OidcProvider(**provider.model_dump()) for provider in settings.oidc_providers]
    return OidcProviders(providers, fetcher=fetcher, clock=now)


async def _database_answers() -> bool:
    return (await database_now()).tzinfo is not None


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False
