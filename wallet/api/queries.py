"""Read entry points: the viewer, any object by its id, the server."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated
from uuid import UUID

import strawberry
from strawberry.types import Info
from tortoise.expressions import Q
from tortoise.models import Model

from wallet.api.calls import Call, call_of
from wallet.api.declaring import Record, Row, asked_with, record, related
from wallet.api.errors import bad_request
from wallet.api.identifiers import Kind, kind_and_key
from wallet.api.plan import Asked, prepared_root
from wallet.api.types.accounts import AccountEmail, Session, Viewer, viewer_row
from wallet.api.types.applications import ConnectedApplication
from wallet.api.types.collections import Collection
from wallet.api.types.connections import ConnectedPlatform
from wallet.api.types.credentials import Credential
from wallet.api.types.deletions import Deletion
from wallet.api.types.fields import ShareItemInput, ShareWarning, load_warnings
from wallet.api.types.imports import ImportItem, ImportJob
from wallet.api.types.issuers import Achievement, Issuer, Skill
from wallet.api.types.node import Node
from wallet.api.types.notifications import Notification, WebhookDelivery, WebhookEndpoint
from wallet.api.types.server import ServerInfo, server_info
from wallet.api.types.shares import Share, ShareAccess
from wallet.api.types.timeline import TimelineEntry
from wallet.api.types.verification import VerificationReport
from wallet.learner.importing import IMPORT
from wallet.store.models import (
    accounts,
    applications,
    collections,
    connections,
    credentials,
    deletions,
    jobs,
    notifications,
    shares,
    webhooks,
)

_MOST_IDS = 100


@dataclass(frozen=True, slots=True)
class _Kept:
    """Where objects of a kind are kept; `only` is what their rows must be besides."""

    shown_as: type[Record]
    table: type[Model]
    only: Q | None = None


_TABLES: Mapping[Kind, _Kept] = {
    Kind.CREDENTIAL: _Kept(Credential, credentials.Credential),
    Kind.ISSUER: _Kept(Issuer, credentials.Issuer),
    Kind.ACHIEVEMENT: _Kept(Achievement, credentials.Achievement),
    Kind.SKILL: _Kept(Skill, credentials.Skill),
    Kind.VERIFICATION_REPORT: _Kept(VerificationReport, credentials.CredentialReport),
    Kind.TIMELINE_ENTRY: _Kept(
        TimelineEntry,
        credentials.CredentialReport,
        Q(consulted__isnull=True, confirmed_at__isnull=False),
    ),
    Kind.COLLECTION: _Kept(Collection, collections.Collection),
    Kind.DELETION: _Kept(Deletion, deletions.Deletion),
    Kind.IMPORT_JOB: _Kept(ImportJob, jobs.Job, Q(kind=IMPORT)),
    Kind.IMPORT_ITEM: _Kept(ImportItem, jobs.ImportItem),
    Kind.SHARE: _Kept(Share, shares.Share),
    Kind.SHARE_ACCESS: _Kept(ShareAccess, shares.ShareAccess),
    Kind.ACCOUNT_EMAIL: _Kept(AccountEmail, accounts.Address),
    Kind.NOTIFICATION: _Kept(Notification, notifications.Notification),
    Kind.WEBHOOK_ENDPOINT: _Kept(WebhookEndpoint, webhooks.WebhookEndpoint),
    Kind.WEBHOOK_DELIVERY: _Kept(WebhookDelivery, webhooks.WebhookDelivery),
    Kind.SESSION: _Kept(Session, accounts.Session, Q(revoked_at__isnull=True)),
    Kind.CONNECTED_APPLICATION: _Kept(
        ConnectedApplication, applications.ApplicationGrant, Q(revoked_at__isnull=True)
    ),
    Kind.CONNECTION: _Kept(ConnectedPlatform, connections.Connection),
}

NODE_TYPES: Sequence[type[Record]] = (Viewer, *(kept.shown_as for kept in _TABLES.values()))
"""Every type with an id, so that the schema holds those that only `node` leads to."""


Ids = Annotated[list[strawberry.ID], strawberry.argument(description="Global ids, 100 at most.")]


async def _load_node(call: Call, _: Sequence[Record], asked: Asked) -> Sequence[Record | None]:
    (text,) = asked.arguments.values()
    found = await _records(call, asked, [text])
    return [found.get(text)]


async def _load_nodes(
    call: Call, _: Sequence[Record], asked: Asked
) -> Sequence[Sequence[Record | None]]:
    (texts,) = asked.arguments.values()
    if len(texts) > _MOST_IDS:
        raise bad_request(f"Ask for {_MOST_IDS} objects at most.")
    found = await _records(call, asked, texts)
    return [[found.get(each) for each in texts]]


async def _load_viewer(call: Call, _: Sequence[Record], asked: Asked) -> Sequence[Row | None]:
    if call.caller is None:
        return [None]
    return [await viewer_row(call, asked.selection.columns)]


async def _node(
    info: Info,
    id: Annotated[strawberry.ID, strawberry.argument(description="Global id.")],  # noqa: A002
) -> Node | None:
    del id
    found: Node | None = await prepared_root(info, Query)
    return found


async def _nodes(info: Info, ids: Ids) -> list[Node | None] | None:
    del ids
    found: list[Node | None] | None = await prepared_root(info, Query)
    return found


async def _viewer(info: Info) -> Viewer | None:
    found: Viewer | None = await prepared_root(info, Query)
    return found


async def _share_warnings(
    info: Info,
    items: Annotated[
        list[ShareItemInput], strawberry.argument(description="What would be shared; 100 at most.")
    ],
) -> list[ShareWarning] | None:
    del items
    found: list[ShareWarning] | None = await prepared_root(info, Query)
    return found


@strawberry.type(description="Read entry points.")
class Query(Record):
    """The roots of a query."""

    node: Node | None = related(
        "Any object that the caller may see, by global id; null when none.",
        _load_node,
        resolver=_node,
    )
    nodes: list[Node | None] | None = related(
        "Many objects, in the order asked; null for those not seen.", _load_nodes, resolver=_nodes
    )
    viewer: Viewer | None = related(
        "The person signed in; null when nobody is.", _load_viewer, resolver=_viewer
    )

    share_warnings: list[ShareWarning] | None = related(
        "What the viewer should know before such a share is made: what would tell who they are.",
        load_warnings,
        resolver=_share_warnings,
    )

    @asked_with("What this server can do, for clients to adapt.")
    def server(self, info: Info) -> ServerInfo | None:
        """Return what the composition says of this server."""
        return server_info(call_of(info).services)


async def _records(call: Call, asked: Asked, ids: Sequence[str]) -> dict[str, Record]:
    """Return the caller's own objects by id, with a statement for each kind."""
    if call.caller is None:
        return {}
    wanted: dict[Kind, dict[UUID, str]] = {}
    for text in ids:
        named = kind_and_key(text)
        if named is not None:
            wanted.setdefault(named[0], {})[named[1]] = text
    found: dict[str, Record] = {}
    for kind, keys in wanted.items():
        shown_as = Viewer if kind is Kind.VIEWER else _TABLES[kind].shown_as
        for row in await _rows(call, asked.selection_of(shown_as).columns, kind, list(keys)):
            found[keys[row["id"]]] = record(shown_as, row)
    return found


async def _rows(
    call: Call, columns: frozenset[str], kind: Kind, keys: Sequence[UUID]
) -> Sequence[Row]:
    if kind is Kind.VIEWER:
        row = await viewer_row(call, columns)
        return [row] if row is not None and call.learner_id in keys else []
    kept = _TABLES[kind]
    call.spend(len(keys))
    rows = kept.table.filter(*([kept.only] if kept.only else []), learner_id=call.learner_id)
    found: Sequence[Row] = await rows.filter(id__in=keys).values(*sorted({"id", *columns}))
    return found
