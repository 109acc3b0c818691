"""Bytes and images, kept as they came."""

from tortoise.fields import BigIntField, BinaryField, UUIDField
from tortoise.models import Model

from wallet.store.columns import Label, Moment
from wallet.store.identifiers import uuid7


class Blob(Model):
    """Bytes that belong to a learner, or to everybody where the owner is PUBLIC."""

    owner = UUIDField()
    id = UUIDField(primary_key=True, default=uuid7)
    sha256 = Label(max_length=64)
    media_type = Label(max_length=200)
    size = BigIntField()
    data = BinaryField()
    added_at = Moment(auto_now_add=True)

    class Meta:
        """One row for each owner and digest."""

        table = "blob"
        unique_together = (("owner", "sha256"),)
