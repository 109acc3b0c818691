"""Keys of rows in, the rows out: one statement for all records of a level, one learner's alone."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from tortoise.models import Model

from wallet.api.calls import Call
from wallet.api.declaring import Load, Record, Row
from wallet.api.plan import Asked, Selection
from wallet.store.reading import Join, read_by_id, statement_of


async def rows_by_id(
    call: Call, table: type[Model], keys: Iterable[UUID | None], columns: Iterable[str]
) -> Mapping[UUID, Row]:
    """Return the learner's own rows of those keys, with the columns and the id."""
    wanted = {key for key in keys if key is not None}
    if not wanted:
        return {}
    call.spend(len(wanted))
    rows = await read_by_id(table, call.learner_id, wanted, {"id", *columns})
    return {row["id"]: row for row in rows}


@dataclass(frozen=True, slots=True)
class One:
    """Loads the one row of a table that a column of the parent leads to.

    A list of parents may have brought it along with their own rows (see `joins_of`).
    """

    table: type[Model]
    column: str

    async def __call__(
        self, call: Call, parents: Sequence[Record], asked: Asked
    ) -> Sequence[Row | None]:
        """Load it for all parents."""
        place = Join(self.table, self.column, ()).place
        if all(place in parent.row for parent in parents):
            return [parent.row[place] for parent in parents]
        keys = [parent.row[self.column] for parent in parents]
        rows = await rows_by_id(call, self.table, keys, asked.selection.columns)
        return [rows.get(key) for key in keys]

    def comes_along(self, asked: Asked) -> bool:  # noqa: ARG002  # others ask for its arguments
        """Say whether what is asked can be read along with the parents."""
        return True


def one(table: type[Model], column: str) -> Load:
    """Return how the one row is loaded that a column of the parent leads to."""
    return One(table, column)


def joins_of(selections: Iterable[Selection]) -> tuple[list[Join], frozenset[str]]:
    """Return the rows that can be read along with those of which the selections ask.

    With them come the columns of their own that are asked for besides: what only leads to rows
    that are read along is not.
    """
    columns: dict[One, set[str]] = {}
    along: set[One] = set()
    own: set[str] = set()
    for selection in selections:
        for asked in selection.fields.values():
            load = asked.needs.load
            needed = set(asked.columns)
            if isinstance(load, One):
                columns.setdefault(load, {"id"}).update(asked.selection.columns)
                if load.comes_along(asked):
                    along.add(load)
                    needed.discard(load.column)
            own |= needed
    joins = [
        Join(one.table, one.column, tuple(sorted(names)))
        for one, names in columns.items()
        if one in along
    ]
    return joins, frozenset(own)


def many(table: type[Model], column: str, *order: str) -> Load:
    """Return how all rows are loaded whose `column` names the parent; for short lists only."""

    async def load(call: Call, parents: Sequence[Record], asked: Asked) -> Sequence[Sequence[Row]]:
        keys = {parent.row["id"] for parent in parents}
        own = table.filter(learner_id=call.learner_id, **{f"{column}__in": keys})
        columns = {"id", column, *asked.selection.columns}
        rows = await statement_of(own.order_by(*order), sorted(columns)).rows()
        call.spend(len(rows))
        by_parent: dict[UUID, list[Row]] = {}
        for row in rows:
            by_parent.setdefault(row[column], []).append(row)
        return [by_parent.get(parent.row["id"], []) for parent in parents]

    return load
