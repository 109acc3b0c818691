"""Rows in their order in, one page of them out, forwards or backwards, by keyset.

Source: GraphQL Cursor Connections Specification, "Pagination algorithm".
A page starts from a place in the order (a value and an id), not from a count, so rows that come
and go meanwhile are neither skipped nor repeated.
"""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, TypeAlias
from uuid import UUID

from tortoise.expressions import Case, Q, When
from tortoise.queryset import QuerySet

from wallet.documents.base64url import from_base64url, to_base64url
from wallet.store.reading import Join, Statement, statement_of

DEFAULT_SIZE = 20
LARGEST_SIZE = 100
_LONGEST_CURSOR = 2_000

Value: TypeAlias = datetime | str | int | None


class BadPageError(Exception):
    """A page that cannot be asked for: `argument` is the one at fault."""

    def __init__(self, argument: str, message: str) -> None:
        """Refuse the `argument`; `message` is for a developer."""
        super().__init__(message)
        self.argument = argument
        self.message = message


@dataclass(frozen=True, slots=True)
class Order:
    """By which column rows stand; those without a value come last, and ids settle ties.

    `kind` is the type of the column's values: `datetime`, `str` or `int`.
    """

    column: str
    kind: type
    descending: bool = False
    nullable: bool = False


@dataclass(frozen=True, slots=True)
class PageRequest:
    """Which page: the `first` after a cursor, or the `last` before one."""

    first: int | None = None
    after: str | None = None
    last: int | None = None
    before: str | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """One page of rows in an order; `total` is None where it was not asked for."""

    rows: list[dict[str, Any]]
    order: Order
    has_next: bool
    has_previous: bool
    total: int | None = None

    @property
    def cursors(self) -> list[str]:
        """The cursors that go with the rows."""
        return [cursor_of(self.order, row) for row in self.rows]


@dataclass(frozen=True, slots=True)
class _Place:
    """A place in an order."""

    value: Value
    id: UUID


async def page(
    rows: QuerySet[Any],
    order: Order,
    request: PageRequest,
    columns: Collection[str],
    *,
    with_total: bool = False,
) -> Page:
    """Return one page of `rows`, each with the `columns`, its id and what it is ordered by.

    One statement, and one more for the total.

    Raises:
        BadPageError: the arguments contradict each other, or a cursor is not of this order.
    """
    found = await page_statement(rows, order, request, columns).rows()
    return cut(found, order, request, await rows.count() if with_total else None)


def page_statement(
    rows: QuerySet[Any],
    order: Order,
    request: PageRequest,
    columns: Collection[str],
    joins: Collection[Join] = (),
) -> Statement:
    """Return what reads one page of `rows` and one row more, with what is joined to each.

    Raises:
        BadPageError: as for `page`.
    """
    size, backwards = size_of(request)
    after = _place(request.after, "after", order)
    before = _place(request.before, "before", order)
    chosen = rows
    if after:
        chosen = chosen.filter(_beyond(order, after))
    if before:
        chosen = chosen.filter(_before(order, before))
    listed = in_order(chosen, order, backwards=backwards).limit(size + 1)
    wanted = (*columns, order.column, "id")
    if not joins:
        return statement_of(listed, wanted)
    leading = (*(join.column for join in joins), "learner_id")
    return statement_of(listed, (*wanted, *leading)).joined(
        joins, wanted, _sql_order(order, backwards=backwards)
    )


def _sql_order(order: Order, *, backwards: bool) -> str:
    way = "DESC" if order.descending != backwards else "ASC"
    keys = [f'"base"."{order.column}" {way}', f'"base"."id" {way}']
    if order.nullable:
        keys.insert(0, f'("base"."{order.column}" IS NULL) {"DESC" if backwards else "ASC"}')
    return ", ".join(keys)


def cut(found: list[dict[str, Any]], order: Order, request: PageRequest, total: int | None) -> Page:
    """Return the page of what `page_statement` read."""
    size, backwards = size_of(request)
    more = len(found) > size
    kept = found[:size]
    if backwards:
        kept.reverse()
    return Page(
        rows=kept,
        order=order,
        has_next=request.before is not None if backwards else more,
        has_previous=more if backwards else request.after is not None,
        total=total,
    )


def size_of(request: PageRequest) -> tuple[int, bool]:
    """Return how many rows are asked for, and whether from the end.

    Raises:
        BadPageError: too many, or from both ends.
    """
    if request.first is not None and request.last is not None:
        raise BadPageError("last", "Ask for `first` or for `last`, not for both.")
    backwards = request.last is not None
    argument = "last" if backwards else "first"
    size = request.last if backwards else request.first
    if size is None:
        size = DEFAULT_SIZE
    if not 0 <= size <= LARGEST_SIZE:
        raise BadPageError(argument, f"`{argument}` is from 0 to {LARGEST_SIZE}.")
    return size, backwards


def in_order(rows: QuerySet[Any], order: Order, *, backwards: bool) -> QuerySet[Any]:
    """Return the rows sorted, or sorted the other way round."""
    turned = "-" if order.descending != backwards else ""
    keys = [f"{turned}{order.column}", f"{turned}id"]
    if order.nullable:
        # the databases differ in where they put NULL
        without = Case(When(_where(order, "isnull", True), then="1"), default="0")
        rows = rows.annotate(without_value=without)
        keys.insert(0, "-without_value" if backwards else "without_value")
    return rows.order_by(*keys)


def _beyond(order: Order, place: _Place) -> Q:
    way = "lt" if order.descending else "gt"
    without = _where(order, "isnull", True)
    if place.value is None:
        return without & _id(way, place)
    after = _where(order, way, place.value) | (_equals(order, place) & _id(way, place))
    return after | without if order.nullable else after


def _before(order: Order, place: _Place) -> Q:
    way = "gt" if order.descending else "lt"
    if place.value is None:
        without = _where(order, "isnull", True)
        return _where(order, "isnull", False) | (without & _id(way, place))
    return _where(order, way, place.value) | (_equals(order, place) & _id(way, place))


def _where(order: Order, relation: str, value: Any) -> Q:
    term: dict[str, Any] = {f"{order.column}__{relation}": value}
    return Q(**term)


def _equals(order: Order, place: _Place) -> Q:
    term: dict[str, Any] = {order.column: place.value}
    return Q(**term)


def _id(way: str, place: _Place) -> Q:
    term: dict[str, Any] = {f"id__{way}": place.id}
    return Q(**term)


def cursor_of(order: Order, row: Mapping[str, Any]) -> str:
    """Return the cursor of a row, which has its id and what it is ordered by."""
    value = row[order.column]
    if isinstance(value, datetime):
        value = value.astimezone(UTC).isoformat()
    written = json.dumps([_name(order), value, str(row["id"])], separators=(",", ":"))
    return to_base64url(written.encode())


def _place(cursor: str | None, argument: str, order: Order) -> _Place | None:
    """Read a cursor. It holds only a place in the reader's own rows, so it needs no signature."""
    if cursor is None:
        return None
    try:
        return _read(cursor, order)
    except (ValueError, TypeError, OverflowError, RecursionError) as error:
        raise BadPageError(argument, f"`{argument}` is not a cursor of this list.") from error


def _read(cursor: str, order: Order) -> _Place:
    if len(cursor) > _LONGEST_CURSOR:
        raise ValueError("too long")
    name, value, identifier = json.loads(from_base64url(cursor))
    if name != _name(order) or not isinstance(identifier, str):
        raise ValueError("of another order")
    return _Place(_value(value, order), UUID(identifier))


def _value(value: object, order: Order) -> Value:
    if value is None and order.nullable:
        return None
    if order.kind is datetime and isinstance(value, str):
        moment = datetime.fromisoformat(value)
        if moment.tzinfo is None:
            raise ValueError("without a zone")
        return moment.astimezone(UTC)
    if type(value) is not order.kind or not isinstance(value, str | int):
        raise ValueError("of another type")
    if isinstance(value, int) and not -(2**31) <= value < 2**31:
        raise ValueError("too large")
    return value


def _name(order: Order) -> str:
    return f"-{order.column}" if order.descending else order.column
