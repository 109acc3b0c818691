"""Who issued, what for, and the skills shown: as this learner's credentials tell it."""

from collections.abc import Callable, Mapping
from typing import Annotated, Any

import strawberry
from strawberry.types import Info

from wallet.api.calls import call_of
from wallet.api.declaring import Record, Row, asked_with, column, derived, record, related, relation
from wallet.api.identifiers import Kind
from wallet.api.listing import (
    CREDENTIALS_BY_ACHIEVEMENT,
    CREDENTIALS_BY_ISSUER,
    CREDENTIALS_BY_SKILL,
    page,
)
from wallet.api.loading import one
from wallet.api.types.connection import paged
from wallet.api.types.images import Image, image_of
from wallet.api.types.node import Node, node_id
from wallet.api.types.refs import CredentialPage, IssuerRef
from wallet.api.types.scalars import HTML, URI, URL, LanguageTag
from wallet.api.types.texts import html, link, words
from wallet.languages import Chosen, choose
from wallet.store.models.credentials import Issuer as IssuerRow
from wallet.verification.domains import domain_of

Language = Annotated[
    LanguageTag | None,
    strawberry.argument(
        description="Preferred language; else the request's Accept-Language, else the account's."
    ),
]


def text_of(info: Info, texts: Mapping[str, str], language: str | None) -> str | None:
    """Return the text for the caller, in the language asked for where there is one."""
    chosen = _chosen(info, texts, language)
    return None if chosen is None else words(chosen.text)


def language_of(info: Info, texts: Mapping[str, str], language: str | None) -> LanguageTag | None:
    """Return the language that `text_of` answers in; None where the document names none."""
    chosen = _chosen(info, texts, language)
    return None if chosen is None or chosen.language is None else LanguageTag(chosen.language)


def _chosen(info: Info, texts: Mapping[str, str], language: str | None) -> Chosen | None:
    languages = call_of(info).languages
    return choose(texts, (language, *languages) if language else languages)


@strawberry.type(description="Who issues credentials.")
class Issuer(Record, Node):
    """A row of `wallet.store.models.credentials.Issuer`."""

    id: strawberry.ID = node_id(Kind.ISSUER)
    identifier: URI | None = column("The issuer's own identifier; null where it has none.")
    domain: str | None = derived(
        "Host that its identifier is anchored in, in ASCII, so that a look-alike shows; null where "
        "it is in none.",
        lambda row: domain_of(row["identifier"]),
        "identifier",
    )
    url: URL | None = derived("Website.", lambda row: link(row["url"]), "url")
    image: Image | None = derived(
        "Logo.",
        lambda row: image_of(row, words(row["name"])),
        "learner_id", "image_sha256", "name",
    )  # fmt: skip
    credentials: CredentialPage = related(
        "The viewer's credentials from it.", page(CREDENTIALS_BY_ISSUER), "id", resolver=paged
    )

    @asked_with("Name.", "name", "names")
    def name(self, info: Info, language: Language = strawberry.UNSET) -> str:
        """Return the name."""
        return text_of(info, self.row["names"], language) or words(self.row["name"]) or ""

    @asked_with("Language that `name` is in; null where the document does not say.", "names")
    def name_language(
        self, info: Info, language: Language = strawberry.UNSET
    ) -> LanguageTag | None:
        """Return the language of the name."""
        return language_of(info, self.row["names"], language)

    @asked_with("Safe HTML.", "descriptions")
    def description(self, info: Info, language: Language = strawberry.UNSET) -> HTML | None:
        """Return the description."""
        return html(text_of(info, self.row["descriptions"], language))


@strawberry.type(description="A skill across issuers.")
class Skill(Record, Node):
    """A row of `wallet.store.models.credentials.Skill`."""

    id: strawberry.ID = node_id(Kind.SKILL)
    name: str = derived("Name.", lambda row: words(row["name"]), "name")
    framework_name: str | None = derived(
        "Framework.", lambda row: words(row["framework"]), "framework"
    )
    url: URL | None = derived("Address in its framework.", lambda row: link(row["url"]), "url")
    credentials: CredentialPage = related(
        "The viewer's credentials with it.", page(CREDENTIALS_BY_SKILL), "id", resolver=paged
    )


@strawberry.type(description="Link from an achievement to an entry of a framework.")
class Alignment(Record):
    """As the achievement tells it."""

    target_name: str = derived("Name of the entry.", lambda row: words(row["target_name"]))
    target_url: URL | None = derived("Address of the entry.", lambda row: link(row["target_url"]))
    target_code: str | None = derived(
        "Code of the entry.", lambda row: words(row.get("target_code"))
    )
    target_description: str | None = derived(
        "What the entry says.", lambda row: words(row.get("target_description"))
    )
    framework_name: str | None = derived(
        "Name of the framework.", lambda row: words(row.get("framework"))
    )
    kind: str | None = derived("Kind of entry.", lambda row: words(row.get("kind")))


@strawberry.type(description="A further name in somebody's catalogue.")
class OtherIdentifier(Record):
    """As the achievement tells it."""

    value: str = derived("The name or code.", lambda row: words(row["value"]) or "")
    kind: str | None = derived("Of what kind it is.", lambda row: words(row["kind"]))


def _particular(name: str) -> Callable[[Row], str | None]:
    return lambda row: words((row["particulars"] or {}).get(name))


def _other_identifiers(row: Row) -> list[Any]:
    said = (row["particulars"] or {}).get("other_identifiers") or ()
    return [record(OtherIdentifier, each) for each in said]


def _related(row: Row) -> list[str]:
    return [words(each) or "" for each in (row["particulars"] or {}).get("related") or ()]


def _alignments(row: Row) -> list[Any]:
    return [record(Alignment, each) for each in row["alignments"]]


@strawberry.type(description="What a credential recognises.")
class Achievement(Record, Node):
    """A row of `wallet.store.models.credentials.Achievement`."""

    id: strawberry.ID = node_id(Kind.ACHIEVEMENT)
    identifier: URI | None = column("The issuer's own identifier; null where it has none.")
    alignments: list[Alignment] = derived("Frameworks it is aligned to.", _alignments, "alignments")
    creator: IssuerRef | None = relation(
        "Who defined it; null where that is not told.", one(IssuerRow, "creator_id"), "creator_id"
    )
    criteria_url: URL | None = derived(
        "Page of the criteria.", lambda row: link(row["criteria_url"]), "criteria_url"
    )
    image: Image | None = derived(
        "Picture.",
        lambda row: image_of(row, words(row["name"])),
        "learner_id", "image_sha256", "name",
    )  # fmt: skip
    kind: str | None = derived(
        "Kind, e.g. Certificate; open list in Open Badges 3.0.",
        lambda row: words(row["kind"]),
        "kind",
    )
    tags: list[str] = derived(
        "Words that its issuer gave it.", lambda row: [words(tag) for tag in row["tags"]], "tags"
    )
    credits_available: str | None = derived(
        "Credit that it is worth.", _particular("credits_available"), "particulars"
    )
    field_of_study: str | None = derived(
        "Subject area.", _particular("field_of_study"), "particulars"
    )
    human_code: str | None = derived(
        "Code that people know it by, such as a course number.",
        _particular("human_code"),
        "particulars",
    )
    specialization: str | None = derived(
        "Focus within its field.", _particular("specialization"), "particulars"
    )
    version: str | None = derived(
        "Its issuer's own word for the edition.", _particular("version"), "particulars"
    )
    language: LanguageTag | None = derived(
        "Language of its own texts.", _particular("language"), "particulars"
    )
    other_identifiers: list[OtherIdentifier] = derived(
        "What other catalogues call it.", _other_identifiers, "particulars"
    )
    other_editions: list[URI] = derived(
        "Identifiers of other editions of it, such as in another language.",
        _related,
        "particulars",
    )
    credentials: CredentialPage = related(
        "The viewer's credentials of it.", page(CREDENTIALS_BY_ACHIEVEMENT), "id", resolver=paged
    )

    @asked_with("Name.", "name", "names")
    def name(self, info: Info, language: Language = strawberry.UNSET) -> str:
        """Return the name."""
        return text_of(info, self.row["names"], language) or words(self.row["name"]) or ""

    @asked_with("Language that `name` is in; null where the document does not say.", "names")
    def name_language(
        self, info: Info, language: Language = strawberry.UNSET
    ) -> LanguageTag | None:
        """Return the language of the name."""
        return language_of(info, self.row["names"], language)

    @asked_with("Safe HTML.", "descriptions")
    def description(self, info: Info, language: Language = strawberry.UNSET) -> HTML | None:
        """Return the description."""
        return html(text_of(info, self.row["descriptions"], language))

    @asked_with("How it is earned, safe HTML.", "criteria")
    def criteria(self, info: Info, language: Language = strawberry.UNSET) -> HTML | None:
        """Return the criteria."""
        return html(text_of(info, self.row["criteria"], language))
