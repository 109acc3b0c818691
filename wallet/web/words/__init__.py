"""A person's languages in, the words of every page out: a second language is one more file."""

from wallet.web.words.english import ENGLISH
from wallet.web.words.wording import Wording

__all__ = ["ENGLISH", "Wording"]
