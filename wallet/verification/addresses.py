"""When two web addresses name the same place; what is no web address names none.

Source: RFC 3986, 6.2 "Comparison Ladder", up to scheme-based normalisation.
"""

from dataclasses import dataclass
from urllib.parse import urlsplit

_DEFAULT_PORTS = {"https": 443, "http": 80}


@dataclass(frozen=True, slots=True)
class Place:
    """Where a web address leads: `authority` is host and port in lower case, 443 and 80 left out.

    `path` has no slash at its end.
    """

    scheme: str
    authority: str
    path: str
    query: str
    fragment: str


def place_of(url: str) -> Place | None:
    """Return where `url` leads; None for what is malformed, not http(s), or carries a sign-in."""
    try:
        parts = urlsplit(url)
        host, port = (parts.hostname or "").rstrip("."), parts.port
    except ValueError:
        return None
    if parts.scheme not in _DEFAULT_PORTS or not host or "@" in parts.netloc:
        return None
    authority = host if port in {None, _DEFAULT_PORTS[parts.scheme]} else f"{host}:{port}"
    path = parts.path.removesuffix("/")
    return Place(parts.scheme, authority, path, parts.query, parts.fragment)


def authority_of(url: str) -> str:
    """Return host and port of `url` in lower case, without a default port; "" for no place."""
    place = place_of(url)
    return place.authority if place else ""


def same_site(one: str, other: str) -> bool:
    """Tell if both are of one site: the same authority, but for a `www.` before it.

    What names no place is of no site.
    """
    names = [authority_of(url).removeprefix("www.") for url in (one, other)]
    return bool(names[0]) and names[0] == names[1]


def origin_of(url: str) -> str:
    """Return scheme and authority of `url`; "" for no place."""
    place = place_of(url)
    return f"{place.scheme}://{place.authority}" if place else ""


def same_address(one: str, other: str) -> bool:
    """Tell if both name one document: host in any case, default port, a slash at the end or none.

    What names no place is the same as nothing, itself included.
    """
    place = place_of(one)
    return place is not None and place == place_of(other)
