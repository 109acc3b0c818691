"""What a mutation did in, its payload out: what changed, or why it was refused.

A payload is a record like any other: its row holds keys, its fields are relations, so that what
a client asks of the changed objects is loaded by the same plan as a query's.
"""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any, TypeVar

from strawberry.types import Info

from wallet.api.calls import Call
from wallet.api.declaring import Load, Record, Row, column, record
from wallet.api.errors import InputError, ShownError, user_error
from wallet.api.listing import Listing
from wallet.api.loading import rows_by_id
from wallet.api.plan import Asked, prepared
from wallet.store.pages import cursor_of
from wallet.user_errors import UserError

PayloadType = TypeVar("PayloadType", bound=Record)


class _Outcome(dict[str, Any]):
    """The row of a payload: what it does not hold is null."""

    def __missing__(self, _: str) -> None:
        return None


def user_errors() -> Any:
    """Declare the field that every payload has."""
    return column("Why it was refused; empty on success.")


async def done(info: Info, kind: type[PayloadType], **outcome: object) -> PayloadType:
    """Return the payload of what was done, loaded as the client asks."""
    return await prepared(info, record(kind, _Outcome(outcome, user_errors=[])))


def refused(kind: type[PayloadType], *errors: InputError) -> PayloadType:
    """Return the payload that says why not; relations in it are null."""
    made = record(kind, _Outcome(user_errors=list(errors)))
    made.loaded = _Outcome()
    return made


async def attempted(
    info: Info,
    kind: type[PayloadType],
    effect: Callable[[], Awaitable[Mapping[str, object]]],
    paths: Mapping[str, Sequence[str]] | None = None,
) -> PayloadType:
    """Do it, and return the payload either way.

    `effect` returns the payload's row; `paths` maps the use case's arguments to places in the
    input, where their names differ.
    """
    try:
        outcome = await effect()
    except UserError as error:
        return refused(kind, user_error(error, paths or {}))
    return await done(info, kind, **outcome)


def edge(listing: Listing, key: str) -> Load:
    """Return how the edge is loaded that a client appends to a list it holds."""

    async def load(call: Call, parents: Sequence[Record], asked: Asked) -> Sequence[Row | None]:
        columns: set[str] = {"id", listing.order.column}
        for node in asked.selection.named("node"):
            columns |= node.selection.columns
        keys = [parent.row[key] for parent in parents]
        rows = await rows_by_id(call, listing.table, keys, columns)
        return [
            {"node": rows[each], "cursor": cursor_of(listing.order, rows[each])}
            if each in rows
            else None
            for each in keys
        ]

    return load


UserErrors = list[ShownError]
"""The type of the field `userErrors`."""
