"""Texts of strangers in, what a client may show out, made safe."""

from wallet.api.types.scalars import HTML, URL
from wallet.documents.markup import html_of, plain, web_link


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
