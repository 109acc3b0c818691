"""How most platforms answer: a document, a page, or a status that says why there is none."""

from http import HTTPStatus
from urllib.parse import urlsplit

from wallet.platforms.platform import Documents, Nothing, Said, Seen

_SNIFFED_BYTES = 1024
_PAGES = (b"<!doctype html", b"<html", b"<head", b"<body")
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_NOT_SHOWN = frozenset({HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN})


def document(seen: Seen) -> Said:
    """Take the answer for a document; decided by its bytes, for many name another type.

    A withdrawn badge may still be told beside its 410.
    """
    if seen.http_status == HTTPStatus.GONE and seen.body and not is_page(seen):
        return Documents(seen.body)
    if seen.http_status != HTTPStatus.OK or not seen.body:
        return Nothing(status_in_words(seen))
    if is_page(seen):
        return Nothing("shows a web page")
    return Documents(seen.body)


def is_page(seen: Seen) -> bool:
    """Tell whether an answer is a web page."""
    beginning = (seen.body or b"")[:_SNIFFED_BYTES].removeprefix(_BYTE_ORDER_MARK).lstrip().lower()
    if beginning.startswith(_PAGES):
        return True
    is_html = seen.media_type in {"text/html", "application/xhtml+xml"}
    return is_html and beginning.startswith(b"<") and b"<svg" not in beginning


def is_withheld(seen: Seen) -> bool:
    """Tell whether the platform says that this is not for everybody."""
    return seen.http_status in _NOT_SHOWN


def shows_the_same(seen: Seen) -> bool:
    """Tell whether the page that was shown in the end is still the one of that name.

    A site that has no such page any more may send visitors to its front page.
    """
    name = urlsplit(seen.url).path.rstrip("/").rpartition("/")[2]
    return name in urlsplit(seen.final_url).path.split("/")


def status_in_words(seen: Seen) -> str:
    """Say what a status means to somebody who looks for a badge."""
    match seen.http_status:
        case HTTPStatus.GONE:
            return "says that it is withdrawn"
        case HTTPStatus.NOT_FOUND:
            return "has nothing there"
        case HTTPStatus.UNAUTHORIZED | HTTPStatus.FORBIDDEN:
            return "does not show it to everybody"
        case HTTPStatus.OK:
            return "shows nothing"
        case status:
            return f"answers with HTTP status {status}"
