"""The viewer: their wallet, their addresses and their devices."""

from collections.abc import Sequence
from typing import Annotated, Any

import strawberry
from strawberry.types import Info

from wallet.api.calls import Call, call_of
from wallet.api.declaring import (
    Record,
    Row,
    asked_with,
    column,
    derived,
    loaded_value,
    read_loaded,
    related,
    relation,
)
from wallet.api.filters import (
    CredentialFilter,
    CredentialOrder,
    ShareFilter,
    narrowed_collections,
    narrowed_credentials,
    narrowed_shares,
    searched,
)
from wallet.api.identifiers import Kind
from wallet.api.listing import (
    ACHIEVEMENTS,
    COLLECTIONS,
    CREDENTIALS,
    DELETIONS,
    IMPORT_JOBS,
    ISSUERS,
    NOTIFICATIONS,
    SHARES,
    SKILLS,
    WEBHOOKS,
    page,
)
from wallet.api.loading import many
from wallet.api.plan import Asked
from wallet.api.types.applications import ConnectedApplication, connected_applications
from wallet.api.types.connection import After, Before, First, Last, paged
from wallet.api.types.connections import ConnectedPlatform, connections
from wallet.api.types.deletions import deletions, narrowed_deletions
from wallet.api.types.facets import CredentialFacets, credential_facets, narrowing
from wallet.api.types.node import Node, node_id
from wallet.api.types.notifications import (
    NotificationPreference,
    narrowed_notifications,
    notifications,
    preferences,
)
from wallet.api.types.refs import (
    AchievementPage,
    CollectionPage,
    CredentialPage,
    DeletionPage,
    ImportJobPage,
    IssuerPage,
    NotificationPage,
    SharePage,
    SkillPage,
    WebhookEndpointPage,
)
from wallet.api.types.scalars import DateTime, EmailAddress, LanguageTag
from wallet.store.models.accounts import Account, Address
from wallet.store.models.accounts import Session as SessionRow
from wallet.store.models.credentials import CredentialTag

Search = Annotated[str | None, strawberry.argument(description="Words to find.")]


@strawberry.type(description="An address of the viewer, used to match recipients.")
class AccountEmail(Record, Node):
    """A row of `wallet.store.models.accounts.Address`."""

    id: strawberry.ID = node_id(Kind.ACCOUNT_EMAIL)
    address: EmailAddress = column("Address.")
    is_primary: bool = column("Used for mail.")
    is_verified: bool = derived(
        "The viewer proved it.", lambda row: row["verified_at"] is not None, "verified_at"
    )
    verified_at: DateTime | None = column("When it was proven.")


@strawberry.type(description="A signed-in device.")
class Session(Record, Node):
    """A row of `wallet.store.models.accounts.Session`."""

    id: strawberry.ID = node_id(Kind.SESSION)
    device_name: str | None = column("What the client called itself.")
    created_at: DateTime = column("When signed in.")
    last_seen_at: DateTime = column("When its tokens were last renewed.")
    ends_at: DateTime = column("When it ends, however often renewed.")

    @asked_with("The one in use now.", "id")
    def is_current(self, info: Info) -> bool:
        """Tell whether the request came from it."""
        caller = call_of(info).caller
        return caller is not None and caller.session_id == self.row["id"]


async def _sessions(call: Call, parents: Sequence[Record], asked: Asked) -> Sequence[Sequence[Row]]:
    rows = (
        await SessionRow.filter(
            learner_id=call.learner_id, revoked_at=None, ends_at__gt=call.services.now()
        )
        .order_by("-created_at", "-id")
        .values(*sorted({"id", *asked.selection.columns}))
    )
    return [rows for _ in parents]


async def _tags(call: Call, parents: Sequence[Record], _: Asked) -> Sequence[Sequence[str]]:
    rows = await CredentialTag.filter(learner_id=call.learner_id).distinct().values("tag")
    tags = sorted((row["tag"] for row in rows), key=str.casefold)
    return [tags for _ in parents]


def _credentials(
    root: strawberry.Parent[Any],
    info: Info,
    *,
    filter: Annotated[  # noqa: A002  # the name that clients write
        CredentialFilter | None, strawberry.argument(description="Which of them.")
    ] = strawberry.UNSET,
    search: Search = strawberry.UNSET,
    order_by: Annotated[
        CredentialOrder | None,
        strawberry.argument(description="Order; newest first when not given."),
    ] = strawberry.UNSET,
    first: First = strawberry.UNSET,
    after: After = strawberry.UNSET,
    last: Last = strawberry.UNSET,
    before: Before = strawberry.UNSET,
) -> Any:
    del filter, search, order_by, first, after, last, before
    return read_loaded(root, info)


def _shares(
    root: strawberry.Parent[Any],
    info: Info,
    *,
    filter: Annotated[  # noqa: A002  # the name that clients write
        ShareFilter | None, strawberry.argument(description="Which of them.")
    ] = strawberry.UNSET,
    first: First = strawberry.UNSET,
    after: After = strawberry.UNSET,
    last: Last = strawberry.UNSET,
    before: Before = strawberry.UNSET,
) -> Any:
    del filter, first, after, last, before
    return read_loaded(root, info)


def _collections(
    root: strawberry.Parent[Any],
    info: Info,
    *,
    changed_since: Annotated[
        DateTime | None,
        strawberry.argument(description="Changed since then; see `CredentialFilter`."),
    ] = strawberry.UNSET,
    first: First = strawberry.UNSET,
    after: After = strawberry.UNSET,
    last: Last = strawberry.UNSET,
    before: Before = strawberry.UNSET,
) -> Any:
    del changed_since, first, after, last, before
    return read_loaded(root, info)


def _searchable(
    root: strawberry.Parent[Any],
    info: Info,
    *,
    search: Search = strawberry.UNSET,
    first: First = strawberry.UNSET,
    after: After = strawberry.UNSET,
    last: Last = strawberry.UNSET,
    before: Before = strawberry.UNSET,
) -> Any:
    del search, first, after, last, before
    return read_loaded(root, info)


@strawberry.type(description="The person signed in.")
class Viewer(Record, Node):
    """A row of `wallet.store.models.accounts.Account`."""

    id: strawberry.ID = node_id(Kind.VIEWER)
    display_name: str = column("Name.")
    language: LanguageTag = column("Preferred language.")
    emails: list[AccountEmail] = relation(
        "Addresses, the primary one first.",
        many(Address, "learner_id", "-is_primary", "added_at", "id"),
        "id",
    )
    sessions: list[Session] = relation("Devices signed in, newest first.", _sessions, "id")
    connected_applications: list[ConnectedApplication] = relation(
        "Applications that the viewer let in, newest first.", connected_applications, "id"
    )
    connections: list[ConnectedPlatform] = relation(
        "Platforms that the viewer connected, newest first.", connections, "id"
    )
    credentials: CredentialPage = related(
        "Credentials held.", page(CREDENTIALS, narrowed_credentials), "id", resolver=_credentials
    )
    credential_facets: CredentialFacets = related(
        "What the list of credentials can be narrowed by, and how many each choice would leave.",
        narrowing,
        "id",
        resolver=credential_facets,
    )
    achievements: AchievementPage = related(
        "What they recognise.", page(ACHIEVEMENTS, searched), "id", resolver=_searchable
    )
    issuers: IssuerPage = related(
        "Who issued or defined them.", page(ISSUERS, searched), "id", resolver=_searchable
    )
    skills: SkillPage = related(
        "Skills in them.", page(SKILLS, searched), "id", resolver=_searchable
    )
    tags: list[str] = loaded_value("The viewer's own tags, in alphabetical order.", _tags, "id")
    collections: CollectionPage = related(
        "Own groups.", page(COLLECTIONS, narrowed_collections), "id", resolver=_collections
    )
    deletions: DeletionPage = related(
        "Credentials and collections deleted, first to last, for apps that keep a copy.",
        page(DELETIONS, narrowed_deletions, timeless=False),
        "id",
        resolver=deletions,
    )
    import_jobs: ImportJobPage = related(
        "Imports made, newest first.", page(IMPORT_JOBS), "id", resolver=paged
    )
    notifications: NotificationPage = related(
        "What happened, newest first.",
        page(NOTIFICATIONS, narrowed_notifications),
        "id",
        resolver=notifications,
    )
    notification_preferences: list[NotificationPreference] = relation(
        "When letters go out, for every kind.", preferences, "id"
    )
    webhooks: WebhookEndpointPage = related(
        "Webhooks registered, newest first.", page(WEBHOOKS), "id", resolver=paged
    )
    shares: SharePage = related(
        "Links made, newest first.",
        page(SHARES, narrowed_shares, timeless=False),
        "id",
        resolver=_shares,
    )


async def viewer(call: Call, parents: Sequence[Record], asked: Asked) -> Sequence[Row | None]:
    """Load the account that calls, wherever a payload leads to the viewer."""
    row = await viewer_row(call, asked.selection.columns)
    return [row if parent.row["viewer"] else None for parent in parents]


async def viewer_row(call: Call, columns: frozenset[str]) -> Row | None:
    """Return the row of the account that calls; its key alone costs nothing."""
    if columns <= {"id"}:
        return {"id": call.learner_id}
    rows = await Account.filter(id=call.learner_id).values(*sorted({"id", *columns}))
    return rows[0] if rows else None
