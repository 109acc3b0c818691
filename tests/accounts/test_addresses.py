from asyncio import Event, create_task, gather, sleep
from contextlib import suppress

import pytest

from tests.accounts.conftest import MINUTE, NOW, code_sent_to, letters_to, wrong
from wallet.accounts import addresses
from wallet.accounts.account import account_for
from wallet.store.connection import transaction
from wallet.store.models.accounts import Address, OneTimeCode
from wallet.user_errors import (
    BadSecretError,
    ConflictError,
    InvalidError,
    LimitReachedError,
    NotFoundError,
    TakenError,
)

ADA, BOB, OLD = "ada@wallet.example", "bob@wallet.example", "Ada@old-school.example"
MOVED = "An address was taken out of your wallet"


@pytest.fixture
async def ada(database):
    return await account_for(ADA, now=NOW)


@pytest.fixture
async def bob(database):
    return await account_for(BOB, now=NOW)


@pytest.fixture
def proves(limits):
    """Return a function that adds an address to an account and proves it."""

    async def prove(account_id, address, now=NOW):
        view = await addresses.add(account_id, address, limits=limits, now=now)
        code = await code_sent_to(view.address)
        return await addresses.prove(account_id, view.id, code, limits=limits, now=now)

    return prove


async def test_an_address_counts_once_it_is_proven(ada, limits):
    claimed = await addresses.add(ada, OLD, limits=limits, now=NOW)
    assert not claimed.is_verified
    assert await addresses.proven(ada) == (ADA,)
    code = await code_sent_to(OLD)
    now_proven = await addresses.prove(ada, claimed.id, code, limits=limits, now=NOW + MINUTE)
    assert now_proven.verified_at == NOW + MINUTE
    assert not now_proven.is_primary
    assert await addresses.proven(ada) == (ADA, OLD)
    assert await addresses.prove(ada, claimed.id, "again", limits=limits, now=NOW) == now_proven


async def test_an_address_proven_elsewhere_moves_and_its_former_owner_is_told(ada, bob, proves):
    await proves(ada, OLD)
    await proves(bob, OLD.upper(), now=NOW + MINUTE)
    assert await addresses.proven(ada) == (ADA,)
    assert await addresses.proven(bob) == (BOB, OLD.upper())
    (letter,) = await letters_to(ADA)
    assert letter.subject == MOVED
    assert OLD in letter.body
    assert letter.learner_id == ada


async def test_a_primary_address_that_moves_leaves_another_as_primary(ada, bob, proves):
    await proves(ada, OLD)
    await proves(bob, ADA)
    assert [(view.address, view.is_primary) for view in await addresses.listed(ada)] == [
        (OLD, True)
    ]
    assert MOVED in [letter.subject for letter in await letters_to(OLD)]


async def test_who_loses_the_only_address_is_told_there(ada, bob, proves):
    await proves(bob, ADA)
    assert await addresses.listed(ada) == ()
    assert MOVED in [letter.subject for letter in await letters_to(ADA)]


async def test_claiming_anothers_address_takes_nothing_and_tells_nothing(ada, bob, limits):
    claimed = await addresses.add(bob, ADA, limits=limits, now=NOW)
    code = await code_sent_to(ADA)
    with pytest.raises(BadSecretError):
        await addresses.prove(bob, claimed.id, wrong(code), limits=limits, now=NOW)
    assert await addresses.proven(ada) == (ADA,)
    assert await addresses.proven(bob) == (BOB,)
    assert [letter.subject for letter in await letters_to(ADA)] == ["Confirm this address"]


async def test_an_address_proven_twice_at_once_belongs_to_one(ada, bob, limits):
    claims = []
    for who in (ada, bob):
        view = await addresses.add(who, OLD, limits=limits, now=NOW)
        claims.append((who, view.id, await code_sent_to(OLD)))
    await gather(*(addresses.prove(*claim, limits=limits, now=NOW) for claim in claims))
    assert await Address.filter(proven_key=OLD.lower()).count() == 1
    owners = [OLD in await addresses.proven(who) for who in (ada, bob)]
    assert sorted(owners) == [False, True]


async def test_an_address_that_another_is_just_proving_moves_once_that_is_done(ada, bob, limits):
    mine = await addresses.add(ada, OLD, limits=limits, now=NOW)
    await code_sent_to(OLD)
    theirs = await addresses.add(bob, OLD, limits=limits, now=NOW)
    code, begun = await code_sent_to(OLD), Event()

    async def bob_proves():
        await begun.wait()
        return await addresses.prove(bob, theirs.id, code, limits=limits, now=NOW)

    proving = create_task(bob_proves())
    async with transaction():
        await Address.filter(id=mine.id).update(proven_key=OLD.lower(), verified_at=NOW)
        begun.set()
        await sleep(0.2)
    assert (await proving).is_verified
    assert await addresses.proven(ada) == (ADA,)
    assert await addresses.proven(bob) == (BOB, OLD)


async def test_crossing_moves_do_not_lock_each_other_out(ada, bob, limits):
    mine = await addresses.add(ada, BOB, limits=limits, now=NOW)
    theirs = await addresses.add(bob, ADA, limits=limits, now=NOW)
    code_for_mine, code_for_theirs = await code_sent_to(BOB), await code_sent_to(ADA)
    await gather(
        addresses.prove(ada, mine.id, code_for_mine, limits=limits, now=NOW),
        addresses.prove(bob, theirs.id, code_for_theirs, limits=limits, now=NOW),
    )
    assert await addresses.proven(ada) == (BOB,)
    assert await addresses.proven(bob) == (ADA,)


async def test_a_code_for_an_address_has_five_tries(ada, limits):
    claimed = await addresses.add(ada, OLD, limits=limits, now=NOW)
    code = await code_sent_to(OLD)
    answers = await gather(
        *(addresses.prove(ada, claimed.id, wrong(code), limits=limits, now=NOW) for _ in range(12)),
        return_exceptions=True,
    )
    assert {type(answer) for answer in answers} == {BadSecretError}
    assert (await OneTimeCode.get()).tries == 5
    with pytest.raises(BadSecretError):
        await addresses.prove(ada, claimed.id, code, limits=limits, now=NOW)


async def test_adding_again_sends_a_new_code_for_the_same_claim(ada, limits):
    first = await addresses.add(ada, OLD, limits=limits, now=NOW)
    old_code = await code_sent_to(OLD)
    second = await addresses.add(ada, OLD.lower(), limits=limits, now=NOW)
    assert second.id == first.id
    new_code = await code_sent_to(OLD)
    with pytest.raises(BadSecretError):
        await addresses.prove(ada, first.id, old_code, limits=limits, now=NOW)
    assert (await addresses.prove(ada, first.id, new_code, limits=limits, now=NOW)).is_verified


async def test_a_proven_address_is_not_added_again(ada, limits):
    with pytest.raises(TakenError):
        await addresses.add(ada, "ADA@wallet.example", limits=limits, now=NOW)
    assert await letters_to(ADA) == []


async def test_what_is_no_address_is_not_added(ada, limits):
    with pytest.raises(InvalidError):
        await addresses.add(ada, "nobody", limits=limits, now=NOW)


async def test_an_account_has_at_most_twenty_addresses(ada, limits):
    for number in range(19):
        await Address.create(
            learner_id=ada, address=f"{number}@x.example", address_key=str(number), added_at=NOW
        )
    with pytest.raises(LimitReachedError) as refusal:
        await addresses.add(ada, OLD, limits=limits, now=NOW)
    assert refusal.value.retry_after is None


async def test_the_last_proven_address_stays(ada, limits, proves):
    only = (await addresses.listed(ada))[0]
    await addresses.add(ada, "claimed@wallet.example", limits=limits, now=NOW)
    with pytest.raises(ConflictError):
        await addresses.remove(ada, only.id)
    await proves(ada, OLD)
    await addresses.remove(ada, only.id)
    assert await addresses.proven(ada) == (OLD,)
    assert (await addresses.listed(ada))[0].is_primary


async def test_two_proven_addresses_removed_at_once_leave_one(ada, proves):
    await proves(ada, OLD)
    views = await addresses.listed(ada)
    answers = await gather(
        *(addresses.remove(ada, view.id) for view in views), return_exceptions=True
    )
    assert sorted(type(answer).__name__ for answer in answers) == ["ConflictError", "NoneType"]
    assert len(await addresses.proven(ada)) == 1


async def test_a_claim_is_removed_with_its_code(ada, limits):
    claimed = await addresses.add(ada, OLD, limits=limits, now=NOW)
    await addresses.remove(ada, claimed.id)
    assert await OneTimeCode.all().count() == 0
    assert len(await addresses.listed(ada)) == 1


async def test_mail_goes_to_the_address_that_was_made_primary(ada, limits, proves):
    claimed = await addresses.add(ada, "claimed@wallet.example", limits=limits, now=NOW)
    with pytest.raises(ConflictError):
        await addresses.set_primary(ada, claimed.id)
    old = await proves(ada, OLD)
    assert (await addresses.set_primary(ada, old.id)).is_primary
    assert [view.address for view in await addresses.listed(ada) if view.is_primary] == [OLD]
    assert await addresses.proven(ada) == (OLD, ADA)


async def test_nobody_touches_anothers_addresses(ada, bob, limits):
    view = (await addresses.listed(ada))[0]
    for attempt in (
        addresses.remove(bob, view.id),
        addresses.set_primary(bob, view.id),
        addresses.prove(bob, view.id, "0000-0000", limits=limits, now=NOW),
    ):
        with pytest.raises(NotFoundError):
            await attempt
    assert await addresses.listed(ada) == (view,)


async def test_the_mail_is_part_of_the_callers_transaction(ada, limits):
    with suppress(ZeroDivisionError):
        async with transaction():
            await addresses.add(ada, OLD, limits=limits, now=NOW)
            raise ZeroDivisionError
    assert await letters_to(OLD) == []
    assert len(await addresses.listed(ada)) == 1
