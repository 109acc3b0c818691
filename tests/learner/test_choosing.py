"""Many badges at one address: what is offered, what is held of it, and what is chosen."""

import json
from dataclasses import replace
from uuid import uuid4

import pytest

from tests.fixtures.examined import credential
from tests.learner.conftest import refused
from wallet.documents.opening import open_documents
from wallet.intake.finding import Found
from wallet.learner.choosing import held_among, import_choices
from wallet.learner.collecting import create_collection
from wallet.learner.importing import FromText, FromUrl, request_import
from wallet.platforms.platform import Choice, ChoiceState
from wallet.store.models.collections import CollectionItem
from wallet.store.models.credentials import Credential
from wallet.store.models.jobs import ImportItem
from wallet.user_errors import UserError

PROFILE = "https://www.credly.com/users/ada"
PAGES = [f"https://pages.example/badges/{number}" for number in (1, 2, 3)]


def badge(number=1):
    return json.dumps(dict(credential(number).content)).encode()


def asked(**more):
    choices = tuple(Choice(page, f"Badge {page[-1]}") for page in PAGES)
    pending = replace(choices[2], state=ChoiceState.PENDING, picture="https://pages.example/p")
    problem = replace(refused("CHOICE_NEEDED"), needs_learner=True)
    return replace(problem, choices=(*choices[:2], pending), **more)


@pytest.fixture
async def item(learner, intake, work):
    """An item that ended with choices, in an import for a collection."""
    for number, page in enumerate(PAGES, start=1):
        intake.sources.bodies[page] = badge(number)
    intake.leads[PROFILE] = asked()
    collection = await create_collection(learner, name="Mine")
    job_id = await request_import(learner, [FromUrl(PROFILE)], collection_id=collection)
    await work(learner)
    return await ImportItem.get(job_id=job_id)


async def test_an_address_of_many_ends_with_its_choices(learner, item):
    assert (item.state, item.code, item.mender) == ("NEEDS_ATTENTION", "CHOICE_NEEDED", "LEARNER")
    assert item.choices["is_complete"] is True
    assert [entry["title"] for entry in item.choices["entries"]] == [
        "Badge 1",
        "Badge 2",
        "Badge 3",
    ]
    assert item.choices["entries"][2]["state"] == "PENDING"
    assert await Credential.filter(learner_id=learner.id).count() == 0


async def test_what_is_chosen_becomes_an_import_of_its_own(learner, item, work):
    job_id = await import_choices(learner, item.id, [PAGES[0], PAGES[2], PAGES[0]])
    await work(learner)
    rows = await ImportItem.filter(job_id=job_id).order_by("position")
    assert [(row.url, row.outcome) for row in rows] == [(PAGES[0], "ADDED"), (PAGES[2], "ADDED")]
    assert await CollectionItem.filter(learner_id=learner.id).count() == 2


async def test_what_is_held_of_them_is_told(learner, other, item, work):
    assert await held_among(learner, PAGES) == {}
    await import_choices(learner, item.id, [PAGES[1]])
    await work(learner)
    held = await held_among(learner, PAGES)
    assert list(held) == [PAGES[1]]
    assert held[PAGES[1]] == (await Credential.get(learner_id=learner.id)).id
    assert await held_among(other, PAGES) == {}


async def test_what_came_another_way_is_known_by_its_platforms_identifiers(learner, holds):
    uuid = "11111111-2222-4333-8444-555555555555"
    stored = await holds(learner, 1)
    assertion = f"https://api.credly.com/v1/obi/v2/badge_assertions/{uuid}"
    await Credential.filter(id=stored.credential_id).update(identifier=assertion)
    page = f"https://www.credly.com/badges/{uuid}"
    assert await held_among(learner, [page]) == {page: stored.credential_id}
    await Credential.filter(id=stored.credential_id).update(integrity="BROKEN")
    assert await held_among(learner, [page]) == {}, "what only calls itself so is another"


async def test_what_was_not_offered_is_refused(learner, item):
    with pytest.raises(UserError) as refusal:
        await import_choices(learner, item.id, [PAGES[0], "https://elsewhere.example/1"])
    assert (refusal.value.code, refusal.value.path) == ("INVALID", ("addresses", "1"))
    with pytest.raises(UserError) as refusal:
        await import_choices(learner, item.id, [])
    assert refusal.value.code == "REQUIRED"


async def test_anothers_item_looks_absent(other, item):
    for absent in (item.id, uuid4()):
        with pytest.raises(UserError) as refusal:
            await import_choices(other, absent, [PAGES[0]])
        assert (refusal.value.code, refusal.value.path) == ("NOT_FOUND", ("item_id",))


async def test_the_same_key_gives_the_same_import(learner, item):
    first = await import_choices(learner, item.id, PAGES[:1], idempotency_key="mine")
    assert await import_choices(learner, item.id, PAGES[:1], idempotency_key="mine") == first


async def test_what_the_learner_can_mend_needs_attention(learner, intake, work):
    problem = replace(refused("NOT_PUBLIC"), needs_learner=True)
    intake.leads[PAGES[0]] = problem
    job_id = await request_import(learner, [FromUrl(PAGES[0])])
    await work(learner)
    row = await ImportItem.get(job_id=job_id)
    assert (row.state, row.code, row.message) == ("NEEDS_ATTENTION", "NOT_PUBLIC", problem.message)
    assert row.choices is None


async def test_an_offer_beside_what_was_added_can_be_chosen(learner, intake, work):
    (document,) = open_documents(badge(1))
    intake.leads["https://verify.example/c/1"] = Found((document,), (Choice(PAGES[1], "Signed"),))
    intake.sources.bodies[PAGES[1]] = badge(2)
    job_id = await request_import(learner, [FromUrl("https://verify.example/c/1")])
    await work(learner)
    row = await ImportItem.get(job_id=job_id)
    assert (row.state, row.outcome) == ("DONE", "ADDED")
    chosen = await import_choices(learner, row.id, [PAGES[1]])
    await work(learner)
    assert (await ImportItem.get(job_id=chosen)).outcome == "ADDED"


LINK = "https://badgr.com/public/assertions/AbC?identity__email=Ada%40Example.org&v=2_0"


@pytest.mark.parametrize("brought", [FromUrl(LINK), FromText(f" {LINK}\n")])
async def test_whom_a_link_names_is_kept_until_its_item_ends_and_no_longer(
    learner, intake, work, brought
):
    bare = "https://badgr.com/public/assertions/AbC?v=2_0"
    intake.sources.bodies[bare] = badge()
    job_id = await request_import(learner, [brought])
    row = await ImportItem.get(job_id=job_id)
    assert (row.url, row.label, row.identity) == (bare, bare, "Ada@Example.org")
    await work(learner)
    row = await ImportItem.get(job_id=job_id)
    assert (row.state, row.identity) == ("DONE", None)
    # nobody has proven that address: it is no evidence of anything
    assert intake.known[0].emails == ()


async def test_the_spelling_of_a_link_helps_where_the_address_is_proven(
    learner, intake, work, monkeypatch
):
    async def proven(_):
        return ("ada@example.org",)

    monkeypatch.setattr("wallet.learner.importing.proven", proven)
    intake.sources.bodies["https://badgr.com/public/assertions/AbC?v=2_0"] = badge()
    await request_import(learner, [FromUrl(LINK)])
    await work(learner)
    assert intake.known[0].emails == ("ada@example.org", "Ada@Example.org")
