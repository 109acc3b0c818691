"""What the viewer's credentials can be narrowed by, and how many each choice would leave.

Each facet is counted without its own filter, so that it says what another choice would give;
every other filter and the words searched for hold. One statement for each facet asked for.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Annotated, Any

import strawberry
from strawberry.types import Info
from tortoise.expressions import RawSQL, Subquery
from tortoise.functions import Count
from tortoise.models import Model

from wallet.api.calls import Call
from wallet.api.declaring import Load, Record, Row, column, read_loaded, relation
from wallet.api.filters import CredentialFilter, matching_credentials
from wallet.api.listing import Rows
from wallet.api.loading import one
from wallet.api.plan import Asked
from wallet.api.types.refs import CollectionRef, IssuerRef, SkillRef
from wallet.credentials.credential import CredentialFormat
from wallet.store.connection import is_postgres
from wallet.store.models.collections import Collection, CollectionItem
from wallet.store.models.credentials import CredentialSkill, CredentialTag, Issuer, Skill
from wallet.verification.report import Standing, Verdict

MOST_CHOICES = 50
"""Choices that one facet shows, those that leave most."""
_COUNT = "Credentials that it would leave."
_MOST = f"the {MOST_CHOICES} that would leave most."
_YEAR_ON_SQLITE = 'CAST(substr("credential"."valid_from", 1, 4) AS INTEGER)'
_YEAR_ON_POSTGRES = (
    """CAST(extract(year FROM "credential"."valid_from" AT TIME ZONE 'UTC') AS INTEGER)"""
)


async def narrowing(_: Call, parents: Sequence[Record], asked: Asked) -> Sequence[Row]:
    """Hand down what the list is narrowed by; each facet then counts for itself."""
    return [{"narrowing": asked.arguments} for _ in parents]


def _counting(without: Sequence[str], count: Callable[[Call, Rows], Any], name: str) -> Load:
    """Return how a facet is loaded: `count` groups what matches without the facet's filters."""

    async def load(call: Call, parents: Sequence[Record], _: Asked) -> Sequence[Sequence[Row]]:
        call.spend(MOST_CHOICES * len(parents))
        found = []
        for parent in parents:
            arguments: Mapping[str, Any] = parent.row["narrowing"]
            rows = matching_credentials(call, arguments, without=without)
            found.append(await _counted(count(call, rows), name))
        return found

    return load


async def _counted(grouped: Any, name: str) -> Sequence[Row]:
    counting = grouped.annotate(count=Count("id")).group_by(name).order_by("-count", name)
    found: Sequence[Row] = await counting.limit(MOST_CHOICES).values(name, "count")
    return found


def _own(name: str) -> Callable[[Call, Rows], Any]:
    return lambda _, rows: rows.filter(**{f"{name}__isnull": False})


def _beside(table: type[Model]) -> Callable[[Call, Rows], Any]:
    return lambda call, rows: table.filter(
        learner_id=call.learner_id, credential_id__in=Subquery(rows.values("id"))
    )


def _years(_: Call, rows: Rows) -> Any:
    year = _YEAR_ON_POSTGRES if is_postgres() else _YEAR_ON_SQLITE
    return rows.filter(valid_from__isnull=False).annotate(year=RawSQL(year))


@strawberry.type(description="An issuer to narrow by.")
class IssuerFacet(Record):
    """A choice of `issuerIds`."""

    issuer: IssuerRef | None = relation("Issuer.", one(Issuer, "issuer_id"), "issuer_id")
    count: int = column(_COUNT)


@strawberry.type(description="A skill to narrow by.")
class SkillFacet(Record):
    """A choice of `skillIds`."""

    skill: SkillRef | None = relation("Skill.", one(Skill, "skill_id"), "skill_id")
    count: int = column(_COUNT)


@strawberry.type(description="A collection to narrow by.")
class CollectionFacet(Record):
    """A choice of `collectionIds`."""

    collection: CollectionRef | None = relation(
        "Collection.", one(Collection, "collection_id"), "collection_id"
    )
    count: int = column(_COUNT)


@strawberry.type(description="A tag to narrow by.")
class TagFacet(Record):
    """A choice of `tags`."""

    tag: str = column("Tag.")
    count: int = column(_COUNT)


@strawberry.type(description="A verdict to narrow by.")
class VerdictFacet(Record):
    """A choice of `verdicts`."""

    verdict: Verdict = column("Verdict of the newest report.")
    count: int = column(_COUNT)


@strawberry.type(description="A standing to narrow by.")
class StandingFacet(Record):
    """A choice of `standings`."""

    standing: Standing = column("Standing of the newest report.")
    count: int = column(_COUNT)


@strawberry.type(description="A form to narrow by.")
class FormatFacet(Record):
    """A choice of `formats`."""

    format: CredentialFormat = column("Form that they came in.")
    count: int = column(_COUNT)


@strawberry.type(description="A year to narrow by.")
class YearFacet(Record):
    """A choice of `validFromAfter` and `validFromBefore`."""

    year: int = column("Year in which their validity begins, in UTC.")
    count: int = column(_COUNT)


@strawberry.type(
    description="Choices to narrow a list of credentials by, each facet without its own filter."
)
class CredentialFacets(Record):
    """The row holds what the list is narrowed by."""

    issuers: list[IssuerFacet] = relation(
        f"Issuers, {_MOST}", _counting(("issuer_ids",), _own("issuer_id"), "issuer_id")
    )
    skills: list[SkillFacet] = relation(
        f"Skills, {_MOST}", _counting(("skill_ids",), _beside(CredentialSkill), "skill_id")
    )
    collections: list[CollectionFacet] = relation(
        f"Collections, {_MOST}",
        _counting(("collection_ids",), _beside(CollectionItem), "collection_id"),
    )
    tags: list[TagFacet] = relation(
        f"Own tags, {_MOST}", _counting(("tags",), _beside(CredentialTag), "tag")
    )
    verdicts: list[VerdictFacet] = relation(
        "Verdicts; what was never checked is in none.",
        _counting(("verdicts",), _own("verdict"), "verdict"),
    )
    standings: list[StandingFacet] = relation(
        "Standings; what was never checked is in none.",
        _counting(("standings",), _own("standing"), "standing"),
    )
    formats: list[FormatFacet] = relation(
        "Forms that they came in.", _counting(("formats",), _own("format"), "format")
    )
    years: list[YearFacet] = relation(
        f"Years in which their validity begins, {_MOST}",
        _counting(("valid_from_after", "valid_from_before"), _years, "year"),
    )


def credential_facets(
    root: strawberry.Parent[Any],
    info: Info,
    *,
    filter: Annotated[  # noqa: A002  # the name that clients write
        CredentialFilter | None, strawberry.argument(description="What the list is narrowed by.")
    ] = strawberry.UNSET,
    search: Annotated[
        str | None, strawberry.argument(description="Words that the list is searched for.")
    ] = strawberry.UNSET,
) -> Any:
    """Resolve the facets: they were loaded before."""
    del filter, search
    return read_loaded(root, info)
