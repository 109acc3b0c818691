"""The viewer's own groups of credentials."""

import strawberry

from wallet.api.declaring import Record, column, related
from wallet.api.identifiers import Kind
from wallet.api.listing import CREDENTIALS_BY_COLLECTION, page
from wallet.api.types.connection import paged
from wallet.api.types.node import Node, node_id
from wallet.api.types.refs import CredentialPage
from wallet.api.types.scalars import DateTime


@strawberry.type(description="The viewer's own ordered group of credentials.")
class Collection(Record, Node):
    """A row of `wallet.store.models.collections.Collection`."""

    id: strawberry.ID = node_id(Kind.COLLECTION)
    name: str = column("Name.")
    description: str | None = column("Text.")
    created_at: DateTime = column("When made.")
    updated_at: DateTime = column("When last changed.")
    credentials: CredentialPage = related(
        "Credentials in the viewer's order.",
        page(CREDENTIALS_BY_COLLECTION),
        "id",
        resolver=paged,
    )
