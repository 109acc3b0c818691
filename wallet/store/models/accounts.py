"""Accounts: who signs in, by which addresses and providers, on which devices; mail to them.

The account's own id is the `learner_id` of every private row. Secrets are kept as digests only.
"""

from tortoise.fields import BooleanField, IntField, UUIDField
from tortoise.indexes import Index
from tortoise.models import Model

from wallet.store.columns import Label, Moment, Words
from wallet.store.identifiers import PUBLIC, uuid7
from wallet.store.models.private_row import PrivateRow

ADDRESS_LENGTH = 320


class Account(Model):
    """A person with a wallet."""

    id = UUIDField(primary_key=True, default=uuid7)
    display_name = Label(max_length=200)
    language = Label(max_length=35)
    created_at = Moment()

    class Meta:
        """Found by its id alone."""

        table = "account"


class Address(PrivateRow):
    """A mail address of an account; it counts only once proven.

    `address_key` is the form in which addresses are the same. `proven_key` repeats it once the
    address is proven and is null before: many may claim an address, one may have proven it.
    """

    address = Label(max_length=ADDRESS_LENGTH)
    address_key = Label(max_length=ADDRESS_LENGTH)
    proven_key = Label(max_length=ADDRESS_LENGTH, null=True, unique=True)
    verified_at = Moment(null=True)
    is_primary = BooleanField(default=False)
    added_at = Moment()

    class Meta:
        """An account lists an address once."""

        table = "address"
        unique_together = (("learner_id", "address_key"),)


class ExternalIdentity(PrivateRow):
    """That an OpenID provider's subject is this account. `identity_key` is one for the pair."""

    identity_key = Label(max_length=64, unique=True)
    issuer = Words()
    subject = Words()
    created_at = Moment()

    class Meta:
        """Found by its key; listed by learner."""

        table = "external_identity"
        indexes = (Index(fields=("learner_id", "id")),)


class OneTimeCode(Model):
    """A code sent by mail: for signing in (then the learner is PUBLIC), or to prove an address.

    `request_sha256` is the digest of what must come beside the code; `code_mac` is keyed by it.
    """

    learner_id = UUIDField(default=PUBLIC)
    id = UUIDField(primary_key=True, default=uuid7)
    request_sha256 = Label(max_length=64, unique=True)
    code_mac = Label(max_length=64)
    address = Label(max_length=ADDRESS_LENGTH)
    tries = IntField(default=0)
    created_at = Moment()
    expires_at = Moment()
    used_at = Moment(null=True)

    class Meta:
        """Found by its request; swept by its end."""

        table = "one_time_code"
        indexes = (Index(fields=("expires_at",)), Index(fields=("learner_id", "id")))


class Session(PrivateRow):
    """A signed-in device: one row for a whole family of tokens, of which the newest count.

    `family_sha256` names the part that all refresh tokens of a family share, so that a spent one
    is known for what it is.
    """

    family_sha256 = Label(max_length=64, unique=True)
    access_sha256 = Label(max_length=64, unique=True)
    access_expires_at = Moment()
    refresh_sha256 = Label(max_length=64)
    ends_at = Moment()
    revoked_at = Moment(null=True)
    device_name = Label(max_length=200, null=True)
    created_at = Moment()
    last_seen_at = Moment()

    class Meta:
        """Listed by learner; swept by its end."""

        table = "session"
        indexes = (Index(fields=("learner_id", "created_at", "id")), Index(fields=("ends_at",)))


class OutgoingMail(Model):
    """The outbox: mail is a row of the transaction that caused it.

    `due_at` is when it may be tried next, null once it is sent or given up. The body of a mail
    with a secret is wiped at `secret_until`. Letters that one may do without carry the address
    that ends them, `unsubscribe_url`.
    """

    learner_id = UUIDField(default=PUBLIC)
    id = UUIDField(primary_key=True, default=uuid7)
    to_address = Label(max_length=ADDRESS_LENGTH)
    subject = Label(max_length=300)
    body = Words()
    unsubscribe_url = Words(null=True)
    secret_until = Moment(null=True)
    attempt = IntField(default=0)
    due_at = Moment(null=True)
    created_at = Moment()
    sent_at = Moment(null=True)

    class Meta:
        """Delivered in the order of falling due; shown by learner; wiped by the secret's end."""

        table = "outgoing_mail"
        indexes = (
            Index(fields=("due_at",)),
            Index(fields=("secret_until",)),
            Index(fields=("learner_id", "id")),
        )
