"""Make, change and revoke a link. The owner is a plain account id."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from types import MappingProxyType
from uuid import UUID

from wallet.sharing.publishing import Published, Publisher, keep_excerpts, publish
from wallet.sharing.tokens import TokenKeys, hash_of, shown_token, token_of
from wallet.store.changes import UNSET, Unset
from wallet.store.connection import transaction
from wallet.store.identifiers import uuid7
from wallet.store.models.credentials import Credential
from wallet.store.models.shares import Share, ShareItem
from wallet.user_errors import (
    ConflictError,
    InvalidError,
    LimitReachedError,
    MissingError,
    NotFoundError,
    TooLargeError,
)

LONGEST_TITLE = 200
LONGEST_RECIPIENT_LABEL = 200
LONGEST_MESSAGE = 4_000
MOST_CREDENTIALS = 100
MOST_OPEN_LINKS = 1_000
_FIRST_VERSION = 1


async def create_link(
    owner_id: UUID,
    *,
    credential_ids: Sequence[UUID],
    title: str,
    recipient_label: str | None = None,
    message: str | None = None,
    expires_at: datetime | None = None,
    fields: Mapping[UUID, Sequence[str]] = MappingProxyType({}),
    publisher: Publisher | None = None,
    keys: TokenKeys,
    now: datetime | None = None,
) -> UUID:
    """Make a link over the owner's credentials, in the order given, and return its id.

    Of a credential with `fields` those are shown (JSON Pointers of its selectable fields), and
    what is always shown; of any other the whole.

    Raises:
        MissingError: no title or no credentials.
        NotFoundError: a credential that is not the owner's.
        InvalidError: an end in the past, or fields that cannot be shown by themselves.
        TooLargeError, LimitReachedError.
    """
    moment = now or datetime.now(UTC)
    share = Share(
        learner_id=owner_id,
        id=uuid7(),
        title=_title(title),
        recipient_label=_label(recipient_label),
        message=_message(message),
        expires_at=_end(expires_at, moment),
        version=_FIRST_VERSION,
    )
    share.token_sha256 = hash_of(token_of(share.id, share.version, keys))
    published = await _published(
        owner_id,
        share.id,
        credential_ids=credential_ids,
        fields=fields,
        publisher=publisher,
        now=moment,
    )
    async with transaction():
        if await Share.filter(learner_id=owner_id, revoked_at=None).count() >= MOST_OPEN_LINKS:
            raise LimitReachedError("There are too many links: revoke some that are not used.")
        credentials = await _owned(owner_id, credential_ids)
        await share.save(force_create=True)
        await _put(share, credentials, published)
    return share.id


async def change_link(
    owner_id: UUID,
    share_id: UUID,
    *,
    title: str | Unset = UNSET,
    recipient_label: str | Unset | None = UNSET,
    message: str | Unset | None = UNSET,
    expires_at: datetime | Unset | None = UNSET,
    credential_ids: Sequence[UUID] | Unset = UNSET,
    fields: Mapping[UUID, Sequence[str]] = MappingProxyType({}),
    publisher: Publisher | None = None,
    now: datetime | None = None,
) -> None:
    """Change what is given, under the same address; `credential_ids` replaces the whole list.

    With it come the `fields`, as in `create_link`.

    Raises:
        UserError: as `create_link`; ConflictError for a link that is revoked.
    """
    moment = now or datetime.now(UTC)
    published: Mapping[UUID, Published] = {}
    if credential_ids is not UNSET and fields:
        if not await Share.exists(learner_id=owner_id, id=share_id):
            raise _no_such_link()
        published = await _published(
            owner_id,
            share_id,
            credential_ids=credential_ids,
            fields=fields,
            publisher=publisher,
            now=moment,
        )
    async with transaction():
        share = await _own_link(owner_id, share_id)
        if share.revoked_at is not None:
            raise ConflictError("The link is revoked: make a new one.")
        changes: dict[str, str | datetime | int | None] = {}
        if title is not UNSET:
            changes["title"] = _title(title)
        if recipient_label is not UNSET:
            changes["recipient_label"] = _label(recipient_label)
        if message is not UNSET:
            changes["message"] = _message(message)
        if expires_at is not UNSET:
            changes["expires_at"] = _end(expires_at, moment)
        if credential_ids is not UNSET:
            credentials = await _owned(owner_id, credential_ids)
            await ShareItem.filter(learner_id=owner_id, share_id=share_id).delete()
            await _put(share, credentials, published)
            changes["gone_count"] = 0
        share.update_from_dict(changes)
        await share.save(update_fields=[*changes, "updated_at"])


async def revoke_link(owner_id: UUID, share_id: UUID, *, now: datetime | None = None) -> None:
    """Close a link at once and for ever; once closed it stays closed as of the first time.

    Raises:
        NotFoundError: there is none, or it is another's.
    """
    async with transaction():
        share = await _own_link(owner_id, share_id)
        if share.revoked_at is None:
            share.revoked_at = now or datetime.now(UTC)
            await share.save(update_fields=["revoked_at", "updated_at"])


async def link_token(owner_id: UUID, share_id: UUID, keys: TokenKeys) -> str | None:
    """Return the link's token again; None where it is revoked or the server key has changed.

    Raises:
        NotFoundError: there is none, or it is another's.
    """
    share = await Share.get_or_none(learner_id=owner_id, id=share_id)
    if share is None:
        raise _no_such_link()
    if share.revoked_at is not None:
        return None
    return shown_token(share.id, share.version, share.token_sha256, keys)


async def _own_link(owner_id: UUID, share_id: UUID) -> Share:
    share = await Share.filter(learner_id=owner_id, id=share_id).select_for_update().first()
    if share is None:
        raise _no_such_link()
    return share


def _no_such_link() -> NotFoundError:
    return NotFoundError("There is no such link.", ("share_id",))


async def _owned(owner_id: UUID, credential_ids: Sequence[UUID]) -> list[UUID]:
    chosen = list(dict.fromkeys(credential_ids))
    if not chosen:
        raise MissingError("Choose at least one credential to share.", ("credential_ids",))
    if len(chosen) > MOST_CREDENTIALS:
        raise LimitReachedError(
            f"One link shows {MOST_CREDENTIALS} credentials at most: make several links.",
            ("credential_ids",),
        )
    found = Credential.filter(learner_id=owner_id, id__in=chosen).order_by("id")
    held = {credential.id for credential in await found.select_for_update().only("id")}
    for position, credential_id in enumerate(credential_ids):
        if credential_id not in held:
            raise NotFoundError(
                "There is no such credential.",
                ("credential_ids", str(position)),
            )
    return chosen


async def _published(
    owner_id: UUID,
    share_id: UUID,
    *,
    credential_ids: Sequence[UUID],
    fields: Mapping[UUID, Sequence[str]],
    publisher: Publisher | None,
    now: datetime,
) -> Mapping[UUID, Published]:
    if not fields:
        return {}
    if publisher is None:
        raise TypeError("fields are chosen, and nobody is there to publish them")
    if len(credential_ids) > MOST_CREDENTIALS:
        return {}  # it is refused below
    return await publish(
        owner_id,
        share_id,
        credential_ids=credential_ids,
        fields=fields,
        publisher=publisher,
        now=now,
    )


async def _put(
    share: Share, credential_ids: list[UUID], published: Mapping[UUID, Published]
) -> None:
    await keep_excerpts(published)
    chosen = {key: each for key, each in published.items() if key in credential_ids}
    await ShareItem.bulk_create(
        ShareItem(
            learner_id=share.learner_id,
            share_id=share.id,
            credential_id=credential_id,
            position=position,
            **(_columns(chosen[credential_id]) if credential_id in chosen else {}),
        )
        for position, credential_id in enumerate(credential_ids)
    )


def _columns(published: Published) -> dict[str, object]:
    return {
        "fields": list(published.fields),
        "chosen_level": published.level.value,
        "chosen": published.column(),
    }


def _title(text: str) -> str:
    title = text.strip()
    if not title:
        raise MissingError("Give the link a title.", ("title",))
    return _bounded(title, LONGEST_TITLE, "title")


def _label(text: str | None) -> str | None:
    return _bounded((text or "").strip(), LONGEST_RECIPIENT_LABEL, "recipient_label") or None


def _message(text: str | None) -> str | None:
    return _bounded((text or "").strip(), LONGEST_MESSAGE, "message") or None


def _bounded(text: str, longest: int, name: str) -> str:
    if len(text) > longest:
        raise TooLargeError(f"Shorten this to {longest} characters at most.", (name,))
    return text


def _end(expires_at: datetime | None, now: datetime) -> datetime | None:
    if expires_at is None:
        return None
    if expires_at.tzinfo is None:
        raise InvalidError("Give the end with its time zone.", ("expires_at",))
    if expires_at <= now:
        raise InvalidError("Choose an end that is still to come.", ("expires_at",))
    return expires_at
