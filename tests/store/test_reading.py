"""Rows without objects are the rows that objects would show."""

from datetime import UTC, datetime
from uuid import UUID, uuid4

import pytest

from wallet.store.identifiers import uuid7
from wallet.store.models.accounts import Account, Address
from wallet.store.models.blobs import Blob
from wallet.store.models.credentials import Achievement, Issuer
from wallet.store.reading import Join, read_by_id, statement_of

MOMENT = datetime(2026, 1, 2, 3, 4, 5, 678_000, tzinfo=UTC)


async def achievement(learner_id, **members):
    issuer = await Issuer.create(learner_id=learner_id, key="k", name="Ö", name_key="ö")
    return await Achievement.create(
        learner_id=learner_id,
        key=str(uuid4()),
        name="A",
        name_key="a",
        alignments=[{"target_name": "x"}],
        creator_id=issuer.id,
        added_at=MOMENT,
        **members,
    )


@pytest.fixture
def learner_id():
    return uuid7()


async def test_values_are_what_objects_have(database, learner_id):
    made = await achievement(learner_id)
    held = await Achievement.get(id=made.id)
    columns = ("id", "learner_id", "alignments", "names", "kind", "added_at", "creator_id")
    (row,) = await read_by_id(Achievement, learner_id, {made.id}, columns)
    assert row == {column: getattr(held, column) for column in columns}
    (listed,) = await statement_of(Achievement.filter(id=made.id), columns).rows()
    assert listed == row


async def test_truth_values_and_bytes_too(database, learner_id):
    await Account.create(id=learner_id, display_name="A", language="en", created_at=MOMENT)
    await Address.create(
        learner_id=learner_id,
        address="a@b.example",
        address_key="a@b.example",
        is_primary=True,
        added_at=MOMENT,
    )
    (row,) = await statement_of(Address.all(), ("is_primary", "verified_at")).rows()
    assert row == {"is_primary": True, "verified_at": None}
    blob = await Blob.create(owner=learner_id, sha256="0", media_type="a/b", size=1, data=b"\x00")
    (kept,) = await statement_of(Blob.filter(id=blob.id), ("data",)).rows()
    assert bytes(kept["data"]) == b"\x00"


async def test_no_row_of_another_learner_is_read(database, learner_id):
    made = await achievement(learner_id)
    assert await read_by_id(Achievement, uuid7(), {made.id}, ("id",)) == []


async def test_a_related_column_is_read_by_its_path(database, learner_id):
    await achievement(learner_id)
    (row,) = await statement_of(Achievement.all(), ("creator__added_at",)).rows()
    assert isinstance(row["creator__added_at"], datetime)


async def test_what_a_column_leads_to_is_read_along(database, learner_id):
    made = await achievement(learner_id)
    alone = await Achievement.create(learner_id=learner_id, key="b", name="B", name_key="b")
    join = Join(Issuer, "creator_id", ("id", "name", "added_at"))
    listed = Achievement.filter(learner_id=learner_id).order_by("name_key")
    statement = statement_of(listed, ("id", "name", "name_key", "creator_id", "learner_id"))
    rows = await statement.joined([join], ("id", "name"), '"base"."name_key"').rows()
    assert [set(row) for row in rows] == [{"id", "name", join.place}] * 2, "no more than asked for"
    assert [row["name"] for row in rows] == ["A", "B"]
    assert rows[0][join.place]["name"] == "Ö"
    assert rows[0][join.place]["id"] == made.creator_id
    assert isinstance(rows[0][join.place]["added_at"], datetime)
    assert rows[1][join.place] is None
    assert alone.creator_id is None


async def test_a_row_that_many_lead_to_is_made_once(database, learner_id):
    made = await achievement(learner_id)
    for name in ("b", "c"):
        await Achievement.create(
            learner_id=learner_id, key=name, name=name, name_key=name, creator_id=made.creator_id
        )
    join = Join(Issuer, "creator_id", ("id", "name", "names"))
    statement = statement_of(Achievement.all(), ("id", "creator_id", "learner_id"))
    rows = await statement.joined([join], ("id",), '"base"."id"').rows()
    assert len(rows) == 3
    assert {id(row[join.place]) for row in rows} == {id(rows[0][join.place])}
    assert await statement_of(Achievement.filter(name="nobody's"), ("id",)).rows() == []


async def test_a_column_that_leads_to_another_learners_row_leads_nowhere(database, learner_id):
    made = await achievement(learner_id)
    await Issuer.filter(id=made.creator_id).update(learner_id=uuid7())
    join = Join(Issuer, "creator_id", ("id", "name"))
    statement = statement_of(Achievement.all(), ("id", "creator_id", "learner_id"))
    (row,) = await statement.joined([join], ("id",), '"base"."id"').rows()
    assert row[join.place] is None


async def test_a_statement_is_turned_to_another_learner(database, learner_id):
    mine, other = await achievement(learner_id), uuid7()
    theirs = await achievement(other)
    statement = statement_of(Achievement.filter(learner_id=learner_id), ("id",))
    assert await statement.rows() == [{"id": mine.id}]
    assert await statement.for_learner(learner_id, other).rows() == [{"id": theirs.id}]


@pytest.mark.parametrize("asked", ["nobody", "by name"])
async def test_a_statement_that_does_not_ask_for_the_learner_is_not_turned(
    database, learner_id, asked
):
    rows = (
        Achievement.all() if asked == "nobody" else Achievement.filter(name=str(learner_id) + "!")
    )
    with pytest.raises(ValueError, match="cannot be turned"):
        statement_of(rows, ("id",)).for_learner(learner_id, UUID(int=0))
