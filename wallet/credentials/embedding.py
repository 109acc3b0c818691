"""What other credentials lie within one, and where: parts of a record, and endorsements.

Sources: CLR 2.0, "ClrSubject" (`verifiableCredential`); Open Badges 3.0, "Endorsement",
"EndorsementCredential" (`endorsement` and `endorsementJwt`).
"""

from collections.abc import Iterator
from typing import Any

from wallet.credentials.credential import Embedded
from wallet.credentials.members import reference
from wallet.documents.document import JSONObject

CREDENTIALS = "verifiableCredential"
SUBJECT = "credentialSubject"
_ENDORSEMENTS = (("endorsement", False), ("endorsementJwt", True))


def parts_within(content: JSONObject) -> tuple[Embedded, ...]:
    """Name the credentials of which a record consists, of any of its subjects."""
    return tuple(
        Embedded(place, value)
        for at, subject in _entries(content, "", SUBJECT)
        if isinstance(subject, dict)
        for place, value in _entries(subject, at, CREDENTIALS)
    )


def endorsements_within(content: JSONObject) -> tuple[Embedded, ...]:
    """Name the endorsements of a credential, of its issuer, of its achievements and their makers.

    Each is to be about the thing that it lies in.
    """
    return tuple(
        Embedded(place, value, about=reference(thing), is_token=is_token)
        for at, thing in _endorsed(content)
        for member, is_token in _ENDORSEMENTS
        for place, value in _entries(thing, at, member)
    )


def _endorsed(content: JSONObject) -> Iterator[tuple[str, JSONObject]]:
    yield "", content
    yield from _things(content, "", "issuer")
    for at, subject in _things(content, "", SUBJECT):
        yield from _things(subject, at, "source")
        for place, achievement in _things(subject, at, "achievement"):
            yield place, achievement
            yield from _things(achievement, place, "creator")


def _things(node: JSONObject, at: str, member: str) -> Iterator[tuple[str, JSONObject]]:
    return ((p, value) for p, value in _entries(node, at, member) if isinstance(value, dict))


def _entries(node: JSONObject, at: str, member: str) -> Iterator[tuple[str, Any]]:
    """Yield place and value of each entry of a list, or of the one that stands for a list."""
    held = node.get(member)
    if isinstance(held, list):
        for number, value in enumerate(held):
            if value is not None:
                yield f"{at}/{member}/{number}", value
    elif held is not None:
        yield f"{at}/{member}", held
