"""Lists of the schema: what a list is in, pages of it for any number of parents out.

However many parents ask, a page of each costs the same few statements: one for the rows, one
more where a list leads through a table of places, one more where many parents ask, one more
where the total is asked for.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from tortoise.expressions import RawSQL
from tortoise.functions import Count
from tortoise.models import Model
from tortoise.queryset import QuerySet

from wallet.api.calls import Call
from wallet.api.declaring import Load, Record, Row
from wallet.api.errors import bad_request
from wallet.api.loading import joins_of, rows_by_id
from wallet.api.plan import Asked, Selection
from wallet.learner.importing import IMPORT
from wallet.store.connection import connection, is_postgres
from wallet.store.models.collections import Collection, CollectionItem
from wallet.store.models.credentials import (
    Achievement,
    Credential,
    CredentialPart,
    CredentialReport,
    CredentialSkill,
    Issuer,
    Skill,
)
from wallet.store.models.deletions import Deletion
from wallet.store.models.jobs import ImportItem, Job
from wallet.store.models.notifications import Notification
from wallet.store.models.shares import Share, ShareAccess, ShareItem
from wallet.store.models.webhooks import WebhookDelivery, WebhookEndpoint
from wallet.store.pages import (
    BadPageError,
    Order,
    Page,
    PageRequest,
    cursor_of,
    cut,
    in_order,
    page_statement,
    size_of,
)
from wallet.store.reading import Statement, statement_of

Rows = QuerySet[Any]
_LONGEST_REMEMBERED = 500
"""Characters of arguments."""


@dataclass(frozen=True, slots=True)
class Listing:
    """A list that hangs under a parent.

    Attributes:
        table: whose rows are listed, in `order`.
        parent: the column that says under which parent a row hangs.
        node: where rows are only places: the table they lead to, and the column that leads.
        only: what all rows must be.
    """

    table: type[Model]
    parent: str
    order: Order
    node: tuple[type[Model], str] | None = None
    only: Mapping[str, object] | None = None


@dataclass(frozen=True, slots=True)
class Narrowed:
    """What arguments make of a list: its rows, and perhaps another order."""

    rows: Rows
    order: Order | None = None


Narrow = Callable[[Call, Rows, Mapping[str, Any]], Narrowed]

_ADDED = Order("added_at", datetime, descending=True)
_CREATED = Order("created_at", datetime, descending=True)
_NAME = Order("name_key", str)
_PLACED = Order("position", int)

CREDENTIALS = Listing(Credential, "learner_id", _ADDED)
CREDENTIALS_BY_ISSUER = Listing(Credential, "issuer_id", _ADDED)
CREDENTIALS_BY_ACHIEVEMENT = Listing(Credential, "achievement_id", _ADDED)
CREDENTIALS_BY_SKILL = Listing(
    CredentialSkill,
    "skill_id",
    Order("credential__added_at", datetime, descending=True),
    node=(Credential, "credential_id"),
)
CREDENTIALS_BY_COLLECTION = Listing(
    CollectionItem, "collection_id", _PLACED, node=(Credential, "credential_id")
)
PARTS_BY_RECORD = Listing(CredentialPart, "record_id", _PLACED, node=(Credential, "part_id"))
RECORDS_BY_PART = Listing(
    CredentialPart,
    "part_id",
    Order("record__added_at", datetime, descending=True),
    node=(Credential, "record_id"),
)
ACHIEVEMENTS = Listing(Achievement, "learner_id", _NAME)
ISSUERS = Listing(Issuer, "learner_id", _NAME)
SKILLS = Listing(Skill, "learner_id", _NAME)
COLLECTIONS = Listing(Collection, "learner_id", _NAME)
COLLECTIONS_BY_CREDENTIAL = Listing(
    CollectionItem,
    "credential_id",
    Order("collection__name_key", str),
    node=(Collection, "collection_id"),
)
_CHECKED = Order("checked_at", datetime, descending=True)
REPORTS_BY_CREDENTIAL = Listing(
    CredentialReport, "credential_id", _CHECKED, only={"consulted__isnull": True}
)
TIMELINE_BY_CREDENTIAL = Listing(
    CredentialReport,
    "credential_id",
    _CHECKED,
    only={"consulted__isnull": True, "confirmed_at__isnull": False},
)
NOTIFICATIONS = Listing(Notification, "learner_id", _CREATED)
WEBHOOKS = Listing(WebhookEndpoint, "learner_id", _CREATED)
DELIVERIES_BY_WEBHOOK = Listing(WebhookDelivery, "endpoint_id", _CREATED)
IMPORT_JOBS = Listing(Job, "learner_id", _CREATED, only={"kind": IMPORT})
ITEMS_BY_IMPORT_JOB = Listing(ImportItem, "job_id", _PLACED)
DELETIONS = Listing(Deletion, "learner_id", Order("deleted_at", datetime))
SHARES = Listing(Share, "learner_id", _CREATED)
SHARES_BY_CREDENTIAL = Listing(
    ShareItem,
    "credential_id",
    Order("share__created_at", datetime, descending=True),
    node=(Share, "share_id"),
)
ACCESSES_BY_SHARE = Listing(
    ShareAccess, "share_id", Order("accessed_at", datetime, descending=True)
)


def rows_of(call: Call, listing: Listing) -> Rows:
    """Return the caller's own rows of the list's table."""
    return listing.table.filter(learner_id=call.learner_id, **(listing.only or {}))


def page(listing: Listing, narrow: Narrow | None = None, *, timeless: bool = True) -> Load:
    """Return how a connection over the list is loaded; parents are told by their `id`.

    What `narrow` makes of the same arguments is the same at any time, where it is `timeless`.
    """

    async def load(call: Call, parents: Sequence[Record], asked: Asked) -> Sequence[Row]:
        keys = list(dict.fromkeys(parent.row["id"] for parent in parents))
        reading = _Reading(call, listing, asked, keys, narrow)
        try:
            if len(keys) == 1:
                pages = {keys[0]: await reading.one(may_remember=timeless)}
            else:
                pages = await reading.many()
        except BadPageError as error:
            raise bad_request(error.message) from error
        connections = await reading.with_nodes(pages)
        return [connections[parent.row["id"]] for parent in parents]

    return load


@dataclass(frozen=True, slots=True)
class _Reading:
    """One connection of a query, for all its parents."""

    call: Call
    listing: Listing
    asked: Asked
    keys: list[UUID]
    narrow: Narrow | None

    async def one(self, *, may_remember: bool) -> Page:
        """Return the page of the only parent."""
        request = self._request()
        statement, order, joins = self._statement(request, may_remember=may_remember)
        self.call.spend(size_of(request)[0] * (1 + joins))
        found = await statement.rows()
        total = await self._narrowed()[0].count() if self._asks_total() else None
        return cut(found, order, request, total)

    def _statement(
        self, request: PageRequest, *, may_remember: bool
    ) -> tuple[Statement, Order, int]:
        """Return the SQL of the page, its order, and how many rows are read along with each.

        Making SQL costs as much as running it, so that of a first page of a learner's whole list
        is kept, and turned to the learner who asks.
        """
        is_first_page = request.after is None and request.before is None
        arguments = repr(self.asked.arguments)
        own = self.call.learner_id
        if (
            not may_remember
            or not is_first_page
            or self.keys != [own]
            or len(arguments) > _LONGEST_REMEMBERED
        ):
            return self._made(request)
        place = (is_postgres(), arguments)
        made_for, (statement, order, joins) = self.asked.remembering(
            place, lambda: (own, self._made(request))
        )
        return statement.for_learner(made_for, own), order, joins

    def _made(self, request: PageRequest) -> tuple[Statement, Order, int]:
        rows, order = self._narrowed()
        if self.listing.node is not None:
            return page_statement(rows, order, request, self._columns(order)), order, 0
        joins, columns = joins_of(self._node_selections())
        statement = page_statement(rows, order, request, sorted(columns), joins)
        return statement, order, len(joins)

    def _narrowed(self) -> tuple[Rows, Order]:
        """Return the rows of all parents, and the order that they are asked for in."""
        rows = rows_of(self.call, self.listing)
        narrowed = (
            self.narrow(self.call, rows, self.asked.arguments) if self.narrow else Narrowed(rows)
        )
        among = narrowed.rows.filter(**{f"{self.listing.parent}__in": self.keys})
        return among, narrowed.order or self.listing.order

    async def many(self) -> dict[UUID, Page]:
        """Return the first or last page of each parent.

        Raises:
            BadPageError: a cursor, which belongs to the list of one parent.
        """
        request = self._request()
        for name in ("after", "before"):
            if getattr(request, name) is not None:
                raise BadPageError(
                    name, f"`{name}` goes with the list of one object: ask for it by node."
                )
        size, backwards = size_of(request)
        self.call.spend(len(self.keys) * size)
        rows, order = self._narrowed()
        ids = await _first_of_each(rows, self.listing, order, most=size + 1, backwards=backwards)
        chosen = self.listing.table.filter(learner_id=self.call.learner_id, id__in=ids)
        listed = in_order(chosen, order, backwards=backwards)
        found = await statement_of(listed, self._columns(order)).rows()
        totals = await self._totals(rows) if self._asks_total() else None
        by_parent: dict[UUID, list[dict[str, Any]]] = {key: [] for key in self.keys}
        for row in found:
            by_parent[row[self.listing.parent]].append(row)
        return {
            key: cut(alike, order, request, None if totals is None else totals.get(key, 0))
            for key, alike in by_parent.items()
        }

    async def with_nodes(self, pages: Mapping[UUID, Page]) -> dict[UUID, Row]:
        """Return the pages as rows of connections, with what stands at their places."""
        nodes: Mapping[UUID, Row] = {}
        if self.listing.node is not None:
            table, column = self.listing.node
            keys = [row[column] for each in pages.values() for row in each.rows]
            nodes = await rows_by_id(self.call, table, keys, self._node_columns())
        return {key: self._connection(each, nodes) for key, each in pages.items()}

    def _connection(self, found: Page, nodes: Mapping[UUID, Row]) -> Row:
        places: Sequence[Row] = found.rows
        shown: Sequence[Row] = places
        if self.listing.node is not None:
            column = self.listing.node[1]
            places = [row for row in found.rows if row[column] in nodes]
            shown = [nodes[row[column]] for row in places]
        cursors = (cursor_of(found.order, row) for row in places if self._asks_edges())
        return {
            "nodes": shown,
            "cursors": list(cursors),
            "total_count": found.total,
            "page_info": {
                "has_next_page": found.has_next,
                "has_previous_page": found.has_previous,
                "start_cursor": cursor_of(found.order, found.rows[0]) if found.rows else None,
                "end_cursor": cursor_of(found.order, found.rows[-1]) if found.rows else None,
            },
        }

    def _request(self) -> PageRequest:
        given = {
            name: value
            for name in ("first", "after", "last", "before")
            if (value := self.asked.arguments.get(name)) is not None
        }
        return PageRequest(**given)

    def _columns(self, order: Order) -> list[str]:
        own = {"id", self.listing.parent, order.column}
        if self.listing.node is None:
            return sorted(own | self._node_columns())
        return sorted(own | {self.listing.node[1]})

    def _node_columns(self) -> frozenset[str]:
        return frozenset().union(*(each.columns for each in self._node_selections()))

    def _node_selections(self) -> list[Selection]:
        found = [asked.selection for asked in self.asked.selection.named("nodes")]
        for edges in self.asked.selection.named("edges"):
            found += [node.selection for node in edges.selection.named("node")]
        return found

    def _asks_edges(self) -> bool:
        return any(True for _ in self.asked.selection.named("edges"))

    def _asks_total(self) -> bool:
        return any(True for _ in self.asked.selection.named("totalCount"))

    async def _totals(self, rows: Rows) -> dict[UUID, int]:
        parent = self.listing.parent
        counted = rows.annotate(total=Count("id")).group_by(parent).values(parent, "total")
        return {each[parent]: each["total"] for each in await counted}


async def _first_of_each(
    rows: Rows, listing: Listing, order: Order, *, most: int, backwards: bool
) -> list[UUID]:
    """Return the ids of the first so many rows under each parent, by one statement."""
    table: str = listing.table._meta.db_table  # noqa: SLF001  # where tortoise keeps it
    direction = "DESC" if order.descending is not backwards else "ASC"
    place = (
        f'ROW_NUMBER() OVER (PARTITION BY "{table}"."{listing.parent}" ORDER BY '
        f'{_sql_name(table, order.column)} {direction}, "{table}"."id" {direction})'
    )
    numbered = rows.annotate(place=RawSQL(place)).values("id", order.column, "place")
    numbered._make_query()  # noqa: SLF001  # tortoise has no public way to nest a statement
    inner, values = numbered.query.get_parameterized_sql()
    found = await connection().execute_query_dict(
        f'SELECT "id" FROM ({inner}) AS "numbered" WHERE "place" <= {most}',  # noqa: S608  # an int of ours
        values,
    )
    return [UUID(str(each["id"])) for each in found]


def _sql_name(table: str, column: str) -> str:
    """Return a column as SQL names it: of the table, or of the one that a relation joins to it."""
    related, _, own = column.rpartition("__")
    return f'"{table}__{related}"."{own}"' if related else f'"{table}"."{own}"'
