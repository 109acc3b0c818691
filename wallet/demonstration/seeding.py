"""A demonstration and an empty store in, the wallet of a learner who has lived a little out.

Everything goes the way that any learner's badge goes: an import is requested, its job is run, and
what comes of it is put in order by the use cases that everybody has.
"""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Final
from uuid import UUID

from wallet.accounts.account import account_for, change_profile
from wallet.demonstration import awards
from wallet.demonstration.badges import Delivery, DemoBadge
from wallet.demonstration.demonstration import Demonstration
from wallet.jobs.queue import ENDED
from wallet.jobs.runner import JobKind, Runner, RunningJob
from wallet.learner.collecting import create_collection
from wallet.learner.examiner import Examiner
from wallet.learner.importing import (
    IMPORT,
    FromFile,
    FromText,
    FromUrl,
    ImportSource,
    request_import,
    run_import,
)
from wallet.learner.keeping import take_turns
from wallet.learner.learner import Learner
from wallet.learner.organising import update_credential
from wallet.sharing.links import create_link, link_token
from wallet.sharing.tokens import TokenKeys
from wallet.store.connection import transaction
from wallet.store.models.jobs import ImportItem, Job, JobState
from wallet.store.models.shares import Share

DISPLAY_NAME: Final = "Robin Example"
_UNIQUE_KEY: Final = "demonstration"
_LOOK_EVERY: Final = 0.05
_LINK_HOLDS: Final = timedelta(days=365)
_TAGS: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        awards.LASER_CUTTING.slug: ("workshop", "hands-on"),
        awards.MENTORING.slug: ("workshop", "people"),
        awards.PRINTING.slug: ("workshop",),
        awards.DATA_ANALYSIS.slug: ("studies", "for applications"),
        awards.CONVERSATION.slug: ("studies", "people", "for applications"),
        awards.STATISTICS.slug: ("studies",),
        awards.FIRST_AID.slug: ("to be renewed",),
    }
)
_NOTES: Final[Mapping[str, str]] = MappingProxyType(
    {
        awards.FIRST_AID.slug: "The next refresher is in spring: ask at the desk.",
        awards.DATA_ANALYSIS.slug: "Mention the cycling counts when somebody asks for an example.",
    }
)
_SHARED: Final = (awards.DATA_ANALYSIS, awards.LASER_CUTTING, awards.CONVERSATION)


class SeedingError(Exception):
    """The demonstration's import did not come to its end."""


@dataclass(frozen=True, slots=True)
class SeededDemo:
    """The demonstration's learner.

    `credentials` are by the badge's slug; what the learner has deleted is not among them.
    `share_token` is None where the link was revoked or the server's key has changed. `is_new`
    tells that the wallet was filled now, and not at an earlier start.
    """

    learner: Learner
    address: str
    credentials: Mapping[str, UUID]
    share_id: UUID
    share_token: str | None
    is_new: bool


async def seed(
    demonstration: Demonstration,
    *,
    address: str,
    intake: Examiner,
    token_keys: TokenKeys,
    now: datetime,
) -> SeededDemo:
    """Fill the wallet of `address` once; at a later start only say what is there.

    Stopped at any moment, the next start goes on from there. No server need be up: documents of
    our own origin are answered in process.

    Raises:
        SeedingError: the import failed or was cancelled.
    """
    learner = Learner(await account_for(address, now=now))
    job_id = await _import(learner, demonstration, intake)
    credentials = await _credentials(learner, job_id, demonstration)
    is_new = await _arrange(learner, credentials, token_keys, now)
    share = await Share.filter(learner_id=learner.id).order_by("created_at", "id").first()
    if share is None:
        raise SeedingError("The demonstration has no link.")
    token = await link_token(learner.id, share.id, token_keys)
    return SeededDemo(learner, address, credentials, share.id, token, is_new)


async def _import(learner: Learner, demonstration: Demonstration, intake: Examiner) -> UUID:
    earlier = await Job.get_or_none(learner_id=learner.id, kind=IMPORT, unique_key=_UNIQUE_KEY)
    if earlier is not None and earlier.state == JobState.COMPLETED.value:
        return earlier.id
    if earlier is None:
        sources = [_source(badge) for badge in demonstration.badges]
        job_id = await request_import(learner, sources, idempotency_key=_UNIQUE_KEY)
    else:
        job_id = earlier.id
    async with _worker(intake):
        state = await _ended(job_id)
    if state is not JobState.COMPLETED:
        raise SeedingError(f"The demonstration's import ended as {state}.")
    return job_id


def _source(badge: DemoBadge) -> ImportSource:
    match badge.delivery:
        case Delivery.ADDRESS:
            return FromUrl(badge.text)
        case Delivery.TEXT:
            return FromText(badge.text)
        case Delivery.FILE:
            return FromFile(badge.file_name, badge.content)


@asynccontextmanager
async def _worker(intake: Examiner) -> AsyncIterator[None]:
    """Do imports meanwhile, beside other workers if there are any."""

    async def work(job: RunningJob) -> None:
        await run_import(Learner(job.claim.learner_id), job, intake)

    runner = Runner({IMPORT: JobKind(work)}, concurrency=1)
    running = asyncio.create_task(runner.run())
    try:
        yield
    finally:
        runner.stop()
        await running


async def _ended(job_id: UUID) -> JobState:
    while True:
        state = JobState((await Job.get(id=job_id)).state)
        if state in ENDED:
            return state
        await asyncio.sleep(_LOOK_EVERY)


async def _credentials(
    learner: Learner, job_id: UUID, demonstration: Demonstration
) -> Mapping[str, UUID]:
    """Return what came of each badge: the items of the import lie in the order of the badges."""
    items = await ImportItem.filter(learner_id=learner.id, job_id=job_id).order_by("position")
    return MappingProxyType(
        {
            badge.slug: item.credential_id
            for badge, item in zip(demonstration.badges, items, strict=False)
            if item.credential_id is not None
        }
    )


async def _arrange(
    learner: Learner, credentials: Mapping[str, UUID], keys: TokenKeys, now: datetime
) -> bool:
    """Name, tag, collect and share, all of it or nothing; a link says that it was done."""
    async with transaction():
        await take_turns(learner)
        if await Share.filter(learner_id=learner.id).exists():
            return False
        await change_profile(learner.id, display_name=DISPLAY_NAME)
        for slug, credential_id in credentials.items():
            await update_credential(
                learner, credential_id, tags=_TAGS.get(slug, ()), note=_NOTES.get(slug)
            )
        await create_collection(
            learner,
            name="For applications",
            description="What I send along when I apply for something.",
            credential_ids=_chosen(credentials, *_SHARED, awards.RESEARCH),
        )
        await create_collection(
            learner,
            name="The workshop",
            description="Everything from the makers' academy.",
            credential_ids=_chosen(
                credentials, awards.LASER_CUTTING, awards.MENTORING, awards.PRINTING
            ),
        )
        await create_link(
            learner.id,
            credential_ids=_chosen(credentials, *_SHARED),
            title="Data, making and working with others",
            recipient_label="Example Studio, people team",
            message="The three that matter most for this job. The first one has a mark.",
            expires_at=now + _LINK_HOLDS,
            keys=keys,
            now=now,
        )
    return True


def _chosen(credentials: Mapping[str, UUID], *chosen: awards.Award) -> list[UUID]:
    return [credentials[award.slug] for award in chosen if award.slug in credentials]
