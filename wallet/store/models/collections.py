"""A learner's own ordered groups of credentials."""

from uuid import UUID

from tortoise.fields import CASCADE, ForeignKeyField, ForeignKeyRelation, IntField
from tortoise.indexes import Index

from wallet.store.columns import SORT_KEY_LENGTH, Label, Moment, Words
from wallet.store.models.credentials import Credential
from wallet.store.models.private_row import PrivateRow


class Collection(PrivateRow):
    """A named group."""

    name = Label(max_length=300)
    name_key = Label(max_length=SORT_KEY_LENGTH)
    description = Words(null=True)
    created_at = Moment(auto_now_add=True)
    updated_at = Moment(auto_now=True)

    class Meta:
        """Listed by name or by age."""

        table = "collection"
        indexes = (
            Index(fields=("learner_id", "name_key", "id")),
            Index(fields=("learner_id", "created_at", "id")),
        )


class CollectionItem(PrivateRow):
    """A credential's place in a group."""

    collection: ForeignKeyRelation[Collection] = ForeignKeyField(
        "store.Collection", related_name="items", on_delete=CASCADE, db_index=True
    )
    collection_id: UUID
    credential: ForeignKeyRelation[Credential] = ForeignKeyField(
        "store.Credential", related_name="collection_items", on_delete=CASCADE, db_index=True
    )
    credential_id: UUID
    position = IntField()

    class Meta:
        """A credential stands once in a group."""

        table = "collection_item"
        unique_together = (("learner_id", "collection", "credential"),)
