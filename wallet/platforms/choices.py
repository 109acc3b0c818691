"""What a list says of one of its badges in, a choice that is safe to keep and show out."""

from datetime import date
from typing import Any

from wallet.documents.markup import plain, web_link
from wallet.platforms.platform import Choice, ChoiceState

LONGEST_NAME = 300
LONGEST_ADDRESS = 2048
_DATE = len("2026-01-31")
_NAMELESS = "Badge without a name"


def choice(
    address: Any,
    *,
    title: Any = None,
    issuer: Any = None,
    issued_on: Any = None,
    picture: Any = None,
    state: ChoiceState = ChoiceState.AVAILABLE,
) -> Choice | None:
    """Return the choice, None where it has no address to bring it from."""
    found = _link(address)
    if found is None:
        return None
    return Choice(
        address=found,
        title=_words(title) or _NAMELESS,
        issuer=_words(issuer),
        issued_on=_date(issued_on),
        picture=_link(picture),
        state=state,
    )


def _link(said: Any) -> str | None:
    if isinstance(said, dict):
        said = said.get("id")
    return web_link(said) if isinstance(said, str) and len(said) <= LONGEST_ADDRESS else None


def _words(said: Any) -> str | None:
    if not isinstance(said, str):
        return None
    return " ".join(plain(said[: 4 * LONGEST_NAME]).split())[:LONGEST_NAME] or None


def _date(said: Any) -> str | None:
    """Return the day alone: lists write moments in every form."""
    if not isinstance(said, str):
        return None
    try:
        return date.fromisoformat(said.strip()[:_DATE]).isoformat()
    except ValueError:
        return None
