"""What an application may ask for, and what each scope permits.

Sources: Open Badges 3.0, "Scopes"; Open Badges 2.1, "Scopes"; OpenID Connect Core 1.0, 11
(`offline_access`, which permits nothing by itself).
"""

from collections.abc import Iterable
from enum import StrEnum
from types import MappingProxyType
from typing import Final

_VERSION_3 = "https://purl.imsglobal.org/spec/ob/v3p0/scope/"
_VERSION_2 = "https://purl.imsglobal.org/spec/ob/v2p1/scope/"
OFFLINE: Final = "offline_access"


class Permission(StrEnum):
    """What an application may do, in the learner's terms. Append-only."""

    READ_CREDENTIALS = "READ_CREDENTIALS"
    ADD_CREDENTIALS = "ADD_CREDENTIALS"
    READ_PROFILE = "READ_PROFILE"
    CHANGE_PROFILE = "CHANGE_PROFILE"


class Scope(StrEnum):
    """One scope of one API."""

    READ_3 = f"{_VERSION_3}credential.readonly"
    UPSERT_3 = f"{_VERSION_3}credential.upsert"
    READ_PROFILE_3 = f"{_VERSION_3}profile.readonly"
    CHANGE_PROFILE_3 = f"{_VERSION_3}profile.update"
    READ_2 = f"{_VERSION_2}assertion.readonly"
    CREATE_2 = f"{_VERSION_2}assertion.create"
    READ_PROFILE_2 = f"{_VERSION_2}profile.readonly"
    CHANGE_PROFILE_2 = f"{_VERSION_2}profile.update"


SCOPES_3: Final = (Scope.READ_3, Scope.UPSERT_3, Scope.READ_PROFILE_3, Scope.CHANGE_PROFILE_3)
SCOPES_2: Final = (Scope.READ_2, Scope.CREATE_2, Scope.READ_PROFILE_2, Scope.CHANGE_PROFILE_2)
OFFERED: Final = (*(scope.value for scope in Scope), OFFLINE)
PERMISSIONS: Final = MappingProxyType(
    {
        scope: permission
        for scopes in (SCOPES_3, SCOPES_2)
        for scope, permission in zip(scopes, Permission, strict=True)
    }
)


def offered(scopes: Iterable[str]) -> tuple[str, ...]:
    """Return those of the scopes that there are, each once, in our order."""
    asked = set(scopes)
    return tuple(scope for scope in OFFERED if scope in asked)


def permissions(scope: str) -> tuple[Permission, ...]:
    """Return what a scope text of OAuth permits, in our order."""
    asked = set(scope.split())
    given = {PERMISSIONS[each] for each in Scope if each.value in asked}
    return tuple(permission for permission in Permission if permission in given)
