"""Links that show themselves to who opens them: a passcode, a limit, a start."""

from datetime import timedelta

import anyio
import pytest

from tests.fixtures.examined import NOW
from wallet.sharing.documents import document_of, original_of, picture_of
from wallet.sharing.freshening import request_fresh_check
from wallet.sharing.links import change_link, create_link, revoke_link
from wallet.sharing.opening import open_link, uncover_link
from wallet.sharing.openings import PREVIEW, HeldToken, Opening, OpeningKind
from wallet.sharing.shared import Closed, ClosedBecause, Covered, OpenedShare, WrongPasscode
from wallet.sharing.tokens import token_of
from wallet.sharing.visitors import ClientFamily
from wallet.store.models.shares import Share, ShareAccess

PASSCODE = "open sesame"


@pytest.fixture
def link(owner, keys, holds):
    async def make(**members):
        share_id = await create_link(
            owner, credential_ids=[await holds()], title="CV", keys=keys, now=NOW, **members
        )
        return share_id, token_of(share_id, 1, keys)

    return make


async def opened(token, passcode="", client=ClientFamily.BROWSER, now=NOW):
    return await uncover_link(token, passcode, client, "network", now)


async def everything(token, now=NOW):
    return [
        await open_link(token, now),
        await document_of(token, 0, now),
        await original_of(token, 0, now),
        await picture_of(token, 0, now),
        await request_fresh_check(token, None, now),
    ]


@pytest.mark.parametrize(
    ("members", "cover"),
    [
        (
            {"passcode": PASSCODE},
            Covered(ClosedBecause.COVERED, NOW, needs_passcode=True),
        ),
        ({"most_openings": 2}, Covered(ClosedBecause.COVERED, NOW, is_limited=True)),
    ],
)
async def test_nothing_of_a_link_is_behind_its_cover_but_for_who_opened_it(link, members, cover):
    share_id, token = await link(**members)
    seen = [replaced(each) for each in await everything(token)]
    assert seen == [replaced(cover)] * 5
    assert await ShareAccess.all().count() == 0
    opening = await opened(token, PASSCODE)
    shown = await open_link(HeldToken(token, opening), NOW)
    assert isinstance(shown, OpenedShare)
    assert shown.is_covered
    assert await document_of(HeldToken(token, opening), 0, NOW) is not None
    assert (await Share.get(id=share_id)).opening_count == 1
    assert await ShareAccess.filter(share_id=share_id, kind="PAGE").count() == 1


def replaced(cover):
    """Leave out when the link was made, which the database tells."""
    return (type(cover), cover.reason, cover.needs_passcode, cover.is_limited)


async def test_of_fifty_parallel_openings_as_many_are_let_in_as_the_limit_says(link):
    share_id, token = await link(most_openings=7)
    answers = []

    async def open_once():
        answers.append(await opened(token))

    async with anyio.create_task_group() as group:
        for _ in range(50):
            group.start_soon(open_once)
    let_in = [each for each in answers if isinstance(each, Opening)]
    refused = [each for each in answers if isinstance(each, Closed)]
    assert (len(let_in), len(refused)) == (7, 43)
    assert {each.reason for each in refused} == {ClosedBecause.USED_UP}
    row = await Share.get(id=share_id)
    assert (row.opening_count, row.view_count) == (7, 7)
    assert await ShareAccess.filter(share_id=share_id).count() == 7
    assert isinstance(await open_link(HeldToken(token, let_in[0]), NOW), OpenedShare)
    assert (await open_link(token, NOW)).reason is ClosedBecause.USED_UP


async def test_a_program_that_opens_uses_the_limit_up_and_is_no_view(link):
    share_id, token = await link(most_openings=1)
    assert isinstance(await opened(token, client=ClientFamily.PROGRAM), Opening)
    row = await Share.get(id=share_id)
    assert (row.opening_count, row.view_count) == (1, 0)
    assert (await open_link(token, NOW)).reason is ClosedBecause.USED_UP


async def test_a_wrong_passcode_opens_and_counts_nothing(link):
    share_id, token = await link(passcode=PASSCODE, most_openings=1)
    assert await opened(token, "something else") == WrongPasscode()
    assert (await Share.get(id=share_id)).opening_count == 0
    assert isinstance(await opened(token, PASSCODE), Opening)


async def test_a_new_passcode_ends_what_the_former_one_opened(owner, link):
    share_id, token = await link(passcode=PASSCODE)
    held = HeldToken(token, await opened(token, PASSCODE))
    await change_link(owner, share_id, title="Still open")
    assert (await open_link(held, NOW)).title == "Still open"
    await change_link(owner, share_id, passcode="another one")
    assert isinstance(await open_link(held, NOW), Covered)
    assert await opened(token, PASSCODE) == WrongPasscode()
    await change_link(owner, share_id, passcode=None)
    assert isinstance(await open_link(token, NOW), OpenedShare)


async def test_a_limit_that_is_raised_lets_in_again(owner, link):
    share_id, token = await link(most_openings=1)
    await opened(token)
    assert (await open_link(token, NOW)).reason is ClosedBecause.USED_UP
    await change_link(owner, share_id, most_openings=2)
    assert isinstance(await open_link(token, NOW), Covered)


async def test_before_its_start_a_link_says_when_and_no_more(link):
    start = NOW + timedelta(days=1)
    _, token = await link(starts_at=start, passcode=PASSCODE)
    early = Closed(ClosedBecause.NOT_YET_OPEN, start)
    assert await everything(token) == [early] * 5
    assert await opened(token, PASSCODE) == early
    assert isinstance(await open_link(token, start), Covered)


@pytest.mark.parametrize("kind", list(OpeningKind))
async def test_revoked_it_is_closed_to_who_had_opened_it_too(owner, link, kind):
    share_id, token = await link(passcode=PASSCODE)
    held = HeldToken(token, Opening(kind, 0, NOW + PREVIEW))
    assert isinstance(await open_link(held, NOW), OpenedShare)
    await revoke_link(owner, share_id, reason="I have the job.", now=NOW)
    assert await everything(held) == [Closed(ClosedBecause.REVOKED, NOW, "I have the job.")] * 5
    assert (await opened(token, PASSCODE)).reason is ClosedBecause.REVOKED


async def test_its_owner_looks_at_a_link_that_is_not_open_to_others(link):
    share_id, token = await link(
        passcode=PASSCODE, most_openings=1, starts_at=NOW + timedelta(days=1)
    )
    held = HeldToken(token, Opening(OpeningKind.PREVIEW, 0, NOW + PREVIEW))
    assert isinstance(await open_link(held, NOW), OpenedShare)
    assert (await Share.get(id=share_id)).opening_count == 0


async def test_where_there_is_no_cover_opening_counts_nothing(link):
    share_id, token = await link()
    assert isinstance(await opened(token), Opening)
    assert await opened("x" * 43) is None
    assert (await Share.get(id=share_id)).opening_count == 0
    assert await ShareAccess.all().count() == 0
