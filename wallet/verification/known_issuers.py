"""A list of known issuers in, who is on it out; being on none says nothing against anybody.

Forms: our own, `{"name": …, "issuers": [{"id", "name", "url", "location"}]}`; a registry of the
Digital Credentials Consortium, `{"meta": …, "registry": {did: {"name", "url", "location"}}}`; and
its list of known registries, `[{"name", "type": "dcc-legacy", "url"}]`, which only leads on.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from wallet.credentials.members import identifier, objects, text
from wallet.verification.addresses import Place, place_of
from wallet.verification.domains import domain_of, written_out
from wallet.verification.lookalikes import looks

LEADS_TO_A_LIST = "dcc-legacy"
MOST_ISSUERS = 100_000


@dataclass(frozen=True, slots=True)
class KnownIssuer:
    """Somebody on a list; `on` is the list's name."""

    id: str
    name: str
    on: str
    url: str | None = None
    location: str | None = None


@dataclass(frozen=True, slots=True)
class FurtherList:
    """A list that another one leads to; `url` is None where we cannot read its kind."""

    name: str
    url: str | None


@dataclass(frozen=True)
class KnownIssuers:
    """All lists that were set up: who is on them, and the names of those not to be had."""

    issuers: tuple[KnownIssuer, ...] = ()
    unread: tuple[str, ...] = ()

    def find(self, issuer: str) -> KnownIssuer | None:
        """Return the first entry for the issuer with this id.

        It is the issuer by the same DID, the same address, or where a whole https site is listed.
        """
        place = place_of(issuer)
        found = self._by_id.get(issuer) or (self._by_id.get(place) if place else None)
        if found is None and place is not None and place.scheme == "https":
            return self._by_id.get(Place("https", place.authority, "", "", ""))
        return found

    def double_of(self, name: str) -> KnownIssuer | None:
        """Return a known issuer whose name looks like this one."""
        return _first(self._by_look, looks(name))

    def double_of_domain(self, domain: str) -> KnownIssuer | None:
        """Return a known issuer whose domain looks like this one, and is another one."""
        found = _first(self._by_domain, looks(written_out(domain)))
        return None if found is None or domain in _domains(found) else found

    @cached_property
    def _by_id(self) -> dict[str | Place, KnownIssuer]:
        found: dict[str | Place, KnownIssuer] = {}
        for known in self.issuers:
            found.setdefault(known.id, known)
            if (place := place_of(known.id)) is not None:
                found.setdefault(place, known)
        return found

    @cached_property
    def _by_look(self) -> dict[str, KnownIssuer]:
        return {
            look: known for known in reversed(self.issuers) for look in looks(known.name) if look
        }

    @cached_property
    def _by_domain(self) -> dict[str, KnownIssuer]:
        return {
            look: known
            for known in reversed(self.issuers)
            for domain in _domains(known)
            for look in looks(written_out(domain))
        }


def _first(table: Mapping[str, KnownIssuer], seen: Iterable[str]) -> KnownIssuer | None:
    return next((table[look] for look in seen if look in table), None)


def _domains(known: KnownIssuer) -> set[str]:
    return {found for each in (known.id, known.url) if (found := domain_of(each)) is not None}


class ListUnreadableError(Exception):
    """What lies there is no list of known issuers of a form that we read."""


def read_list(content: Any, name: str) -> tuple[KnownIssuer | FurtherList, ...]:
    """Return the entries of a list; `name` is what it is called where it does not say.

    Raises:
        ListUnreadableError: it has none of the forms, or more entries than a list has.
    """
    entries = tuple(_entries(content, name))
    if not entries or len(entries) > MOST_ISSUERS:
        raise ListUnreadableError(f"{name} is no list of known issuers, or an empty one.")
    return entries


def _entries(content: Any, name: str) -> Iterator[KnownIssuer | FurtherList]:
    if isinstance(content, list):
        for each in objects(content):
            leads = each.get("type", LEADS_TO_A_LIST) == LEADS_TO_A_LIST
            url = text(each.get("url")) if leads else None
            yield FurtherList(text(each.get("name")) or url or name, url)
        return
    if not isinstance(content, dict):
        return
    called = text(content.get("name")) or name
    for each in objects(content.get("issuers")):
        yield from _entry(each.get("id"), each, called)
    for member in ("registry", "entries"):
        listed = content.get(member)
        for did, each in listed.items() if isinstance(listed, dict) else ():
            yield from _entry(did, each, called)


def _entry(issuer: object, said: Any, called: str) -> Iterator[KnownIssuer]:
    """Yield the entry, if it names an issuer by an id that can be compared."""
    found = identifier(issuer)
    if found is None or not isinstance(said, dict):
        return
    yield KnownIssuer(
        id=found,
        name=text(said.get("name")) or found,
        on=called,
        url=text(said.get("url")),
        location=text(said.get("location")),
    )
