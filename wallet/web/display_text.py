"""Foreign text in, what may stand on a page out: one line, in the reader's language, capped.

Escaping for HTML is the business of the templates.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from wallet.credentials.credential import Text
from wallet.documents.markup import plain
from wallet.languages import choose as choose_text

LINE_LENGTH = 300
PARAGRAPH_LENGTH = 20_000
_TAG = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8}){0,8}")
_SPACES = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Said:
    """A foreign text and its language tag, None where the document names none."""

    text: str
    language: str | None = None


def line(text: str, length: int = LINE_LENGTH) -> str:
    """Return `text` as one visible line of at most `length` characters."""
    shown = _SPACES.sub(" ", plain(text)).strip()
    return shown if len(shown) <= length else shown[: length - 1].rstrip() + "…"


def paragraphs(text: str) -> tuple[str, ...]:
    """Return the paragraphs of a plain text, each as one line."""
    parts = re.split(r"\n\s*\n", text[:PARAGRAPH_LENGTH].replace("\r\n", "\n"))
    return tuple(shown for part in parts if (shown := line(part, PARAGRAPH_LENGTH)))


def choose(text: Text, languages: Sequence[str]) -> Said | None:
    """Return what `text` says in the best of `languages` that it has, else anyhow; None if empty.

    What shows nothing, as a text of invisible characters, says nothing.
    """
    chosen = choose_text({t: said for t, said in text.items() if line(said)}, languages)
    return None if chosen is None else Said(chosen.text, _language(chosen.language or ""))


def _language(tag: str) -> str | None:
    """Return a language tag if it is one that says something (RFC 5646, 2.1, loosely)."""
    return tag if _TAG.fullmatch(tag) is not None else None
