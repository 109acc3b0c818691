"""Make, change and revoke a link. The owner is a plain account id."""

from collections.abc import Sequence
from datetime import UTC, datetime
from uuid import UUID

from wallet.sharing.passcodes import hash_passcode
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
LONGEST_REASON = 300
MOST_CREDENTIALS = 100
MOST_OPENINGS = 1_000_000
MOST_OPEN_LINKS = 1_000
_FIRST_VERSION = 1


async def create_link(
    owner_id: UUID,
    *,
    credential_ids: Sequence[UUID],
    title: str,
    recipient_label: str | None = None,
    message: str | None = None,
    starts_at: datetime | None = None,
    expires_at: datetime | None = None,
    passcode: str | None = None,
    most_openings: int | None = None,
    keys: TokenKeys,
    now: datetime | None = None,
) -> UUID:
    """Make a link over the owner's credentials, in the order given, and return its id.

    With a `passcode` or a limit `most_openings` it opens from a cover alone.

    Raises:
        MissingError: no title or no credentials.
        NotFoundError: a credential that is not the owner's.
        InvalidError: an end in the past or before the start, a passcode or limit that is too low.
        TooLargeError, LimitReachedError.
    """
    moment = now or datetime.now(UTC)
    share = Share(
        learner_id=owner_id,
        id=uuid7(),
        title=_title(title),
        recipient_label=_label(recipient_label),
        message=_message(message),
        starts_at=_start(starts_at),
        expires_at=_end(expires_at, moment),
        passcode_hash=await hash_passcode(passcode) if passcode else None,
        most_openings=_limit(most_openings),
        version=_FIRST_VERSION,
    )
    _check_order(share)
    share.token_sha256 = hash_of(token_of(share.id, share.version, keys))
    async with transaction():
        if await Share.filter(learner_id=owner_id, revoked_at=None).count() >= MOST_OPEN_LINKS:
            raise LimitReachedError("There are too many links: revoke some that are not used.")
        credentials = await _owned(owner_id, credential_ids)
        await share.save(force_create=True)
        await _put(share, credentials)
    return share.id


async def change_link(
    owner_id: UUID,
    share_id: UUID,
    *,
    title: str | Unset = UNSET,
    recipient_label: str | Unset | None = UNSET,
    message: str | Unset | None = UNSET,
    starts_at: datetime | Unset | None = UNSET,
    expires_at: datetime | Unset | None = UNSET,
    passcode: str | Unset | None = UNSET,
    most_openings: int | Unset | None = UNSET,
    credential_ids: Sequence[UUID] | Unset = UNSET,
    now: datetime | None = None,
) -> None:
    """Change what is given, under the same address; `credential_ids` replaces the whole list.

    A new passcode, or none, ends what was opened with the former one.

    Raises:
        UserError: as `create_link`; ConflictError for a link that is revoked.
    """
    moment = now or datetime.now(UTC)
    passcode_hash: str | Unset | None = UNSET
    if passcode is not UNSET:
        passcode_hash = await hash_passcode(passcode) if passcode else None
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
        if starts_at is not UNSET:
            changes["starts_at"] = _start(starts_at)
        if passcode_hash is not UNSET:
            changes["passcode_hash"] = passcode_hash
            changes["passcode_version"] = share.passcode_version + 1
        if most_openings is not UNSET:
            changes["most_openings"] = _limit(most_openings)
        if credential_ids is not UNSET:
            credentials = await _owned(owner_id, credential_ids)
            await ShareItem.filter(learner_id=owner_id, share_id=share_id).delete()
            await _put(share, credentials)
            changes["gone_count"] = 0
        share.update_from_dict(changes)
        _check_order(share)
        await share.save(update_fields=[*changes, "updated_at"])


async def revoke_link(
    owner_id: UUID, share_id: UUID, *, reason: str | None = None, now: datetime | None = None
) -> None:
    """Close a link at once and for ever; once closed it stays closed as of the first time.

    Who opens it afterwards is told the `reason`; one that is given later replaces the first.

    Raises:
        NotFoundError: there is none, or it is another's.
        TooLargeError: a reason that is too long.
    """
    said = _bounded((reason or "").strip(), LONGEST_REASON, "reason") or None
    async with transaction():
        share = await _own_link(owner_id, share_id)
        share.revoked_at = share.revoked_at or now or datetime.now(UTC)
        share.revoked_because = said or share.revoked_because
        await share.save(update_fields=["revoked_at", "revoked_because", "updated_at"])


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


async def _put(share: Share, credential_ids: list[UUID]) -> None:
    await ShareItem.bulk_create(
        ShareItem(
            learner_id=share.learner_id,
            share_id=share.id,
            credential_id=credential_id,
            position=position,
        )
        for position, credential_id in enumerate(credential_ids)
    )


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


def _start(starts_at: datetime | None) -> datetime | None:
    if starts_at is not None and starts_at.tzinfo is None:
        raise InvalidError("Give the start with its time zone.", ("starts_at",))
    return starts_at


def _check_order(share: Share) -> None:
    if share.starts_at and share.expires_at and share.expires_at <= share.starts_at:
        raise InvalidError("Choose a start before the end.", ("starts_at",))


def _limit(most_openings: int | None) -> int | None:
    if most_openings is None:
        return None
    if not 1 <= most_openings <= MOST_OPENINGS:
        raise InvalidError(f"Choose a limit from 1 to {MOST_OPENINGS}.", ("most_openings",))
    return most_openings
