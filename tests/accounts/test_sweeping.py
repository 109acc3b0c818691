from datetime import timedelta

from tests.accounts.conftest import CLIENT, NOW
from wallet.accounts import sessions
from wallet.accounts.account import account_for
from wallet.accounts.sign_in import request_code
from wallet.accounts.sweeping import sweep
from wallet.store.models.accounts import Account, OneTimeCode, OutgoingMail, Session

DAY = timedelta(days=1)


async def test_what_has_ended_goes_and_the_account_stays(database, limits):
    await sessions.issue_for(await account_for("ada@wallet.example", now=NOW), now=NOW)
    await request_code("ada@wallet.example", client=CLIENT, limits=limits, now=NOW)
    assert await sweep(now=NOW) == 0
    await sweep(now=NOW + DAY)
    assert await OneTimeCode.all().count() == 0
    assert (await OutgoingMail.get()).body == ""
    await sweep(now=NOW + 8 * DAY)
    assert await OutgoingMail.all().count() == 0
    assert await Session.all().count() == 1
    await sweep(now=NOW + 38 * DAY)
    assert await Session.all().count() == 0
    assert await Account.all().count() == 1
