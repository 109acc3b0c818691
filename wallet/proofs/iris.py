"""What counts as an IRI where a document is signed as RDF."""

from re import ASCII
from re import compile as pattern

_ABSOLUTE = pattern(r"(?:[A-Za-z][A-Za-z0-9+.-]*|_):\S*", ASCII)


def is_absolute(text: str) -> bool:
    """Whether a text has a scheme, or names a blank node; any other is left out of the RDF."""
    return _ABSOLUTE.fullmatch(text) is not None


def is_blank(text: str) -> bool:
    """Whether a text names a blank node; the name itself is never signed."""
    return text.startswith("_:")
