"""The key of a row in, the one opaque id of the API out, and back.

Source: Relay "GraphQL Global Object Identification", sections "Node Interface" and "Node".
An id names a kind and a row; whose row it is, is asked of the database, never of the id.
"""

from enum import IntEnum
from uuid import UUID

from wallet.documents.base64url import from_base64url, to_base64url

_LENGTH = 17


class Kind(IntEnum):
    """What an id names. Append-only: clients keep ids."""

    VIEWER = 1
    CREDENTIAL = 2
    ISSUER = 3
    ACHIEVEMENT = 4
    SKILL = 5
    VERIFICATION_REPORT = 6
    COLLECTION = 7
    IMPORT_JOB = 8
    IMPORT_ITEM = 9
    SHARE = 10
    SHARE_ACCESS = 11
    ACCOUNT_EMAIL = 12
    SESSION = 13
    NOTIFICATION = 14
    WEBHOOK_ENDPOINT = 15
    WEBHOOK_DELIVERY = 16
    CONNECTED_APPLICATION = 20
    CONNECTION = 21
    TIMELINE_ENTRY = 26
    DELETION = 27


_PREFIXES = {kind: bytes([kind]) for kind in Kind}


def global_id(kind: Kind, key: UUID) -> str:
    """Return the id of the row with that key."""
    return to_base64url(_PREFIXES[kind] + key.bytes)


def kind_and_key(text: str) -> tuple[Kind, UUID] | None:
    """Return what an id names; None for a text that no row ever had."""
    try:
        octets = from_base64url(text)
        kind = Kind(octets[0])
    except (ValueError, IndexError):
        return None
    if len(octets) != _LENGTH or global_id(kind, UUID(bytes=octets[1:])) != text:
        return None
    return kind, UUID(bytes=octets[1:])


def key_of(kind: Kind, text: str) -> UUID | None:
    """Return the key that an id of that kind names, None where it is of another or of none."""
    named = kind_and_key(text)
    return named[1] if named is not None and named[0] is kind else None
