"""A language in, the words of notifications out: a second language is one more file and line."""

from collections.abc import Iterable

from wallet.languages import lookup
from wallet.learner.wording.english import ENGLISH
from wallet.learner.wording.wording import Wording
from wallet.registry import registry

WORDINGS = registry(ENGLISH, names=lambda wording: (wording.language,))


def wording_for(languages: Iterable[str]) -> Wording:
    """Return the words in the first of the languages that there are words in; else English."""
    return WORDINGS[lookup(languages, WORDINGS) or ENGLISH.language]


__all__ = ["ENGLISH", "WORDINGS", "Wording", "wording_for"]
