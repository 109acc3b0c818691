from datetime import datetime, timedelta

import pytest

from tests.fixtures.examined import NOW
from wallet.sharing.link_settings import MOST_OPENINGS
from wallet.sharing.links import change_link, create_link, revoke_link
from wallet.sharing.passcodes import LONGEST
from wallet.store.models.shares import Share
from wallet.user_errors import UserError, UserErrorCode


@pytest.mark.parametrize(
    ("wanted", "code", "path"),
    [
        ({"passcode": "12345"}, UserErrorCode.INVALID, ("passcode",)),
        ({"passcode": "x" * (LONGEST + 1)}, UserErrorCode.TOO_LARGE, ("passcode",)),
        ({"most_openings": 0}, UserErrorCode.INVALID, ("most_openings",)),
        ({"most_openings": MOST_OPENINGS + 1}, UserErrorCode.INVALID, ("most_openings",)),
        ({"starts_at": datetime(2026, 11, 1)}, UserErrorCode.INVALID, ("starts_at",)),  # noqa: DTZ001
        (
            {"starts_at": NOW + timedelta(days=2), "expires_at": NOW + timedelta(days=1)},
            UserErrorCode.INVALID,
            ("starts_at",),
        ),
    ],
)
async def test_what_no_link_can_ask_for_is_refused(owner, keys, holds, wanted, code, path):
    held = [await holds()]
    with pytest.raises(UserError) as making:
        await create_link(owner, credential_ids=held, title="CV", keys=keys, now=NOW, **wanted)
    assert (making.value.code, making.value.path) == (code, path)
    link = await create_link(owner, credential_ids=held, title="CV", keys=keys, now=NOW)
    with pytest.raises(UserError) as changing:
        await change_link(owner, link, now=NOW, **wanted)
    assert (changing.value.code, changing.value.path) == (code, path)


async def test_the_order_of_start_and_end_counts_in_a_change_of_one_of_them(owner, keys, holds):
    link = await create_link(
        owner,
        credential_ids=[await holds()],
        title="CV",
        expires_at=NOW + timedelta(days=1),
        keys=keys,
        now=NOW,
    )
    with pytest.raises(UserError):
        await change_link(owner, link, starts_at=NOW + timedelta(days=1), now=NOW)


async def test_a_reason_is_kept_and_a_later_one_replaces_it(owner, keys, holds):
    link = await create_link(owner, credential_ids=[await holds()], title="CV", keys=keys)
    await revoke_link(owner, link, reason=" I have the job. ", now=NOW)
    await revoke_link(owner, link, now=NOW + timedelta(days=1))
    row = await Share.get(id=link)
    assert (row.revoked_at, row.revoked_because) == (NOW, "I have the job.")
    with pytest.raises(UserError) as refused:
        await revoke_link(owner, link, reason="x" * 301)
    assert refused.value.code is UserErrorCode.TOO_LARGE
