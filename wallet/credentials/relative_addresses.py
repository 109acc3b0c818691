"""Addresses without a host, as old issuers write them: they count from where their document lies.

Where that is not known they are left out, and named to whoever reads, but never guessed. The
document's own bytes stay as they are; only what is read from them is completed.

Source: RFC 3986, 5 "Reference Resolution"; JSON-LD 1.1, "Base IRI".
"""

from typing import Any
from urllib.parse import urljoin, urlsplit

from wallet.credentials.members import identifier, is_address
from wallet.documents.document import JSONObject

OF_ASSERTION = ("badge", "evidence", "image")
OF_BADGE_CLASS = ("image", "criteria", "issuer")
OF_ISSUER = ("image", "url", "revocationList")
_PARTS_OF_A_PATH = frozenset("/.?")
_LEFT_OUT = object()


def completed(thing: JSONObject, place: str | None, *names: str) -> JSONObject:
    """Return a thing that lies at `place` with whole addresses in the members of these names.

    An address is a string, or the id of an object, by itself or in a list.
    """
    whole = {name: _completed(thing[name], place) for name in names if name in thing}
    return {
        name: said for name, said in {**thing, **whole}.items() if whole.get(name) is not _LEFT_OUT
    }


def left_out(thing: JSONObject, place: str | None, *names: str) -> tuple[str, ...]:
    """Return the names of the members of which `completed` leaves something out."""
    return tuple(name for name in names if any(_is_lost(each, place) for each in _in(thing, name)))


def _in(thing: JSONObject, name: str) -> list[Any]:
    said = thing.get(name)
    items = said if isinstance(said, list) else [said]
    return [_own_id(item) if isinstance(item, dict) else item for item in items]


def _is_lost(said: Any, place: str | None) -> bool:
    return _is_relative(said) and _joined(said, place) is None


def _completed(said: Any, place: str | None) -> Any:
    if isinstance(said, list):
        items = (_completed(item, place) for item in said)
        return [item for item in items if item is not _LEFT_OUT]
    if isinstance(said, dict):
        if not _is_relative(_own_id(said)):
            return said
        bare = {name: member for name, member in said.items() if name not in {"id", "@id"}}
        whole = _joined(_own_id(said), place)
        return bare if whole is None else {**bare, "id": whole}
    if not _is_relative(said):
        return said
    return _joined(said, place) or _LEFT_OUT


def _own_id(thing: JSONObject) -> Any:
    return thing.get("id", thing.get("@id"))


def _is_relative(said: Any) -> bool:
    """Whether it is an address without a host; a sentence, or a word that names no file, is not."""
    named = identifier(said)
    if named is None or _PARTS_OF_A_PATH.isdisjoint(named):
        return False
    try:
        return not urlsplit(named).scheme
    except ValueError:
        return False


def _joined(said: str, place: str | None) -> str | None:
    if place is None or not is_address(place):
        return None
    try:
        whole = urljoin(place, said.strip())
    except ValueError:
        return None
    return whole if is_address(whole) else None
