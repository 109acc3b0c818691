"""What addresses said when they were asked."""

from tortoise.fields import BooleanField, IntField, UUIDField
from tortoise.indexes import Index
from tortoise.models import Model

from wallet.store.columns import Json, Label, Moment, Words
from wallet.store.identifiers import uuid7


class SourceSnapshot(Model):
    """One answer, from when it was first seen (`fetched_at`) until it was last (`seen_until`).

    Seen once, `seen_until` is null. `sha256` names the blob of its body, `url_sha256` is for the
    index; `headers` are those of the last time. The owner is a learner for hosted assertions,
    PUBLIC for profiles, keys and status lists.
    """

    owner = UUIDField()
    id = UUIDField(primary_key=True, default=uuid7)
    url_sha256 = Label(max_length=64)
    url = Words()
    final_url = Words()
    http_status = IntField(null=True)
    media_type = Label(max_length=200)
    headers = Json(default=dict)
    over_http = BooleanField(default=False)
    sha256 = Label(max_length=64, null=True)
    failure = Label(max_length=100, null=True)
    fetched_at = Moment()
    seen_until = Moment(null=True)

    class Meta:
        """Read newest first by owner and address."""

        table = "source_snapshot"
        indexes = (Index(fields=("owner", "url_sha256", "fetched_at", "id")),)
