"""Texts of strangers in, what a client may show out: the right language, made safe."""

from collections.abc import Iterable, Mapping

from wallet.api.types.scalars import HTML, URL
from wallet.documents.markup import html_of, plain, web_link

_UNDETERMINED = "und"


def in_language(
    texts: Mapping[str, str], wanted: str | None, accepted: Iterable[str]
) -> str | None:
    """Return the text in the wanted language, else in an accepted one, else in any.

    Source: RFC 4647, "Lookup".
    """
    if not texts:
        return None
    by_tag = {tag.lower(): text for tag, text in texts.items()}
    for language in ([wanted] if wanted else []) + list(accepted):
        tag = language.lower()
        while tag:
            if tag in by_tag:
                return plain(by_tag[tag])
            tag = tag.rpartition("-")[0]
    return plain(by_tag.get(_UNDETERMINED) or next(iter(by_tag.values())))


def html(markdown: str | None) -> HTML | None:
    """Return a stranger's Markdown as safe HTML."""
    return HTML(html_of(markdown)) if markdown else None


def link(address: str | None) -> URL | None:
    """Return a stranger's address where it is one that may be linked to."""
    found = web_link(address)
    return URL(found) if found is not None else None


def words(text: str | None) -> str | None:
    """Return a stranger's text without characters that hide or turn it round."""
    return plain(text) if text is not None else None
