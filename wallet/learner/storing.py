"""What was examined to rows, and back to rows when it was examined again.

All within the caller's transaction, after `take_turns`. What takes time for a large document is
worked out beside the event loop, so that others are served meanwhile.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from anyio.to_thread import run_sync
from tortoise import timezone

from wallet.credentials.credential import Securing
from wallet.documents.document import JSONObject
from wallet.documents.picture import Picture
from wallet.documents.strict_json import parse_object
from wallet.intake.examining import Examined
from wallet.learner.issuers import achievement_row, forget_achievement, issuer_row
from wallet.learner.keeping import keep, kept, let_go
from wallet.learner.learner import Learner
from wallet.learner.presenting import keep_presented
from wallet.learner.reporting import Seen, store_report
from wallet.learner.sameness import RowKeys, Sameness
from wallet.learner.skills import forget_skills, relate_skills, skills_of
from wallet.learner.twinning import settle_twins
from wallet.store.columns import sort_key
from wallet.store.details import detail_of, first_text, from_column, search_text_of, to_column
from wallet.store.identifiers import uuid7
from wallet.store.keys import row_key
from wallet.store.models.credentials import Credential, CredentialPart
from wallet.store.models.jobs import ImportOutcome
from wallet.store.reports import differs_from_its_host
from wallet.store.shortening import shortened
from wallet.store.twins import award_key
from wallet.verification.checks.presentation_holder import presented_with
from wallet.verification.report import Integrity, RecipientBinding

_MOST_ALIKE = 20
"""Credentials that one is compared with whole."""
_NAMELESS = "Credential without a name"


@dataclass(frozen=True, slots=True)
class Stored:
    """Where it is in the wallet, and whether it is new there."""

    credential_id: UUID
    outcome: ImportOutcome


async def store_examined(
    learner: Learner, examined: Examined, picture: Picture | None, now: datetime
) -> Stored:
    """Add a credential with its first report, unless the wallet holds it already.

    A version is the same credential by issuer and id, both INTACT, with another content.
    """
    sameness = await run_sync(Sameness.of, examined)
    held = (
        await Credential.filter(learner_id=learner.id, content_sha256=sameness.content_sha256)
        .first()
        .only("id")
    )
    if held is not None:
        return Stored(held.id, ImportOutcome.DUPLICATE)
    same_id = await _same_but_for_salts(learner, examined, sameness)
    if same_id is not None:
        return Stored(same_id, ImportOutcome.DUPLICATE)
    former_id = await _former_version(learner, examined, sameness)
    credential = Credential(
        learner_id=learner.id,
        id=uuid7(),
        format=examined.credential.format.value,
        version_of_id=former_id,
        award_key=award_key(examined.credential, examined.report),
        added_at=now,
    )
    await _fill(learner, credential, examined, sameness)
    credential.presentation_sha256 = await keep_presented(
        learner, presented_with(examined.document)
    )
    await credential.save(force_create=True)
    await store_picture(learner, credential.id, picture)
    await relate_skills(
        learner, credential.id, examined.credential.achievement, RowKeys.of(examined)
    )
    await store_report(learner, credential.id, Seen(examined.report, examined.answers))
    await settle_twins(learner, credential.award_key)
    outcome = ImportOutcome.ADDED if former_id is None else ImportOutcome.NEW_VERSION
    return Stored(credential.id, outcome)


async def relate_part(learner: Learner, record_id: UUID, part_id: UUID, position: int) -> None:
    """Say that a credential lies within a record; said once, it stays said."""
    held = Credential.filter(learner_id=learner.id, id=record_id)
    if record_id == part_id or not await held.exists():
        return
    place = CredentialPart.filter(learner_id=learner.id, record_id=record_id, part_id=part_id)
    if not await place.exists():
        await CredentialPart.create(
            learner_id=learner.id, record_id=record_id, part_id=part_id, position=position
        )


async def store_picture(learner: Learner, credential_id: UUID, picture: Picture | None) -> None:
    """Keep a credential's picture, where one was found."""
    if picture is not None:
        digest = await keep(learner, picture.data, picture.media_type)
        own = Credential.filter(learner_id=learner.id, id=credential_id)
        await own.update(image_sha256=digest, updated_at=timezone.now())


async def derive_again(learner: Learner, credential: Credential, examined: Examined) -> bool:
    """Write a held credential's row anew from its document as it was examined now.

    Its content may have changed where it is hosted, and what was in doubt may be believed now;
    unless another credential of the learner is that content. Returns whether it has changed.
    """
    sameness = await run_sync(Sameness.of, examined)
    others = Credential.filter(
        learner_id=learner.id, content_sha256=sameness.content_sha256
    ).exclude(id=credential.id)
    if await others.exists():
        return False
    has_changed = bool(credential.content_sha256 != sameness.content_sha256)
    former = (credential.achievement_id, credential.issuer_id, credential.shown_sha256)
    skill_ids = await skills_of(learner, credential.id)
    await _fill(learner, credential, examined, sameness)
    await credential.save()
    await relate_skills(
        learner, credential.id, examined.credential.achievement, RowKeys.of(examined)
    )
    achievement_id, issuer_id, shown_sha256 = former
    pictures = await forget_achievement(learner, achievement_id, issuer_id)
    await forget_skills(learner, skill_ids)
    await let_go(learner, [shown_sha256, *pictures])
    return has_changed


async def _fill(
    learner: Learner, credential: Credential, examined: Examined, sameness: Sameness
) -> None:
    said, document = shortened(examined.credential), examined.document
    keys = RowKeys.of(examined)
    issuer = await issuer_row(learner, said.issuer, keys)
    achievement = await achievement_row(learner, said.achievement, issuer, keys)
    detail = detail_of(
        said,
        carriers=document.carriers,
        media_type=document.media_type,
        shown_media_type=sameness.shown_media_type,
        own_sources=from_column(credential.detail).own_sources if credential.detail else (),
    )
    written = await run_sync(to_column, detail)
    title = first_text(said.title) or _NAMELESS
    credential.update_from_dict(
        {
            "document_sha256": await keep(learner, document.original, document.media_type),
            "shown_sha256": await keep(learner, sameness.shown, sameness.shown_media_type),
            "content_sha256": sameness.content_sha256,
            "identifier": said.id,
            "issuer_id": issuer.id,
            "achievement_id": achievement.id,
            "title": title,
            "title_key": sort_key(title),
            "names": dict(said.title),
            "valid_from": said.valid_from,
            "valid_until": said.valid_until,
            "awarded_at": said.awarded_at,
            "image_url": said.image or said.achievement.image,
            "detail": written,
            "search_text": await run_sync(search_text_of, detail, credential.note),
        }
    )


async def _same_but_for_salts(
    learner: Learner, examined: Examined, sameness: Sameness
) -> UUID | None:
    """Return the credential that an issuer has only hashed and signed anew, for this download.

    One without an id is the same only where both are known to name this learner.
    """
    said = examined.credential
    holds_proofs = said.format.securing is Securing.LINKED_DATA
    if not holds_proofs or not sameness.may_be_a_version or said.issuer.id is None:
        return None
    alike = Credential.filter(
        learner_id=learner.id,
        issuer__key=row_key("issuer", said.issuer.id),
        format=said.format.value,
        integrity=Integrity.INTACT.value,
        valid_from=said.valid_from,
    )
    if said.id is not None:
        alike = alike.filter(identifier=said.id)
    elif examined.report.recipient is RecipientBinding.MATCHED:
        alike = alike.filter(identifier=None, recipient=RecipientBinding.MATCHED.value)
    else:
        return None
    for credential in await alike.order_by("-id").limit(_MOST_ALIKE):
        shown = await kept(learner, credential.shown_sha256)
        if shown is not None and await run_sync(_says_the_same, shown, said.content):
            return credential.id
    return None


def _says_the_same(shown: bytes, content: JSONObject) -> bool:
    return Sameness.but_for_salts(parse_object(shown), content)


async def _former_version(learner: Learner, examined: Examined, sameness: Sameness) -> UUID | None:
    said = examined.credential
    if not sameness.may_be_a_version or said.id is None or said.issuer.id is None:
        return None
    former = Credential.filter(
        learner_id=learner.id,
        identifier=said.id,
        issuer__key=row_key("issuer", said.issuer.id),
        integrity=Integrity.INTACT.value,
    )
    for credential in await former.order_by("-added_at", "-id"):
        if not await differs_from_its_host(credential):
            return credential.id
    return None
