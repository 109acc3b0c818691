"""Make, change and remove own groups of credentials."""

import strawberry
from strawberry.types import Info

from wallet.api.calls import call_of
from wallet.api.declaring import Record, column, relation
from wallet.api.identifiers import Kind, global_id
from wallet.api.listing import COLLECTIONS
from wallet.api.loading import one
from wallet.api.mutations.inputs import Input, change, own_key, own_keys
from wallet.api.payloads import UserErrors, attempted, edge, user_errors
from wallet.api.types.connection import Edge
from wallet.api.types.describing import mutation
from wallet.api.types.refs import CollectionRef
from wallet.learner.collecting import create_collection, delete_collection, update_collection
from wallet.store.changes import UNSET
from wallet.store.models.collections import Collection as CollectionRow

_COLLECTION = one(CollectionRow, "collection_id")


@strawberry.input(description="Input of createCollection.")
class CreateCollectionInput:
    """What to make."""

    name: str = strawberry.field(description="Name.")
    description: str | None = strawberry.field(default=strawberry.UNSET, description="Text.")
    credential_ids: list[strawberry.ID] | None = strawberry.field(
        default=strawberry.UNSET, description="Credentials, in order."
    )


@strawberry.type(description="Result of createCollection.")
class CreateCollectionPayload(Record):
    """The new group."""

    collection: CollectionRef | None = relation(
        "Collection; null when refused.", _COLLECTION, "collection_id"
    )
    collection_edge: Edge[CollectionRef] | None = relation(
        "Its edge in the viewer's collections.", edge(COLLECTIONS, "collection_id"), "collection_id"
    )
    user_errors: UserErrors = user_errors()


@strawberry.input(description="Input of updateCollection; what is absent stays as it is.")
class UpdateCollectionInput:
    """What to change."""

    collection_id: strawberry.ID = strawberry.field(description="Collection to change.")
    name: strawberry.Maybe[str] = strawberry.field(description="Name.")
    description: strawberry.Maybe[str | None] = strawberry.field(description="Text.")
    credential_ids: strawberry.Maybe[list[strawberry.ID]] = strawberry.field(
        description="Credentials, in order; they replace those before."
    )


@strawberry.type(description="Result of updateCollection.")
class UpdateCollectionPayload(Record):
    """The group as it now is."""

    collection: CollectionRef | None = relation(
        "Collection; null when refused.", _COLLECTION, "collection_id"
    )
    user_errors: UserErrors = user_errors()


@strawberry.input(description="Input of deleteCollection.")
class DeleteCollectionInput:
    """Which group."""

    collection_id: strawberry.ID = strawberry.field(description="Collection to remove.")


@strawberry.type(description="Result of deleteCollection.")
class DeleteCollectionPayload(Record):
    """What is gone."""

    deleted_collection_id: strawberry.ID | None = column("Its id; null when refused.")
    user_errors: UserErrors = user_errors()


@strawberry.type
class CollectionMutations:
    """What can be done with groups."""

    @mutation("Make a collection.")
    async def create_collection(
        self, info: Info, given: Input[CreateCollectionInput]
    ) -> CreateCollectionPayload | None:
        """Make a group of the credentials given."""
        learner = call_of(info).learner

        async def effect() -> dict[str, object]:
            keys = own_keys(Kind.CREDENTIAL, given.credential_ids or [])
            made = await create_collection(
                learner,
                name=given.name,
                description=given.description or None,
                credential_ids=keys,
            )
            return {"collection_id": made}

        return await attempted(info, CreateCollectionPayload, effect)

    @mutation("Change a collection; the list, where given, replaces the order.")
    async def update_collection(
        self, info: Info, given: Input[UpdateCollectionInput]
    ) -> UpdateCollectionPayload | None:
        """Change what is given."""
        learner = call_of(info).learner

        async def effect() -> dict[str, object]:
            key = own_key(Kind.COLLECTION, given.collection_id)
            ids = change(given.credential_ids)
            await update_collection(
                learner,
                key,
                name=change(given.name),
                description=change(given.description),
                credential_ids=(UNSET if ids is UNSET else own_keys(Kind.CREDENTIAL, ids)),
            )
            return {"collection_id": key}

        return await attempted(info, UpdateCollectionPayload, effect)

    @mutation("Remove a collection, not its credentials.")
    async def delete_collection(
        self, info: Info, given: Input[DeleteCollectionInput]
    ) -> DeleteCollectionPayload | None:
        """Delete the group alone."""
        learner = call_of(info).learner

        async def effect() -> dict[str, object]:
            key = own_key(Kind.COLLECTION, given.collection_id)
            await delete_collection(learner, key)
            return {"deleted_collection_id": global_id(Kind.COLLECTION, key)}

        return await attempted(info, DeleteCollectionPayload, effect)
