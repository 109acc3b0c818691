"""Badge classes, profiles, evidence and recipients of Open Badges 2, as issuers write them.

Source: Open Badges 2.0, "BadgeClass", "Profile", "Evidence", "Criteria", "IdentityObject".
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from urllib.parse import urlsplit

from wallet.credentials.alignments import read_alignments
from wallet.credentials.credential import (
    Achievement,
    Profile,
    RecipientIdentity,
    Text,
)
from wallet.credentials.members import (
    UNDETERMINED,
    address,
    identifier,
    image,
    is_address,
    language,
    language_map,
    objects,
    only_text,
    only_value,
    reference,
    sequence,
    strings,
    text,
    texts,
)
from wallet.credentials.recipients import looks_hashed, read_identity
from wallet.documents.document import JSONObject

MOST_TRANSLATIONS = 6
"""Other language versions of a badge class that are fetched."""


def read_badge_class(badge: JSONObject, badge_id: str | None, default_tag: str) -> Achievement:
    """Read a badge class known by `badge_id`; `default_tag` is the assertion's language."""
    tag = language(badge.get("@language", default_tag))
    criteria, criteria_url = _read_criteria(badge.get("criteria"), tag)
    return Achievement(
        id=badge_id,
        name=language_map(badge.get("name"), tag),
        description=language_map(badge.get("description"), tag),
        criteria=criteria,
        criteria_url=criteria_url,
        image=image(badge.get("image")),
        tags=strings(badge.get("tags")),
        alignments=read_alignments(badge.get("alignment")),
    )


def translations_of(badge: JSONObject, badge_id: str | None) -> list[tuple[str, str]]:
    """Return where a badge class known by `badge_id` says that it is in other languages.

    Address and language of each. Only the site that shows the badge class speaks for it, so one
    that lies elsewhere is left out; and nobody reads more than a few.
    """
    found: dict[str, str] = {}
    for related in objects(badge.get("related")):
        tag, url = language(related.get("@language")), address(related)
        if url is None or url == badge_id or tag == UNDETERMINED:
            continue
        if _origin(url) == _origin(badge_id or ""):
            found.setdefault(url, tag)
    return list(found.items())[:MOST_TRANSLATIONS]


def _origin(url: str) -> tuple[str, str]:
    try:
        parts = urlsplit(url)
    except ValueError:
        return ("", url)
    return (parts.scheme.lower(), parts.netloc.lower())


def with_translation(achievement: Achievement, translated: Achievement) -> Achievement:
    """Add what another language version says in a language that is not there yet."""
    return replace(
        achievement,
        name={**translated.name, **achievement.name},
        description={**translated.description, **achievement.description},
        criteria={**translated.criteria, **achievement.criteria},
    )


def _read_criteria(said: Any, tag: str) -> tuple[Text, str | None]:
    single = only_value(said)
    if isinstance(single, dict):
        return language_map(single.get("narrative"), tag), reference(single)
    url = identifier(single)
    return ({}, url) if url and is_address(url) else (texts(single, tag), None)


def read_issuer(profile: JSONObject, issuer_id: str | None, default_tag: str) -> Profile:
    """Read a profile known by `issuer_id`."""
    tag = language(profile.get("@language", default_tag))
    return Profile(
        id=issuer_id,
        name=language_map(profile.get("name"), tag),
        url=reference(profile.get("url")),
        email=only_text(profile.get("email")),
        description=language_map(profile.get("description"), tag),
        image=image(profile.get("image")),
    )


def read_recipients(said: Any) -> Iterator[RecipientIdentity]:
    """Read whom an assertion names; a bare string is an e-mail address or its hash."""
    for item in sequence(said):
        if isinstance(item, dict):
            identity = read_identity(item, kind="type", value="identity")
            if identity:
                yield identity
        elif text(item):
            yield RecipientIdentity(kind="email", value=item.strip(), hashed=looks_hashed(item))
