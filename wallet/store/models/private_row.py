"""What every private table leads with: whose row it is."""

from tortoise.fields import UUIDField
from tortoise.models import Model

from wallet.store.identifiers import uuid7


class PrivateRow(Model):
    """A row of one learner's; `learner_id` is the account's id, and the column to shard by."""

    learner_id = UUIDField()
    id = UUIDField(primary_key=True, default=uuid7)

    class Meta:
        """No table of its own."""

        abstract = True
