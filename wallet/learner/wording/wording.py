"""What a language has to say to a learner: a field for each thing, a sentence for each kind.

Braces name what is filled in: `{title}` is the credential's name in quotes, `{date}` a day that
`date` wrote, `{days}` and `{count}` what `days` and `failed` made of a number.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from wallet.store.models.notifications import NotificationKind
from wallet.verification.report import Integrity, RecipientBinding, Standing, TrustAnchor


@dataclass(frozen=True, slots=True)
class Notice:
    """What is said of one kind of notification: in a line, and with what to do."""

    title: str
    text: str


@dataclass(frozen=True, slots=True)
class LetterWords:
    """The frame around notices in letters."""

    digest_subject: Callable[[int], str]
    digest_opening: str
    digest_more: Callable[[int], str]
    closing: str
    unsubscribe: str


@dataclass(frozen=True, slots=True)
class TimelineWords:
    """What an entry of the timeline says in words: each answer as it now is."""

    first: str
    integrity: Mapping[Integrity, str]
    standing: Mapping[Standing, str]
    trust: Mapping[TrustAnchor, str]
    recipient: Mapping[RecipientBinding, str]
    other: str


@dataclass(frozen=True, slots=True)
class Wording:
    """All words of one language (BCP 47 tag, lower case)."""

    language: str
    date: Callable[[datetime], str]
    days: Callable[[int], str]
    failed: Callable[[int], str]
    quoted: Callable[[str], str]
    notices: Mapping[NotificationKind, Notice]
    letters: LetterWords
    timeline: TimelineWords

    def notice(self, kind: NotificationKind, parameters: Mapping[str, Any], at: datetime) -> Notice:
        """Return what is said of a notification that was made at `at`."""
        said = self.notices[kind]
        moment = parameters.get("valid_until") or parameters.get("since")
        date = datetime.fromisoformat(moment) if isinstance(moment, str) else at
        left = max((date - at).days, 0)
        filled = {
            "title": self.quoted(str(parameters.get("title", ""))),
            "date": self.date(date),
            "days": self.days(left),
            "count": self.failed(int(parameters.get("failed", 0))),
        }
        return Notice(said.title.format(**filled), said.text.format(**filled))
