"""What an owner wants of a link in, what may be kept out."""

from collections.abc import Callable
from datetime import datetime
from typing import TypeVar

from wallet.store.changes import UNSET, Unset
from wallet.store.models.shares import Share
from wallet.user_errors import InvalidError, MissingError, TooLargeError

LONGEST_TITLE = 200
LONGEST_RECIPIENT_LABEL = 200
LONGEST_MESSAGE = 4_000
LONGEST_REASON = 300
MOST_OPENINGS = 1_000_000
_Given = TypeVar("_Given")


def settle(
    changes: dict[str, object], name: str, given: _Given | Unset, read: Callable[[_Given], object]
) -> None:
    """Put what is `given` for the column `name` among the changes, as `read` makes it."""
    if given is not UNSET:
        changes[name] = read(given)


def title_of(text: str) -> str:
    """Return a title, without spaces around it.

    Raises:
        UserError: it is none that can be used.
    """
    title = text.strip()
    if not title:
        raise MissingError("Give the link a title.", ("title",))
    return bounded(title, LONGEST_TITLE, "title")


def label_of(text: str | None) -> str | None:
    """Return for whom it is; None where that is not said.

    Raises:
        UserError: it is none that can be used.
    """
    return bounded((text or "").strip(), LONGEST_RECIPIENT_LABEL, "recipient_label") or None


def message_of(text: str | None) -> str | None:
    """Return the text on the page; None where there is none.

    Raises:
        UserError: it is none that can be used.
    """
    return bounded((text or "").strip(), LONGEST_MESSAGE, "message") or None


def bounded(text: str, longest: int, name: str) -> str:
    """Return a text that is not too long for the field `name`.

    Raises:
        UserError: it is none that can be used.
    """
    if len(text) > longest:
        raise TooLargeError(f"Shorten this to {longest} characters at most.", (name,))
    return text


def end_of(expires_at: datetime | None, now: datetime) -> datetime | None:
    """Return an end that is still to come at `now`.

    Raises:
        UserError: it is none that can be used.
    """
    if expires_at is None:
        return None
    if expires_at.tzinfo is None:
        raise InvalidError("Give the end with its time zone.", ("expires_at",))
    if expires_at <= now:
        raise InvalidError("Choose an end that is still to come.", ("expires_at",))
    return expires_at


def start_of(starts_at: datetime | None) -> datetime | None:
    """Return a start with its time zone.

    Raises:
        UserError: it is none that can be used.
    """
    if starts_at is not None and starts_at.tzinfo is None:
        raise InvalidError("Give the start with its time zone.", ("starts_at",))
    return starts_at


def check_order(share: Share) -> None:
    """Let through a link that starts before it ends.

    Raises:
        UserError: it is none that can be used.
    """
    if share.starts_at and share.expires_at and share.expires_at <= share.starts_at:
        raise InvalidError("Choose a start before the end.", ("starts_at",))


def limit_of(most_openings: int | None) -> int | None:
    """Return how often it may be opened.

    Raises:
        UserError: it is none that can be used.
    """
    if most_openings is None:
        return None
    if not 1 <= most_openings <= MOST_OPENINGS:
        raise InvalidError(f"Choose a limit from 1 to {MOST_OPENINGS}.", ("most_openings",))
    return most_openings
