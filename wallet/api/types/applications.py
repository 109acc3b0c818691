"""Applications that may act in the viewer's wallet."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import strawberry

from wallet.accounts.scopes import Permission, permissions
from wallet.api.calls import Call
from wallet.api.declaring import Load, Record, Row, column, derived, loaded_value
from wallet.api.identifiers import Kind
from wallet.api.plan import Asked
from wallet.api.types.node import Node, node_id
from wallet.api.types.scalars import DateTime
from wallet.api.types.texts import words
from wallet.documents.markup import web_link
from wallet.store.models.applications import Application, ApplicationGrant


def _said(name: str, shown: Any) -> Load:
    """Return how what an application said of itself is loaded; no learner's data is in it."""

    async def load(call: Call, parents: Sequence[Record], _: Asked) -> Sequence[Any]:
        keys = {parent.row["application_id"] for parent in parents}
        call.spend(len(keys))
        rows = await Application.filter(id__in=keys).values("id", name)
        by_key = {row["id"]: row[name] for row in rows}
        return [shown(by_key[parent.row["application_id"]]) for parent in parents]

    return load


@strawberry.type(description="An application that the viewer let into the wallet.")
class ConnectedApplication(Record, Node):
    """A row of `wallet.store.models.applications.ApplicationGrant`."""

    id: strawberry.ID = node_id(Kind.CONNECTED_APPLICATION)
    name: str = loaded_value(
        "What it calls itself; nobody vouches for it.",
        _said("name", lambda name: words(name) or ""),
        "application_id",
    )
    homepage: str | None = loaded_value(
        "The page that it names about itself.", _said("homepage", web_link), "application_id"
    )
    permissions: list[Permission] = derived(
        "What it may do.", lambda row: list(permissions(row["scope"])), "scope"
    )
    connected_at: DateTime = derived(
        "When the viewer allowed it.", lambda row: row["created_at"], "created_at"
    )
    last_used_at: DateTime = column("When its tokens were last renewed.")
    ends_at: DateTime = column("When it has to ask again, unless it renews its tokens before.")


async def connected_applications(
    call: Call, parents: Sequence[Record], asked: Asked
) -> Sequence[Sequence[Row]]:
    """Load the applications that may act in the viewer's wallet now, the newest first."""
    now: datetime = call.services.now()
    rows = (
        await ApplicationGrant.filter(learner_id=call.learner_id, revoked_at=None, ends_at__gt=now)
        .order_by("-created_at", "-id")
        .values(*sorted({"id", *asked.selection.columns}))
    )
    call.spend(len(rows))
    return [rows for _ in parents]
