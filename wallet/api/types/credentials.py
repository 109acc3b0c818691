"""A credential that the viewer holds: its document, what it says, and every check of it."""

from collections.abc import Callable
from typing import Annotated, Any

import strawberry
from strawberry.scalars import JSON
from strawberry.types import Info

from wallet.api.calls import call_of
from wallet.api.declaring import (
    Record,
    Row,
    asked_with,
    column,
    derived,
    loaded_value,
    read_loaded,
    record,
    related,
    relation,
)
from wallet.api.identifiers import Kind
from wallet.api.listing import (
    COLLECTIONS_BY_CREDENTIAL,
    PARTS_BY_RECORD,
    RECORDS_BY_PART,
    REPORTS_BY_CREDENTIAL,
    SHARES_BY_CREDENTIAL,
    TIMELINE_BY_CREDENTIAL,
    page,
)
from wallet.api.loading import one
from wallet.api.loading_credentials import (
    being_checked,
    document,
    document_json,
    skills,
    tags,
    twins,
)
from wallet.api.loading_history import verification
from wallet.api.types.connection import paged
from wallet.api.types.fields import SelectableField, selectable_fields
from wallet.api.types.images import Image, image_of
from wallet.api.types.issuers import Language, language_of, text_of
from wallet.api.types.node import Node, node_id
from wallet.api.types.refs import (
    AchievementRef,
    CollectionPage,
    CredentialPage,
    CredentialRef,
    IssuerRef,
    ReportPage,
    ReportRef,
    SharePage,
    SkillRef,
    TimelinePage,
)
from wallet.api.types.scalars import HTML, URI, URL, DateTime, LanguageTag
from wallet.api.types.texts import html, words
from wallet.api.types.told import Evidence, Result, said
from wallet.credentials.baking import BakedForm, why_not_baked
from wallet.credentials.credential import CredentialFormat
from wallet.store.media_links import MediaKind, MediaLink
from wallet.store.media_types import ending_of
from wallet.store.models.credentials import Achievement as AchievementRow
from wallet.store.models.credentials import Credential as CredentialRow
from wallet.store.models.credentials import Issuer as IssuerRow
from wallet.verification.report import RecipientBinding


@strawberry.type(description="Document exactly as received.")
class SourceDocument(Record):
    """The blob that a credential came from."""

    media_type: str = column("Media type.")
    sha256: str = column("SHA-256 of the bytes, lower-case hex.")
    json: JSON | None = loaded_value(
        "What was read from it, as JSON; null for a bare token.", document_json
    )

    file_name: str = derived(
        "Name to save it under.",
        lambda row: f"credential.{ending_of(row['media_type'])}",
        "media_type",
    )

    @asked_with("Signed address for download of the bytes as they came, for a while.")
    def download_url(self, info: Info) -> URL:
        """Return where the original bytes are."""
        services = call_of(info).services
        link = MediaLink(MediaKind.DOCUMENT, self.row["learner_id"], self.row["sha256"])
        return URL(services.media.url_for(link, services.now()))


@strawberry.type(description="A badge inside a picture that other software reads it from.")
class BakedBadge(Record):
    """What a form of download is offered as; nothing is made before it is downloaded."""

    form: BakedForm = column("Kind of picture.")
    media_type: str = derived("Media type.", lambda row: row["form"].media_type)
    file_name: str = derived(
        "Name to save it under.", lambda row: f"credential.{ending_of(row['form'].media_type)}"
    )
    why_not: str | None = derived(
        "Why it cannot be had, for people; null where it can.",
        lambda row: why_not_baked(CredentialFormat(row["format"])),
    )

    @asked_with("Signed address for download, for a while; null where it cannot be had.")
    def url(self, info: Info) -> URL | None:
        """Return where it is baked when asked for."""
        if why_not_baked(CredentialFormat(self.row["format"])) is not None:
            return None
        services = call_of(info).services
        kind = MediaKind.BAKED_PNG if self.row["form"] is BakedForm.PNG else MediaKind.BAKED_SVG
        link = MediaLink(kind, self.row["learner_id"], self.row["shown_sha256"])
        return URL(services.media.url_for(link, services.now()))


def _baked(row: Row) -> list[Any]:
    return [record(BakedBadge, {**row, "form": form}) for form in BakedForm]


@strawberry.type(description="Whether the credential names the viewer, and how.")
class RecipientMatch(Record):
    """The recipients that the document names, and the report's answer."""

    binding: RecipientBinding = derived(
        "Whether it names the viewer.", lambda row: row["recipient"] or RecipientBinding.NOT_CHECKED
    )
    identities: list[str] = derived(
        "Whom it names, where it says so openly: addresses or ids.",
        lambda row: [
            words(each["value"]) for each in row["detail"]["recipients"] if not each["hashed"]
        ],
    )
    is_hashed: bool = derived(
        "It names somebody by a hash alone.",
        lambda row: any(each["hashed"] for each in row["detail"]["recipients"]),
    )
    name: str | None = derived(
        "Name that the issuer wrote.", lambda row: words(row["detail"]["recipient_name"])
    )


@strawberry.type(description="An achievement that a record tells of by itself.")
class RecordedAchievement(Record):
    """One of a record's own, for which nobody holds a credential of its own."""

    identifier: URI | None = derived(
        "The issuer's own identifier of it.", lambda row: words(row["id"])
    )
    kind: str | None = derived("Kind, e.g. Course.", lambda row: words(row["kind"]))
    credits_available: str | None = derived(
        "Credit that it is worth.", lambda row: words(row["credits_available"])
    )
    field_of_study: str | None = derived("Subject area.", lambda row: words(row["field_of_study"]))
    human_code: str | None = derived(
        "Code that people know it by, such as a course number.",
        lambda row: words(row["human_code"]),
    )
    specialization: str | None = derived(
        "Focus within its field.", lambda row: words(row["specialization"])
    )

    @asked_with("Name.")
    def name(self, info: Info, language: Language = strawberry.UNSET) -> str | None:
        """Return the name."""
        return text_of(info, self.row["name"], language)

    @asked_with("Safe HTML.")
    def description(self, info: Info, language: Language = strawberry.UNSET) -> HTML | None:
        """Return the description."""
        return html(text_of(info, self.row["description"], language))


@strawberry.type(description="How two achievements of a record hang together.")
class Association(Record):
    """As the record tells it."""

    kind: str | None = derived(
        "What the source is to the target, e.g. isParentOf.", lambda row: words(row["kind"])
    )
    source: URI | None = derived(
        "Identifier of an achievement of the record or of a credential within.",
        lambda row: words(row["source"]),
    )
    target: URI | None = derived("Identifier of another one.", lambda row: words(row["target"]))


def _recorded(row: Row) -> list[Any]:
    return [record(RecordedAchievement, each) for each in row["detail"].get("achievements") or ()]


def _associations(row: Row) -> list[Any]:
    return [record(Association, each) for each in row["detail"].get("associations") or ()]


def _told(name: str) -> Callable[[Row], str | None]:
    """Return what a subject did, of what details kept before it was read do not tell."""
    return lambda row: words(row["detail"].get(name))


def _evidence(row: Row) -> list[Any]:
    return [record(Evidence, each) for each in row["detail"]["evidence"]]


def _results(row: Row) -> list[Any]:
    """A result whose scale is not told is left out: it would be misread."""
    scales = {each["id"]: each for each in row["detail"]["achievement"]["result_descriptions"]}
    return [
        record(Result, {**each, "scale": scales[each["description"]]})
        for each in row["detail"]["results"]
        if each["description"] in scales
    ]


def _verification(
    root: strawberry.Parent[Any],
    info: Info,
    *,
    as_of: Annotated[
        DateTime | None,
        strawberry.argument(
            description="Moment that has passed; five such reports at most in one operation."
        ),
    ] = strawberry.UNSET,
) -> Any:
    del as_of
    return read_loaded(root, info)


@strawberry.type(description="A credential that the viewer holds.")
class Credential(Record, Node):
    """A row of `wallet.store.models.credentials.Credential`."""

    id: strawberry.ID = node_id(Kind.CREDENTIAL)
    identifier: URI | None = derived(
        "The issuer's own identifier of it.", lambda row: words(row["identifier"]), "identifier"
    )
    format: CredentialFormat = column("Form it came in.")
    added_at: DateTime = column("When it entered the wallet.")
    updated_at: DateTime = column("When anything of it last changed.")
    archived_at: DateTime | None = column("When it was put away from the main list.")
    awarded_at: DateTime | None = column("When it was earned, where that is told.")
    valid_from: DateTime | None = column("Start of validity.")
    valid_until: DateTime | None = column("End of validity.")
    note: str | None = column("The viewer's own note.")
    tags: list[str] = loaded_value("The viewer's own tags.", tags, "id")
    image: Image | None = derived(
        "Picture.",
        lambda row: image_of(row, words(row["title"])),
        "learner_id", "image_sha256", "title",
    )  # fmt: skip
    issuer: IssuerRef | None = relation("Who issued it.", one(IssuerRow, "issuer_id"), "issuer_id")
    achievement: AchievementRef | None = relation(
        "What it recognises.", one(AchievementRow, "achievement_id"), "achievement_id"
    )
    skills: list[SkillRef] = relation("Skills, from alignments and tags.", skills, "id")
    narrative: HTML | None = said(
        "Why and how it was earned, safe HTML.", "narrative", column="detail", safe=html
    )
    evidence: list[Evidence] = derived(
        "Proof material that the issuer linked.", _evidence, "detail"
    )
    results: list[Result] = derived("Grades, each with its scale.", _results, "detail")
    credits_earned: str | None = derived(
        "Credit earned with it.", _told("credits_earned"), "detail"
    )
    role: str | None = derived("Role in which it was earned.", _told("role"), "detail")
    term: str | None = derived("Academic term in which it was earned.", _told("term"), "detail")
    recorded_achievements: list[RecordedAchievement] = derived(
        "Of a record: achievements that it tells of by itself.", _recorded, "detail"
    )
    associations: list[Association] = derived(
        "Of a record: how its achievements hang together.", _associations, "detail"
    )
    is_partial: bool = derived(
        "Of a record: it says that it is not the whole.",
        lambda row: bool(row["detail"].get("is_partial")),
        "detail",
    )
    parts: CredentialPage = related(
        "Of a record: the credentials within, in its order. Each is held by itself too.",
        page(PARTS_BY_RECORD),
        "id",
        resolver=paged,
    )
    part_of: CredentialPage = related(
        "Records that it lies within, newest first.",
        page(RECORDS_BY_PART),
        "id",
        resolver=paged,
    )
    recipient: RecipientMatch = derived(
        "Person that the document names.",
        lambda row: record(RecipientMatch, row),
        "detail", "recipient",
    )  # fmt: skip
    languages: list[LanguageTag] = derived(
        "Languages present in the document.", lambda row: row["detail"]["languages"], "detail"
    )
    source_document: SourceDocument = relation(
        "Document exactly as received.",
        document,
        "id", "learner_id", "document_sha256", "shown_sha256", "detail",
    )  # fmt: skip
    baked_badges: list[BakedBadge] = derived(
        "The badge baked into its picture, once for each kind of picture.",
        _baked,
        "learner_id", "shown_sha256", "format",
    )  # fmt: skip
    verification: ReportRef | None = related(
        "Newest report, null until first checked; or the one as of an earlier moment, worked out "
        "from what had been seen by then.",
        verification,
        "id", "latest_report_id",
        resolver=_verification,
    )  # fmt: skip
    is_being_checked: bool = loaded_value("A fresh check of it is under way.", being_checked, "id")
    verifications: ReportPage = related(
        "Reports, newest first: the first and the last of those that say the same.",
        page(REPORTS_BY_CREDENTIAL),
        "id",
        resolver=paged,
    )
    timeline: TimelinePage = related(
        "What the checks found new, newest first.",
        page(TIMELINE_BY_CREDENTIAL),
        "id",
        resolver=paged,
    )
    collections: CollectionPage = related(
        "Collections that it is in.", page(COLLECTIONS_BY_CREDENTIAL), "id", resolver=paged
    )
    selectable_fields: list[SelectableField] = relation(
        "What a share may show or hide of it, in its own order.",
        selectable_fields,
        "id",
    )
    shares: SharePage = related(
        "Live and past shares that it is in.", page(SHARES_BY_CREDENTIAL), "id", resolver=paged
    )
    version_of: CredentialRef | None = relation(
        "The credential held before, of which this is another version.",
        one(CredentialRow, "version_of_id"),
        "version_of_id",
    )

    twins: list[CredentialRef] = relation(
        "The same award in other generations of Open Badges, by the same site, newest first.",
        twins,
        "id", "award_key", "format",
    )  # fmt: skip
    preferred_twin: CredentialRef | None = relation(
        "The twin that stands for it where a list shows each award once; null where it stands "
        "for itself.",
        one(CredentialRow, "preferred_twin_id"),
        "preferred_twin_id",
    )

    @asked_with("Name of what was achieved.", "title", "names")
    def name(self, info: Info, language: Language = strawberry.UNSET) -> str:
        """Return the name."""
        return text_of(info, self.row["names"], language) or words(self.row["title"]) or ""

    @asked_with("Language that `name` is in; null where the document does not say.", "names")
    def name_language(
        self, info: Info, language: Language = strawberry.UNSET
    ) -> LanguageTag | None:
        """Return the language of the name."""
        return language_of(info, self.row["names"], language)

    @asked_with("Short description.", "detail")
    def description(self, info: Info, language: Language = strawberry.UNSET) -> str | None:
        """Return the credential's own description, else that of its achievement."""
        detail = self.row["detail"]
        texts = detail["description"] or detail["achievement"]["description"]
        return text_of(info, texts, language)
