from datetime import UTC, datetime, timedelta
from uuid import uuid4

import anyio
import pytest

from wallet.jobs.rechecks import RECHECK
from wallet.learner.learner import Learner
from wallet.learner.rechecking import request_recheck
from wallet.sharing.freshening import APART, FreshCheck, Freshness, request_fresh_check
from wallet.sharing.links import create_link, revoke_link
from wallet.sharing.opening import open_link
from wallet.sharing.shared import Closed
from wallet.sharing.tokens import token_of
from wallet.store.models.jobs import Job

SOON = datetime.now(UTC) + timedelta(minutes=1)


@pytest.fixture
def shares(owner, keys):
    async def share(*credential_ids):
        share_id = await create_link(owner, credential_ids=credential_ids, title="CV", keys=keys)
        return share_id, token_of(share_id, 1, keys)

    return share


async def test_many_visitors_of_many_links_cause_one_check(owner, holds, shares):
    held = await holds()
    tokens = [(await shares(held))[1] for _ in range(3)]
    came = []

    async def ask(token):
        came.append(await request_fresh_check(token, 0, SOON))

    async with anyio.create_task_group() as group:
        for token in tokens * 4:
            group.start_soon(ask, token)
    assert came.count(FreshCheck(Freshness.STARTED)) == 1
    assert came.count(FreshCheck(Freshness.UNDER_WAY)) == 11
    job = await Job.get(kind=RECHECK)
    assert (job.learner_id, job.payload) == (owner, {"credential_id": str(held)})
    (shown,) = (await open_link(tokens[0], SOON)).items
    assert shown.checking


async def test_the_next_check_waits_for_ten_minutes_whatever_came_of_the_last(holds, shares):
    _, token = await shares(await holds())
    await request_fresh_check(token, None, SOON)
    await Job.filter(kind=RECHECK).update(state="FAILED", due_at=None)
    asked_at = (await Job.get(kind=RECHECK)).created_at
    too_soon = await request_fresh_check(token, None, asked_at + APART - timedelta(seconds=1))
    assert too_soon == FreshCheck(Freshness.TOO_SOON, asked_at + APART)
    again = await request_fresh_check(token, None, asked_at + APART)
    assert again == FreshCheck(Freshness.STARTED)
    assert await Job.filter(kind=RECHECK).count() == 2


async def test_the_owner_need_not_wait(owner, holds, shares):
    held = await holds()
    _, token = await shares(held)
    await request_fresh_check(token, 0, SOON)
    await Job.filter(kind=RECHECK).update(state="COMPLETED", due_at=None)
    await request_recheck(Learner(owner), held)
    assert await Job.filter(kind=RECHECK).count() == 2


async def test_all_of_a_link_are_checked_and_only_those(holds, shares):
    first, second = await holds(1), await holds(2)
    await holds(3)
    _, token = await shares(first, second)
    assert await request_fresh_check(token, None, SOON) == FreshCheck(Freshness.STARTED)
    asked = {job.payload["credential_id"] for job in await Job.filter(kind=RECHECK)}
    assert asked == {str(first), str(second)}


async def test_no_check_comes_of_a_closed_or_unknown_link(owner, holds, shares):
    share_id, token = await shares(await holds())
    assert await request_fresh_check(token, 7, SOON) is None
    assert await request_fresh_check(str(uuid4()), 0, SOON) is None
    await revoke_link(owner, share_id)
    assert isinstance(await request_fresh_check(token, 0, SOON), Closed)
    assert await Job.filter(kind=RECHECK).count() == 0
