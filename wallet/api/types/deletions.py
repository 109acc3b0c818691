"""What the viewer deleted, for apps that keep a copy of the wallet."""

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Any

import strawberry
from strawberry.types import Info

from wallet.api.calls import Call
from wallet.api.declaring import Record, column, derived, read_loaded
from wallet.api.errors import bad_request
from wallet.api.filters import LATEST
from wallet.api.identifiers import Kind, global_id
from wallet.api.listing import Narrowed, Rows
from wallet.api.types.connection import After, Before, First, Last
from wallet.api.types.node import Node, node_id
from wallet.api.types.scalars import DateTime
from wallet.store.deletions import DELETIONS_KEPT


@strawberry.type(description="That one of the viewer's objects is no more.")
class Deletion(Record, Node):
    """A row of `wallet.store.models.deletions.Deletion`."""

    id: strawberry.ID = node_id(Kind.DELETION)
    deleted_id: strawberry.ID = derived(
        "Id that the object had.",
        lambda row: global_id(Kind[row["kind"]], row["key"]),
        "kind",
        "key",
    )
    deleted_at: DateTime = column("When.")


def narrowed_deletions(call: Call, rows: Rows, arguments: Mapping[str, Any]) -> Narrowed:
    """Return what `since` makes of the list.

    Raises:
        GraphQLError: that is longer ago than deletions are kept.
    """
    since: datetime = arguments["since"]
    if since < call.services.now() - DELETIONS_KEPT:
        raise bad_request(
            f"Deletions are kept for {DELETIONS_KEPT.days} days: read the whole wallet anew."
        )
    return Narrowed(rows.filter(deleted_at__gte=since - LATEST))


def deletions(
    root: strawberry.Parent[Any],
    info: Info,
    *,
    since: Annotated[
        DateTime,
        strawberry.argument(description="When the last sync began, by the server's clock."),
    ],
    first: First = strawberry.UNSET,
    after: After = strawberry.UNSET,
    last: Last = strawberry.UNSET,
    before: Before = strawberry.UNSET,
) -> Any:
    """Resolve the deletions: they were loaded before."""
    del since, first, after, last, before
    return read_loaded(root, info)
