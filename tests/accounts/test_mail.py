from asyncio import gather, sleep
from contextlib import suppress
from datetime import timedelta

import pytest

from tests.accounts.conftest import MINUTE, NOW
from wallet.accounts import mail
from wallet.accounts.letters import Letter, sign_in_code
from wallet.accounts.mail import MailNotSentError, deliver_due, post
from wallet.store.connection import transaction
from wallet.store.models.accounts import OutgoingMail

ADA = "ada@wallet.example"
GREETING = Letter("Hello", "How do you do?")


class Postman:
    """Takes letters along, or fails as told."""

    def __init__(self, reaches_mailbox=True, failure=None):
        self.reaches_mailbox = reaches_mailbox
        self.failure = failure
        self.taken = []

    async def send(self, message):
        await sleep(0)
        if self.failure:
            raise self.failure
        self.taken.append(message)


async def test_a_letter_is_delivered_once(database):
    made = await post(ADA, GREETING, now=NOW)
    postman = Postman()
    assert await deliver_due(postman, now=NOW) == 1
    assert await deliver_due(postman, now=NOW + 60 * MINUTE) == 0
    (message,) = postman.taken
    assert (message.id, message.to_address, message.subject, message.body) == (
        made,
        ADA,
        "Hello",
        "How do you do?",
    )
    assert (await OutgoingMail.get()).sent_at == NOW


async def test_many_workers_deliver_a_letter_once(database):
    for _ in range(5):
        await post(ADA, GREETING, now=NOW)
    postman = Postman()
    delivered = await gather(*(deliver_due(postman, now=NOW) for _ in range(8)))
    assert sum(delivered) == len(postman.taken) == 5
    assert len({message.id for message in postman.taken}) == 5


async def test_a_letter_of_a_transaction_that_fails_was_never_written(database):
    with suppress(ZeroDivisionError):
        async with transaction():
            await post(ADA, GREETING, now=NOW)
            raise ZeroDivisionError
    assert await OutgoingMail.all().count() == 0


async def test_a_failed_delivery_is_tried_again_later_and_later(database):
    await post(ADA, GREETING, now=NOW)
    broken, now, waits = Postman(failure=MailNotSentError("away")), NOW, []
    while (due := (await OutgoingMail.get()).due_at) is not None:
        waits.append((due - now) // MINUTE)
        now = due
        assert await deliver_due(broken, now=now - timedelta(seconds=1)) == 0
        assert await deliver_due(broken, now=now) == 0
    assert waits == [0, 1, 2, 4, 8, 16, 32, 64]
    row = await OutgoingMail.get()
    assert (row.sent_at, row.attempt) == (None, 8)


async def test_a_letter_that_is_refused_for_good_is_given_up(database):
    await post(ADA, GREETING, now=NOW)
    await deliver_due(Postman(failure=MailNotSentError("no such box", is_final=True)), now=NOW)
    row = await OutgoingMail.get()
    assert (row.due_at, row.sent_at) == (None, None)


async def test_one_letter_that_fails_holds_up_no_other(database):
    await post("bad@wallet.example", GREETING, now=NOW)
    await post(ADA, GREETING, now=NOW)

    class Choosy(Postman):
        async def send(self, message):
            if message.to_address != ADA:
                raise MailNotSentError("not there")
            await super().send(message)

    assert await deliver_due(Choosy(), now=NOW) == 1


async def test_a_worker_that_dies_delivers_late_and_not_never(database):
    class Killed(Postman):
        async def send(self, message):
            raise KeyboardInterrupt

    await post(ADA, GREETING, now=NOW)
    with pytest.raises(KeyboardInterrupt):
        await deliver_due(Killed(), now=NOW)
    assert await deliver_due(Postman(), now=NOW + 1 * MINUTE) == 1


@pytest.mark.parametrize(
    ("reaches_mailbox", "kept"),
    [
        pytest.param(True, "", id="wiped once it is in the mailbox"),
        pytest.param(False, "0000-AAAA", id="kept for the console until it expires"),
    ],
)
async def test_a_code_stays_in_the_outbox_no_longer_than_it_must(database, reaches_mailbox, kept):
    letter = sign_in_code("0000-AAAA")
    await post(ADA, letter, now=NOW, secret_until=NOW + 10 * MINUTE)
    await deliver_due(Postman(reaches_mailbox), now=NOW)
    (message,) = await mail.latest()
    assert message.body == (letter.body if kept else "")
    await mail.wipe_expired(now=NOW + 10 * MINUTE)
    assert (await mail.latest())[0].body == ""
    assert (await mail.latest())[0].sent_at == NOW


async def test_a_code_that_expired_unsent_is_wiped_and_not_sent(database):
    await post(ADA, sign_in_code("0000-AAAA"), now=NOW, secret_until=NOW + 10 * MINUTE)
    postman = Postman()
    assert await deliver_due(postman, now=NOW + 10 * MINUTE) == 0
    assert postman.taken == []
    assert (await OutgoingMail.get()).body == ""


async def test_the_outbox_shows_the_newest_first_and_forgets_after_a_week(database):
    for number in range(3):
        await post(ADA, Letter(str(number), ""), now=NOW + number * MINUTE)
    assert [message.subject for message in await mail.latest(2)] == ["2", "1"]
    assert await mail.forget_old(now=NOW + timedelta(days=7) + MINUTE) == 1
