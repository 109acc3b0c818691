"""A learner's own order: notes, tags, the archive, deletion."""

import unicodedata
from collections.abc import Sequence
from datetime import UTC, datetime
from uuid import UUID

from tortoise.expressions import F
from tortoise.queryset import QuerySet

from wallet.learner.issuers import forget_achievement
from wallet.learner.keeping import let_go, take_turns
from wallet.learner.learner import Learner
from wallet.learner.remembering import forget_sources
from wallet.learner.skills import forget_skills, skills_of
from wallet.learner.twinning import settle_twins
from wallet.store.changes import UNSET, Unset
from wallet.store.connection import transaction
from wallet.store.deletions import DeletedKind, remember_deletion
from wallet.store.details import from_column, search_text_of
from wallet.store.models.credentials import Credential, CredentialPart, CredentialTag
from wallet.store.models.notifications import Notification
from wallet.store.models.shares import Share, ShareItem
from wallet.store.models.webhooks import WebhookDelivery
from wallet.user_errors import LimitReachedError, MissingError, NotFoundError, TooLargeError

LONGEST_NOTE = 10_000
LONGEST_TAG = 100
MOST_TAGS = 50


async def update_credential(
    learner: Learner,
    credential_id: UUID,
    *,
    note: str | Unset | None = UNSET,
    tags: Sequence[str] | Unset = UNSET,
    archived: bool | Unset = UNSET,
    now: datetime | None = None,
) -> None:
    """Change what is given; `tags` replaces all of them.

    Tags that differ in case alone are one, written as first given.

    Raises:
        NotFoundError, TooLargeError, LimitReachedError, MissingError: an empty tag.
    """
    new_tags = None if tags is UNSET else _tags(tags)
    async with transaction():
        credential = await _held(learner, credential_id)
        if note is not UNSET:
            words = search_text_of(from_column(credential.detail), _note(note))
            credential.update_from_dict({"note": _note(note), "search_text": words})
        if archived is not UNSET and archived is not (credential.archived_at is not None):
            credential.archived_at = (now or datetime.now(UTC)) if archived else None
        await credential.save(update_fields=["note", "search_text", "archived_at", "updated_at"])
        if new_tags is not None:
            await _replace_tags(learner, credential_id, new_tags)


async def delete_credential(
    learner: Learner, credential_id: UUID, *, with_parts: bool = False
) -> None:
    """Delete a credential, its reports and pictures, and all bytes that only it needed.

    Links that show it go on without it and count it as gone. The credentials within a record stay
    in the wallet, as each is a credential of its own; `with_parts` deletes those, too, that lie
    in no other record.

    Raises:
        NotFoundError: there is none, or it is another's.
    """
    async with transaction():
        await take_turns(learner)
        ids = [credential_id]
        if with_parts:
            ids += await _parts_only_in(learner, credential_id)
        # links before credentials, as where a link is changed, or the two wait for one another
        link_ids = [link for each in ids for link in await _link_ids(learner, each)]
        await _links_with(learner, link_ids).select_for_update()
        for each in ids:
            await _delete(learner, each)


async def _parts_only_in(learner: Learner, record_id: UUID) -> list[UUID]:
    """Return what lies within a record, at any depth, and within nothing that stays."""
    going = {record_id}
    while True:
        places = CredentialPart.filter(learner_id=learner.id, record_id__in=going)
        candidates = {UUID(str(each)) for each in await places.values_list("part_id", flat=True)}
        elsewhere = CredentialPart.filter(learner_id=learner.id, part_id__in=candidates)
        staying = await elsewhere.exclude(record_id__in=going).values_list("part_id", flat=True)
        found = candidates - {UUID(str(each)) for each in staying} - going
        if not found:
            return sorted(going - {record_id})
        going |= found


async def _delete(learner: Learner, credential_id: UUID) -> None:
    credential = await _held(learner, credential_id)
    await _links_with(learner, await _link_ids(learner, credential_id)).update(
        gone_count=F("gone_count") + 1
    )
    digests = [
        credential.document_sha256,
        credential.shown_sha256,
        credential.image_sha256,
        credential.presentation_sha256,
        *await forget_sources(learner, credential),
    ]
    skill_ids = await skills_of(learner, credential_id)
    await _forget_messages(learner, credential_id)
    await credential.delete()
    await settle_twins(learner, credential.award_key)
    await remember_deletion(learner.id, DeletedKind.CREDENTIAL, credential_id)
    digests += await forget_achievement(learner, credential.achievement_id, credential.issuer_id)
    await forget_skills(learner, skill_ids)
    await let_go(learner, digests)


async def _forget_messages(learner: Learner, credential_id: UUID) -> None:
    """Delete what was or is to be told of a credential to webhooks, since it has its title."""
    told = Notification.filter(learner_id=learner.id, credential_id=credential_id)
    ids = await told.values_list("id", flat=True)
    await WebhookDelivery.filter(learner_id=learner.id, notification_id__in=list(ids)).delete()


async def _held(learner: Learner, credential_id: UUID) -> Credential:
    held = Credential.filter(learner_id=learner.id, id=credential_id)
    credential = await held.select_for_update().first()
    if credential is None:
        raise NotFoundError("There is no such credential.", ("credential_id",))
    return credential


async def _link_ids(learner: Learner, credential_id: UUID) -> list[UUID]:
    items = ShareItem.filter(learner_id=learner.id, credential_id=credential_id)
    return [UUID(str(share_id)) for share_id in await items.values_list("share_id", flat=True)]


def _links_with(learner: Learner, link_ids: list[UUID]) -> QuerySet[Share]:
    return Share.filter(learner_id=learner.id, id__in=link_ids).order_by("id")


def _note(note: str | None) -> str | None:
    text = (note or "").strip()
    if len(text) > LONGEST_NOTE:
        raise TooLargeError(f"Shorten the note to {LONGEST_NOTE} characters.", ("note",))
    return text or None


def _tags(tags: Sequence[str]) -> list[str]:
    chosen: dict[str, str] = {}
    for position, written in enumerate(tags):
        tag = " ".join(unicodedata.normalize("NFC", written).split())
        path = ("tags", str(position))
        if not tag:
            raise MissingError("A tag has at least one character.", path)
        if len(tag) > LONGEST_TAG:
            raise TooLargeError(f"Shorten the tag to {LONGEST_TAG} characters.", path)
        chosen.setdefault(tag.casefold(), tag)
    if len(chosen) > MOST_TAGS:
        raise LimitReachedError(f"A credential takes {MOST_TAGS} tags at most.", ("tags",))
    return list(chosen.values())


async def _replace_tags(learner: Learner, credential_id: UUID, tags: list[str]) -> None:
    await CredentialTag.filter(learner_id=learner.id, credential_id=credential_id).delete()
    await CredentialTag.bulk_create(
        CredentialTag(learner_id=learner.id, credential_id=credential_id, tag=tag) for tag in tags
    )
