"""Applications of others that act in a learner's wallet: registered, allowed, given tokens.

Secrets are kept as digests only. Source: RFC 6749, 1.1 (client) and 1.3.1 (authorization code).
"""

from uuid import UUID

from tortoise.fields import CASCADE, ForeignKeyField, ForeignKeyRelation, UUIDField
from tortoise.indexes import Index
from tortoise.models import Model

from wallet.store.columns import Json, Label, Moment, Words
from wallet.store.identifiers import uuid7
from wallet.store.models.private_row import PrivateRow


class Application(Model):
    """A client as it registered itself; nobody vouches for its name. Its id is its client id."""

    id = UUIDField(primary_key=True, default=uuid7)
    name = Label(max_length=200)
    homepage = Words()
    redirect_uris = Json()
    grant_types = Json()
    scope = Words()
    auth_method = Label(max_length=40)
    secret_sha256 = Label(max_length=64, null=True)
    created_at = Moment()

    class Meta:
        """Found by its id; swept by its age where nobody allowed it anything."""

        table = "application"
        indexes = (Index(fields=("created_at",)),)


class AuthorizationCode(PrivateRow):
    """A code on its way from the consent page to the application; spent once, for a grant."""

    application: ForeignKeyRelation[Application] = ForeignKeyField(
        "store.Application", related_name="codes", on_delete=CASCADE, db_index=True
    )
    application_id: UUID
    code_sha256 = Label(max_length=64, unique=True)
    redirect_uri = Words()
    scope = Words()
    challenge = Label(max_length=128)
    created_at = Moment()
    expires_at = Moment()
    spent_at = Moment(null=True)

    class Meta:
        """Found by its digest; swept by its end."""

        table = "authorization_code"
        indexes = (Index(fields=("expires_at",)), Index(fields=("learner_id", "id")))


class ApplicationGrant(PrivateRow):
    """What a learner allows an application: one row for a whole family of tokens, as `Session`."""

    application: ForeignKeyRelation[Application] = ForeignKeyField(
        "store.Application", related_name="grants", on_delete=CASCADE, db_index=True
    )
    application_id: UUID
    scope = Words()
    family_sha256 = Label(max_length=64, unique=True)
    access_sha256 = Label(max_length=64, unique=True)
    access_expires_at = Moment()
    refresh_sha256 = Label(max_length=64)
    ends_at = Moment()
    revoked_at = Moment(null=True)
    created_at = Moment()
    last_used_at = Moment()

    class Meta:
        """An application acts for a learner once; swept by its end."""

        table = "application_grant"
        unique_together = (("learner_id", "application"),)
        indexes = (Index(fields=("ends_at",)),)
