"""What a client asks of a list in, conditions on its table out."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from functools import reduce
from operator import or_
from typing import Any
from uuid import UUID

import strawberry
from tortoise.expressions import F, Q, Subquery

from wallet.api.calls import Call
from wallet.api.errors import bad_request
from wallet.api.identifiers import Kind, key_of
from wallet.api.listing import Narrowed, Rows
from wallet.api.types.enums import CredentialOrderField, OrderDirection, ShareState
from wallet.api.types.scalars import DateTime
from wallet.credentials.credential import CredentialFormat
from wallet.store.models.shares import ShareItem
from wallet.store.pages import Order
from wallet.store.search import CredentialFilter as Wanted
from wallet.store.search import CredentialOrder as SortedBy
from wallet.store.search import matching, ranked, words_of
from wallet.verification.report import Standing, Verdict

_LONGEST_SEARCH = 500
_MOST_CHOICES = 100
_NOTHING = Q(id__in=())
LATEST = timedelta(minutes=1)
"""How long after its moment a change may still become visible: its transaction ends later."""
_CHANGED = (
    "Changed since the last sync began, by the server's clock; what changed in the minute before "
    "comes again. See `Viewer.deletions` for what is no more."
)


@strawberry.input(description="All given fields must match; each list matches any of its values.")
class CredentialFilter:
    """Which credentials."""

    issuer_ids: list[strawberry.ID] | None = strawberry.field(description="Issuers.")
    achievement_ids: list[strawberry.ID] | None = strawberry.field(description="Achievements.")
    skill_ids: list[strawberry.ID] | None = strawberry.field(description="Skills.")
    collection_ids: list[strawberry.ID] | None = strawberry.field(description="Collections.")
    verdicts: list[Verdict] | None = strawberry.field(description="Verdicts of the newest report.")
    standings: list[Standing] | None = strawberry.field(
        description="Standings of the newest report."
    )
    formats: list[CredentialFormat] | None = strawberry.field(description="Forms they came in.")
    tags: list[str] | None = strawberry.field(description="Own tags.")
    archived: bool = strawberry.field(
        default=False, description="Archived ones instead of current ones."
    )
    is_part: bool | None = strawberry.field(
        description="Only those within a record (true), or only those that are not (false)."
    )
    has_preferred_twin: bool | None = strawberry.field(
        description="Only those that a twin stands for (true), or only the others, so that each "
        "award is there once (false)."
    )
    valid_from_after: DateTime | None = strawberry.field(
        description="Valid from this instant or later."
    )
    valid_from_before: DateTime | None = strawberry.field(
        description="Valid from before this instant."
    )
    valid_until_after: DateTime | None = strawberry.field(
        description="Valid until this instant or later; those that end never are left out."
    )
    valid_until_before: DateTime | None = strawberry.field(
        description="Valid until before this instant."
    )
    changed_since: DateTime | None = strawberry.field(description=_CHANGED)


@strawberry.input(description="How to sort credentials.")
class CredentialOrder:
    """By what, and from which end."""

    field: CredentialOrderField = strawberry.field(description="Field.")
    direction: OrderDirection = strawberry.field(description="Direction.")


@strawberry.input(description="All given fields must match.")
class ShareFilter:
    """Which links."""

    credential_id: strawberry.ID | None = strawberry.field(description="With this credential.")
    states: list[ShareState] | None = strawberry.field(description="States.")
    changed_since: DateTime | None = strawberry.field(description=_CHANGED)


def narrowed_credentials(call: Call, _: Rows, arguments: Mapping[str, Any]) -> Narrowed:
    """Return what the arguments of `Viewer.credentials` make of the list."""
    order: CredentialOrder | None = arguments.get("order_by") or None
    rows = matching_credentials(call, arguments)
    if order is None:
        return Narrowed(rows)
    if order.field == CredentialOrderField.RELEVANCE:
        rows = ranked(rows, call.learner_id, _search(arguments))
    return Narrowed(rows, _order(order))


def matching_credentials(
    call: Call, arguments: Mapping[str, Any], *, without: Collection[str] = ()
) -> Rows:
    """Return what matches the arguments `filter` and `search`; `without` names filters to leave.

    Raises:
        GraphQLError: they are too many, or too long.
    """
    given: CredentialFilter | None = arguments.get("filter") or None
    if given is not None:
        _check_choices(given)
        left: dict[str, Any] = dict.fromkeys(without)
        given = replace(given, **left)
    wanted = Wanted() if given is None else _wanted(given)
    wanted = replace(wanted, text=_search(arguments) or None)
    rows = matching(call.learner_id, wanted)
    if given is not None and _asks_for_nothing(given):
        rows = rows.filter(_NOTHING)
    return rows


def narrowed_shares(call: Call, rows: Rows, arguments: Mapping[str, Any]) -> Narrowed:
    """Return what the arguments of `Viewer.shares` make of the list."""
    given: ShareFilter | None = arguments.get("filter") or None
    if given is not None and given.credential_id is not None:
        key = key_of(Kind.CREDENTIAL, given.credential_id)
        showing = ShareItem.filter(learner_id=call.learner_id, credential_id=key)
        rows = rows.filter(Q(id__in=Subquery(showing.values("share_id"))) if key else _NOTHING)
    if given is not None and given.states is not None:
        _refuse_more_than(_MOST_CHOICES, given.states)
        states = (_in_state(call, state) for state in given.states)
        rows = rows.filter(reduce(or_, states, _NOTHING))
    if given is not None and given.changed_since:
        since = given.changed_since - LATEST
        rows = rows.filter(Q(updated_at__gte=since) | Q(last_viewed_at__gte=since))
    return Narrowed(rows)


def narrowed_collections(_: Call, rows: Rows, arguments: Mapping[str, Any]) -> Narrowed:
    """Return what `changedSince` makes of `Viewer.collections`."""
    since: DateTime | None = arguments.get("changed_since") or None
    return Narrowed(rows.filter(updated_at__gte=since - LATEST) if since else rows)


def searched(_: Call, rows: Rows, arguments: Mapping[str, Any]) -> Narrowed:
    """Return what `search` makes of a list that is sorted by name."""
    for word in words_of(_search(arguments)):
        rows = rows.filter(name_key__contains=word)
    return Narrowed(rows)


def _search(arguments: Mapping[str, Any]) -> str:
    text = str(arguments.get("search") or "")
    if len(text) > _LONGEST_SEARCH:
        raise bad_request(f"Search for {_LONGEST_SEARCH} characters at most.")
    return text


def _wanted(given: CredentialFilter) -> Wanted:
    return Wanted(
        issuers=_keys(Kind.ISSUER, given.issuer_ids),
        achievements=_keys(Kind.ACHIEVEMENT, given.achievement_ids),
        skills=_keys(Kind.SKILL, given.skill_ids),
        collections=_keys(Kind.COLLECTION, given.collection_ids),
        tags=given.tags or (),
        formats=[str(each) for each in given.formats or ()],
        verdicts=[str(each) for each in given.verdicts or ()],
        standings=[str(each) for each in given.standings or ()],
        archived=given.archived,
        is_part=given.is_part,
        has_preferred_twin=given.has_preferred_twin,
        valid_from_from=given.valid_from_after,
        valid_from_before=given.valid_from_before,
        valid_until_from=given.valid_until_after,
        valid_until_before=given.valid_until_before,
        changed_from=given.changed_since - LATEST if given.changed_since else None,
    )


def _check_choices(given: CredentialFilter) -> None:
    """Bound each list, and so what the database has to compare."""
    ids = (given.issuer_ids, given.achievement_ids, given.skill_ids, given.collection_ids)
    for chosen in (*ids, given.tags, given.formats, given.verdicts, given.standings):
        _refuse_more_than(_MOST_CHOICES, chosen or ())


def _refuse_more_than(most: int, chosen: Sequence[object]) -> None:
    if len(chosen) > most:
        raise bad_request(f"Filter by {most} values of a kind at most.")


def _asks_for_nothing(given: CredentialFilter) -> bool:
    """Whether a list holds no value that anything could match: empty, or ids that are none."""
    lists = (given.tags, given.formats, given.verdicts, given.standings)
    ids = (
        (Kind.ISSUER, given.issuer_ids),
        (Kind.ACHIEVEMENT, given.achievement_ids),
        (Kind.SKILL, given.skill_ids),
        (Kind.COLLECTION, given.collection_ids),
    )
    return any(each is not None and not each for each in lists) or any(
        each is not None and not _keys(kind, each) for kind, each in ids
    )


def _order(wanted: CredentialOrder) -> Order:
    descending = wanted.direction == OrderDirection.DESC
    return SortedBy[CredentialOrderField(wanted.field).value].order(descending=descending)


def _in_state(call: Call, state: ShareState) -> Q:
    if state == ShareState.REVOKED:
        return Q(revoked_at__isnull=False)
    past = Q(expires_at__lte=call.services.now())
    if state == ShareState.EXPIRED:
        return Q(past, revoked_at__isnull=True)
    lasting = Q(Q(expires_at__isnull=True) | ~past, revoked_at__isnull=True)
    early = Q(starts_at__gt=call.services.now())
    if state == ShareState.SCHEDULED:
        return Q(lasting, early)
    begun = Q(lasting, Q(starts_at__isnull=True) | ~early)
    used_up = Q(opening_count__gte=F("most_openings"))
    if state == ShareState.USED_UP:
        return Q(begun, used_up, most_openings__isnull=False)
    return Q(begun, Q(most_openings__isnull=True) | ~used_up)


def _keys(kind: Kind, ids: Iterable[str] | None) -> list[UUID]:
    return [key for text in ids or () if (key := key_of(kind, text)) is not None]
