"""The skills that a credential shows: entries of frameworks that it is aligned to, and tags."""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from wallet.credentials.credential import Achievement, Alignment
from wallet.documents.markup import plain
from wallet.learner.learner import Learner
from wallet.learner.sameness import RowKeys
from wallet.store.columns import sort_key
from wallet.store.identifiers import uuid7
from wallet.store.keys import row_key
from wallet.store.models.credentials import CredentialSkill, Skill

MOST_SKILLS = 100
"""Of one credential; more than that tells nobody anything."""


@dataclass(frozen=True, slots=True)
class _Named:
    key: str
    name: str
    url: str | None = None
    framework: str | None = None


async def relate_skills(
    learner: Learner, credential_id: UUID, achievement: Achievement, keys: RowKeys
) -> None:
    """Relate a credential to the skills of its achievement, in place of what it had.

    Within the caller's transaction, after `take_turns`.
    """
    named: dict[str, _Named] = {}
    for skill in _skills_of(achievement, keys):
        named.setdefault(skill.key, skill)
        if len(named) == MOST_SKILLS:
            break
    rows = await Skill.filter(learner_id=learner.id, key__in=list(named)) if named else []
    held = {row.key: row.id for row in rows}
    missing = [
        Skill(
            learner_id=learner.id,
            id=uuid7(),
            key=skill.key,
            name=skill.name,
            name_key=sort_key(skill.name),
            url=skill.url,
            framework=skill.framework,
        )
        for skill in named.values()
        if skill.key not in held
    ]
    await Skill.bulk_create(missing)
    held |= {row.key: row.id for row in missing}
    await CredentialSkill.filter(learner_id=learner.id, credential_id=credential_id).delete()
    await CredentialSkill.bulk_create(
        CredentialSkill(learner_id=learner.id, credential_id=credential_id, skill_id=skill_id)
        for skill_id in held.values()
    )


async def skills_of(learner: Learner, credential_id: UUID) -> list[UUID]:
    """Return the ids of the skills that a credential shows."""
    shown = CredentialSkill.filter(learner_id=learner.id, credential_id=credential_id)
    return [UUID(str(skill_id)) for skill_id in await shown.values_list("skill_id", flat=True)]


async def forget_skills(learner: Learner, skill_ids: list[UUID]) -> None:
    """Delete those of the skills that no credential shows any more."""
    shown = CredentialSkill.filter(learner_id=learner.id, skill_id__in=skill_ids)
    still = {UUID(str(skill_id)) for skill_id in await shown.values_list("skill_id", flat=True)}
    unused = [skill_id for skill_id in skill_ids if skill_id not in still]
    await Skill.filter(learner_id=learner.id, id__in=unused).delete()


def _skills_of(achievement: Achievement, keys: RowKeys) -> Iterator[_Named]:
    for alignment in achievement.alignments:
        name = plain(alignment.target_name).strip()
        if name:
            yield _Named(
                _alignment_key(alignment, keys),
                name,
                alignment.target_url,
                alignment.framework,
            )
    for tag in achievement.tags:
        name = " ".join(plain(tag).split())
        if name:
            # a tag is its own name: nobody can rename it, so it is shared by all
            yield _Named(row_key("tag", name.casefold()), name)


def _alignment_key(alignment: Alignment, keys: RowKeys) -> str:
    if alignment.target_url is not None:
        return keys.key("alignment", alignment.target_url)
    return keys.key(
        "entry", alignment.framework or "", alignment.target_code or alignment.target_name
    )
