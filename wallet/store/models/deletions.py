"""What a learner deleted, so that copies of the wallet on other devices can follow."""

from tortoise.fields import UUIDField
from tortoise.indexes import Index

from wallet.store.columns import Label, Moment
from wallet.store.models.private_row import PrivateRow


class Deletion(PrivateRow):
    """That an object is no more: what kind of object it was, and its key; nothing that it said."""

    kind = Label(max_length=20)
    key = UUIDField()
    deleted_at = Moment(auto_now_add=True)

    class Meta:
        """Read from a moment on."""

        table = "deletion"
        indexes = (Index(fields=("learner_id", "deleted_at", "id")),)
