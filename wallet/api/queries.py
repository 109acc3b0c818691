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
from wallet.api.declaring import Record, Row, record
from wallet.api.errors import bad_request
from wallet.api.identifiers import Kind, kind_and_key
from wallet.api.plan import asked_of, prepared, prepared_all
from wallet.api.types.accounts import AccountEmail, Session, Viewer, viewer_row
from wallet.api.types.collections import Collection
from wallet.api.types.credentials import Credential
from wallet.api.types.describing import query
from wallet.api.types.imports import ImportItem, ImportJob
from wallet.api.types.issuers import Achievement, Issuer, Skill
from wallet.api.types.node import Node
from wallet.api.types.notifications import Notification, WebhookDelivery, WebhookEndpoint
from wallet.api.types.server import ServerInfo, server_info
from wallet.api.types.shares import Share, ShareAccess
from wallet.api.types.verification import VerificationReport
from wallet.learner.importing import IMPORT
from wallet.store.models import (
    accounts,
    collections,
    credentials,
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
    Kind.COLLECTION: _Kept(Collection, collections.Collection),
    Kind.IMPORT_JOB: _Kept(ImportJob, jobs.Job, Q(kind=IMPORT)),
    Kind.IMPORT_ITEM: _Kept(ImportItem, jobs.ImportItem),
    Kind.SHARE: _Kept(Share, shares.Share),
    Kind.SHARE_ACCESS: _Kept(ShareAccess, shares.ShareAccess),
    Kind.ACCOUNT_EMAIL: _Kept(AccountEmail, accounts.Address),
    Kind.NOTIFICATION: _Kept(Notification, notifications.Notification),
    Kind.WEBHOOK_ENDPOINT: _Kept(WebhookEndpoint, webhooks.WebhookEndpoint),
    Kind.WEBHOOK_DELIVERY: _Kept(WebhookDelivery, webhooks.WebhookDelivery),
    Kind.SESSION: _Kept(Session, accounts.Session, Q(revoked_at__isnull=True)),
}

NODE_TYPES: Sequence[type[Record]] = (Viewer, *(kept.shown_as for kept in _TABLES.values()))
"""Every type with an id, so that the schema holds those that only `node` leads to."""


@strawberry.type(description="Read entry points.")
class Query:
    """The roots of a query."""

    @query("Any object that the caller may see, by global id; null when none.")
    async def node(
        self,
        info: Info,
        id: Annotated[strawberry.ID, strawberry.argument(description="Global id.")],  # noqa: A002
    ) -> Node | None:
        """Return the object of that id, where it is the caller's."""
        found = await _records(info, [id])
        await prepared_all(info, list(found.values()))
        return found.get(id)  # type: ignore[return-value]  # every type in the table is a Node

    @query("Many objects, in the order asked; null for those not seen.")
    async def nodes(
        self,
        info: Info,
        ids: Annotated[
            list[strawberry.ID], strawberry.argument(description="Global ids, 100 at most.")
        ],
    ) -> list[Node | None] | None:
        """Return the objects of those ids, where they are the caller's."""
        if len(ids) > _MOST_IDS:
            raise bad_request(f"Ask for {_MOST_IDS} objects at most.")
        found = await _records(info, ids)
        await prepared_all(info, list(found.values()))
        return [found.get(each) for each in ids]  # type: ignore[misc]  # every type is a Node

    @query("The person signed in; null when nobody is.")
    async def viewer(self, info: Info) -> Viewer | None:
        """Return the caller's account, which all that is private hangs under."""
        call = call_of(info)
        if call.caller is None:
            return None
        row = await viewer_row(call, asked_of(info, Viewer).columns)
        return await prepared(info, record(Viewer, row)) if row is not None else None

    @query("What this server can do, for clients to adapt.")
    def server(self, info: Info) -> ServerInfo | None:
        """Return what the composition says of this server."""
        return server_info(call_of(info).services)


async def _records(info: Info, ids: Sequence[str]) -> dict[str, Record]:
    """Return the caller's own objects by id, with a statement for each kind."""
    call = call_of(info)
    if call.caller is None:
        return {}
    wanted: dict[Kind, dict[UUID, str]] = {}
    for text in ids:
        named = kind_and_key(text)
        if named is not None:
            wanted.setdefault(named[0], {})[named[1]] = text
    found: dict[str, Record] = {}
    for kind, keys in wanted.items():
        for row in await _rows(info, call, kind, list(keys)):
            kept_type = Viewer if kind is Kind.VIEWER else _TABLES[kind].shown_as
            found[keys[row["id"]]] = record(kept_type, row)
    return found


async def _rows(info: Info, call: Call, kind: Kind, keys: Sequence[UUID]) -> Sequence[Row]:
    if kind is Kind.VIEWER:
        row = await viewer_row(call, asked_of(info, Viewer).columns)
        return [row] if row is not None and call.learner_id in keys else []
    kept = _TABLES[kind]
    call.spend(len(keys))
    rows = kept.table.filter(*([kept.only] if kept.only else []), learner_id=call.learner_id)
    columns = sorted({"id", *asked_of(info, kept.shown_as).columns})
    found: Sequence[Row] = await rows.filter(id__in=keys).values(*columns)
    return found
