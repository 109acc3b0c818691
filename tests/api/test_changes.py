"""What changed since a moment, and what is no more: an app keeps its copy by them."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.api.wallets import NOW, application, client, services, wallet_of
from wallet.api.identifiers import Kind, global_id
from wallet.learner.collecting import append_to_collection
from wallet.learner.learner import Learner
from wallet.store.connection import transaction
from wallet.store.models.collections import Collection, CollectionItem
from wallet.store.models.credentials import Credential
from wallet.store.models.deletions import Deletion
from wallet.store.models.shares import Share
from wallet.store.sweeping import sweep

CHANGES = """query($since: DateTime!, $first: Int) { viewer {
  credentials(first: 50, filter: { changedSince: $since }) { totalCount nodes { id } }
  collections(changedSince: $since) { nodes { id } }
  shares(filter: { changedSince: $since }) { nodes { id } }
  deletions(since: $since, first: $first) {
    totalCount nodes { id deletedId deletedAt } pageInfo { hasNextPage endCursor } } } }"""
LONG_AGO = NOW - timedelta(days=60)
LATER = NOW + timedelta(days=1)


@pytest.fixture
async def learner(database):
    wallet = await wallet_of("anna@example.org", 4)
    await wallet_of("ben@example.org", 2)
    for table in (Credential, Collection, Share):
        await table.all().update(updated_at=LONG_AGO)
    return wallet


@pytest.fixture
async def asking(learner):
    async with client(application(), learner.token) as asking:
        yield asking


async def changes(asking, since=NOW, **variables):
    return (await asking.ask(CHANGES, since=since.isoformat(), **variables))["viewer"]


def ids(listed):
    return [each["id"] for each in listed["nodes"]]


async def test_nothing_that_stayed_as_it_was_comes(asking):
    viewer = await changes(asking)
    assert [ids(viewer[name]) for name in ("credentials", "collections", "shares")] == [[], [], []]
    assert viewer["deletions"]["totalCount"] == 0


async def test_what_changed_comes_and_a_minute_before_too(asking, learner):
    credential, collection, share = (
        global_id(Kind.CREDENTIAL, learner.credentials[1]),
        global_id(Kind.COLLECTION, learner.collections[0]),
        global_id(Kind.SHARE, learner.shares[0]),
    )
    for moment, comes in ((59, True), (61, False)):
        changed = NOW - timedelta(seconds=moment)
        await Credential.filter(id=learner.credentials[1]).update(updated_at=changed)
        await Collection.filter(id=learner.collections[0]).update(updated_at=changed)
        await Share.filter(id=learner.shares[0]).update(last_viewed_at=changed)
        viewer = await changes(asking)
        assert ids(viewer["credentials"]) == ([credential] if comes else [])
        assert viewer["credentials"]["totalCount"] == int(comes)
        assert ids(viewer["collections"]) == ([collection] if comes else [])
        assert ids(viewer["shares"]) == ([share] if comes else [])


@pytest.mark.parametrize(
    "change",
    [
        'mutation($id: ID!) { updateCredential(input: { credentialId: $id, tags: ["new"] }) '
        "{ userErrors { code } } }",
        'mutation($id: ID!) { updateCredential(input: { credentialId: $id, note: "n" }) '
        "{ userErrors { code } } }",
    ],
)
async def test_what_is_done_to_a_credential_changes_it(asking, learner, change):
    began = datetime.now(UTC)
    identifier = global_id(Kind.CREDENTIAL, learner.credentials[2])
    await asking.ask(change, id=identifier)
    assert ids((await changes(asking, began))["credentials"]) == [identifier]


async def test_what_an_import_puts_into_a_collection_changes_it(asking, learner):
    began = datetime.now(UTC)
    await CollectionItem.filter(credential_id=learner.credentials[0]).delete()
    async with transaction():
        await append_to_collection(
            Learner(learner.learner_id), learner.collections[0], learner.credentials[0]
        )
    changed = (await changes(asking, began))["collections"]
    assert ids(changed) == [global_id(Kind.COLLECTION, learner.collections[0])]


async def test_what_is_deleted_leaves_a_tombstone_of_its_id_alone(asking, learner):
    began = datetime.now(UTC)
    credential = global_id(Kind.CREDENTIAL, learner.credentials[0])
    collection = global_id(Kind.COLLECTION, learner.collections[0])
    await asking.ask(
        "mutation($id: ID!) { deleteCredential(input: { credentialId: $id }) "
        "{ userErrors { code } } }",
        id=credential,
    )
    await asking.ask(
        "mutation($id: ID!) { deleteCollection(input: { collectionId: $id }) "
        "{ userErrors { code } } }",
        id=collection,
    )
    first = (await changes(asking, began, first=1))["deletions"]
    assert first["totalCount"] == 2
    assert first["pageInfo"]["hasNextPage"] is True
    assert [each["deletedId"] for each in first["nodes"]] == [credential]
    whole = (await changes(asking, began))["deletions"]["nodes"]
    assert [each["deletedId"] for each in whole] == [credential, collection]
    again = await asking.ask(
        "query($id: ID!) { node(id: $id) { ... on Deletion { deletedId } } }", id=whole[1]["id"]
    )
    assert again["node"] == {"deletedId": collection}


async def test_nobody_hears_of_another_s_deletions(asking, learner):
    other = await wallet_of("carol@example.org")
    gone = await Deletion.create(
        learner_id=other.learner_id, kind="CREDENTIAL", key=other.credentials[0]
    )
    assert (await changes(asking))["deletions"]["totalCount"] == 0
    hidden = global_id(Kind.DELETION, gone.id)
    assert await asking.ask("query($id: ID!) { node(id: $id) { id } }", id=hidden) == {"node": None}


async def test_who_was_away_for_too_long_is_told_to_begin_anew(asking):
    response = await asking.post(CHANGES, {"since": (NOW - timedelta(days=91)).isoformat()})
    (error,) = response.json()["errors"]
    assert "90 days" in error["message"]
    assert error["extensions"]["code"] == "BAD_REQUEST"


async def test_tombstones_go_after_ninety_days(learner):
    for age in (89, 91):
        row = await Deletion.create(
            learner_id=learner.learner_id, kind="CREDENTIAL", key=learner.credentials[0]
        )
        await Deletion.filter(id=row.id).update(deleted_at=NOW - timedelta(days=age))
    await sweep(now=NOW)
    assert [row.deleted_at for row in await Deletion.all()] == [NOW - timedelta(days=89)]


async def test_the_server_tells_its_time(sqlite_database):
    handed_in = services()
    async with client(application(handed_in)) as nobody:
        for _ in range(2):
            answer = await nobody.ask("{ server { time } }")
            assert answer["server"]["time"] == handed_in.now().isoformat().replace("+00:00", "Z")
            handed_in.now.now = LATER
