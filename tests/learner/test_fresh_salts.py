"""A credential that its platform hashes and signs anew at each download is one credential."""

import json
from hashlib import sha256

import pytest

from tests.fixtures.issuer import REMOVED
from tests.verification import samples
from wallet.learner.importing import FromFile, request_import, run_import
from wallet.store.models.accounts import Address
from wallet.store.models.credentials import Credential
from wallet.store.models.jobs import ImportItem

EMAIL = "ada@example.org"
SUBJECT = "/credentialSubject"


def downloaded(salt, *, email=EMAIL, without_id=False, key=samples.KEY, **edits):
    """The badge as one download has it: its own salt, its own proof."""
    identity = {
        "type": "IdentityObject",
        "identityType": "emailAddress",
        "hashed": True,
        "salt": salt,
        "identityHash": "sha256$" + sha256(f"{email}{salt}".encode()).hexdigest(),
    }
    changes = {f"{SUBJECT}/identifier": [identity], **edits}
    if without_id:
        changes |= {"/id": REMOVED, f"{SUBJECT}/id": REMOVED}
    return json.dumps(samples.signed(changes, key=key)).encode()


@pytest.fixture
def outcomes(learner, take):
    async def outcomes(*files):
        sources = [FromFile(f"{number}.json", file) for number, file in enumerate(files)]
        job_id = await request_import(learner, sources)
        await run_import(learner, await take(), samples.intake_of())
        items = await ImportItem.filter(job_id=job_id).order_by("position")
        assert all(item.state == "DONE" for item in items), [item.message for item in items]
        return [item.outcome for item in items]

    return outcomes


async def test_two_downloads_are_one_credential(learner, outcomes):
    assert await outcomes(downloaded("one"), downloaded("two")) == ["ADDED", "DUPLICATE"]
    (held,) = await Credential.filter(learner_id=learner.id)
    assert held.integrity == "INTACT"


async def test_what_says_something_else_is_another_version(outcomes):
    changed = downloaded("two", **{"/name": "Soldering, with distinction"})
    assert await outcomes(downloaded("one"), changed) == ["ADDED", "NEW_VERSION"]


async def test_an_altered_download_is_another_one(outcomes):
    altered = downloaded("two").replace(b"Built from a kit", b"Built from nothing")
    assert await outcomes(downloaded("one"), altered) == ["ADDED", "ADDED"]


async def test_another_issuer_s_is_another_one(outcomes):
    others = downloaded("two", key=samples.STRANGER)
    assert await outcomes(downloaded("one"), others) == ["ADDED", "ADDED"]


async def test_without_an_id_they_are_one_where_both_name_the_learner(learner, outcomes):
    first, second = (downloaded(salt, without_id=True) for salt in ("one", "two"))
    assert await outcomes(first, second) == ["ADDED", "ADDED"]
    await Credential.filter(learner_id=learner.id).delete()
    await proven(learner)
    assert await outcomes(first, second) == ["ADDED", "DUPLICATE"]


async def test_without_an_id_one_for_somebody_else_is_another_one(learner, outcomes):
    await proven(learner)
    others = downloaded("two", email="bob@example.org", without_id=True)
    assert await outcomes(downloaded("one", without_id=True), others) == ["ADDED", "ADDED"]


async def proven(learner):
    await Address.create(
        learner_id=learner.id,
        address=EMAIL,
        address_key=EMAIL,
        proven_key=EMAIL,
        verified_at=samples.NOW,
        added_at=samples.NOW,
    )
