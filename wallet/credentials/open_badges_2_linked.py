"""From the assertion of Open Badges 1 or 2 in hand to the one that counts, its badge, its issuer.

What is believed of which document, `wallet.credentials.open_badges_2` says. Members are given by
the names of version 2, with whole addresses.
"""

from dataclasses import dataclass, replace
from types import MappingProxyType

from wallet.credentials.generations import Version1, local_types, version_1_of
from wallet.credentials.members import address, is_true, only_object, reference
from wallet.credentials.open_badges_1_members import (
    base_of_0_5,
    origin_of_issuer,
    upgrade_assertion,
    upgrade_issuer,
)
from wallet.credentials.reader import Link, Linked, LinkKind
from wallet.credentials.relative_addresses import (
    OF_ASSERTION,
    OF_BADGE_CLASS,
    OF_ISSUER,
    completed,
    left_out,
)
from wallet.documents.document import Document, JSONObject

HOSTED = "hosted"
SIGNED = "signed"
_KINDS = MappingProxyType({"hostedbadge": HOSTED, "signedbadge": SIGNED})


@dataclass(frozen=True, slots=True)
class Assertion:
    """The assertion that counts, and what led to it.

    `address` is where it was asked for, `brought` what was in hand before, `missing` the next
    document to bring. `found_at` is where one lay that names no address as its own.
    """

    content: JSONObject | None
    address: str | None = None
    brought: JSONObject | None = None
    missing: Link | None = None
    found_at: str | None = None

    @property
    def place(self) -> str | None:
        """Where its addresses count from; a signed one may lie anywhere, so it has none."""
        return self.address or self.found_at


@dataclass(frozen=True, slots=True)
class LinkedThing:
    """A badge class or an issuer.

    `id` is what it is known by; `content` is empty where nothing could be had. `is_own` tells
    that it comes from its own address. `incomplete` are members without a whole address; `place`
    is where its addresses count from.
    """

    id: str | None
    content: JSONObject
    place: str | None = None
    incomplete: tuple[str, ...] = ()
    is_own: bool = False
    missing: Link | None = None


def find_assertion(document: Document, linked: Linked) -> Assertion:
    """Follow the pointer in hand to the assertion at its own address, at most twice."""
    if document.jws is not None:
        return Assertion(document.content)
    brought = document.content
    if brought is None:
        url = document.url or ""
        if url not in linked:
            return Assertion(None, url, missing=Link(url, LinkKind.ASSERTION))
        brought = linked[url]
        if brought is None:
            return Assertion(None, url)
    own = _own_address(brought)
    if own is None and version_1_of(brought) is Version1.V0_5:
        own = document.url  # it names none itself, so it lies where it was found, or is said to
    if own is None:
        return Assertion(brought, found_at=document.url if document.content is None else None)
    if own not in linked:
        return Assertion(brought, own, brought, Link(own, LinkKind.ASSERTION))
    copy = linked[own]
    return Assertion(brought if copy is None else copy, own, brought)


def _own_address(assertion: JSONObject) -> str | None:
    """Return where a hosted assertion says it lives: its id, or the `verify.url` of old."""
    version = version_1_of(assertion)
    if version is not None:
        return address(upgrade_assertion(assertion, version, None).get("id"))
    verification = verification_of(assertion)
    url = None if kind_of(verification) == SIGNED else address(verification.get("url"))
    return address(assertion.get("id", assertion.get("@id"))) or url


def said_by(assertion: Assertion) -> JSONObject:
    """Return what the assertion says.

    An issuer who revokes often leaves a stub (`id` and `revoked`) at the address: then what was
    brought still tells which badge it was that is revoked.
    """
    content = assertion.content or {}
    if is_true(content.get("revoked")) and "badge" not in content and assertion.brought:
        return {**assertion.brought, **content}
    return content


def upgraded(assertion: Assertion) -> JSONObject:
    """Return what the assertion says by the names of version 2."""
    said = said_by(assertion)
    version = version_1_of(said)
    if version is None:
        return completed(said, assertion.place, *OF_ASSERTION)
    return upgrade_assertion(said, version, assertion.place)


def _base(assertion: Assertion, version: Version1 | None) -> str | None:
    if version is Version1.V0_5:
        return base_of_0_5(said_by(assertion), assertion.place)
    return assertion.place


def incomplete_in(assertion: Assertion, version: Version1 | None) -> tuple[str, ...]:
    """Return which members of an assertion have an address that counts from nowhere known."""
    return left_out(said_by(assertion), _base(assertion, version), *OF_ASSERTION)


def find_badge(assertion: Assertion, linked: Linked, version: Version1 | None) -> LinkedThing:
    """Return the badge class that an assertion names, as far as it was brought."""
    said = upgraded(assertion).get("badge")
    embedded = only_object(said) or {}
    url = address(said)
    if url is None or "issuer" in embedded:
        return _badge(embedded, reference(said), _base(assertion, version))
    if url not in linked:
        return LinkedThing(url, embedded, missing=Link(url, LinkKind.ACHIEVEMENT))
    fetched = linked[url]
    if fetched is None:
        return _badge(embedded, url, _base(assertion, version))
    return replace(_badge(fetched, url, url), is_own=True)


def _badge(said: JSONObject, known_by: str | None, place: str | None) -> LinkedThing:
    lost = tuple(f"badge/{name}" for name in left_out(said, place, *OF_BADGE_CLASS))
    return LinkedThing(known_by, completed(said, place, *OF_BADGE_CLASS), place, lost)


def find_issuer(badge: LinkedThing, linked: Linked, version: Version1 | None) -> LinkedThing:
    """Return the issuer that a badge class names, as far as it was brought."""
    said = badge.content.get("issuer")
    embedded = only_object(said) or {}
    if version is Version1.V0_5:
        return _issuer(embedded, origin_of_issuer(badge.content), badge.place, version)
    url = address(said)
    if url is None:
        return _issuer(embedded, reference(said), badge.place, None)
    if url not in linked:
        return LinkedThing(url, embedded, missing=Link(url, LinkKind.ISSUER))
    profile = linked[url]
    if profile is None:
        return _issuer(embedded, url, badge.place, None)
    known_by = None if _disowns_its_address(completed(profile, url, "id")) else url
    return replace(_issuer(profile, known_by, url, version), is_own=True)


def _issuer(
    said: JSONObject, known_by: str | None, place: str | None, version: Version1 | None
) -> LinkedThing:
    whole = upgrade_issuer(said, place) if version else completed(said, place, *OF_ISSUER)
    lost = tuple(f"issuer/{name}" for name in left_out(said, place, *OF_ISSUER))
    return LinkedThing(known_by, whole, place, lost)


def _disowns_its_address(profile: JSONObject) -> bool:
    """Whether a profile's own id is no address, so that nothing binds it to where it lies."""
    declared = reference(profile)
    return declared is not None and address(declared) is None


def verification_of(assertion: JSONObject) -> JSONObject:
    """Return how an assertion says that it is to be verified."""
    return only_object(assertion.get("verification", assertion.get("verify"))) or {}


def kind_of(verification: JSONObject) -> str | None:
    """Return the kind of verification, in lower case."""
    named = next(iter(local_types(verification)), None)
    return _KINDS.get(named.lower(), named.lower()) if named else None
