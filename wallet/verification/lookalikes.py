"""A name in, what it looks like out: two names that a reader takes for one another look the same.

Source: Unicode Technical Standard 39, 4 "Confusable Detection" and 5.1 "Mixed-Script Detection";
the pairs of letters are those of the library `confusable-homoglyphs`.
"""

import re
import unicodedata
from collections.abc import Iterable
from functools import cache

from confusable_homoglyphs import categories, confusables

_WORD = re.compile(r"[^\W\d_]+")
_NEUTRAL = frozenset({"COMMON", "INHERITED"})
_WRITTEN_TOGETHER = (
    frozenset({"LATIN", "HAN", "HIRAGANA", "KATAKANA"}),
    frozenset({"LATIN", "HAN", "BOPOMOFO"}),
    frozenset({"LATIN", "HAN", "HANGUL"}),
)
"""UTS 39, "Highly Restrictive": scripts that honest names mix within a word."""
_INVISIBLE = re.compile("[\u200e\u200f\u200b-\u200d\ufeff]")


def mixes_scripts(name: str) -> bool:
    """Whether a word of the name is written in scripts that no honest word mixes."""
    if name.isascii():
        return False
    return any(_is_mixed(word) for word in _WORD.findall(unicodedata.normalize("NFC", name)))


def looks(text: str) -> frozenset[str]:
    """Return what a text looks like, every letter by one that stands for all its doubles.

    It is as written, and as in small and in capital letters: I is like l, and is the capital of i.
    """
    plain = _INVISIBLE.sub("", unicodedata.normalize("NFKD", text))
    return frozenset({_look(plain), _look(plain.casefold()), _look(plain.upper())})


def _look(text: str) -> str:
    for _ in range(2):
        text = "".join(_stand_in(letter) for letter in text).casefold()
    return " ".join(unicodedata.normalize("NFKD", text).split())


def _is_mixed(word: str) -> bool:
    scripts = set(categories.unique_aliases(word)) - _NEUTRAL
    return len(scripts) > 1 and not any(scripts <= allowed for allowed in _WRITTEN_TOGETHER)


@cache
def _stand_in(letter: str) -> str:
    """Return the one of a letter's doubles that stands for all; the longest, since m is also rn."""
    doubles = {letter}
    waiting = [letter]
    while waiting:
        found = _doubles_of(waiting.pop()) - doubles
        doubles |= found
        waiting += found
    return min(doubles, key=lambda each: (-len(each), each))


def _doubles_of(letters: str) -> set[str]:
    entries: Iterable[dict[str, str]] = confusables.confusables_data.get(letters, ())
    return {_INVISIBLE.sub("", entry["c"]) for entry in entries} - {""}
