"""What a learner looks for in, the credentials that match out, and the orders they stand in.

Words are looked for in all languages that a credential comes in: in its name, its description,
its issuer's name, its skills and tags, and the learner's note. Each may be a part of a word, so
that languages that write no spaces are searched too. How well a credential matches is a whole
number that both databases work out alike, so that a page can begin at any place among equals.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from functools import reduce
from typing import Any, TypeAlias
from uuid import UUID

from tortoise.expressions import (
    Case,
    CombinedExpression,
    Connector,
    Expression,
    Q,
    RawSQL,
    Subquery,
    When,
)
from tortoise.queryset import QuerySet

from wallet.store.columns import searchable
from wallet.store.models.collections import CollectionItem
from wallet.store.models.credentials import (
    Credential,
    CredentialPart,
    CredentialSkill,
    CredentialTag,
    Issuer,
)
from wallet.store.pages import Order

MOST_WORDS = 8

Credentials: TypeAlias = QuerySet[Credential]


class CredentialOrder(Enum):
    """What the list of credentials can be sorted by, in either direction."""

    ADDED_AT = ("added_at", datetime, False)
    TITLE = ("title_key", str, False)
    VALID_FROM = ("valid_from", datetime, True)
    VALID_UNTIL = ("valid_until", datetime, True)
    ISSUER = ("issuer__name_key", str, False)
    RELEVANCE = ("relevance", int, False)

    def order(self, *, descending: bool) -> Order:
        """Return the order of rows; those by RELEVANCE are `ranked`."""
        column, kind, nullable = self.value
        return Order(column, kind, descending=descending, nullable=nullable)


@dataclass(frozen=True, slots=True)
class CredentialFilter:
    """What must hold of a credential: all that is given, and any of each collection.

    An empty collection excludes nothing. `archived`, `is_part` (of a record) and
    `has_preferred_twin` are None for both kinds; moments are from `…_from` on and before
    `…_before`.
    """

    text: str | None = None
    issuers: Collection[UUID] = ()
    achievements: Collection[UUID] = ()
    skills: Collection[UUID] = ()
    tags: Collection[str] = ()
    collections: Collection[UUID] = ()
    formats: Collection[str] = ()
    verdicts: Collection[str] = ()
    integrities: Collection[str] = ()
    standings: Collection[str] = ()
    trusts: Collection[str] = ()
    recipients: Collection[str] = ()
    archived: bool | None = False
    is_part: bool | None = None
    has_preferred_twin: bool | None = None
    valid_from_from: datetime | None = None
    valid_from_before: datetime | None = None
    valid_until_from: datetime | None = None
    valid_until_before: datetime | None = None
    added_from: datetime | None = None
    added_before: datetime | None = None
    changed_from: datetime | None = None


def matching(learner_id: UUID, wanted: CredentialFilter) -> Credentials:
    """Return the learner's credentials that match, not yet read from the database."""
    rows = Credential.filter(learner_id=learner_id)
    rows = _with_text(rows, wanted.text)
    rows = _with_any(rows, wanted)
    rows = _with_marks(rows, learner_id, wanted)
    rows = _with_moments(rows, wanted)
    if wanted.is_part is not None:
        within = CredentialPart.filter(learner_id=learner_id).values("part_id")
        condition = "id__in" if wanted.is_part else "id__not_in"
        rows = rows.filter(**{condition: Subquery(within)})
    if wanted.has_preferred_twin is not None:
        rows = rows.filter(preferred_twin_id__isnull=not wanted.has_preferred_twin)
    if wanted.archived is not None:
        rows = rows.filter(archived_at__isnull=not wanted.archived)
    return rows


def words_of(text: str | None) -> list[str]:
    """Return the words that are looked for."""
    return searchable(text or "").split()[:MOST_WORDS]


def ranked(rows: Credentials, learner_id: UUID, text: str | None) -> Credentials:
    """Return the learner's rows with how well each matches the text, the greater the better.

    A word counts most where the name begins with it, then where a word of the name does, then
    within the name, then in the issuer's name, and least anywhere else; the whole text at the
    begin of the name counts once more.
    """
    words = words_of(text)
    whole = When(Q(title_key__startswith=" ".join(words)), then=_points(8))
    worths: list[Expression] = [Case(whole, default=_points(0))]
    worths += [_worth(learner_id, word) for word in words]
    return rows.annotate(relevance=reduce(_sum, worths))


def _sum(one: Expression, other: Expression) -> Expression:
    return CombinedExpression(one, Connector.add, other)


def _worth(learner_id: UUID, word: str) -> Case:
    # tortoise forgets the joins of a condition
    issuers = Issuer.filter(learner_id=learner_id, name_key__contains=word).values("id")
    return Case(
        When(Q(title_key__startswith=word), then=_points(8)),
        When(Q(title_key__contains=f" {word}"), then=_points(6)),
        When(Q(title_key__contains=word), then=_points(4)),
        When(Q(issuer_id__in=Subquery(issuers)), then=_points(3)),
        default=_points(1),
    )


def _points(number: int) -> Any:
    """Return the number as SQL: as a value PostgreSQL would take it for a text."""
    return RawSQL(str(number))


def _with_text(rows: Credentials, text: str | None) -> Credentials:
    for word in words_of(text):
        rows = rows.filter(search_text__contains=word)
    return rows


def _with_any(rows: Credentials, wanted: CredentialFilter) -> Credentials:
    choices: dict[str, Collection[UUID] | Collection[str]] = {
        "issuer_id": wanted.issuers,
        "achievement_id": wanted.achievements,
        "format": wanted.formats,
        "verdict": wanted.verdicts,
        "integrity": wanted.integrities,
        "standing": wanted.standings,
        "trust": wanted.trusts,
        "recipient": wanted.recipients,
    }
    for column, values in choices.items():
        if values:
            rows = rows.filter(**{f"{column}__in": list(values)})
    return rows


def _with_marks(rows: Credentials, learner_id: UUID, wanted: CredentialFilter) -> Credentials:
    if wanted.tags:
        tagged = CredentialTag.filter(learner_id=learner_id, tag__in=list(wanted.tags))
        rows = rows.filter(id__in=Subquery(tagged.values("credential_id")))
    if wanted.skills:
        showing = CredentialSkill.filter(learner_id=learner_id, skill_id__in=list(wanted.skills))
        rows = rows.filter(id__in=Subquery(showing.values("credential_id")))
    if wanted.collections:
        grouped = CollectionItem.filter(
            learner_id=learner_id, collection_id__in=list(wanted.collections)
        )
        rows = rows.filter(id__in=Subquery(grouped.values("credential_id")))
    return rows


def _with_moments(rows: Credentials, wanted: CredentialFilter) -> Credentials:
    bounds = {
        "valid_from__gte": wanted.valid_from_from,
        "valid_from__lt": wanted.valid_from_before,
        "valid_until__gte": wanted.valid_until_from,
        "valid_until__lt": wanted.valid_until_before,
        "added_at__gte": wanted.added_from,
        "added_at__lt": wanted.added_before,
        "updated_at__gte": wanted.changed_from,
    }
    return rows.filter(**{name: moment for name, moment in bounds.items() if moment is not None})
