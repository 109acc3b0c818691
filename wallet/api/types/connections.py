"""Platforms that the viewer connected."""

from collections.abc import Sequence
from typing import Any

import strawberry

from wallet.api.calls import Call
from wallet.api.declaring import Load, Record, Row, column, derived, loaded_value
from wallet.api.identifiers import Kind
from wallet.api.plan import Asked
from wallet.api.types.node import Node, node_id
from wallet.api.types.scalars import DateTime
from wallet.api.types.texts import words
from wallet.store.models.connections import Connection as ConnectionRow
from wallet.store.models.connections import ConnectionState, PlatformRegistration


def _of_platform(name: str) -> Load:
    """Return how what is known of the platform is loaded; no learner's data is in it."""

    async def load(call: Call, parents: Sequence[Record], _: Asked) -> Sequence[Any]:
        keys = {parent.row["registration_id"] for parent in parents}
        call.spend(len(keys))
        rows = await PlatformRegistration.filter(id__in=keys).values("id", name)
        by_key = {row["id"]: row[name] for row in rows}
        return [words(by_key[parent.row["registration_id"]]) or "" for parent in parents]

    return load


@strawberry.type(description="A platform that the viewer connected.")
class ConnectedPlatform(Record, Node):
    """A row of `wallet.store.models.connections.Connection`."""

    id: strawberry.ID = node_id(Kind.CONNECTION)
    name: str = loaded_value(
        "What the platform calls itself.", _of_platform("name"), "registration_id"
    )
    address: str = loaded_value("Where the platform is.", _of_platform("origin"), "registration_id")
    state: ConnectionState = column("State.")
    problem_code: str | None = derived(
        "Why it was not fetched last time; stable, for programs.",
        lambda row: row["fault"],
        "fault",
    )
    last_synced_at: DateTime | None = column("When it was last fetched without a problem.")
    next_sync_at: DateTime | None = derived(
        "When it is fetched next; null while it needs the viewer.",
        lambda row: row["due_at"],
        "due_at",
    )
    created_at: DateTime = column("When it was asked for.")


async def connections(
    call: Call, parents: Sequence[Record], asked: Asked
) -> Sequence[Sequence[Row]]:
    """Load the viewer's connections, the newest first."""
    rows = (
        await ConnectionRow.filter(learner_id=call.learner_id)
        .order_by("-created_at", "-id")
        .values(*sorted({"id", *asked.selection.columns}))
    )
    call.spend(len(rows))
    return [rows for _ in parents]
