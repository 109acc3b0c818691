"""A person's languages in, the words of every page out: a new language is one more file."""

from wallet.languages import lookup
from wallet.registry import registry
from wallet.web.words.english import ENGLISH
from wallet.web.words.german import GERMAN
from wallet.web.words.wording import Wording

WORDINGS = registry(ENGLISH, GERMAN, names=lambda wording: (wording.language,))

__all__ = ["ENGLISH", "WORDINGS", "Wording", "wording_for"]


def wording_for(languages: tuple[str, ...]) -> Wording:
    """Return the words of the first of the languages that we speak; English for none."""
    return WORDINGS[lookup(languages, WORDINGS) or ENGLISH.language]
