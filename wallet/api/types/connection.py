"""Pages of the schema: edges, nodes, where the page stands and how many there are in all.

Source: Relay "GraphQL Cursor Connections".
"""

from collections.abc import Sequence
from typing import Annotated, Any, Generic, TypeVar

import strawberry
from strawberry.types import Info

from wallet.api.calls import Call
from wallet.api.declaring import Record, Row, column, derived, read_loaded, record, relation
from wallet.api.plan import Asked

Item = TypeVar("Item")

After = Annotated[str | None, strawberry.argument(description="Cursor to start after.")]
Before = Annotated[str | None, strawberry.argument(description="Cursor to end before.")]
First = Annotated[
    int | None, strawberry.argument(description="Items of one page forwards, 100 at most.")
]
Last = Annotated[
    int | None, strawberry.argument(description="Items of one page backwards, 100 at most.")
]


async def _nodes(_: Call, parents: Sequence[Record], __: Asked) -> list[Sequence[Row]]:
    return [parent.row["nodes"] for parent in parents]


async def _edges(_: Call, parents: Sequence[Record], __: Asked) -> list[Sequence[Row]]:
    return [
        [
            {"node": node, "cursor": cursor}
            for node, cursor in zip(parent.row["nodes"], parent.row["cursors"], strict=True)
        ]
        for parent in parents
    ]


async def _node(_: Call, parents: Sequence[Record], __: Asked) -> list[Row]:
    return [parent.row["node"] for parent in parents]


@strawberry.type(description="Position of a page in a connection.")
class PageInfo(Record):
    """Where a page begins and ends."""

    has_next_page: bool = column("More items exist after endCursor.")
    has_previous_page: bool = column("More items exist before startCursor.")
    start_cursor: str | None = column("Cursor of the first edge.")
    end_cursor: str | None = column("Cursor of the last edge.")


@strawberry.type(description="An item in a page.")
class Edge(Record, Generic[Item]):
    """An item and its cursor."""

    cursor: str = column("Opaque cursor.")
    node: Item = relation("Item.", _node)


@strawberry.type(description="A page of a list.")
class Connection(Record, Generic[Item]):
    """One page; its row is a `wallet.api.listing.Page`."""

    edges: list[Edge[Item]] = relation("Edges.", _edges)
    nodes: list[Item] = relation("Nodes without their edges.", _nodes)
    page_info: PageInfo = derived("Page.", lambda row: record(PageInfo, row["page_info"]))
    total_count: int | None = column("All that match; null where counting would be slow.")


def paged(
    root: strawberry.Parent[Any],
    info: Info,
    *,
    first: First = strawberry.UNSET,
    after: After = strawberry.UNSET,
    last: Last = strawberry.UNSET,
    before: Before = strawberry.UNSET,
) -> Any:
    """Resolve a page: it was loaded before."""
    del first, after, last, before
    return read_loaded(root, info)
