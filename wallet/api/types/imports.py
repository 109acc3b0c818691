"""An import, its items, and what came of each."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

import strawberry
from tortoise.functions import Count

from wallet.api.calls import Call
from wallet.api.declaring import (
    Load,
    Record,
    Row,
    column,
    derived,
    loaded_value,
    record,
    related,
    relation,
)
from wallet.api.identifiers import Kind
from wallet.api.listing import ITEMS_BY_IMPORT_JOB, page
from wallet.api.loading import one
from wallet.api.plan import Asked
from wallet.api.types.connection import paged
from wallet.api.types.node import Node, node_id
from wallet.api.types.refs import CredentialRef, ImportItemPage
from wallet.api.types.scalars import URL, DateTime
from wallet.api.types.texts import words
from wallet.learner.choosing import held_among
from wallet.platforms.platform import ChoiceState
from wallet.store.models.credentials import Credential as CredentialRow
from wallet.store.models.jobs import ENDED_ITEMS, ImportItemState, ImportOutcome, JobState
from wallet.store.models.jobs import ImportItem as ItemRow
from wallet.verification.finding import Party

_COUNTS = "#counts"
_TAKEN = frozenset(outcome.value for outcome in (ImportOutcome.ADDED, ImportOutcome.NEW_VERSION))


@strawberry.type(description="Why a document was not taken, and what to do.")
class ImportProblem(Record):
    """The columns of an item that tell of its failure."""

    code: str = column("Stable code for programs; clients must accept codes they do not know.")
    message: str = derived("For people.", lambda row: words(row["message"]) or "")
    hint: str | None = derived("What to do about it.", lambda row: words(row["hint"]))
    who_can_mend: Party | None = derived("Who can mend it.", lambda row: row["mender"])
    is_retryable: bool = derived("It may go well another time.", lambda row: row["retryable"])


def _problem(row: Row) -> Any:
    return record(ImportProblem, row) if row["code"] is not None else None


@strawberry.type(
    description="One of many badges at an address, as it is told there; nothing is checked yet."
)
class ImportChoice(Record):
    """One entry of an item's choices."""

    address: URL = column("Where it is; what importChoices takes.")
    title: str = derived("Name.", lambda row: words(row["title"]) or "")
    issuer: str | None = derived("Who issued it.", lambda row: words(row["issuer"]))
    issued_on: str | None = column("Day of issue, e.g. 2026-03-01.")
    picture_url: URL | None = column("Picture, at its platform.", "picture")
    state: ChoiceState = column("Whether it can be imported.")
    held_credential: CredentialRef | None = relation(
        "The credential already held, if it is.", one(CredentialRow, "held_id"), "held_id"
    )


async def _choices(
    call: Call, parents: Sequence[Record], _: Asked
) -> Sequence[Sequence[dict[str, Any]]]:
    listed = [(parent.row["choices"] or {}).get("entries", []) for parent in parents]
    addresses = {entry["address"] for entries in listed for entry in entries}
    call.spend(len(addresses))
    held = await held_among(call.learner, addresses) if addresses else {}
    return [
        [{**entry, "held_id": held.get(entry["address"])} for entry in entries]
        for entries in listed
    ]


@strawberry.type(description="What came of one document.")
class ImportItem(Record, Node):
    """A row of `wallet.store.models.jobs.ImportItem`."""

    id: strawberry.ID = node_id(Kind.IMPORT_ITEM)
    label: str = derived("File name or address.", lambda row: words(row["label"]), "label")
    state: ImportItemState = column("How far it has come.")
    outcome: ImportOutcome | None = column("What came of it; null until done.")
    credential: CredentialRef | None = relation(
        "The credential added, or the one already held.",
        one(CredentialRow, "credential_id"),
        "credential_id",
    )
    problem: ImportProblem | None = derived(
        "Why it was not taken.", _problem, "code", "message", "hint", "mender", "retryable"
    )
    choices: list[ImportChoice] = relation(
        "Badges to go on with, by importChoices: where an address shows many, or where the same "
        "is to be had elsewhere in a better form.",
        _choices,
        "choices",
    )
    has_all_choices: bool = derived(
        "Whether the choices are all that there are.",
        lambda row: row["choices"] is None or row["choices"]["is_complete"],
        "choices",
    )
    updated_at: DateTime = column("When it last came further.")


def _counted(name: str) -> Load:
    async def load(call: Call, parents: Sequence[Record], _: Asked) -> Sequence[int]:
        if any(_COUNTS not in parent.loaded for parent in parents):
            await _count(call, parents)
        return [parent.loaded[_COUNTS][name] for parent in parents]

    return load


async def _count(call: Call, parents: Sequence[Record]) -> None:
    rows = await (
        ItemRow.filter(
            learner_id=call.learner_id, job_id__in={parent.row["id"] for parent in parents}
        )
        .annotate(number=Count("id"))
        .group_by("job_id", "state", "outcome")
        .values("job_id", "state", "outcome", "number")
    )
    counts: dict[UUID, dict[str, int]] = {
        parent.row["id"]: dict.fromkeys(("total", "processed", "imported", "failed"), 0)
        for parent in parents
    }
    for row in rows:
        of_job = counts[row["job_id"]]
        of_job["total"] += row["number"]
        of_job["processed"] += row["number"] if row["state"] in ENDED_ITEMS else 0
        of_job["imported"] += row["number"] if row["outcome"] in _TAKEN else 0
        of_job["failed"] += row["number"] if row["state"] == ImportItemState.FAILED else 0
    for parent in parents:
        parent.loaded[_COUNTS] = counts[parent.row["id"]]


@strawberry.type(description="An import and what came of it.")
class ImportJob(Record, Node):
    """A row of `wallet.store.models.jobs.Job` of an import."""

    id: strawberry.ID = node_id(Kind.IMPORT_JOB)
    state: JobState = column("State.")
    created_at: DateTime = column("When asked.")
    finished_at: DateTime | None = column("When done.")
    total_count: int = loaded_value("Documents found so far.", _counted("total"), "id")
    processed_count: int = loaded_value("Documents finished.", _counted("processed"), "id")
    imported_count: int = loaded_value("Credentials added.", _counted("imported"), "id")
    failed_count: int = loaded_value("Documents refused.", _counted("failed"), "id")
    items: ImportItemPage = related(
        "One for each document, in the order given.",
        page(ITEMS_BY_IMPORT_JOB),
        "id",
        resolver=paged,
    )
