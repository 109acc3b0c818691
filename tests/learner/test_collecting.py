from uuid import uuid4

import pytest

from wallet.learner.collecting import (
    LONGEST_NAME,
    create_collection,
    delete_collection,
    update_collection,
)
from wallet.learner.organising import delete_credential
from wallet.store.models.collections import Collection, CollectionItem
from wallet.store.models.credentials import Credential
from wallet.user_errors import UserError, UserErrorCode


async def placed(collection_id):
    rows = CollectionItem.filter(collection_id=collection_id).order_by("position")
    return await rows.values_list("credential_id", flat=True)


async def test_a_collection_keeps_its_learners_order(learner, holds):
    held = [(await holds(learner, number)).credential_id for number in (1, 2, 3)]
    made = await create_collection(
        learner, name=" For  ACME ", description=" x ", credential_ids=[held[2], held[0], held[2]]
    )
    row = await Collection.get(id=made)
    assert (row.name, row.name_key, row.description) == ("For ACME", "for acme", "x")
    assert await placed(made) == [held[2], held[0]]
    await update_collection(learner, made, credential_ids=held)
    assert await placed(made) == held
    await update_collection(learner, made, name="New", description=None)
    row = await Collection.get(id=made)
    assert (row.name, row.name_key, row.description) == ("New", "new", None)
    assert await placed(made) == held
    await delete_credential(learner, held[1])
    assert await placed(made) == [held[0], held[2]]
    await delete_collection(learner, made)
    assert await CollectionItem.all().count() == 0
    assert await Credential.all().count() == 2


@pytest.mark.parametrize(
    ("name", "code"),
    [(" ", UserErrorCode.REQUIRED), ("x" * (LONGEST_NAME + 1), UserErrorCode.TOO_LARGE)],
    ids=["no-name", "long-name"],
)
async def test_a_collection_has_a_name(learner, name, code):
    with pytest.raises(UserError) as error:
        await create_collection(learner, name=name)
    assert (error.value.code, error.value.path) == (code, ("name",))


async def test_anothers_credentials_and_collections_look_absent(learner, other, holds):
    mine = (await holds(learner, 1)).credential_id
    theirs = (await holds(other, 1)).credential_id
    made = await create_collection(learner, name="Mine", credential_ids=[mine])
    for asked, path in (
        (create_collection(learner, name="x", credential_ids=[mine, theirs]), "credential_ids"),
        (update_collection(learner, made, credential_ids=[uuid4()]), "credential_ids"),
        (update_collection(other, made, name="Theirs"), "collection_id"),
        (delete_collection(other, made), "collection_id"),
    ):
        with pytest.raises(UserError) as error:
            await asked
        assert error.value.code is UserErrorCode.NOT_FOUND
        assert error.value.path[0] == path
    assert await placed(made) == [mine]
    assert (await Collection.get()).name == "Mine"
