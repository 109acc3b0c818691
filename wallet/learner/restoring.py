"""Give a credential back what its learner kept beside it in the wallet that it was exported from.

It only adds: what the learner has here already is never taken away. All within the caller's
transaction, after `take_turns`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from pydantic import TypeAdapter

from wallet.documents.holding import HeldCollection, Holding
from wallet.learner.collecting import MOST_COLLECTIONS, MOST_CREDENTIALS
from wallet.learner.learner import Learner
from wallet.learner.organising import MOST_TAGS
from wallet.store.columns import sort_key
from wallet.store.details import from_column, search_text_of
from wallet.store.identifiers import uuid7
from wallet.store.models.collections import Collection, CollectionItem
from wallet.store.models.credentials import Credential, CredentialTag


@dataclass(frozen=True, slots=True)
class Restorable:
    """What is to be given back; `places` are collections of this wallet, and where in them."""

    tags: tuple[str, ...]
    note: str | None
    archived_at: datetime | None
    places: tuple[tuple[UUID, int], ...]


_RESTORABLE = TypeAdapter(Restorable)


async def make_restorable(learner: Learner, holdings: Sequence[Holding | None]) -> list[Any]:
    """Make the collections that there are not yet; return what each holding comes to, as JSON.

    Collections are the same by name and description, each taken once.
    """
    known = next((holding.collections for holding in holdings if holding is not None), ())
    ids = await _shelved(learner, known)
    return [None if each is None else _restorable(each, ids) for each in holdings]


async def restore(learner: Learner, credential_id: UUID, written: Any, *, is_new: bool) -> None:
    """Give back what `make_restorable` wrote down for a credential that is in the wallet now."""
    holding = _RESTORABLE.validate_python(written)
    own = Credential.filter(learner_id=learner.id, id=credential_id)
    credential = await own.select_for_update().first()
    if credential is None:
        return
    if credential.note is None and holding.note is not None:
        words = search_text_of(from_column(credential.detail), holding.note)
        credential.update_from_dict({"note": holding.note, "search_text": words})
    if is_new:
        credential.archived_at = holding.archived_at
    await credential.save(update_fields=["note", "search_text", "archived_at", "updated_at"])
    await _add_tags(learner, credential_id, holding.tags)
    for collection_id, position in holding.places:
        await _put(learner, collection_id, credential_id, position)


async def _shelved(learner: Learner, wanted: Sequence[HeldCollection]) -> list[UUID | None]:
    held = await Collection.filter(learner_id=learner.id).order_by("id")
    free = {each.id: HeldCollection(each.name, each.description) for each in held}
    count, ids = len(held), list[UUID | None]()
    for each in wanted:
        found = next((key for key, collection in free.items() if collection == each), None)
        if found is not None:
            del free[found]
        elif count < MOST_COLLECTIONS:
            found = uuid7()
            count += 1
            await Collection(
                learner_id=learner.id,
                id=found,
                name=each.name,
                name_key=sort_key(each.name),
                description=each.description,
            ).save(force_create=True)
        ids.append(found)
    return ids


def _restorable(holding: Holding, ids: Sequence[UUID | None]) -> Any:
    places = [(ids[number], position) for number, position in holding.places]
    restorable = Restorable(
        tags=holding.tags,
        note=holding.note,
        archived_at=holding.archived_at,
        places=tuple((key, position) for key, position in places if key is not None),
    )
    return _RESTORABLE.dump_python(restorable, mode="json")


async def _add_tags(learner: Learner, credential_id: UUID, tags: Sequence[str]) -> None:
    own = CredentialTag.filter(learner_id=learner.id, credential_id=credential_id)
    held = {str(tag).casefold() for tag in await own.values_list("tag", flat=True)}
    new = [tag for tag in tags if tag.casefold() not in held][: max(0, MOST_TAGS - len(held))]
    await CredentialTag.bulk_create(
        CredentialTag(learner_id=learner.id, credential_id=credential_id, tag=tag) for tag in new
    )


async def _put(learner: Learner, collection_id: UUID, credential_id: UUID, position: int) -> None:
    """Put a credential at its place, unless it is there or the collection is full or gone."""
    own = Collection.filter(learner_id=learner.id, id=collection_id)
    items = CollectionItem.filter(learner_id=learner.id, collection_id=collection_id)
    if await own.select_for_update().first() is None or await items.count() >= MOST_CREDENTIALS:
        return
    if not await items.filter(credential_id=credential_id).exists():
        await CollectionItem.create(
            learner_id=learner.id,
            collection_id=collection_id,
            credential_id=credential_id,
            position=position,
        )
