"""What every object with an id is."""

from typing import Any

import strawberry

from wallet.api.declaring import derived
from wallet.api.identifiers import Kind, global_id


@strawberry.interface(description="An object with a globally unique, opaque id.")
class Node:
    """Relay's interface; `id` is declared again by each type, which knows its kind."""

    id: strawberry.ID = strawberry.field(description="Opaque global id; never parse it.")


def node_id(kind: Kind) -> Any:
    """Declare the id of a type of that kind."""
    return derived("Opaque global id.", lambda row: global_id(kind, row["id"]), "id")
