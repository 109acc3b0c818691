"""Any page of the web: another form of itself, linked data in it, or a picture that is baked.

It comes last, and every platform may hand its own pages on to it. Sources: RFC 8288, "Link";
HTML Living Standard, "Link type alternate"; JSON-LD 1.1, "Embedding JSON-LD in HTML Documents".
"""

import re
from urllib.parse import urljoin

from wallet.credentials import CredentialError, reader_of
from wallet.documents.document import DocumentError
from wallet.documents.markup import web_link
from wallet.documents.opening import open_documents
from wallet.platforms.address import Address
from wallet.platforms.answers import document, is_page
from wallet.platforms.platform import Documents, Nothing, Onward, Platform, Route, Said, Seen, Step
from wallet.platforms.web_page import WebPage, read_page

_DOCUMENTS = frozenset(
    {
        "application/json",
        "application/jwt",
        "application/ld+json",
        "application/vc",
        "application/vc+jwt",
        "application/vc+ld+json",
        "application/vp",
    }
)
"""Media types of alternates that may be a badge; that of oEmbed is how to show a page in one."""
_PICTURES = ("og:image:secure_url", "og:image", "og:image:url", "twitter:image")
_LINK = re.compile(r"<([^<>]{1,2048})>([^,<]{0,500})")
_MOST_ONWARD = 6


def route(address: Address) -> Route:
    """Ask for a document there, and where it is a page look for one in it."""
    return Route((Step(address.url, read),))


def read(seen: Seen) -> Said:
    """Take a document as it is, and of a page what leads to one."""
    if not seen.body or not is_page(seen):
        return document(seen)
    return read_any(seen, read_page(seen.body, seen.final_url))


def read_any(seen: Seen, page: WebPage) -> Said:
    """Say where a page leads: a form of itself, then linked data in it, then its pictures."""
    further = [Step(link, document) for link in _alternates(seen, page)]
    if not further:
        for block in page.blocks:
            if _is_credential(block):
                return Documents(block)
    further += [Step(link, _picture) for link in _pictures(page, seen.final_url)]
    if not further:
        return Nothing("shows a web page, and nothing in it leads to a badge")
    return Onward(tuple(further[:_MOST_ONWARD]))


def _alternates(seen: Seen, page: WebPage) -> list[str]:
    links = [link for media_type, link in page.alternates if _names_document(media_type)]
    for target, parameters in _LINK.findall(seen.headers.get("link", "")):
        named = parameters.lower().replace('"', "").replace(" ", "")
        media_type = named.partition(";type=")[2].partition(";")[0]
        if ";rel=alternate" in named and _names_document(media_type):
            links += [link for link in [_joined(seen.final_url, target)] if link]
    return list(dict.fromkeys(link for link in links if link not in {seen.url, seen.final_url}))


def _joined(address: str, target: str) -> str | None:
    try:
        return web_link(urljoin(address, target))
    except ValueError:
        return None


def _names_document(media_type: str) -> bool:
    return media_type.partition(";")[0].strip() in _DOCUMENTS


def _pictures(page: WebPage, address: str) -> list[str]:
    found = (page.meta.get(name) for name in _PICTURES)
    links = (_joined(address, said) for said in found if said)
    return list(dict.fromkeys(link for link in links if link))


def _is_credential(block: bytes) -> bool:
    """Whether linked data in a page is a badge, and not what search engines are told."""
    try:
        opened = open_documents(block)
        for each in opened:
            reader_of(each)
    except (DocumentError, CredentialError):
        return False
    return all(each.content is not None for each in opened)


def _picture(seen: Seen) -> Said:
    """Take a picture only where a badge is baked into it."""
    said = document(seen)
    if not isinstance(said, Documents):
        return said
    try:
        open_documents(said.body)
    except DocumentError:
        return Nothing("is a picture without a badge in it")
    return said


PLATFORM = Platform(name="any_page", route=route)
