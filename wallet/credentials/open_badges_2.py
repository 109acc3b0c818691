"""Open Badges 2.0 and 2.1: an assertion, the badge class it names and that one's issuer.

What turns out to be of an earlier version is upgraded first (`open_badges_1_members`).

What is believed, and why:

- A hosted assertion that somebody brings is only a pointer. Everything is read from the copy at
  the address that it names as its own; a document at another address (a mirror, a share page) is
  a pointer just the same.
- A badge class counts as embedded where it is embedded: whoever vouches for the assertion, its
  host or its signer, vouches for what is in it. Where it is an address, it is fetched.
- An issuer profile with an address is always fetched there, also when a copy is embedded, for it
  says which hosts and keys may speak for the issuer. An embedded copy may lend its name to a
  screen when the issuer has disappeared, but neither hosts nor keys.
- A document is known by the address that it was asked for at, whatever id it declares: else any
  host could serve a profile that calls itself another's.

Source: Open Badges 2.0, "Hosted Verification", "Signed Verification", "Revoking Hosted Assertions".
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Any

from wallet.credentials.credential import (
    Achievement,
    Credential,
    CredentialError,
    CredentialFormat,
    Hosting,
    Securing,
    StatusEntry,
)
from wallet.credentials.dates import read_date
from wallet.credentials.evidence import read_evidence
from wallet.credentials.generations import (
    Version1,
    local_types,
    looks_like_assertion,
    looks_like_open_badges_2,
    version_1_of,
)
from wallet.credentials.members import (
    UNDETERMINED,
    address,
    identifier,
    image,
    is_true,
    language,
    only_object,
    only_text,
    reference,
    sequence,
    strings,
    text_or_number,
    texts,
    types,
)
from wallet.credentials.open_badges_1_members import (
    origin_of_issuer,
    upgrade_assertion,
    upgrade_badge_class,
    upgrade_issuer,
)
from wallet.credentials.open_badges_2_members import (
    read_badge_class,
    read_issuer,
    read_recipients,
    translations_of,
    with_translation,
)
from wallet.credentials.reader import Link, Linked, LinkKind, Reader
from wallet.documents.document import Document, JSONObject

_HOSTED = "hosted"
_SIGNED = "signed"
_KINDS = MappingProxyType({"hostedbadge": _HOSTED, "signedbadge": _SIGNED})


@dataclass(frozen=True, slots=True)
class _Assertion:
    """The assertion that counts, and what led to it.

    `address` is where it was asked for, `brought` what was in hand before, `missing` the next
    document to bring.
    """

    content: JSONObject | None
    address: str | None = None
    brought: JSONObject | None = None
    missing: Link | None = None


@dataclass(frozen=True, slots=True)
class _Linked:
    """A badge class or an issuer.

    `id` is what it is known by; `content` is empty where nothing could be had. `is_own` tells
    that it comes from its own address.
    """

    id: str | None
    content: JSONObject
    is_own: bool = False
    missing: Link | None = None


def _recognises(document: Document) -> bool:
    if document.content is None:
        return document.url is not None
    return document.sd_jwt is None and looks_like_open_badges_2(document.content)


def lacks(document: Document, linked: Linked) -> tuple[Link, ...]:
    """Name the next document to bring: the assertion at its own address, its badge, its issuer."""
    assertion = _find_assertion(document, linked)
    if assertion.missing:
        return (assertion.missing,)
    version = version_1_of(_said(assertion))
    badge = _find_badge(_upgraded(assertion), linked, version)
    if badge.missing:
        return (badge.missing,)
    issuer = _find_issuer(badge, linked, version)
    if issuer.missing:
        return (issuer.missing,)
    return tuple(
        Link(url, LinkKind.TRANSLATION)
        for url, _ in translations_of(badge.content, badge.id)
        if url not in linked
    )


def read(document: Document, linked: Linked) -> Credential:
    """Read the assertion, its badge class and its issuer, as far as they could be had.

    Raises:
        CredentialError: HOST_UNREACHABLE, where only an address is known and nothing was had
            from it; FORMAT_UNKNOWN, where no assertion lies there.
    """
    assertion = _find_assertion(document, linked)
    version, said = version_1_of(_said(assertion)), _upgraded(assertion)
    content = _require_content(assertion, linked)
    badge = _find_badge(said, linked, version)
    issuer = _find_issuer(badge, linked, version)
    tag = language(said.get("@language"))
    return Credential(
        format=_format(document, version),
        id=_id(content if version is None else said),
        types=types(said.get("type", said.get("@type"))),
        issuer=read_issuer(issuer.content, issuer.id, tag),
        achievement=_achievement(badge, linked, tag),
        content=content,
        recipients=tuple(read_recipients(said.get("recipient"))),
        recipient_name=_recipient_name(said),
        image=image(said.get("image")),
        valid_from=_issued_on(said),
        valid_until=read_date(said.get("expires"), epoch=True),
        awarded_at=_issued_on(said),
        narrative=next(iter(texts(said.get("narrative"), tag).values()), None),
        evidence=read_evidence(said.get("evidence")),
        statuses=tuple(_statuses(document, assertion, issuer)),
        hosting=_hosting(document, assertion, issuer),
        languages=_languages(said, badge.content, *_translations(badge, linked)),
        unreadable=_unreadable(said),
    )


def _require_content(assertion: _Assertion, linked: Linked) -> JSONObject:
    """Return the assertion that counts, or say why there is none."""
    content, place = assertion.content, assertion.address
    if content is None or (_is_only_a_pointer(content) and linked.get(place or "") is None):
        raise CredentialError(
            "HOST_UNREACHABLE",
            f"Nothing could be had from {place}. Try again later, or bring the badge's "
            "file instead of its address.",
        )
    if not looks_like_assertion(_said(assertion)):
        raise CredentialError(
            "FORMAT_UNKNOWN",
            "No Open Badges assertion lies at the badge's own address. Ask the issuer.",
        )
    return content


def _is_only_a_pointer(content: JSONObject) -> bool:
    return version_1_of(content) is not None and not looks_like_assertion(content)


def _find_assertion(document: Document, linked: Linked) -> _Assertion:
    """Follow the pointer in hand to the assertion at its own address, at most twice."""
    if document.jws is not None:
        return _Assertion(document.content)
    brought = document.content
    if brought is None:
        url = document.url or ""
        if url not in linked:
            return _Assertion(None, url, missing=Link(url, LinkKind.ASSERTION))
        brought = linked[url]
        if brought is None:
            return _Assertion(None, url)
    own = _own_address(brought)
    if own is None and version_1_of(brought) is Version1.V0_5:
        own = document.url  # it names none itself, so it lies where it was found, or is said to
    if own is None:
        return _Assertion(brought)
    if own not in linked:
        return _Assertion(brought, own, brought, Link(own, LinkKind.ASSERTION))
    copy = linked[own]
    return _Assertion(brought if copy is None else copy, own, brought)


def _own_address(assertion: JSONObject) -> str | None:
    """Return where a hosted assertion says it lives: its id, or the `verify.url` of old."""
    version = version_1_of(assertion)
    if version is not None:
        return address(upgrade_assertion(assertion, version, None).get("id"))
    verification = _verification(assertion)
    url = None if _kind(verification) == _SIGNED else address(verification.get("url"))
    return address(assertion.get("id", assertion.get("@id"))) or url


def _said(assertion: _Assertion) -> JSONObject:
    """Return what the assertion says.

    An issuer who revokes often leaves a stub (`id` and `revoked`) at the address: then what was
    brought still tells which badge it was that is revoked.
    """
    content = assertion.content or {}
    if is_true(content.get("revoked")) and "badge" not in content and assertion.brought:
        return {**assertion.brought, **content}
    return content


def _upgraded(assertion: _Assertion) -> JSONObject:
    """Return what the assertion says by the names of version 2."""
    said = _said(assertion)
    version = version_1_of(said)
    return said if version is None else upgrade_assertion(said, version, assertion.address)


def _find_badge(assertion: JSONObject, linked: Linked, version: Version1 | None) -> _Linked:
    said = assertion.get("badge")
    embedded = only_object(said) or {}
    url = address(said)
    if url is None or "issuer" in embedded:
        return _Linked(reference(said), embedded)
    if url not in linked:
        return _Linked(url, embedded, missing=Link(url, LinkKind.ACHIEVEMENT))
    badge = linked[url] or embedded
    upgraded = badge if version is None else upgrade_badge_class(badge, url)
    return _Linked(url, upgraded, is_own=linked[url] is not None)


def _find_issuer(badge: _Linked, linked: Linked, version: Version1 | None) -> _Linked:
    said = badge.content.get("issuer")
    embedded = only_object(said) or {}
    if version is Version1.V0_5:
        return _Linked(origin_of_issuer(badge.content), upgrade_issuer(embedded, None))
    url = address(said)
    if url is None:
        return _Linked(reference(said), embedded)
    if url not in linked:
        return _Linked(url, embedded, missing=Link(url, LinkKind.ISSUER))
    profile = linked[url]
    if profile is None:
        return _Linked(url, embedded)
    known_by = None if _disowns_its_address(profile) else url
    upgraded = profile if version is None else upgrade_issuer(profile, url)
    return _Linked(known_by, upgraded, is_own=True)


def _disowns_its_address(profile: JSONObject) -> bool:
    """Whether a profile's own id is no address, so that nothing binds it to where it lies."""
    declared = reference(profile)
    return declared is not None and address(declared) is None


def _achievement(badge: _Linked, linked: Linked, tag: str) -> Achievement:
    achievement = read_badge_class(badge.content, badge.id, tag)
    for translation in _translations(badge, linked):
        translated = read_badge_class(translation, badge.id, UNDETERMINED)
        achievement = with_translation(achievement, translated)
    return achievement


def _translations(badge: _Linked, linked: Linked) -> Iterator[JSONObject]:
    """Yield the other language versions of a badge class, by the same issuer, as far as had."""
    for url, tag in translations_of(badge.content, badge.id):
        content = linked.get(url)
        if content is not None and reference(content.get("issuer")) == reference(
            badge.content.get("issuer")
        ):
            yield {**content, "@language": content.get("@language", tag)}


def _id(assertion: JSONObject) -> str | None:
    uid = identifier(text_or_number(assertion.get("uid")))
    return reference(assertion.get("id", assertion.get("@id"))) or uid


def _issued_on(assertion: JSONObject) -> datetime | None:
    """Return when it was issued; the name of version 0.5 is seen in later ones."""
    return read_date(assertion.get("issuedOn", assertion.get("issued_on")), epoch=True)


def _format(document: Document, version: Version1 | None) -> CredentialFormat:
    if document.jws is None:
        if version is None:
            return CredentialFormat.OPEN_BADGES_2_HOSTED
        return CredentialFormat.OPEN_BADGES_1_HOSTED
    if version is None:
        return CredentialFormat.OPEN_BADGES_2_SIGNED
    return CredentialFormat.OPEN_BADGES_1_SIGNED


def _hosting(document: Document, assertion: _Assertion, issuer: _Linked) -> Hosting:
    verification = _verification(_upgraded(assertion))
    profile = _own_profile(issuer)
    scope = only_object(profile.get("verification")) or {}
    fallback = _HOSTED if document.jws is None else _SIGNED
    return Hosting(
        kind=_kind(verification) or fallback,
        assertion_url=assertion.address,
        creator=reference(verification.get("creator")),
        starts_with=strings(scope.get("startsWith")),
        allowed_origins=strings(scope.get("allowedOrigins")),
        public_keys=tuple(_public_keys(profile.get("publicKey"))),
    )


def _statuses(document: Document, assertion: _Assertion, issuer: _Linked) -> Iterator[StatusEntry]:
    """Yield where its standing can be learned: it says so by the way of verification."""
    form = _format(document, version_1_of(_said(assertion)))
    if form.securing is Securing.HOSTED:
        yield StatusEntry(("HostedBadge",), assertion.address, {})
    elif listed := reference(_own_profile(issuer).get("revocationList")):
        is_2 = form is CredentialFormat.OPEN_BADGES_2_SIGNED
        yield StatusEntry(("RevocationList" if is_2 else "RevokedUids",), listed, {})


def _own_profile(issuer: _Linked) -> JSONObject:
    return issuer.content if issuer.is_own else {}


def _verification(assertion: JSONObject) -> JSONObject:
    return only_object(assertion.get("verification", assertion.get("verify"))) or {}


def _kind(verification: JSONObject) -> str | None:
    named = next(iter(local_types(verification)), None)
    return _KINDS.get(named.lower(), named.lower()) if named else None


def _public_keys(said: Any) -> Iterator[str | JSONObject]:
    for key in sequence(said):
        if isinstance(key, dict):
            yield key
        elif found := identifier(key):
            yield found


def _recipient_name(assertion: JSONObject) -> str | None:
    extension = only_object(assertion.get("extensions:recipientProfile")) or {}
    return only_text(extension.get("name"))


def _languages(*nodes: JSONObject) -> tuple[str, ...]:
    tags = (language(node.get("@language")) for node in nodes)
    return tuple(dict.fromkeys(tag for tag in tags if tag != UNDETERMINED))


def _unreadable(assertion: JSONObject) -> tuple[str, ...]:
    return tuple(
        f"/{name}"
        for name in ("issuedOn", "issued_on", "expires")
        if assertion.get(name) is not None and read_date(assertion[name], epoch=True) is None
    )


READER = Reader(
    formats=(CredentialFormat.OPEN_BADGES_2_HOSTED, CredentialFormat.OPEN_BADGES_2_SIGNED),
    recognises=_recognises,
    lacks=lacks,
    read=read,
)
