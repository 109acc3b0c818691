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

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from wallet.credentials.credential import (
    Achievement,
    Credential,
    CredentialError,
    CredentialFormat,
    Evidence,
    Hosting,
    Securing,
    StatusEntry,
    Text,
)
from wallet.credentials.dates import read_date
from wallet.credentials.evidence import read_evidence, with_translated
from wallet.credentials.generations import (
    Version1,
    looks_like_assertion,
    looks_like_open_badges_2,
    version_1_of,
)
from wallet.credentials.members import (
    UNDETERMINED,
    identifier,
    image,
    language,
    language_map,
    only_object,
    only_text,
    reference,
    sequence,
    strings,
    text_or_number,
    types,
)
from wallet.credentials.open_badges_2_linked import (
    HOSTED,
    SIGNED,
    Assertion,
    LinkedThing,
    find_assertion,
    find_badge,
    find_issuer,
    incomplete_in,
    kind_of,
    said_by,
    upgraded,
    verification_of,
)
from wallet.credentials.open_badges_2_members import (
    MOST_TRANSLATIONS,
    read_badge_class,
    read_issuer,
    read_recipients,
    translations_of,
    with_translation,
)
from wallet.credentials.reader import Link, Linked, LinkKind, Reader
from wallet.credentials.relative_addresses import OF_ASSERTION, OF_BADGE_CLASS, completed
from wallet.documents.document import Document, JSONObject


def _recognises(document: Document) -> bool:
    if document.content is None:
        return document.url is not None
    return document.sd_jwt is None and looks_like_open_badges_2(document.content)


def lacks(document: Document, linked: Linked) -> tuple[Link, ...]:
    """Name the next document to bring: the assertion at its own address, its badge, its issuer."""
    assertion = find_assertion(document, linked)
    if assertion.missing:
        return (assertion.missing,)
    version = version_1_of(said_by(assertion))
    badge = find_badge(assertion, linked, version)
    if badge.missing:
        return (badge.missing,)
    issuer = find_issuer(badge, linked, version)
    if issuer.missing:
        return (issuer.missing,)
    translations = _translations_named(assertion, badge)
    return tuple(
        Link(url, LinkKind.TRANSLATION) for _, url, __ in translations if url not in linked
    )


def read(document: Document, linked: Linked) -> Credential:
    """Read the assertion, its badge class and its issuer, as far as they could be had.

    Raises:
        CredentialError: HOST_UNREACHABLE, where only an address is known and nothing was had
            from it; FORMAT_UNKNOWN, where no assertion lies there.
    """
    assertion = find_assertion(document, linked)
    version, said = version_1_of(said_by(assertion)), upgraded(assertion)
    content = _require_content(assertion, linked)
    badge = find_badge(assertion, linked, version)
    issuer = find_issuer(badge, linked, version)
    tag = language(said.get("@language"))
    of_assertion = tuple(_translated_assertions(assertion, badge, linked))
    of_badge = tuple(_translated_badges(assertion, badge, linked))
    return Credential(
        format=_format(document, version),
        id=_id(content if version is None else said),
        types=types(said.get("type", said.get("@type"))),
        issuer=read_issuer(issuer.content, issuer.id, tag),
        achievement=_achievement(badge, of_badge, tag),
        content=content,
        recipients=tuple(read_recipients(said.get("recipient"))),
        recipient_name=_recipient_name(said),
        image=image(said.get("image")),
        valid_from=_issued_on(said),
        valid_until=read_date(said.get("expires"), epoch=True),
        awarded_at=_issued_on(said),
        narrative=_narrative(said, of_assertion, tag),
        evidence=_evidence(said, of_assertion, tag),
        statuses=tuple(_statuses(document, assertion, issuer)),
        hosting=_hosting(document, assertion, issuer),
        languages=_languages(said, badge.content, *of_badge, *of_assertion),
        unreadable=_unreadable(said),
        incomplete=(*incomplete_in(assertion, version), *badge.incomplete, *issuer.incomplete),
    )


def _require_content(assertion: Assertion, linked: Linked) -> JSONObject:
    """Return the assertion that counts, or say why there is none."""
    content, place = assertion.content, assertion.address
    if content is None or (_is_only_a_pointer(content) and linked.get(place or "") is None):
        raise CredentialError(
            "HOST_UNREACHABLE",
            f"Nothing could be had from {place}. Try again later, or bring the badge's "
            "file instead of its address.",
        )
    if not looks_like_assertion(said_by(assertion)):
        raise CredentialError(
            "FORMAT_UNKNOWN",
            "No Open Badges assertion lies at the badge's own address. Ask the issuer.",
        )
    return content


def _is_only_a_pointer(content: JSONObject) -> bool:
    return version_1_of(content) is not None and not looks_like_assertion(content)


def _achievement(badge: LinkedThing, translations: Iterable[JSONObject], tag: str) -> Achievement:
    achievement = read_badge_class(badge.content, badge.id, tag)
    for translation in translations:
        translated = read_badge_class(translation, badge.id, UNDETERMINED)
        achievement = with_translation(achievement, translated)
    return achievement


def _narrative(said: JSONObject, translations: Iterable[JSONObject], tag: str) -> Text:
    narrative = language_map(said.get("narrative"), tag)
    for translation in translations:
        own = language(translation["@language"])
        narrative = {**language_map(translation.get("narrative"), own), **narrative}
    return narrative


def _evidence(
    said: JSONObject, translations: Iterable[JSONObject], tag: str
) -> tuple[Evidence, ...]:
    evidence = read_evidence(said.get("evidence"), tag, words=language_map)
    for translation in translations:
        own = language(translation["@language"])
        translated = read_evidence(translation.get("evidence"), own, words=language_map)
        evidence = with_translated(evidence, translated)
    return evidence


def _translations_named(
    assertion: Assertion, badge: LinkedThing
) -> list[tuple[LinkKind, str, str]]:
    """Return what is said to be in other languages: of what kind, where and in which.

    Of all of them no more are read than of one.
    """
    named = [
        *((LinkKind.ACHIEVEMENT, *each) for each in translations_of(badge.content, badge.id)),
        *(
            (LinkKind.ASSERTION, *each)
            for each in translations_of(said_by(assertion), assertion.address)
        ),
    ]
    return named[:MOST_TRANSLATIONS]


def _translated_badges(
    assertion: Assertion, badge: LinkedThing, linked: Linked
) -> Iterator[JSONObject]:
    """Yield the other language versions of a badge class, by the same issuer, as far as had."""
    for kind, url, tag in _translations_named(assertion, badge):
        content = linked.get(url)
        if content is None or kind is not LinkKind.ACHIEVEMENT:
            continue
        named = completed(content, url, *OF_BADGE_CLASS).get("issuer")
        if reference(named) == reference(badge.content.get("issuer")):
            yield {**content, "@language": content.get("@language", tag)}


def _translated_assertions(
    assertion: Assertion, badge: LinkedThing, linked: Linked
) -> Iterator[JSONObject]:
    """Yield the other language versions of an assertion, to the same person, as far as had."""
    for kind, url, tag in _translations_named(assertion, badge):
        content = linked.get(url)
        if content is None or kind is not LinkKind.ASSERTION:
            continue
        if content.get("recipient") == said_by(assertion).get("recipient"):
            whole = completed(content, url, *OF_ASSERTION)
            yield {**whole, "@language": content.get("@language", tag)}


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


def _hosting(document: Document, assertion: Assertion, issuer: LinkedThing) -> Hosting:
    verification = verification_of(upgraded(assertion))
    profile = _own_profile(issuer)
    scope = only_object(profile.get("verification")) or {}
    fallback = HOSTED if document.jws is None else SIGNED
    return Hosting(
        kind=kind_of(verification) or fallback,
        assertion_url=assertion.address,
        creator=reference(verification.get("creator")),
        starts_with=strings(scope.get("startsWith")),
        allowed_origins=strings(scope.get("allowedOrigins")),
        public_keys=tuple(_public_keys(profile.get("publicKey"))),
    )


def _statuses(
    document: Document, assertion: Assertion, issuer: LinkedThing
) -> Iterator[StatusEntry]:
    """Yield where its standing can be learned: it says so by the way of verification."""
    form = _format(document, version_1_of(said_by(assertion)))
    if form.securing is Securing.HOSTED:
        yield StatusEntry(("HostedBadge",), assertion.address, {})
    elif listed := reference(_own_profile(issuer).get("revocationList")):
        is_2 = form is CredentialFormat.OPEN_BADGES_2_SIGNED
        yield StatusEntry(("RevocationList" if is_2 else "RevokedUids",), listed, {})


def _own_profile(issuer: LinkedThing) -> JSONObject:
    return issuer.content if issuer.is_own else {}


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
