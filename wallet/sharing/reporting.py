"""A problem that a visitor of a link sees in, a message in its owner's inbox out."""

from datetime import datetime

from wallet.jobs.visitor_reports import send_report
from wallet.sharing.rows import find_open
from wallet.sharing.shared import Closed
from wallet.store.models.shares import Share
from wallet.user_errors import MissingError, TooLargeError

LONGEST_REPORT = 1_000


async def report_problem(token: str, text: str, now: datetime) -> bool | Closed | None:
    """Send what the visitor writes to the link's owner; True once it is on its way.

    Closed and None as `open_link`. How often is for the caller to bound.

    Raises:
        MissingError, TooLargeError: there is nothing to send, or too much.
    """
    said = text.replace("\r\n", "\n").strip()
    if not said:
        raise MissingError("Write what is wrong.", ("text",))
    if len(said) > LONGEST_REPORT:
        raise TooLargeError(f"Shorten this to {LONGEST_REPORT} characters at most.", ("text",))
    share = await find_open(token, now)
    if not isinstance(share, Share):
        return share
    await send_report(share.learner_id, share_id=share.id, share_title=share.title, text=said)
    return True
