"""Badge classes, profiles, evidence and recipients of Open Badges 2, as issuers write them.

Source: Open Badges 2.0, "BadgeClass", "Profile", "Evidence", "Criteria", "IdentityObject".
"""

from collections.abc import Iterator
from typing import Any

from wallet.credentials.alignments import read_alignments
from wallet.credentials.credential import (
    Achievement,
    Profile,
    RecipientIdentity,
    Text,
)
from wallet.credentials.members import (
    identifier,
    image,
    is_address,
    language,
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


def read_badge_class(badge: JSONObject, badge_id: str | None, default_tag: str) -> Achievement:
    """Read a badge class known by `badge_id`; `default_tag` is the assertion's language."""
    tag = language(badge.get("@language", default_tag))
    criteria, criteria_url = _read_criteria(badge.get("criteria"), tag)
    return Achievement(
        id=badge_id,
        name=texts(badge.get("name"), tag),
        description=texts(badge.get("description"), tag),
        criteria=criteria,
        criteria_url=criteria_url,
        image=image(badge.get("image")),
        tags=strings(badge.get("tags")),
        alignments=read_alignments(badge.get("alignment")),
    )


def _read_criteria(said: Any, tag: str) -> tuple[Text, str | None]:
    single = only_value(said)
    if isinstance(single, dict):
        return texts(single.get("narrative"), tag), reference(single)
    url = identifier(single)
    return ({}, url) if url and is_address(url) else (texts(single, tag), None)


def read_issuer(profile: JSONObject, issuer_id: str | None, default_tag: str) -> Profile:
    """Read a profile known by `issuer_id`."""
    tag = language(profile.get("@language", default_tag))
    return Profile(
        id=issuer_id,
        name=texts(profile.get("name"), tag),
        url=reference(profile.get("url")),
        email=only_text(profile.get("email")),
        description=texts(profile.get("description"), tag),
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
