"""The twins among a learner's credentials: known by their key, and which of them stands for all.

All within the caller's transaction, after `take_turns`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from tortoise import timezone

from wallet.credentials.credential import CredentialFormat
from wallet.intake.examining import Examined
from wallet.learner.learner import Learner
from wallet.store.models.credentials import Credential
from wallet.store.twins import award_key, generation_of
from wallet.verification.report import Integrity, Verdict

_SHOWN_FIRST = (
    (Verdict.VERIFIED, Verdict.VERIFIED_WITH_WARNINGS),
    (Verdict.INCOMPLETE,),
    (Verdict.NOT_VERIFIED,),
)


@dataclass(frozen=True, slots=True)
class _Held:
    """A credential of an award; `rank` is the greater the better it stands for the others."""

    id: UUID
    generation: int
    preferred_twin_id: UUID | None
    rank: tuple[int, int, UUID]


async def name_award(learner: Learner, credential_id: UUID, examined: Examined) -> str | None:
    """Keep which award a credential is for, as a fresh look at it tells, and return that.

    What was shown before stays while its issuer's site is silent, for nothing is shown against it.
    """
    own = Credential.filter(learner_id=learner.id, id=credential_id)
    former: str | None = (await own.get().only("award_key")).award_key
    if examined.report.integrity is Integrity.UNKNOWN:
        return former
    key = award_key(examined.credential, examined.report)
    if key != former:
        await own.update(award_key=key, preferred_twin_id=None)
    return key


async def settle_twins(learner: Learner, *award_keys: str | None) -> None:
    """Say anew of each award which credential stands for its twins in lists.

    That is the best verified one, of these the one of the newest generation, and of these the
    one that came last; others of its own generation are no twins of it.
    """
    for key in {key for key in award_keys if key is not None}:
        held = [_held(row) for row in await _of_award(learner, key)]
        for each in held:
            best = max(held, key=lambda other: other.rank)
            twin_id = None if best.generation == each.generation else best.id
            if twin_id != each.preferred_twin_id:
                own = Credential.filter(learner_id=learner.id, id=each.id)
                await own.update(preferred_twin_id=twin_id, updated_at=timezone.now())


async def _of_award(learner: Learner, key: str) -> Sequence[dict[str, Any]]:
    held = Credential.filter(learner_id=learner.id, award_key=key)
    return await held.values("id", "format", "verdict", "preferred_twin_id")


def _held(row: dict[str, Any]) -> _Held:
    generation = generation_of(CredentialFormat(row["format"])) or 0
    places = [place for place, verdicts in enumerate(_SHOWN_FIRST) if row["verdict"] in verdicts]
    rank = (-min(places, default=len(_SHOWN_FIRST)), generation, row["id"])
    return _Held(row["id"], generation, row["preferred_twin_id"], rank)
