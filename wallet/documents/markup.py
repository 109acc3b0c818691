"""Text of strangers in, text that is safe to show out.

Whoever issues a credential may write what they like: Markdown that hides script, addresses that
run, characters that turn a sentence round. HTML is made from Markdown without raw HTML, then
cleaned against a list of what may stay; both would have to fail for a tag to run.
"""

import re
from functools import lru_cache
from urllib.parse import urlsplit

from markdown_it import MarkdownIt
from nh3 import Cleaner

LONGEST_MARKDOWN = 16_000
"""Characters of Markdown that are rendered; the rest is cut, and nobody reads so far.

Unclosed brackets cost the square of their number, so this also bounds the time.
"""
LONGEST_ADDRESS = 4_096
"""Characters of an address; what is remembered of strangers' addresses is bounded by it."""
_TAGS = {
    "p", "br", "hr", "strong", "em", "s", "code", "pre", "blockquote", "ul", "ol", "li", "a",
    "h3", "h4", "h5", "h6", "table", "thead", "tbody", "tr", "th", "td",
}  # fmt: skip
_WEB = ("http", "https")
# Unicode, "Bidirectional Character Types": embeddings, overrides, isolates and their ends, marks.
_BIDI_CONTROLS = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
# C0 and C1 controls but tab, line feed and carriage return; the line and paragraph separators;
# zero-width no-break space, tags and other invisible carriers of hidden text.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\u2060-\u2064\ufeff\U000e0000-\U000e007f]"
)


def plain(text: str) -> str:
    """Return the text without characters that hide or turn round what is read.

    It is still to be escaped where it goes into HTML.
    """
    if text.isascii() and text.isprintable():
        return text
    return _INVISIBLE.sub("", _BIDI_CONTROLS.sub("", text))


@lru_cache(maxsize=256)
def html_of(markdown: str) -> str:
    """Return safe HTML for a stranger's Markdown: no raw HTML, no pictures, headings from h3 on.

    Links go to http and https only and carry `rel="noopener noreferrer nofollow"`.
    """
    return str(_cleaner().clean(_renderer().render(plain(markdown[:LONGEST_MARKDOWN])))).strip()


def web_link(address: str | None) -> str | None:
    """Return an address that a page may link to: http or https with a host, else None."""
    return None if address is None or len(address) > LONGEST_ADDRESS else _web_link(address)


@lru_cache(maxsize=4_096)
def _web_link(address: str) -> str | None:
    if plain(address) != address or address.split() != [address]:
        return None
    try:
        parts = urlsplit(address)
        usable = parts.scheme.lower() in _WEB and parts.hostname is not None
        has_credentials = parts.username is not None or parts.password is not None
    except ValueError:
        return None
    return address if usable and not has_credentials else None


@lru_cache(maxsize=1)
def _renderer() -> MarkdownIt:
    # a page has its own h1 and h2; pictures of strangers would tell them who reads
    renderer = MarkdownIt("commonmark", {"html": False, "linkify": False})
    renderer.enable("table").enable("strikethrough").disable("image")
    renderer.core.ruler.push("lower_headings", _lower_headings)
    return renderer


def _lower_headings(state: object) -> None:
    for token in state.tokens:  # type: ignore[attr-defined]  # markdown-it types rules loosely
        if token.type in {"heading_open", "heading_close"}:
            token.tag = f"h{min(int(token.tag[1]) + 2, 6)}"


@lru_cache(maxsize=1)
def _cleaner() -> Cleaner:
    return Cleaner(
        tags=_TAGS,
        attributes={"a": {"href"}, "*": set()},
        url_schemes=set(_WEB),
        link_rel="noopener noreferrer nofollow",
        strip_comments=True,
    )
