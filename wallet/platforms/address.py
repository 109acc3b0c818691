"""The text of a web address in, its parts out; and addresses of the same site made from it."""

from dataclasses import dataclass, replace
from typing import Self
from urllib.parse import parse_qsl, unquote_plus, urlencode, urlsplit

from wallet.documents.markup import web_link

_HTTP_PORT = 80
_MOST_MEMBERS = 50


@dataclass(frozen=True, slots=True)
class Address:
    """A web address without its fragment, which a browser keeps to itself.

    `host` is in lower case; `path` as written, `/` where there is none.
    """

    scheme: str
    host: str
    port: int | None
    path: str
    query: str = ""

    @classmethod
    def parse(cls, url: str) -> Self | None:
        """Read an address; None for what a page could not link to."""
        link = web_link(url.strip())
        if link is None:
            return None
        try:
            parts = urlsplit(link)
            port = parts.port
        except ValueError:
            return None
        host = (parts.hostname or "").rstrip(".")
        return cls(parts.scheme.lower(), host, port, parts.path or "/", parts.query)

    @property
    def url(self) -> str:
        """The address as text."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        place = host if self.port is None else f"{host}:{self.port}"
        query = f"?{self.query}" if self.query else ""
        return f"{self.scheme}://{place}{self.path}{query}"

    def at(self, path: str, host: str | None = None, **query: str) -> str:
        """Return another address of this site, or of a `host` that belongs to it.

        The port stays, for a site on a port of its own has all of itself there. A host that we
        name is asked over https.
        """
        there = replace(self, path=path, query=urlencode(query))
        if host is not None:
            port = None if self.port == _HTTP_PORT else self.port
            there = replace(there, scheme="https", host=host, port=port)
        return there.url

    def value_of(self, name: str) -> str | None:
        """Return the value of a member of the query, None where it has none."""
        members = (parse_qsl(each) for each in self.query.split("&")[:_MOST_MEMBERS])
        return next((value for member in members for key, value in member if key == name), None)

    def without(self, names: frozenset[str]) -> Self:
        """Return the address without those members of its query."""
        members = self.query.split("&")
        kept = [each for each in members if unquote_plus(each.partition("=")[0]) not in names]
        return replace(self, query="&".join(kept))
