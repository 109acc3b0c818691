"""Rows of those who issue and of what they issue for.

An achievement belongs to whoever issued it, so that a genuine issuer cannot rename another's.
All within the caller's transaction, after `take_turns`.
"""

from dataclasses import asdict
from uuid import UUID

from wallet.credentials.credential import Achievement as SaidAchievement
from wallet.credentials.credential import Profile
from wallet.learner.learner import Learner
from wallet.learner.sameness import RowKeys
from wallet.store.columns import sort_key
from wallet.store.details import first_text
from wallet.store.identifiers import uuid7
from wallet.store.models.credentials import Achievement, Credential, Issuer

_NAMELESS_ISSUER = "Issuer without a name"
_NAMELESS_ACHIEVEMENT = "Achievement without a name"


async def issuer_row(learner: Learner, profile: Profile, keys: RowKeys) -> Issuer:
    """Return the row of an issuer, made or brought up to what its newest credential says."""
    return await _profile_row(learner, keys.key("issuer", profile.id), profile)


async def achievement_row(
    learner: Learner, said: SaidAchievement, issuer: Issuer, keys: RowKeys
) -> Achievement:
    """Return the row of an achievement, made or brought up to date; with its creator's."""
    key = keys.key("achievement", issuer.identifier, said.id)
    row = await Achievement.get_or_none(learner_id=learner.id, key=key)
    creator = await _creator(learner, said.creator, issuer, keys)
    name = first_text(said.name) or _NAMELESS_ACHIEVEMENT
    achievement = row or Achievement(learner_id=learner.id, id=uuid7(), key=key)
    achievement.update_from_dict(
        {
            "identifier": said.id,
            "creator_id": None if creator is None else creator.id,
            "name": name,
            "name_key": sort_key(name),
            "names": dict(said.name),
            "descriptions": dict(said.description),
            "criteria": dict(said.criteria),
            "criteria_url": said.criteria_url,
            "kind": said.kind,
            "tags": list(said.tags),
            "alignments": [asdict(alignment) for alignment in said.alignments],
            "particulars": {
                "credits_available": said.credits_available,
                "field_of_study": said.field_of_study,
                "human_code": said.human_code,
                "specialization": said.specialization,
                "version": said.version,
                "language": said.language,
                "other_identifiers": [asdict(each) for each in said.other_identifiers],
                "related": list(said.related),
            },
            "image_url": said.image,
        }
    )
    await achievement.save(force_create=row is None)
    return achievement


async def forget_achievement(
    learner: Learner, achievement_id: UUID, issuer_id: UUID
) -> list[str | None]:
    """Delete an achievement and its issuers where nothing is theirs; return their pictures."""
    digests: list[str | None] = []
    issuer_ids = {issuer_id}
    achievement = await Achievement.get_or_none(learner_id=learner.id, id=achievement_id)
    others = Credential.filter(learner_id=learner.id, achievement_id=achievement_id)
    if achievement is not None and not await others.exists():
        digests.append(achievement.image_sha256)
        if achievement.creator_id is not None:
            issuer_ids.add(achievement.creator_id)
        await achievement.delete()
    for each_id in issuer_ids:
        issued = Credential.filter(learner_id=learner.id, issuer_id=each_id)
        created = Achievement.filter(learner_id=learner.id, creator_id=each_id)
        if await issued.exists() or await created.exists():
            continue
        issuer = await Issuer.get_or_none(learner_id=learner.id, id=each_id)
        if issuer is not None:
            digests.append(issuer.image_sha256)
            await issuer.delete()
    return digests


async def _creator(
    learner: Learner, creator: Profile | None, issuer: Issuer, keys: RowKeys
) -> Issuer | None:
    """Return the row of who defined the achievement, as this issuer tells it."""
    if creator is None:
        return None
    if creator.id is not None and creator.id == issuer.identifier:
        return issuer
    return await _profile_row(learner, keys.key("creator", issuer.identifier, creator.id), creator)


async def _profile_row(learner: Learner, key: str, profile: Profile) -> Issuer:
    row = await Issuer.get_or_none(learner_id=learner.id, key=key)
    name = first_text(profile.name) or profile.id or _NAMELESS_ISSUER
    issuer = row or Issuer(learner_id=learner.id, id=uuid7(), key=key)
    issuer.update_from_dict(
        {
            "identifier": profile.id,
            "name": name,
            "name_key": sort_key(name),
            "names": dict(profile.name),
            "url": profile.url,
            "email": profile.email,
            "descriptions": dict(profile.description),
            "image_url": profile.image,
        }
    )
    await issuer.save(force_create=row is None)
    return issuer
