"""Make, change and revoke a link. The owner is a plain account id."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from types import MappingProxyType
from uuid import UUID

from wallet.sharing.link_settings import (
    LONGEST_REASON,
    bounded,
    check_order,
    end_of,
    label_of,
    limit_of,
    message_of,
    settle,
    start_of,
    title_of,
)
from wallet.sharing.passcodes import hash_passcode
from wallet.sharing.publishing import Published, Publisher, keep_excerpts, publish
from wallet.sharing.tokens import TokenKeys, hash_of, shown_token, token_of
from wallet.store.changes import UNSET, Unset
from wallet.store.connection import transaction
from wallet.store.identifiers import uuid7
from wallet.store.models.credentials import Credential
from wallet.store.models.shares import Share, ShareItem
from wallet.user_errors import (
    ConflictError,
    LimitReachedError,
    MissingError,
    NotFoundError,
)

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
    starts_at: datetime | None = None,
    expires_at: datetime | None = None,
    fields: Mapping[UUID, Sequence[str]] = MappingProxyType({}),
    publisher: Publisher | None = None,
    passcode: str | None = None,
    most_openings: int | None = None,
    keys: TokenKeys,
    now: datetime | None = None,
) -> UUID:
    """Make a link over the owner's credentials, in the order given, and return its id.

    Of a credential with `fields` those are shown (JSON Pointers of its selectable fields), and
    what is always shown; of any other the whole.
    With a `passcode` or a limit `most_openings` it opens from a cover alone.

    Raises:
        MissingError: no title or no credentials.
        NotFoundError: a credential that is not the owner's.
        InvalidError: an end in the past or before the start, a passcode or limit that is too
            low, or fields that cannot be shown by themselves.
        TooLargeError, LimitReachedError.
    """
    moment = now or datetime.now(UTC)
    share = Share(
        learner_id=owner_id,
        id=uuid7(),
        title=title_of(title),
        recipient_label=label_of(recipient_label),
        message=message_of(message),
        starts_at=start_of(starts_at),
        expires_at=end_of(expires_at, moment),
        passcode_hash=await hash_passcode(passcode) if passcode else None,
        most_openings=limit_of(most_openings),
        version=_FIRST_VERSION,
    )
    check_order(share)
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
        await _room_for_one_more(owner_id)
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
    starts_at: datetime | Unset | None = UNSET,
    expires_at: datetime | Unset | None = UNSET,
    passcode: str | Unset | None = UNSET,
    most_openings: int | Unset | None = UNSET,
    credential_ids: Sequence[UUID] | Unset = UNSET,
    fields: Mapping[UUID, Sequence[str]] = MappingProxyType({}),
    publisher: Publisher | None = None,
    now: datetime | None = None,
) -> None:
    """Change what is given, under the same address; `credential_ids` replaces the whole list.

    With it come the `fields`, as in `create_link`.
    A new passcode, or none, ends what was opened with the former one.

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
    passcode_hash: str | Unset | None = UNSET
    if passcode is not UNSET:
        passcode_hash = await hash_passcode(passcode) if passcode else None
    async with transaction():
        share = await _own_link(owner_id, share_id)
        if share.revoked_at is not None:
            raise ConflictError("The link is revoked: make a new one.")
        changes: dict[str, object] = {}
        settle(changes, "title", title, title_of)
        settle(changes, "recipient_label", recipient_label, label_of)
        settle(changes, "message", message, message_of)
        settle(changes, "starts_at", starts_at, start_of)
        settle(changes, "expires_at", expires_at, lambda end: end_of(end, moment))
        settle(changes, "most_openings", most_openings, limit_of)
        if passcode_hash is not UNSET:
            changes["passcode_hash"] = passcode_hash
            changes["passcode_version"] = share.passcode_version + 1
        if credential_ids is not UNSET:
            credentials = await _owned(owner_id, credential_ids)
            await ShareItem.filter(learner_id=owner_id, share_id=share_id).delete()
            await _put(share, credentials, published)
            changes["gone_count"] = 0
        share.update_from_dict(changes)
        check_order(share)
        await share.save(update_fields=[*changes, "updated_at"])


async def duplicate_link(
    owner_id: UUID,
    share_id: UUID,
    *,
    recipient_label: str | None = None,
    passcode: str | Unset | None = UNSET,
    keys: TokenKeys,
    now: datetime | None = None,
) -> UUID:
    """Make a link like another of the owner's, for another recipient, and return its id.

    It shows and asks for the same: a passcode stays unless another, or none, is given. What was
    counted is not taken over, nor an end or a start that has passed. A revoked link may be copied.

    Raises:
        UserError: as `create_link`; NotFoundError for a link that is not the owner's.
    """
    moment = now or datetime.now(UTC)
    own_hash = await hash_passcode(passcode) if passcode is not UNSET and passcode else None
    async with transaction():
        former = await _own_link(owner_id, share_id)
        await _room_for_one_more(owner_id)
        share = Share(
            learner_id=owner_id,
            id=uuid7(),
            title=former.title,
            recipient_label=label_of(recipient_label),
            message=former.message,
            starts_at=_still_to_come(former.starts_at, moment),
            expires_at=_still_to_come(former.expires_at, moment),
            passcode_hash=former.passcode_hash if passcode is UNSET else own_hash,
            most_openings=former.most_openings,
            version=_FIRST_VERSION,
        )
        share.token_sha256 = hash_of(token_of(share.id, share.version, keys))
        await share.save(force_create=True)
        items = await ShareItem.filter(learner_id=owner_id, share_id=share_id).order_by("position")
        if not items:
            raise MissingError("The link shows nothing any more: make a new one.", ("share_id",))
        await ShareItem.bulk_create(
            ShareItem(
                learner_id=owner_id,
                share_id=share.id,
                credential_id=item.credential_id,
                position=item.position,
                fields=item.fields,
            )
            for item in items
        )
    return share.id


async def revoke_link(
    owner_id: UUID, share_id: UUID, *, reason: str | None = None, now: datetime | None = None
) -> None:
    """Close a link at once and for ever; once closed it stays closed as of the first time.

    Who opens it afterwards is told the `reason`; one that is given later replaces the first.

    Raises:
        NotFoundError: there is none, or it is another's.
        TooLargeError: a reason that is too long.
    """
    said = bounded((reason or "").strip(), LONGEST_REASON, "reason") or None
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


def _still_to_come(moment: datetime | None, now: datetime) -> datetime | None:
    return moment if moment is not None and moment > now else None


async def _room_for_one_more(owner_id: UUID) -> None:
    if await Share.filter(learner_id=owner_id, revoked_at=None).count() >= MOST_OPEN_LINKS:
        raise LimitReachedError("There are too many links: revoke some that are not used.")


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
