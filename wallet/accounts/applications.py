"""Applications: what one says of itself in, its registration out. Anybody may register.

So nothing that it says is believed but where its redirect URIs lead. Source: RFC 7591.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from hmac import compare_digest
from typing import Final
from uuid import UUID

from wallet.accounts.tokens import TokenKind, digest, is_well_formed, new_token
from wallet.store.models.applications import Application

CONFIDENTIAL: Final = "client_secret_basic"
PUBLIC_CLIENT: Final = "none"
AUTH_METHODS: Final = (CONFIDENTIAL, PUBLIC_CLIENT)
_KEPT_UNUSED: Final = timedelta(days=180)


@dataclass(frozen=True, slots=True)
class NewApplication:
    """What an application registers with, already judged by whoever took it in."""

    name: str
    homepage: str
    redirect_uris: tuple[str, ...]
    grant_types: tuple[str, ...]
    scopes: tuple[str, ...]
    auth_method: str


@dataclass(frozen=True, slots=True, repr=False)
class Registered:
    """A registration and its secret: shown once, never stored; None for a public client."""

    id: UUID
    secret: str | None


async def register(asked: NewApplication, *, now: datetime) -> Registered:
    """Keep an application; give it an id, and a secret where it can keep one."""
    secret = new_token(TokenKind.CLIENT_SECRET) if asked.auth_method == CONFIDENTIAL else None
    row = await Application.create(
        name=asked.name,
        homepage=asked.homepage,
        redirect_uris=list(asked.redirect_uris),
        grant_types=list(asked.grant_types),
        scope=" ".join(asked.scopes),
        auth_method=asked.auth_method,
        secret_sha256=None if secret is None else digest(secret),
        created_at=now,
    )
    return Registered(row.id, secret)


async def find(client_id: str) -> Application | None:
    """Return the application of that client id, None where there is none."""
    try:
        key = UUID(client_id)
    except ValueError:
        return None
    return await Application.get_or_none(id=key) if str(key) == client_id else None


def has_secret(application: Application, secret: str) -> bool:
    """Tell whether that is the application's secret."""
    kept = application.secret_sha256
    if kept is None or not is_well_formed(secret, TokenKind.CLIENT_SECRET):
        return False
    return compare_digest(kept, digest(secret))


async def forget_unused(*, now: datetime) -> int:
    """Delete registrations that nobody ever allowed anything, half a year old or older."""
    unused = await Application.filter(
        created_at__lt=now - _KEPT_UNUSED, grants__id__isnull=True, codes__id__isnull=True
    ).values_list("id", flat=True)
    return await Application.filter(id__in=unused).delete() if unused else 0
