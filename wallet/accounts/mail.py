"""The outbox: a letter in, within the transaction that causes it; delivered once it is due.

A row is claimed by putting off its next attempt, so a process that dies delivers late, not never;
at worst a letter comes twice, under one Message-ID.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from logging import getLogger
from typing import Final, Protocol
from uuid import UUID

from wallet.accounts.letters import Letter
from wallet.store.identifiers import PUBLIC
from wallet.store.models.accounts import OutgoingMail

_LOG = getLogger(__name__)
_ATTEMPTS: Final = 8
_FIRST_WAIT: Final = timedelta(minutes=1)
_KEPT: Final = timedelta(days=7)
WIPED: Final = ""


@dataclass(frozen=True, slots=True)
class Message:
    """One mail of the outbox. `id` also makes its Message-ID.

    `unsubscribe_url` ends letters of its sort; None for those that one cannot do without.
    """

    id: UUID
    to_address: str
    subject: str
    body: str
    created_at: datetime
    sent_at: datetime | None
    unsubscribe_url: str | None = None


class MailNotSentError(Exception):
    """The mail could not be handed over; `is_final` where asking again will not help."""

    def __init__(self, message: str, *, is_final: bool = False) -> None:
        """Say why, without the mail's own words."""
        super().__init__(message)
        self.is_final = is_final


class Sender(Protocol):
    """Hands mail over.

    Attributes:
        reaches_mailbox: the person reads it there, so that the outbox need keep no secret of it.
    """

    @property
    def reaches_mailbox(self) -> bool:
        """See above."""

    async def send(self, message: Message) -> None:
        """Hand one mail over; raises MailNotSentError."""


async def post(
    to_address: str,
    letter: Letter,
    *,
    now: datetime,
    learner_id: UUID = PUBLIC,
    secret_until: datetime | None = None,
    unsubscribe_url: str | None = None,
) -> UUID:
    """Put a letter into the outbox, in the caller's transaction; return its id.

    `secret_until` is when a code in it expires: then it is not sent any more, and wiped.
    `unsubscribe_url` goes with letters that one may do without.
    """
    row = await OutgoingMail.create(
        learner_id=learner_id,
        to_address=to_address,
        subject=letter.subject,
        body=letter.body,
        unsubscribe_url=unsubscribe_url,
        secret_until=secret_until,
        due_at=now,
        created_at=now,
    )
    return row.id


async def deliver_due(sender: Sender, *, now: datetime, most: int = 100) -> int:
    """Hand over what is due, oldest first; return how many were. Safe on many processes at once."""
    await wipe_expired(now=now)
    rows = await OutgoingMail.filter(due_at__lte=now).order_by("due_at", "id").limit(most)
    return sum([await _deliver(row, sender, now) for row in rows])


async def wipe_expired(*, now: datetime) -> int:
    """Wipe letters whose code has expired, sent or not; return how many."""
    return await OutgoingMail.filter(secret_until__lte=now).update(
        body=WIPED, secret_until=None, due_at=None
    )


async def forget_old(*, now: datetime) -> int:
    """Delete what is older than a week; return how many."""
    return await OutgoingMail.filter(created_at__lt=now - _KEPT).delete()


async def latest(most: int = 20) -> tuple[Message, ...]:
    """Return the newest mails, newest first, with what is left of their words.

    For the outbox that a development server shows; nothing of it is for a network.
    """
    rows = await OutgoingMail.all().order_by("-created_at", "-id").limit(most)
    return tuple(_message(row) for row in rows)


async def _deliver(row: OutgoingMail, sender: Sender, now: datetime) -> bool:
    """Claim, hand over, mark; the claim is the next attempt's date, none after the last."""
    attempt = row.attempt + 1
    again_at = now + _FIRST_WAIT * 2**row.attempt
    claimed = await OutgoingMail.filter(
        id=row.id, attempt=row.attempt, due_at__not_isnull=True
    ).update(attempt=attempt, due_at=again_at)
    if not claimed:
        return False
    try:
        await sender.send(_message(row))
    except MailNotSentError as error:
        gives_up = error.is_final or attempt >= _ATTEMPTS
        _LOG.warning("mail %s not sent (attempt %d): %s", row.id, attempt, error)
        if gives_up:
            await OutgoingMail.filter(id=row.id).update(due_at=None)
        return False
    await OutgoingMail.filter(id=row.id).update(sent_at=now, due_at=None)
    if row.secret_until is not None and sender.reaches_mailbox:
        await OutgoingMail.filter(id=row.id).update(body=WIPED, secret_until=None)
    return True


def _message(row: OutgoingMail) -> Message:
    return Message(
        row.id,
        row.to_address,
        row.subject,
        row.body,
        row.created_at,
        row.sent_at,
        row.unsubscribe_url,
    )
