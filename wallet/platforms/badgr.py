"""Badgr, in its cloud and on servers of one's own, which are known by their paths.

A server answers JSON where no `text/html` is accepted, or where `.json` is appended. Links that
people share often carry the plain address that a badge was issued to, as `identity__email`.
"""

import re
from collections.abc import Iterable

from wallet.credentials.credential import Credential
from wallet.credentials.members import only_object, sequence, texts
from wallet.documents.document import DocumentError, JSONObject
from wallet.documents.strict_json import parse
from wallet.network.media_types import Wanted
from wallet.platforms.address import Address
from wallet.platforms.answers import document, is_page, status_in_words
from wallet.platforms.any_page import read as read_any_page
from wallet.platforms.choices import choice
from wallet.platforms.platform import (
    Choice,
    ChoiceState,
    Listed,
    Nothing,
    Obstacle,
    ObstacleCode,
    Platform,
    Route,
    Said,
    Seen,
    Step,
    is_by_a_bare_key,
)

PERSONAL = frozenset({"identity__email", "identity__url", "identity__telephone", "identity__id"})
IDENTITY = "identity__email"
_CLOUD = re.compile(r"(?:[a-z0-9-]+\.)*?(?:(eu|au|ca|sg|demo|test)\.)?badgr\.(?:com|io)")
_BADGR_COM = frozenset({"demo", "test"})
_ASSERTION = re.compile(r"/public/assertions/([A-Za-z0-9_-]{1,64})(?:\.json|/)?")
_COLLECTION = re.compile(r"/public/collections/([A-Za-z0-9_-]{1,64})(?:\.json|/)?")
_CLASS = re.compile(r"/public/(?:badges|issuers)/[A-Za-z0-9_-]{1,64}(?:\.json|/.*)?")
_VERSIONS = frozenset({"1_1", "2_0", "3_0"})
_LISTS = ("badges", "assertions", "credentials", "results", "result")
_EXPANDED = "expand=badge&expand=badge.issuer"
_NOT_SHOWN = Obstacle(
    ObstacleCode.NOT_PUBLIC,
    "There is no public badge at this address: it is private, not accepted yet, or no longer "
    "there. That says nothing against it. Make it public where you earned it, or download it "
    "there and bring the file.",
)
_NOT_AWARDED = Obstacle(
    ObstacleCode.TEMPLATE_PAGE,
    "This page describes a badge or its issuer; it is nobody's award. Open your own badge and "
    "bring its address, which has /public/assertions/ in it.",
)


def route(address: Address) -> Route | Obstacle | None:
    """Lead an address of the cloud to its region's API, and any other to its own server."""
    cloud = _CLOUD.fullmatch(address.host)
    return route_on(address, _api_hosts(cloud[1]) if cloud else ())


def award(credential: Credential) -> str | None:
    """Name an award of the cloud: its server makes the name, each version differs by a query."""
    address = Address.parse(credential.place or "")
    cloud = _CLOUD.fullmatch(address.host) if address else None
    return award_on(credential, _api_hosts(cloud[1])[0]) if cloud else None


def award_on(credential: Credential, host: str) -> str | None:
    """Name the award of a credential in the region whose API is at the host."""
    address = Address.parse(credential.place or "")
    found = _ASSERTION.fullmatch(address.path) if address else None
    return f"badgr {host} {found[1]}" if found and not is_by_a_bare_key(credential) else None


def _api_hosts(region: str | None) -> tuple[str, ...]:
    if region in _BADGR_COM:
        return (f"api.{region}.badgr.com",)
    return (f"api.{region}.badgr.io",) if region else ("api.badgr.io",)


def route_on(address: Address, api_hosts: tuple[str, ...]) -> Route | Obstacle | None:
    """Lead a path that Badgr knows to each of the hosts in turn, or to the address's own."""
    if found := _ASSERTION.fullmatch(address.path):
        return Route(tuple(_assertion_steps(address, found[1], api_hosts)), _NOT_SHOWN)
    if found := _COLLECTION.fullmatch(address.path):
        steps = [_collection_step(address, found[1], host) for host in api_hosts or (None,)]
        return Route(tuple(steps), _NOT_SHOWN)
    return _NOT_AWARDED if _CLASS.fullmatch(address.path) else None


def _assertion_steps(address: Address, name: str, api_hosts: tuple[str, ...]) -> Iterable[Step]:
    version = address.value_of("v")
    asked = {"v": version} if version in _VERSIONS else {}
    path = f"/public/assertions/{name}"
    for host in api_hosts or (None,):
        yield Step(address.at(f"{path}.json", host, **asked), document)
    if not api_hosts:
        # what lies at this path need not be a Badgr: then it answers as any page does
        yield Step(address.at(path, **asked), read_any_page)


def _collection_step(address: Address, name: str, host: str | None) -> Step:
    url = f"{address.at(f'/public/collections/{name}.json', host)}?{_EXPANDED}"

    def read(seen: Seen) -> Said:
        listed = _listed(seen)
        if listed is None:
            return Nothing("shows a web page" if is_page(seen) else status_in_words(seen))
        return Listed(tuple(each for each in map(_choice, listed) if each))

    return Step(url, read, Wanted.JSON)


def _listed(seen: Seen) -> list[object] | None:
    """Return the badges of a collection: a list, or an object that has one."""
    try:
        said = parse(seen.body or b"")
    except DocumentError:
        return None
    if isinstance(said, list):
        return said
    lists = (said.get(name) for name in _LISTS) if isinstance(said, dict) else ()
    return next((each for each in lists if isinstance(each, list)), None)


def _choice(entry: object) -> Choice | None:
    if isinstance(entry, str):
        return choice(entry, title=None)
    if not isinstance(entry, dict):
        return None
    node = only_object(entry.get("assertion")) or only_object(entry.get("badgeInstance")) or entry
    badge = only_object(node.get("badge")) or only_object(node.get("badgeclass")) or {}
    issuer = only_object(badge.get("issuer")) or {}
    return choice(
        node.get("id") or node.get("hostedUrl") or node.get("shareUrl"),
        title=_name(badge) or _name(node),
        issuer=_name(issuer),
        issued_on=node.get("issuedOn"),
        picture=_first(node.get("image"), badge.get("image")),
        state=ChoiceState.REVOKED if node.get("revoked") is True else _acceptance(node),
    )


def _acceptance(node: JSONObject) -> ChoiceState:
    is_pending = node.get("acceptance") in {"Unaccepted", "pending"} or node.get("pending") is True
    return ChoiceState.PENDING if is_pending else ChoiceState.AVAILABLE


def _name(node: JSONObject) -> str | None:
    return next(iter(texts(node.get("name")).values()), None)


def _first(*values: object) -> object:
    return next((value for value in values if sequence(value)), None)


PLATFORM = Platform(name="badgr", route=route, personal=PERSONAL, identity=IDENTITY, award=award)
