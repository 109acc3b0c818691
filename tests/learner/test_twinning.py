"""Twins in a wallet: found at import and at a fresh check, gone with the credential."""

import json
from dataclasses import replace

import pytest

from tests.fixtures.examined import UNIVERSITY, examined, report
from tests.learner.conftest import refused
from tests.store.test_twins import HOSTED, of_2, of_3
from wallet.learner.importing import FromFile, request_import
from wallet.learner.organising import delete_credential
from wallet.learner.rechecking import request_recheck, run_recheck
from wallet.store.models.credentials import Credential
from wallet.verification.report import Integrity, RecipientBinding, Standing

EARLIER, LATER = of_2(), of_3()


@pytest.fixture
def brings(work, intake):
    """Imports a credential under a number and returns its key."""

    async def brings(learner, number, said, judged=None):
        seen = examined(number, judged=judged)
        content = {**said.content, "number": number}
        intake.badges[number] = replace(seen, credential=replace(said, content=content))
        data = json.dumps({**content, "type": "Assertion"}).encode()
        await request_import(learner, [FromFile("badge.json", data)])
        before = set(await Credential.filter(learner_id=learner.id).values_list("id", flat=True))
        await work(learner)
        after = set(await Credential.filter(learner_id=learner.id).values_list("id", flat=True))
        (new,) = after - before
        return new

    return brings


@pytest.fixture
def looks_again(take, intake):
    async def looks_again(learner, number, credential_id, judged):
        seen = intake.badges[number]
        intake.badges[number] = replace(seen, report=judged)
        if judged is None:
            intake.badges[number] = refused("FORMAT_UNKNOWN")
        await request_recheck(learner, credential_id)
        await run_recheck(learner, await take(), intake)
        intake.badges[number] = seen

    return looks_again


async def standing_for(learner):
    rows = await Credential.filter(learner_id=learner.id)
    return {row.id: row.preferred_twin_id for row in rows}


async def are_one_award(*ids):
    keys = {(await Credential.get(id=each)).award_key for each in ids}
    return len(keys) == 1 and keys != {None}


@pytest.mark.parametrize("newest_first", [True, False])
async def test_the_newer_generation_stands_for_both_whichever_came_first(
    learner, brings, newest_first
):
    order = [(2, LATER), (1, EARLIER)] if newest_first else [(1, EARLIER), (2, LATER)]
    held = {number: await brings(learner, number, said) for number, said in order}
    assert await are_one_award(*held.values())
    assert await standing_for(learner) == {held[1]: held[2], held[2]: None}


async def test_the_verified_one_stands_for_the_one_that_is_not(learner, brings):
    expired = report(standing=Standing.EXPIRED)
    newer = await brings(learner, 2, LATER, expired)
    older = await brings(learner, 1, EARLIER)
    assert await standing_for(learner) == {newer: older, older: None}


async def test_two_of_one_generation_are_no_twins(learner, brings):
    one = await brings(learner, 2, LATER)
    other = await brings(learner, 3, replace(LATER, name={"en": "Renewed"}))
    assert await are_one_award(one, other)
    assert await standing_for(learner) == {one: None, other: None}


async def test_nothing_of_another_learner_is_a_twin(learner, other, brings):
    own = await brings(learner, 1, EARLIER)
    theirs = await brings(other, 2, LATER)
    assert await standing_for(learner) == {own: None}
    assert await standing_for(other) == {theirs: None}


async def test_a_fresh_check_finds_the_twin_of_what_was_in_doubt(learner, brings, looks_again):
    newer = await brings(learner, 2, LATER, report(Integrity.UNKNOWN))
    older = await brings(learner, 1, EARLIER)
    assert await standing_for(learner) == {newer: None, older: None}
    await looks_again(learner, 2, newer, report())
    assert await standing_for(learner) == {newer: None, older: newer}


async def test_a_twin_that_turns_out_forged_is_none(learner, brings, looks_again):
    newer = await brings(learner, 2, LATER)
    older = await brings(learner, 1, EARLIER)
    await looks_again(learner, 2, newer, report(Integrity.BROKEN))
    assert await standing_for(learner) == {newer: None, older: None}
    assert not await are_one_award(newer, older)
    await looks_again(learner, 2, newer, report())
    await looks_again(learner, 1, older, report(Integrity.BROKEN))
    assert await standing_for(learner) == {newer: None, older: None}


async def test_what_is_nobody_s_any_more_is_no_twin(learner, brings, looks_again):
    newer = await brings(learner, 2, LATER)
    older = await brings(learner, 1, EARLIER)
    stranger = replace(report(), recipient=RecipientBinding.UNPROVEN)
    await looks_again(learner, 2, newer, stranger)
    assert await standing_for(learner) == {newer: None, older: None}


@pytest.mark.parametrize("judged", [report(Integrity.UNKNOWN, Standing.UNKNOWN), None])
async def test_while_a_site_is_silent_its_twins_stay_and_the_other_stands_for_both(
    learner, brings, looks_again, judged
):
    newer = await brings(learner, 2, LATER)
    older = await brings(learner, 1, EARLIER)
    await looks_again(learner, 2, newer, judged)
    assert await are_one_award(newer, older)
    assert await standing_for(learner) == {newer: older, older: None}


async def test_whichever_is_deleted_the_others_stay(learner, brings):
    newer = await brings(learner, 2, LATER)
    older = await brings(learner, 1, EARLIER)
    await delete_credential(learner, newer)
    assert await standing_for(learner) == {older: None}
    newest = await brings(learner, 4, replace(LATER, name={"en": "Again"}))
    assert await standing_for(learner) == {older: newest, newest: None}
    await delete_credential(learner, older)
    assert await standing_for(learner) == {newest: None}


async def test_of_three_the_next_best_takes_over(learner, brings):
    oldest = await brings(
        learner,
        3,
        replace(of_2(), format=type(HOSTED).OPEN_BADGES_1_HOSTED),
    )
    older = await brings(learner, 1, EARLIER)
    newer = await brings(learner, 2, LATER)
    assert await standing_for(learner) == {oldest: newer, older: newer, newer: None}
    await delete_credential(learner, newer)
    assert await standing_for(learner) == {oldest: older, older: None}


async def test_another_award_has_no_twin(learner, brings):
    own = await brings(learner, 1, EARLIER)
    stranger = await brings(learner, 2, replace(LATER, issuer=UNIVERSITY))
    assert await standing_for(learner) == {own: None, stranger: None}
