"""Links that show chosen credentials to whoever holds them."""

from uuid import UUID

from tortoise.fields import CASCADE, ForeignKeyField, ForeignKeyRelation, IntField
from tortoise.indexes import Index

from wallet.store.columns import Json, Label, Moment, Words
from wallet.store.models.credentials import Credential
from wallet.store.models.private_row import PrivateRow


class Share(PrivateRow):
    """A link. Only the hash of its token is kept; `version` makes a new token of the same row.

    `gone_count` is how many credentials of it were deleted since its list was last set. With a
    `passcode_hash` or `most_openings` it opens from a cover alone: `opening_count` is how often it
    did, `passcode_version` goes up with each change of the passcode. `revoked_because` is told to
    visitors.
    """

    title = Label(max_length=300)
    recipient_label = Label(max_length=300, null=True)
    message = Words(null=True)
    version = IntField(default=1)
    token_sha256 = Label(max_length=64, unique=True)
    starts_at = Moment(null=True)
    expires_at = Moment(null=True)
    passcode_hash = Label(max_length=200, null=True)
    passcode_version = IntField(default=0)
    most_openings = IntField(null=True)
    opening_count = IntField(default=0)
    revoked_at = Moment(null=True)
    revoked_because = Label(max_length=300, null=True)
    created_at = Moment(auto_now_add=True)
    updated_at = Moment(auto_now=True)
    view_count = IntField(default=0)
    last_viewed_at = Moment(null=True)
    gone_count = IntField(default=0)

    class Meta:
        """Listed newest first."""

        table = "share"
        indexes = (Index(fields=("learner_id", "created_at", "id")),)


class ShareItem(PrivateRow):
    """A credential on a link; `fields` are the JSON Pointers shown, null for the whole.

    Where they are chosen, `chosen_level` says who vouches for them, and `chosen` holds what is
    shown, ready to be served: what the page says of it (`detail`), the `document` for machines or
    null, whether there is the `picture`, and `at`, when it was put together.
    """

    share: ForeignKeyRelation[Share] = ForeignKeyField(
        "store.Share", related_name="items", on_delete=CASCADE, db_index=True
    )
    share_id: UUID
    credential: ForeignKeyRelation[Credential] = ForeignKeyField(
        "store.Credential", related_name="share_items", on_delete=CASCADE, db_index=True
    )
    credential_id: UUID
    position = IntField()
    fields = Json(null=True)
    chosen_level = Label(max_length=40, null=True)
    chosen = Json(null=True)

    class Meta:
        """A credential stands once on a link."""

        table = "share_item"
        unique_together = (("learner_id", "share", "credential"),)


class ShareAccess(PrivateRow):
    """That a link was opened: what sort of visitor, never an address."""

    share: ForeignKeyRelation[Share] = ForeignKeyField(
        "store.Share", related_name="accesses", on_delete=CASCADE, db_index=True
    )
    share_id: UUID
    accessed_at = Moment(auto_now_add=True)
    kind = Label(max_length=40)
    client_family = Label(max_length=100, null=True)
    referrer_host = Label(max_length=255, null=True)

    class Meta:
        """Read newest first."""

        table = "share_access"
        indexes = (Index(fields=("learner_id", "share_id", "accessed_at", "id")),)


class ShareTry(PrivateRow):
    """How many passcodes a client has tried at a link since `began_at`.

    `client_mac` names the client to nobody who lacks the server key; it is empty in the row that
    counts all clients of the link together.
    """

    share: ForeignKeyRelation[Share] = ForeignKeyField(
        "store.Share", related_name="tries", on_delete=CASCADE, db_index=True
    )
    share_id: UUID
    client_mac = Label(max_length=64)
    began_at = Moment()
    tries = IntField(default=0)

    class Meta:
        """Counted from window to window."""

        table = "share_try"
        unique_together = (("learner_id", "share", "client_mac", "began_at"),)
