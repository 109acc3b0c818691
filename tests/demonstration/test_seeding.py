"""The demonstration's wallet: filled once by real imports, whatever happens meanwhile."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from wallet.accounts.account import account_for
from wallet.accounts.addresses import proven
from wallet.demonstration import RECIPIENT
from wallet.demonstration.seeding import SeedingError, seed
from wallet.learner.importing import IMPORT, cancel_import, request_import
from wallet.learner.learner import Learner
from wallet.learner.sources import FromUrl
from wallet.sharing.links import revoke_link
from wallet.sharing.opening import OpenedShare, open_link
from wallet.sharing.tokens import TokenKeys
from wallet.store.models.collections import Collection, CollectionItem
from wallet.store.models.credentials import Credential, CredentialTag
from wallet.store.models.jobs import ImportItem, Job
from wallet.store.models.shares import Share

KEYS = TokenKeys(b"k" * 32)
TABLES = (Credential, CredentialTag, Collection, CollectionItem, Share, Job, ImportItem)


@pytest.fixture
def sow(demonstration, intake):
    async def sow(keys=KEYS):
        return await seed(
            demonstration,
            address=RECIPIENT,
            intake=intake,
            token_keys=keys,
            now=datetime.now(UTC),
        )

    return sow


async def counts():
    return {table.__name__: await table.all().count() for table in TABLES}


async def test_every_badge_is_imported_and_put_in_order(database, demonstration, sow):
    seeded = await sow()
    assert seeded.is_new
    assert await proven(seeded.learner.id) == (RECIPIENT,)
    assert set(seeded.credentials) == {badge.slug for badge in demonstration.badges}
    outcomes = await ImportItem.all().values_list("state", "outcome")
    assert outcomes == [("DONE", "ADDED")] * len(demonstration.badges)
    verdicts = await Credential.all().values_list("verdict", flat=True)
    assert sorted(verdicts) == ["INCOMPLETE", *["NOT_VERIFIED"] * 4, *["VERIFIED"] * 5]
    assert await Credential.filter(image_sha256=None).count() == 0
    assert await Collection.all().count() == 2
    assert await CredentialTag.all().count() > 5


async def test_its_link_opens_three_good_credentials(sqlite_database, sow):
    seeded = await sow()
    opened = await open_link(seeded.share_token, datetime.now(UTC))
    assert isinstance(opened, OpenedShare)
    assert opened.share_id == seeded.share_id
    assert [item.report.verdict.value for item in opened.items] == ["VERIFIED"] * 3


async def test_a_second_start_changes_nothing(database, sow):
    first = await sow()
    before = await counts()
    second = await sow()
    assert second == replace(first, is_new=False)
    assert await counts() == before


async def test_a_start_goes_on_where_another_was_stopped(
    sqlite_database, demonstration, sow, intake, monkeypatch
):
    with monkeypatch.context() as stopped:
        stopped.setattr("wallet.demonstration.seeding.create_link", _stop)
        with pytest.raises(InterruptedError):
            await sow()
    assert (await counts())["Collection"] == 0
    seeded = await sow()
    assert seeded.is_new
    assert (await counts())["Credential"] == len(demonstration.badges)
    assert (await counts())["Collection"] == 2


async def _stop(*args, **named):
    raise InterruptedError


async def test_what_the_learner_did_since_then_stays(sqlite_database, sow):
    seeded = await sow()
    await revoke_link(seeded.learner.id, seeded.share_id)
    await Credential.filter(id=seeded.credentials["first-aid"]).delete()
    again = await sow()
    assert again.share_token is None
    assert "first-aid" not in again.credentials
    assert (await counts())["Share"] == 1


async def test_after_a_change_of_key_the_link_cannot_be_shown(sqlite_database, sow):
    await sow()
    assert (await sow(TokenKeys(b"another key of thirty-two bytes."))).share_token is None


async def test_an_import_that_was_stopped_is_said_so(sqlite_database, sow):
    learner = Learner(await account_for(RECIPIENT, now=datetime.now(UTC)))
    job_id = await request_import(
        learner, [FromUrl("https://x.example/")], idempotency_key="demonstration"
    )
    await cancel_import(learner, job_id)
    with pytest.raises(SeedingError, match="CANCELLED"):
        await sow()
    assert await Job.filter(kind=IMPORT).count() == 1
