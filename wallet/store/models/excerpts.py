"""Excerpts that the wallet itself vouches for, and the places in its lists of withdrawn ones."""

from uuid import UUID

from tortoise.fields import (
    CASCADE,
    BooleanField,
    ForeignKeyField,
    ForeignKeyRelation,
    IntField,
    UUIDField,
)
from tortoise.indexes import Index
from tortoise.models import Model

from wallet.store.columns import Label, Moment, Words
from wallet.store.identifiers import uuid7
from wallet.store.models.credentials import Credential
from wallet.store.models.private_row import PrivateRow
from wallet.store.models.shares import Share


class StatusPlace(Model):
    """A place in a status list that was given away once, and to nobody else ever after.

    It tells nothing of whose it was: it stays when the excerpt and its owner are gone. `is_used`
    tells that an excerpt was kept at it.
    """

    id = UUIDField(primary_key=True, default=uuid7)
    list_number = IntField()
    position = IntField()
    is_used = BooleanField(default=False)

    class Meta:
        """A place is given away once."""

        table = "status_place"
        unique_together = (("list_number", "position"),)


class Excerpt(PrivateRow):
    """What a link may show of a credential, signed by the wallet once for the two.

    `base_sealed` is the signed whole with the keys to its parts, which nobody but the wallet may
    open; `source_sha256` is what it was made from, `list_number` and `position` its status.
    """

    share: ForeignKeyRelation[Share] = ForeignKeyField(
        "store.Share", related_name="excerpts", on_delete=CASCADE, db_index=True
    )
    share_id: UUID
    credential: ForeignKeyRelation[Credential] = ForeignKeyField(
        "store.Credential", related_name="excerpts", on_delete=CASCADE, db_index=True
    )
    credential_id: UUID
    base_sealed = Words()
    source_sha256 = Label(max_length=64)
    list_number = IntField()
    position = IntField()
    signed_at = Moment()

    class Meta:
        """One for each link and credential."""

        table = "excerpt"
        unique_together = (("learner_id", "share", "credential"),)
        indexes = (Index(fields=("list_number", "position")),)
