"""Lists of the schema: what a list is in, pages of it for any number of parents out.

However many parents ask, a page of each costs the same few statements: one for the rows, one
more where a list leads through a table of places, one more where many parents ask, one more
where the total is asked for.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
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
from wallet.api.loading import rows_by_id
from wallet.api.plan import Asked
from wallet.learner.importing import IMPORT
from wallet.store.connection import connection
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
from wallet.store.models.jobs import ImportItem, Job
from wallet.store.models.shares import Share, ShareAccess, ShareItem
from wallet.store.pages import (
    BadPageError,
    Order,
    Page,
    PageRequest,
    cursor_of,
    in_order,
    size_of,
)
from wallet.store.pages import page as page_of

Rows = QuerySet[Any]


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
    only: Mapping[str, str] | None = None


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
REPORTS_BY_CREDENTIAL = Listing(
    CredentialReport, "credential_id", Order("checked_at", datetime, descending=True)
)
IMPORT_JOBS = Listing(Job, "learner_id", _CREATED, only={"kind": IMPORT})
ITEMS_BY_IMPORT_JOB = Listing(ImportItem, "job_id", _PLACED)
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


def page(listing: Listing, narrow: Narrow | None = None) -> Load:
    """Return how a connection over the list is loaded; parents are told by their `id`."""

    async def load(call: Call, parents: Sequence[Record], asked: Asked) -> Sequence[Row]:
        rows = rows_of(call, listing)
        narrowed = narrow(call, rows, asked.arguments) if narrow else Narrowed(rows)
        listed = replace(listing, order=narrowed.order) if narrowed.order else listing
        keys = list(dict.fromkeys(parent.row["id"] for parent in parents))
        reading = _Reading(
            call, listed, asked, narrowed.rows.filter(**{f"{listed.parent}__in": keys})
        )
        try:
            pages = await reading.one(keys[0]) if len(keys) == 1 else await reading.many(keys)
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
    rows: Rows

    async def one(self, key: UUID) -> dict[UUID, Page]:
        """Return the page of the only parent."""
        request = self._request()
        self.call.spend(size_of(request)[0])
        found = await page_of(
            self.rows, self.listing.order, request, self._columns(), with_total=self._asks_total()
        )
        return {key: found}

    async def many(self, keys: Sequence[UUID]) -> dict[UUID, Page]:
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
        self.call.spend(len(keys) * size)
        order = self.listing.order
        ids = await _first_of_each(self.rows, self.listing, size + 1, backwards=backwards)
        chosen = self.listing.table.filter(learner_id=self.call.learner_id, id__in=ids)
        found = await in_order(chosen, order, backwards=backwards).values(*self._columns())
        totals = await self._totals() if self._asks_total() else None
        by_parent: dict[UUID, list[dict[str, Any]]] = {key: [] for key in keys}
        for row in found:
            by_parent[row[self.listing.parent]].append(row)
        return {
            key: _cut(
                order,
                rows,
                size,
                None if totals is None else totals.get(key, 0),
                backwards=backwards,
            )
            for key, rows in by_parent.items()
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
        places = [
            (cursor, nodes.get(row[self.listing.node[1]]) if self.listing.node else row)
            for cursor, row in zip(found.cursors, found.rows, strict=True)
        ]
        return {
            "nodes": [node for _, node in places if node is not None],
            "cursors": [cursor for cursor, node in places if node is not None],
            "total_count": found.total,
            "page_info": {
                "has_next_page": found.has_next,
                "has_previous_page": found.has_previous,
                "start_cursor": found.cursors[0] if found.cursors else None,
                "end_cursor": found.cursors[-1] if found.cursors else None,
            },
        }

    def _request(self) -> PageRequest:
        given = {
            name: value
            for name in ("first", "after", "last", "before")
            if (value := self.asked.arguments.get(name)) is not None
        }
        return PageRequest(**given)

    def _columns(self) -> list[str]:
        own = {"id", self.listing.parent, self.listing.order.column}
        if self.listing.node is None:
            return sorted(own | self._node_columns())
        return sorted(own | {self.listing.node[1]})

    def _node_columns(self) -> frozenset[str]:
        wanted = [asked.selection.columns for asked in self.asked.selection.named("nodes")]
        for edges in self.asked.selection.named("edges"):
            wanted += [node.selection.columns for node in edges.selection.named("node")]
        return frozenset().union(*wanted)

    def _asks_total(self) -> bool:
        return any(True for _ in self.asked.selection.named("totalCount"))

    async def _totals(self) -> dict[UUID, int]:
        parent = self.listing.parent
        counted = self.rows.annotate(total=Count("id")).group_by(parent).values(parent, "total")
        return {each[parent]: each["total"] for each in await counted}


def _cut(
    order: Order, rows: list[dict[str, Any]], size: int, total: int | None, *, backwards: bool
) -> Page:
    kept = rows[:size]
    if backwards:
        kept.reverse()
    goes_on = len(rows) > size
    return Page(
        rows=kept,
        cursors=[cursor_of(order, row) for row in kept],
        has_next=goes_on and not backwards,
        has_previous=goes_on and backwards,
        total=total,
    )


async def _first_of_each(rows: Rows, listing: Listing, most: int, *, backwards: bool) -> list[UUID]:
    """Return the ids of the first so many rows under each parent, by one statement."""
    table: str = listing.table._meta.db_table  # noqa: SLF001  # where tortoise keeps it
    direction = "DESC" if listing.order.descending is not backwards else "ASC"
    place = (
        f'ROW_NUMBER() OVER (PARTITION BY "{table}"."{listing.parent}" ORDER BY '
        f'{_sql_name(table, listing.order.column)} {direction}, "{table}"."id" {direction})'
    )
    numbered = rows.annotate(place=RawSQL(place)).values("id", listing.order.column, "place")
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
