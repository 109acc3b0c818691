"""A query in, its rows out as plain mappings, without objects between.

Tortoise makes the SQL; what it then does with each value of each row costs more than the
database. Here a value is converted only where its column's kind needs it, and the SQL of a read
by id is written once. Keys are read by asyncpg's UUID, which is a UUID in five times less time.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from itertools import repeat
from typing import Any
from uuid import UUID

from asyncpg.pgproto import pgproto  # type: ignore[import-untyped]  # it ships no types
from tortoise.fields import BooleanField, DatetimeField, Field, JSONField, UUIDField
from tortoise.fields.relational import RelationalField
from tortoise.models import Model
from tortoise.queryset import QuerySet

from wallet.store.connection import connection, is_postgres
from wallet.store.json_text import decode, encode

Row = dict[str, Any]
Conversions = tuple[tuple[str, Callable[[Any], Any]], ...]

_OF_POSTGRES: Mapping[type[Field[Any]], Callable[[Any], Any]] = {JSONField: decode}
_OF_SQLITE: Mapping[type[Field[Any]], Callable[[Any], Any]] = {
    BooleanField: bool,
    DatetimeField: datetime.fromisoformat,
    JSONField: decode,
    UUIDField: pgproto.UUID,
}


@dataclass(frozen=True, slots=True)
class Join:
    """A row of another table of the same learner's, to which `column` leads by its id.

    It stands in the rows read under `place`, None where there is none.
    """

    table: type[Model]
    column: str
    columns: tuple[str, ...]

    @property
    def place(self) -> str:
        """Where a row holds it."""
        return f"{self.column}->"


@dataclass(frozen=True, slots=True)
class Statement:
    """SQL with its values, and what is to be made of the rows that it gives."""

    sql: str
    values: Sequence[Any]
    conversions: Conversions
    joins: tuple["Joined", ...] = ()

    async def rows(self) -> list[Row]:
        """Run it."""
        _, found = await connection().execute_query(self.sql, list(self.values))
        if not found:
            return []
        names, columns = tuple(found[0].keys()), list(zip(*found, strict=True))
        own = self.joins[0].start if self.joins else len(names)
        rows = _rows(names[:own], columns[:own], self.conversions)
        for join in self.joins:
            join.put_into(rows, columns)
        return rows

    def for_learner(self, own: UUID, other: UUID) -> "Statement":
        """Return the same for another learner: what is one's id among the values is the other's.

        An id is of random and time bits, so nothing else is equal to it.

        Raises:
            ValueError: the SQL is not asked about the one by its values.
        """
        was, becomes = str(own), str(other)
        if was in self.sql or own.hex in self.sql or was not in map(str, self.values):
            raise ValueError("a statement of one learner cannot be turned to another")
        values = [
            (other if isinstance(value, UUID) else becomes) if str(value) == was else value
            for value in self.values
        ]
        return replace(self, values=values)

    def joined(self, joins: Iterable[Join], columns: Iterable[str], order: str) -> "Statement":
        """Return it with the rows that its own lead to, in that order of `base` (SQL).

        Its own rows have the columns that lead there, and `learner_id`; those that are only for
        this are not among `columns`, which are read.
        """
        among = tuple(joins)
        if not among:
            return self
        kept = tuple(dict.fromkeys(columns))
        shown, sources, joined = [f'"base"."{column}"' for column in kept], [], []
        for number, join in enumerate(among):
            name = f'"j{number}"'
            kinds = conversions_of(join.table, join.columns, postgres=is_postgres())
            joined.append(Joined(join, len(shown), kinds))
            shown += [f'{name}."{column}" AS "{join.place}{column}"' for column in join.columns]
            sources.append(
                f'LEFT JOIN "{join.table._meta.db_table}" AS {name} '  # noqa: SLF001  # where tortoise keeps it
                f'ON {name}."id" = "base"."{join.column}" '
                f'AND {name}."learner_id" = "base"."learner_id"'
            )
        sql = (
            f'SELECT {", ".join(shown)} FROM ({self.sql}) AS "base" '  # noqa: S608  # names of ours
            f"{' '.join(sources)} ORDER BY {order}"
        )
        conversions = tuple(each for each in self.conversions if each[0] in kept)
        return Statement(sql, self.values, conversions, tuple(joined))


@dataclass(frozen=True, slots=True)
class Joined:
    """A join within a statement: the columns of its rows begin at `start`."""

    join: Join
    start: int
    conversions: Conversions

    def put_into(self, rows: Iterable[Row], columns: Sequence[Sequence[Any]]) -> None:
        """Put into each row the one that it leads to; a row that many lead to is made once."""
        names, place = self.join.columns, self.join.place
        own = columns[self.start : self.start + len(names)]
        keys = own[names.index("id")]
        first = {key: number for number, key in reversed(list(enumerate(keys))) if key is not None}
        led_to = _rows(
            names, [[each[at] for at in first.values()] for each in own], self.conversions
        )
        made = dict(zip(first, led_to, strict=True))
        for row, key in zip(rows, keys, strict=True):
            row[place] = made.get(key)


def _rows(
    names: Sequence[str], columns: Sequence[Sequence[Any]], conversions: Conversions
) -> list[Row]:
    """Return rows of the columns, whose values are converted where they are to be."""
    kinds = dict(conversions)
    converted = [
        [None if value is None else kinds[name](value) for value in column]
        if name in kinds
        else column
        for name, column in zip(names, columns, strict=True)
    ]
    return list(map(dict, map(zip, repeat(names), zip(*converted, strict=True))))


def statement_of(rows: QuerySet[Any], columns: Iterable[str]) -> Statement:
    """Return what reads these columns of the rows; one of a related row is `relation__column`."""
    wanted = tuple(dict.fromkeys(columns))
    query = rows.values(*wanted)
    query._make_query()  # noqa: SLF001  # tortoise has no public way to the SQL and its values
    sql, values = query.query.get_parameterized_sql()
    table: type[Model] = rows.model
    # what is worked out in SQL is a plain number or text, as every driver gives it
    kept = tuple(each for each in wanted if each not in rows._annotations)  # noqa: SLF001  # the same
    return Statement(sql, values, conversions_of(table, kept, postgres=is_postgres()))


async def read_by_id(
    table: type[Model], learner_id: UUID, ids: Collection[UUID], columns: Collection[str]
) -> list[Row]:
    """Return the learner's own rows of these ids, each with the columns."""
    wanted, postgres = tuple(sorted(columns)), is_postgres()
    sql = _by_id(table, wanted, postgres=postgres)
    keys: Any = list(ids) if postgres else encode([str(each) for each in ids])
    owner: Any = learner_id if postgres else str(learner_id)
    conversions = conversions_of(table, wanted, postgres=postgres)
    return await Statement(sql, (owner, keys), conversions).rows()


@cache
def _by_id(table: type[Model], columns: tuple[str, ...], *, postgres: bool) -> str:
    shown = ", ".join(f'"{each}"' for each in columns)
    among = "= ANY($2)" if postgres else "IN (SELECT value FROM json_each(?2))"
    owner = "$1" if postgres else "?1"
    source = table._meta.db_table  # noqa: SLF001  # where tortoise keeps it
    return f'SELECT {shown} FROM "{source}" WHERE "learner_id" = {owner} AND "id" {among}'  # noqa: S608  # names of ours


@cache
def conversions_of(table: type[Model], columns: tuple[str, ...], *, postgres: bool) -> Conversions:
    """Return which columns the driver gives in another form than rows have, and what to do."""
    kinds = _OF_POSTGRES if postgres else _OF_SQLITE
    fields = [(column, _field(table, column)) for column in columns]
    return tuple(
        (column, convert)
        for column, field in fields
        for kind, convert in kinds.items()
        if isinstance(field, kind)
    )


def _field(table: type[Model], column: str) -> Field[Any]:
    """Return the field of a column, through the relations that its name tells."""
    first, _, rest = column.partition("__")
    field: Field[Any] = table._meta.fields_map[first]  # noqa: SLF001  # where tortoise keeps it
    if not rest:
        return field
    if not isinstance(field, RelationalField):
        raise TypeError(f"{first} leads nowhere")
    return _field(field.related_model, rest)
