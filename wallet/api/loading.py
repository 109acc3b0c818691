"""Keys of rows in, the rows out: one statement for all records of a level, one learner's alone."""

from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from tortoise.models import Model

from wallet.api.calls import Call
from wallet.api.declaring import Load, Record, Row
from wallet.api.plan import Asked


async def rows_by_id(
    call: Call, table: type[Model], keys: Iterable[UUID | None], columns: Iterable[str]
) -> Mapping[UUID, Row]:
    """Return the learner's own rows of those keys, with the columns and the id."""
    wanted = {key for key in keys if key is not None}
    if not wanted:
        return {}
    call.spend(len(wanted))
    rows = await table.filter(learner_id=call.learner_id, id__in=wanted).values(
        *sorted({"id", *columns})
    )
    return {row["id"]: row for row in rows}


def one(table: type[Model], column: str) -> Load:
    """Return how the one row is loaded that a column of the parent leads to."""

    async def load(call: Call, parents: Sequence[Record], asked: Asked) -> Sequence[Row | None]:
        keys = [parent.row[column] for parent in parents]
        rows = await rows_by_id(call, table, keys, asked.selection.columns)
        return [rows.get(key) for key in keys]

    return load


def many(table: type[Model], column: str, *order: str) -> Load:
    """Return how all rows are loaded whose `column` names the parent; for short lists only."""

    async def load(call: Call, parents: Sequence[Record], asked: Asked) -> Sequence[Sequence[Row]]:
        keys = {parent.row["id"] for parent in parents}
        rows = (
            await table.filter(learner_id=call.learner_id, **{f"{column}__in": keys})
            .order_by(*order)
            .values(*sorted({"id", column, *asked.selection.columns}))
        )
        call.spend(len(rows))
        by_parent: dict[UUID, list[Row]] = {}
        for row in rows:
            by_parent.setdefault(row[column], []).append(row)
        return [by_parent.get(parent.row["id"], []) for parent in parents]

    return load
