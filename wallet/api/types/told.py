"""What a credential tells of the learner's work, in the caller's language: evidence and results."""

from typing import Any

import strawberry
from strawberry.types import Info

from wallet.api.declaring import NEEDS, Needs, Record, Row, derived, record
from wallet.api.types.issuers import Language, text_of
from wallet.api.types.scalars import HTML, URL
from wallet.api.types.texts import html, link, words
from wallet.store.details import in_languages


def said(description: str, name: str, *, column: str | None = None, safe: Any = words) -> Any:
    """Declare a text in the caller's language, which `safe` makes fit to be shown.

    It is the member of that name of the row, or of what the row has in a `column`.
    """

    def say(root: strawberry.Parent[Any], info: Info, language: Language = strawberry.UNSET) -> Any:
        row = root.row if column is None else root.row[column]
        return safe(text_of(info, in_languages(row.get(name)), language))

    return strawberry.field(
        resolver=say,
        description=description,
        metadata={NEEDS: Needs(() if column is None else (column,))},
    )


@strawberry.type(description="Proof that the issuer linked: the learner's work.")
class Evidence(Record):
    """One entry of a credential's evidence."""

    name: str | None = said("Name.", "name")
    description: str | None = said("Short text.", "description")
    narrative: HTML | None = said("Text, safe HTML.", "narrative", safe=html)
    url: URL | None = derived("Address.", lambda row: link(row["url"]))
    genre: str | None = said("Kind of work, e.g. Photo.", "genre")
    audience: str | None = said("Whom it is meant for.", "audience")


@strawberry.type(description="The scale of a result, without which it means nothing.")
class ResultScale(Record):
    """One of the achievement's result descriptions."""

    name: str = said("Name.", "name", safe=lambda text: text or "")
    kind: str | None = derived("Kind, e.g. LetterGrade.", lambda row: words(row["kind"]))
    allowed_values: list[str] = derived(
        "Values in order, lowest first.",
        lambda row: [words(each) for each in row["allowed_values"]],
    )
    minimum: str | None = derived("Lowest value.", lambda row: words(row["minimum"]))
    maximum: str | None = derived("Highest value.", lambda row: words(row["maximum"]))
    required: str | None = said("Value needed to pass.", "required")


def _scale(row: Row) -> Any:
    return record(ResultScale, row["scale"])


@strawberry.type(description="A grade, always with its scale.")
class Result(Record):
    """One result and its scale."""

    value: str | None = said("Value.", "value")
    status: str | None = derived("State, e.g. Completed.", lambda row: words(row["status"]))
    achieved_level: str | None = said("Level reached on the scale.", "achieved_level")
    scale: ResultScale = derived("Its scale.", _scale)
