from datetime import timedelta

import pytest

from tests.fixtures.examined import NOW
from wallet.jobs.queue import claim
from wallet.jobs.runner import RunningJob
from wallet.jobs.visitor_reports import VISITOR_REPORT
from wallet.learner.hearing import hear
from wallet.learner.learner import Learner
from wallet.sharing.links import create_link
from wallet.sharing.reporting import LONGEST_REPORT, report_problem
from wallet.sharing.shared import Covered
from wallet.sharing.tokens import token_of
from wallet.store.models.jobs import Job
from wallet.store.models.notifications import Notification
from wallet.user_errors import UserError, UserErrorCode


@pytest.fixture
def link(owner, keys, holds):
    async def make(**members):
        share_id = await create_link(
            owner, credential_ids=[await holds()], title="CV", keys=keys, now=NOW, **members
        )
        return share_id, token_of(share_id, 1, keys)

    return make


async def test_what_a_visitor_writes_comes_into_the_owners_inbox_once(owner, link):
    share_id, token = await link()
    assert await report_problem(token, " The grade is\r\nmissing. ", NOW) is True
    (held,) = await claim({VISITOR_REPORT: timedelta(minutes=1)}, 1)
    assert held.learner_id == owner
    await hear(Learner(owner), RunningJob(held), NOW)
    (notice,) = await Notification.all()
    assert (notice.learner_id, notice.kind) == (owner, "SHARE_PROBLEM")
    assert notice.parameters == {
        "title": "CV",
        "share_id": str(share_id),
        "visitor_message": "The grade is\nmissing.",
    }
    assert not await claim({VISITOR_REPORT: timedelta(minutes=1)}, 1)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (" \r\n ", UserErrorCode.REQUIRED),
        ("x" * (LONGEST_REPORT + 1), UserErrorCode.TOO_LARGE),
    ],
)
async def test_nothing_and_too_much_are_refused(link, text, code):
    _, token = await link()
    with pytest.raises(UserError) as refused:
        await report_problem(token, text, NOW)
    assert refused.value.code is code


async def test_who_has_not_opened_it_says_nothing(link):
    _, token = await link(most_openings=1)
    assert isinstance(await report_problem(token, "Hello", NOW), Covered)
    assert await report_problem("x" * 43, "Hello", NOW) is None
    assert await Job.filter(kind=VISITOR_REPORT).count() == 0
