"""What a learner holds: credentials, who issued them, what for, and their reports.

Issuers, achievements and skills are private to a learner: nothing that one learner imports can
rename what another reads. Their `key` (see `wallet.store.keys`) is one within the wallet.
`name` is the plain text that lists show and `name_key` its sorting form; `names` and the other
plurals are language maps (BCP 47 tag to text).
"""

from uuid import UUID

from tortoise.fields import (
    CASCADE,
    RESTRICT,
    SET_NULL,
    ForeignKeyField,
    ForeignKeyNullableRelation,
    ForeignKeyRelation,
    IntField,
    UUIDField,
)
from tortoise.indexes import Index

from wallet.store.columns import SORT_KEY_LENGTH, Json, Label, Moment, Words
from wallet.store.models.private_row import PrivateRow


class Issuer(PrivateRow):
    """Who issued or defined something, as this learner's credentials tell it."""

    key = Label(max_length=64)
    identifier = Words(null=True)
    name = Label(max_length=300)
    name_key = Label(max_length=SORT_KEY_LENGTH)
    names = Json(default=dict)
    url = Words(null=True)
    email = Words(null=True)
    descriptions = Json(default=dict)
    image_url = Words(null=True)
    image_sha256 = Label(max_length=64, null=True)
    added_at = Moment(auto_now_add=True)
    updated_at = Moment(auto_now=True)

    class Meta:
        """One row for each key of a learner's."""

        table = "issuer"
        unique_together = (("learner_id", "key"),)
        indexes = (Index(fields=("learner_id", "name_key", "id")),)


class Achievement(PrivateRow):
    """What credentials of this learner recognise; `particulars` are what a catalogue adds."""

    key = Label(max_length=64)
    identifier = Words(null=True)
    creator: ForeignKeyNullableRelation[Issuer] = ForeignKeyField(
        "store.Issuer", related_name="achievements", null=True, on_delete=SET_NULL, db_index=True
    )
    creator_id: UUID | None
    name = Label(max_length=300)
    name_key = Label(max_length=SORT_KEY_LENGTH)
    names = Json(default=dict)
    descriptions = Json(default=dict)
    criteria = Json(default=dict)
    criteria_url = Words(null=True)
    kind = Label(max_length=200, null=True)
    tags = Json(default=list)
    alignments = Json(default=list)
    particulars = Json(null=True)
    image_url = Words(null=True)
    image_sha256 = Label(max_length=64, null=True)
    added_at = Moment(auto_now_add=True)
    updated_at = Moment(auto_now=True)

    class Meta:
        """One row for each key of a learner's."""

        table = "achievement"
        unique_together = (("learner_id", "key"),)
        indexes = (Index(fields=("learner_id", "name_key", "id")),)


class Skill(PrivateRow):
    """An entry of a skills framework, or a tag, that credentials of this learner show."""

    key = Label(max_length=64)
    name = Label(max_length=300)
    name_key = Label(max_length=SORT_KEY_LENGTH)
    url = Words(null=True)
    framework = Words(null=True)

    class Meta:
        """One row for each key of a learner's."""

        table = "skill"
        unique_together = (("learner_id", "key"),)
        indexes = (Index(fields=("learner_id", "name_key", "id")),)


class Credential(PrivateRow):
    """One credential in a wallet: the index to its document, which is the truth.

    `document_sha256` names the blob of the document as it came, `shown_sha256` that of the JSON
    or JWS that its words were read from, out of its carrier, `presentation_sha256` that of the
    presentation that it was brought in; `content_sha256` is the sameness of
    design section 8. `detail` is the rest of the normalised model. The four answers
    and the verdict repeat the latest report, for filters; they are null until the first check.
    It is looked at again from `recheck_due_at` on; `silent_since` is when its issuer first did not
    answer, null while it does; `keys_sha256` tells the issuer's keys as last seen from others.
    Those of one `award_key` are one award (`wallet.store.twins`); where a list shows each award
    once, its `preferred_twin` stands for it.
    """

    format = Label(max_length=60)
    document_sha256 = Label(max_length=64)
    presentation_sha256 = Label(max_length=64, null=True)
    shown_sha256 = Label(max_length=64)
    content_sha256 = Label(max_length=64)
    identifier = Words(null=True)
    issuer: ForeignKeyRelation[Issuer] = ForeignKeyField(
        "store.Issuer", related_name="credentials", on_delete=RESTRICT, db_index=True
    )
    issuer_id: UUID
    achievement: ForeignKeyRelation[Achievement] = ForeignKeyField(
        "store.Achievement", related_name="credentials", on_delete=RESTRICT, db_index=True
    )
    achievement_id: UUID
    title = Label(max_length=300)
    title_key = Label(max_length=SORT_KEY_LENGTH)
    names = Json(default=dict)
    valid_from = Moment(null=True)
    valid_until = Moment(null=True)
    awarded_at = Moment(null=True)
    image_url = Words(null=True)
    image_sha256 = Label(max_length=64, null=True)
    detail = Json(default=dict)
    search_text = Words(default="")
    note = Words(null=True)
    archived_at = Moment(null=True)
    added_at = Moment(auto_now_add=True)
    updated_at = Moment(auto_now=True)
    version_of: "ForeignKeyNullableRelation[Credential]" = ForeignKeyField(
        "store.Credential",
        related_name="versions",
        null=True,
        on_delete=SET_NULL,
        db_index=True,
    )
    version_of_id: UUID | None
    award_key = Label(max_length=64, null=True)
    preferred_twin: "ForeignKeyNullableRelation[Credential]" = ForeignKeyField(
        "store.Credential",
        related_name="twins_behind",
        null=True,
        on_delete=SET_NULL,
    )
    preferred_twin_id: UUID | None
    latest_report_id = UUIDField(null=True)
    verdict = Label(max_length=40, null=True)
    integrity = Label(max_length=40, null=True)
    standing = Label(max_length=40, null=True)
    trust = Label(max_length=40, null=True)
    recipient = Label(max_length=40, null=True)
    recheck_due_at = Moment(null=True)
    silent_since = Moment(null=True)
    keys_sha256 = Label(max_length=64, null=True)

    class Meta:
        """One row for each content of a learner's; an index for each order of the list."""

        table = "credential"
        unique_together = (("learner_id", "content_sha256"),)
        indexes = (
            Index(fields=("learner_id", "added_at", "id")),
            Index(fields=("learner_id", "title_key", "id")),
            Index(fields=("learner_id", "valid_from", "id")),
            Index(fields=("learner_id", "valid_until", "id")),
            Index(fields=("learner_id", "updated_at", "id")),
            Index(fields=("learner_id", "document_sha256")),
            Index(fields=("learner_id", "award_key")),
            Index(fields=("preferred_twin_id",)),
            Index(fields=("recheck_due_at",)),
        )


class CredentialPart(PrivateRow):
    """That a credential lies within a record; it may lie in several, and was perhaps there first.

    Whichever of the two is deleted, the other one stays.
    """

    record: ForeignKeyRelation[Credential] = ForeignKeyField(
        "store.Credential", related_name="parts", on_delete=CASCADE, db_index=True
    )
    record_id: UUID
    part: ForeignKeyRelation[Credential] = ForeignKeyField(
        "store.Credential", related_name="records", on_delete=CASCADE, db_index=True
    )
    part_id: UUID
    position = IntField()

    class Meta:
        """A record holds a credential once."""

        table = "credential_part"
        unique_together = (("learner_id", "record", "part"),)


class CredentialTag(PrivateRow):
    """A learner's own tag on a credential."""

    credential: ForeignKeyRelation[Credential] = ForeignKeyField(
        "store.Credential", related_name="own_tags", on_delete=CASCADE, db_index=True
    )
    credential_id: UUID
    tag = Label(max_length=100)

    class Meta:
        """A tag stands once on a credential."""

        table = "credential_tag"
        unique_together = (("learner_id", "tag", "credential"),)


class CredentialSkill(PrivateRow):
    """That a credential shows a skill."""

    credential: ForeignKeyRelation[Credential] = ForeignKeyField(
        "store.Credential", related_name="skills", on_delete=CASCADE, db_index=True
    )
    credential_id: UUID
    skill: ForeignKeyRelation[Skill] = ForeignKeyField(
        "store.Skill", related_name="credentials", on_delete=CASCADE, db_index=True
    )
    skill_id: UUID

    class Meta:
        """A credential shows a skill once."""

        table = "credential_skill"
        unique_together = (("learner_id", "skill", "credential"),)


class CredentialReport(PrivateRow):
    """One verification of a credential. Times as in `Report`.

    The first of those that say the same is a change: `before` holds what it changed, null at the
    credential's first, and `confirmed_at` is when the last of them was. Of the others, where it
    is null, only the newest is kept. `consulted` is null but for what was worked out for an
    earlier moment, which is no part of the history: it tells from which snapshots. `nested` tells
    of the credentials within it that were looked at.
    """

    credential: ForeignKeyRelation[Credential] = ForeignKeyField(
        "store.Credential", related_name="reports", on_delete=CASCADE, db_index=True
    )
    credential_id: UUID
    checked_at = Moment()
    as_of = Moment()
    fresh_until = Moment()
    verdict = Label(max_length=40)
    integrity = Label(max_length=40)
    standing = Label(max_length=40)
    trust = Label(max_length=40)
    recipient = Label(max_length=40)
    findings = Json(default=list)
    before = Json(null=True)
    confirmed_at = Moment(null=True)
    consulted = Json(null=True)
    nested = Json(null=True)

    class Meta:
        """The history of a credential is read newest first."""

        table = "report"
        indexes = (Index(fields=("learner_id", "credential_id", "checked_at", "id")),)
