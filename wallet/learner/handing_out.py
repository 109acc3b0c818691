"""What a learner's applications may read: pages of credentials, each as its issuer wrote it."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from wallet.credentials.credential import CredentialFormat, Securing
from wallet.learner.keeping import kept
from wallet.learner.learner import Learner
from wallet.store.models.credentials import Credential

OPEN_BADGES_2: Final = (
    CredentialFormat.OPEN_BADGES_2_HOSTED,
    CredentialFormat.OPEN_BADGES_2_SIGNED,
)
VERIFIABLE: Final = tuple(each for each in CredentialFormat if each.is_verifiable_credential)
_TOKENS: Final = frozenset({Securing.SIGNED, Securing.JWT})


@dataclass(frozen=True, slots=True)
class Held:
    """A credential on a page: where its text is kept, and whether that is a compact JWS."""

    sha256: str
    is_token: bool


@dataclass(frozen=True, slots=True)
class Holdings:
    """A page, newest first, and how many there are on all pages."""

    total: int
    page: tuple[Held, ...]


async def holdings(
    learner: Learner,
    formats: Sequence[CredentialFormat],
    *,
    limit: int,
    offset: int,
    since: datetime | None,
) -> Holdings:
    """Return a page of what the wallet took up after `since`, of these formats.

    Of a credential that was renewed only the newest version is listed.
    """
    rows = Credential.filter(
        learner_id=learner.id,
        format__in=[each.value for each in formats],
        versions__id__isnull=True,
    )
    if since is not None:
        rows = rows.filter(added_at__gt=since)
    page = (
        await rows.order_by("-added_at", "-id")
        .offset(offset)
        .limit(limit)
        .values("shown_sha256", "format")
    )
    return Holdings(
        await rows.count(),
        tuple(
            Held(row["shown_sha256"], CredentialFormat(row["format"]).securing in _TOKENS)
            for row in page
        ),
    )


async def texts(learner: Learner, page: Sequence[Held]) -> AsyncIterator[str]:
    """Yield the text of each, one after the other; one deleted meanwhile is left out."""
    for held in page:
        content = await kept(learner, held.sha256)
        if content is not None:
            yield content.decode("utf-8-sig")
