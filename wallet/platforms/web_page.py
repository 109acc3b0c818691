"""The bytes of a web page in, what a search for a badge can use of it out.

Nothing in it is run, loaded or believed. Sources: HTML Living Standard, "Link type alternate";
JSON-LD 1.1, "Embedding JSON-LD in HTML Documents"; the Open Graph protocol, "Basic Metadata".
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from urllib.parse import urljoin

from lxml import etree

from wallet.documents.markup import LONGEST_ADDRESS, plain, web_link

MOST_BYTES = 2 * 1024 * 1024
MOST_ELEMENTS = 20_000
MOST_OF_EACH = 20
MOST_LINKS = 400
LONGEST_LINE = 400
MOST_LINES = 400
LARGEST_BLOCK = 512 * 1024
_UNSEEN = frozenset({"script", "style", "noscript", "template", "head", "svg"})
_INLINE = frozenset({"a", "b", "em", "i", "span", "strong", "small", "sup", "sub", "u", "mark"})
_LINKED_DATA = "application/ld+json"


@dataclass(slots=True)
class WebPage:
    """What a page says, every address made absolute and every text without tricks.

    `meta` are the members of its head by lower-case name, the first of a name; `alternates` the
    other forms that it names of itself, with their media types; `blocks` its JSON-LD; `links`
    where its text leads; `lines` what a person reads; `fields` the fields of its forms by type
    and name.
    """

    title: str = ""
    meta: dict[str, str] = field(default_factory=dict)
    alternates: list[tuple[str, str]] = field(default_factory=list)
    blocks: list[bytes] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    headings: list[str] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    fields: list[tuple[str, str]] = field(default_factory=list)

    @property
    def asks_for_a_password(self) -> bool:
        """Whether it is a page to sign in on."""
        return any(kind == "password" for kind, _ in self.fields)


def read_page(body: bytes, address: str) -> WebPage:
    """Read a page that lies at `address`; what cannot be read of it is not there."""
    page = WebPage()
    if len(body) > MOST_BYTES:
        return page
    root = _parsed(body)
    if root is None:
        return page
    for number, element in enumerate(root.iter(etree.Element)):
        if number >= MOST_ELEMENTS:
            break
        _note(element, page, address)
    page.lines = _lines(root)
    return page


def _parsed(body: bytes) -> etree._Element | None:
    try:
        body.decode("utf-8")
        encoding = "utf-8"
    except UnicodeDecodeError:
        encoding = None  # as the page itself says
    parser = etree.HTMLParser(
        encoding=encoding, no_network=True, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        return etree.fromstring(body, parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None


def _note(element: etree._Element, page: WebPage, address: str) -> None:
    """Take what an element says; each kind of it is bounded."""
    match element.tag:
        case "title":
            page.title = page.title or _text(element)
        case "meta":
            _note_meta(element, page)
        case "link":
            _note_link(element, page, address)
        case "script":
            _note_block(element, page)
        case "a":
            if len(page.links) < MOST_LINKS and (link := _absolute(element.get("href"), address)):
                page.links.append(link)
        case "h1" | "h2":
            if len(page.headings) < MOST_OF_EACH:
                page.headings.append(_text(element))
        case "input":
            named = element.get("name") or element.get("id") or ""
            known = (_word(element.get("type") or "text"), _word(named))
            page.fields += [known] if len(page.fields) < MOST_OF_EACH else []


def _note_meta(element: etree._Element, page: WebPage) -> None:
    name, said = element.get("property") or element.get("name"), element.get("content")
    if name and said and len(page.meta) < MOST_LINKS:
        page.meta.setdefault(name.strip().lower(), _clean(said[: 4 * LONGEST_LINE]))


def _note_link(element: etree._Element, page: WebPage, address: str) -> None:
    relations = (element.get("rel") or "").lower().split()
    link = _absolute(element.get("href"), address)
    if "alternate" in relations and link is not None and len(page.alternates) < MOST_OF_EACH:
        page.alternates.append((_word(element.get("type") or ""), link))


def _note_block(element: etree._Element, page: WebPage) -> None:
    kind = _word(element.get("type") or "").partition(";")[0].strip()
    block = (element.text or "").strip()
    if kind == _LINKED_DATA and block and len(page.blocks) < MOST_OF_EACH:
        written = block.encode("utf-8", "surrogatepass")
        if len(written) <= LARGEST_BLOCK:
            page.blocks.append(written)


def _absolute(href: str | None, address: str) -> str | None:
    if not href or len(href) > LONGEST_ADDRESS:
        return None
    try:
        return web_link(urljoin(address, href.strip()).partition("#")[0])
    except ValueError:
        return None


def _lines(root: etree._Element) -> list[str]:
    """Return what a person reads, a line for each block of it."""
    lines: list[str] = []
    parts: list[str] = []
    for text, ends_line in _texts(root):
        parts.append(text[:LONGEST_LINE])
        if ends_line:
            if line := _clean("".join(parts))[:LONGEST_LINE]:
                lines.append(line)
            parts = []
            if len(lines) >= MOST_LINES:
                return lines
    if line := _clean("".join(parts))[:LONGEST_LINE]:
        lines.append(line)
    return lines


def _texts(root: etree._Element) -> Iterator[tuple[str, bool]]:
    """Yield the texts in order, each with whether a line ends before or after it."""
    hidden = 0
    for event, element in etree.iterwalk(root, events=("start", "end")):
        tag = element.tag if isinstance(element.tag, str) else ""
        if event == "start":
            hidden += tag in _UNSEEN
            if tag not in _INLINE:
                yield "", True
            if not hidden:
                yield element.text or "", False
        else:
            hidden -= tag in _UNSEEN
            if tag not in _INLINE:
                yield "", True
            if not hidden:
                yield element.tail or "", False


def _text(element: etree._Element) -> str:
    parts = (str(part)[:LONGEST_LINE] for part in islice(element.itertext(), MOST_OF_EACH))
    return _clean("".join(parts))[:LONGEST_LINE]


def _clean(text: str) -> str:
    return " ".join(plain(text).split())


def _word(text: str) -> str:
    return text.strip().lower()[:LONGEST_LINE]
