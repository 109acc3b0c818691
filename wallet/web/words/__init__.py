"""A person's languages in, the words of every page out: a new language is one more file."""

from starlette.requests import Request

from wallet.languages import accepted_languages, lookup
from wallet.registry import registry
from wallet.web.words.english import ENGLISH
from wallet.web.words.german import GERMAN
from wallet.web.words.wording import Wording

WORDINGS = registry(ENGLISH, GERMAN, names=lambda wording: (wording.language,))

__all__ = ["ENGLISH", "WORDINGS", "Wording", "wording_for", "wording_of"]


def wording_for(languages: tuple[str, ...]) -> Wording:
    """Return the words of the first of the languages that we speak; English for none."""
    return WORDINGS[lookup(languages, WORDINGS) or ENGLISH.language]


def wording_of(request: Request) -> Wording:
    """Return the words of the first of the languages that a request accepts."""
    return wording_for(accepted_languages(request.headers.get("accept-language")))
