"""A learner's own ordered groups of credentials."""

from collections.abc import Sequence
from uuid import UUID

from tortoise import timezone

from wallet.learner.keeping import take_turns
from wallet.learner.learner import Learner
from wallet.store.changes import UNSET, Unset
from wallet.store.columns import sort_key
from wallet.store.connection import transaction
from wallet.store.deletions import DeletedKind, remember_deletion
from wallet.store.identifiers import uuid7
from wallet.store.models.collections import Collection, CollectionItem
from wallet.store.models.credentials import Credential
from wallet.user_errors import LimitReachedError, MissingError, NotFoundError, TooLargeError

LONGEST_NAME = 200
LONGEST_DESCRIPTION = 4_000
MOST_COLLECTIONS = 500
MOST_CREDENTIALS = 1_000


async def create_collection(
    learner: Learner,
    *,
    name: str,
    description: str | None = None,
    credential_ids: Sequence[UUID] = (),
) -> UUID:
    """Make a group of the credentials, in the order given, and return its id.

    Raises:
        MissingError, TooLargeError, LimitReachedError, NotFoundError: for a credential.
    """
    collection = Collection(
        learner_id=learner.id,
        id=uuid7(),
        name=_name(name),
        name_key=sort_key(_name(name)),
        description=_description(description),
    )
    async with transaction():
        await take_turns(learner)
        if await Collection.filter(learner_id=learner.id).count() >= MOST_COLLECTIONS:
            raise LimitReachedError("There are too many collections: delete one first.")
        chosen = await _owned(learner, credential_ids)
        await collection.save(force_create=True)
        await _fill(learner, collection.id, chosen)
    return collection.id


async def update_collection(
    learner: Learner,
    collection_id: UUID,
    *,
    name: str | Unset = UNSET,
    description: str | Unset | None = UNSET,
    credential_ids: Sequence[UUID] | Unset = UNSET,
) -> None:
    """Change what is given; `credential_ids` replaces the whole list, in the order given.

    Raises:
        NotFoundError, MissingError, TooLargeError, LimitReachedError: as `create_collection`.
    """
    async with transaction():
        await take_turns(learner)
        collection = await _own(learner, collection_id)
        if name is not UNSET:
            collection.name = _name(name)
            collection.name_key = sort_key(collection.name)
        if description is not UNSET:
            collection.update_from_dict({"description": _description(description)})
        if credential_ids is not UNSET:
            chosen = await _owned(learner, credential_ids)
            await CollectionItem.filter(learner_id=learner.id, collection_id=collection_id).delete()
            await _fill(learner, collection_id, chosen)
        await collection.save(update_fields=["name", "name_key", "description", "updated_at"])


async def delete_collection(learner: Learner, collection_id: UUID) -> None:
    """Delete a group; its credentials stay.

    Raises:
        NotFoundError: there is none, or it is another's.
    """
    async with transaction():
        await take_turns(learner)
        await (await _own(learner, collection_id)).delete()
        await remember_deletion(learner.id, DeletedKind.COLLECTION, collection_id)


async def append_to_collection(learner: Learner, collection_id: UUID, credential_id: UUID) -> None:
    """Put a credential at the end of a group, unless it is in it or the group is full or gone.

    Within the caller's transaction; an import does so with what it adds.
    """
    own = Collection.filter(learner_id=learner.id, id=collection_id)
    if await own.select_for_update().first() is None:
        return
    items = CollectionItem.filter(learner_id=learner.id, collection_id=collection_id)
    positions = await items.order_by("-position").values_list("position", "credential_id")
    if len(positions) >= MOST_CREDENTIALS or credential_id in {row[1] for row in positions}:
        return
    await own.update(updated_at=timezone.now())
    await CollectionItem.create(
        learner_id=learner.id,
        collection_id=collection_id,
        credential_id=credential_id,
        position=positions[0][0] + 1 if positions else 0,
    )


async def _own(learner: Learner, collection_id: UUID) -> Collection:
    own = Collection.filter(learner_id=learner.id, id=collection_id)
    collection = await own.select_for_update().first()
    if collection is None:
        raise NotFoundError("There is no such collection.", ("collection_id",))
    return collection


async def _owned(learner: Learner, credential_ids: Sequence[UUID]) -> list[UUID]:
    chosen = list(dict.fromkeys(credential_ids))
    if len(chosen) > MOST_CREDENTIALS:
        raise LimitReachedError(
            f"A collection takes {MOST_CREDENTIALS} credentials at most.", ("credential_ids",)
        )
    found = Credential.filter(learner_id=learner.id, id__in=chosen)
    held = set(await found.values_list("id", flat=True))
    for position, credential_id in enumerate(credential_ids):
        if credential_id not in held:
            raise NotFoundError("There is no such credential.", ("credential_ids", str(position)))
    return chosen


async def _fill(learner: Learner, collection_id: UUID, credential_ids: list[UUID]) -> None:
    await CollectionItem.bulk_create(
        CollectionItem(
            learner_id=learner.id,
            collection_id=collection_id,
            credential_id=credential_id,
            position=position,
        )
        for position, credential_id in enumerate(credential_ids)
    )


def _name(text: str) -> str:
    name = " ".join(text.split())
    if not name:
        raise MissingError("Give the collection a name.", ("name",))
    if len(name) > LONGEST_NAME:
        raise TooLargeError(f"Shorten the name to {LONGEST_NAME} characters.", ("name",))
    return name


def _description(text: str | None) -> str | None:
    description = (text or "").strip()
    if len(description) > LONGEST_DESCRIPTION:
        raise TooLargeError(
            f"Shorten the description to {LONGEST_DESCRIPTION} characters.", ("description",)
        )
    return description or None
