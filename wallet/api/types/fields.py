"""What a share may show or hide of a credential, and what to think of before."""

from collections.abc import Sequence
from itertools import islice
from typing import Any
from uuid import UUID

import strawberry
from strawberry.types import Info

from wallet.api.calls import Call, call_of
from wallet.api.declaring import Record, Row, asked_with, derived, relation
from wallet.api.errors import bad_request
from wallet.api.identifiers import Kind, key_of
from wallet.api.loading import one
from wallet.api.plan import Asked
from wallet.api.types.refs import CredentialRef
from wallet.sharing import selectable
from wallet.sharing.field_words import label_of, warning_of, why_always
from wallet.sharing.links import MOST_CREDENTIALS
from wallet.sharing.publishing import held_of
from wallet.sharing.selectable import UnknownFieldError, shown_with
from wallet.store.models.credentials import Credential as CredentialRow


@strawberry.type(description="A field of one credential that a share may show or hide.")
class SelectableField(Record):
    """A `wallet.sharing.selectable.SelectableField`."""

    pointer: str = derived(
        "JSON Pointer into the credential's document; for Open Badges 1 and 2, which lie in "
        "several documents, into what was read of them.",
        lambda row: row["field"].pointer,
    )
    group: str | None = derived(
        "One for all fields that go together, e.g. a result and its scale.",
        lambda row: row["field"].group,
    )
    needs: list[str] = derived(
        "Pointers of what is shown with it.", lambda row: list(row["field"].needs)
    )
    is_always_shown: bool = derived(
        "It cannot be hidden.", lambda row: row["field"].always is not None
    )
    identifies_holder: bool = derived(
        "It would tell who the holder is.", lambda row: row["field"].identifies_holder
    )

    @asked_with("What it is called, for people.")
    def label(self, info: Info) -> str:
        """Return its label in the language of the request."""
        return label_of(self.row["field"], call_of(info).languages)

    @asked_with("Why it cannot be hidden, for people; null where it can.")
    def always_shown_because(self, info: Info) -> str | None:
        """Return the reason in the language of the request."""
        because = self.row["field"].always
        return None if because is None else why_always(because, call_of(info).languages)


@strawberry.input(description="One credential to share. Fields not listed stay hidden.")
class ShareItemInput:
    """Which credential, and how much of it."""

    credential_id: strawberry.ID = strawberry.field(description="Credential.")
    fields: list[str] | None = strawberry.field(
        default=strawberry.UNSET,
        description="Pointers of the fields shown beside those always shown; all where null.",
    )


@strawberry.type(description="What a share would tell of its holder.")
class ShareWarning(Record):
    """A field of a credential that identifies its holder."""

    credential: CredentialRef | None = relation(
        "Credential.", one(CredentialRow, "credential_id"), "credential_id"
    )
    pointer: str = derived("Pointer of the field.", lambda row: row["field"].pointer)

    @asked_with("For people.")
    def message(self, info: Info) -> str:
        """Return the warning in the language of the request."""
        return warning_of(self.row["field"], call_of(info).languages)


def chosen_fields(items: Sequence[ShareItemInput]) -> dict[UUID, list[str]]:
    """Return the fields of the credentials of which some are chosen."""
    return {
        key: list(item.fields)
        for item in items
        if item.fields is not None
        and item.fields is not strawberry.UNSET
        and (key := key_of(Kind.CREDENTIAL, item.credential_id)) is not None
    }


async def selectable_fields(
    call: Call, parents: Sequence[Record], _: Asked
) -> Sequence[Sequence[Row]]:
    """Load what can be chosen of credentials, each read from its own document."""
    found = await _fields_of(call, [parent.row["id"] for parent in parents])
    return [[{"field": field} for field in found.get(parent.row["id"], ())] for parent in parents]


async def load_warnings(
    call: Call, _: Sequence[Record], asked: Asked
) -> Sequence[Sequence[Row] | None]:
    """Load what would identify the holder of what is to be shared.

    Raises:
        GraphQLError: a credential or a field that there is not, or too many.
    """
    if call.caller is None:
        return [None]
    (items,) = asked.arguments.values()
    chosen = chosen_fields(items)
    keys = [key_of(Kind.CREDENTIAL, item.credential_id) for item in items]
    found = await _fields_of(call, [key for key in keys if key is not None])
    warnings: list[dict[str, Any]] = []
    for key in dict.fromkeys(keys):
        if key is None or key not in found:
            raise bad_request("There is no such credential.")
        fields = found[key]
        shown = _shown(fields, chosen.get(key))
        warnings += (
            {"credential_id": key, "field": field}
            for field in fields
            if field.identifies_holder and field.pointer in shown
        )
    return [warnings]


def _shown(
    fields: Sequence[selectable.SelectableField], chosen: Sequence[str] | None
) -> frozenset[str]:
    try:
        pointers = shown_with(fields, (f.pointer for f in fields) if chosen is None else chosen)
    except UnknownFieldError as error:
        raise bad_request(f"There is no field {error.pointer[:200]!r} in it.") from error
    return frozenset(pointers)


async def _fields_of(
    call: Call, keys: Sequence[UUID]
) -> dict[UUID, tuple[selectable.SelectableField, ...]]:
    """Return the fields of the viewer's own credentials; each document is opened anew."""
    wanted = list(islice(dict.fromkeys(keys), MOST_CREDENTIALS + 1))
    if len(wanted) > MOST_CREDENTIALS:
        raise bad_request(f"Ask for the fields of {MOST_CREDENTIALS} credentials at most.")
    rows = await CredentialRow.filter(learner_id=call.learner_id, id__in=wanted)
    found = {}
    for row in rows:
        held, _ = await held_of(call.learner_id, row)
        call.spend(len(held.fields))
        found[row.id] = held.fields
    return found
