"""Check a held credential again, from the bytes that it came in; the history grows by a report."""

from datetime import UTC, datetime
from uuid import UUID

from anyio.to_thread import run_sync

from wallet.accounts.addresses import proven
from wallet.intake.examining import Examined, Refused
from wallet.jobs.progress import publish
from wallet.jobs.rechecks import RECHECK, Recheck, ask_recheck
from wallet.jobs.runner import GivenUpError, RunningJob
from wallet.jobs.topics import learner_topic
from wallet.learner.examiner import Examiner
from wallet.learner.keeping import kept, take_turns
from wallet.learner.learner import Learner
from wallet.learner.pictures import Painter
from wallet.learner.presenting import in_presentation
from wallet.learner.remembering import remember
from wallet.learner.reporting import Seen, store_report
from wallet.learner.storing import derive_again, store_picture
from wallet.learner.twinning import name_award, settle_twins
from wallet.store.connection import transaction
from wallet.store.models.credentials import Credential
from wallet.user_errors import NotFoundError
from wallet.verification.case import KnownIdentities
from wallet.verification.report import Integrity

__all__ = ["RECHECK", "request_recheck", "run_recheck"]


async def request_recheck(learner: Learner, credential_id: UUID) -> UUID:
    """Have a credential checked again and return the job's id: the pending one, if there is one.

    Raises:
        NotFoundError: there is none, or it is another's.
    """
    asked = await ask_recheck(learner.id, credential_id, now=datetime.now(UTC))
    if not isinstance(asked, Recheck):
        raise NotFoundError("There is no such credential.", ("credential_id",))
    return asked.job_id


async def run_recheck(learner: Learner, job: RunningJob, intake: Examiner) -> None:
    """Examine the credential's own bytes, live, and store what was found; then end the job.

    A picture that could not be had before is looked for again.
    An issuer that does not answer makes a report that says so; the earlier ones stay. A
    credential that was deleted meanwhile ends the job, with nothing done.

    Raises:
        LeaseLostError: the job is no longer this worker's; nothing was written.
        GivenUpError: the bytes are not kept, or hold no single document any more.
    """
    credential_id = UUID(job.payload["credential_id"])
    held = Credential.filter(learner_id=learner.id, id=credential_id)
    credential = await held.first()
    seen = None if credential is None else await _examine(learner, credential, intake)
    picture = None
    if credential is not None and credential.image_sha256 is None and isinstance(seen, Examined):
        picture = await Painter(intake.sources).picture_of(seen)
    async with transaction():
        await take_turns(learner)
        credential = await held.select_for_update().first()
        if credential is not None and seen is not None:
            await _record(learner, credential, seen)
            await store_picture(learner, credential_id, picture)
        await job.finish()
        await publish(learner_topic(learner.id))


async def _examine(
    learner: Learner, credential: Credential, intake: Examiner
) -> Examined | Refused:
    original = await kept(learner, credential.document_sha256)
    documents = () if original is None else await run_sync(intake.documents_in, original)
    if isinstance(documents, Refused) or len(documents) != 1:
        raise GivenUpError("the credential's document cannot be opened any more")
    known = KnownIdentities(emails=await proven(learner.id))
    document = await in_presentation(learner, documents[0], credential.presentation_sha256)
    return await intake.examine(document, known=known)


async def _record(learner: Learner, credential: Credential, seen: Examined | Refused) -> None:
    """Store the report; and where it is INTACT, what the issuer signs or shows now."""
    former_award = credential.award_key
    if isinstance(seen, Refused):
        await store_report(learner, credential.id, Seen(seen.report))
        await settle_twins(learner, former_award)
        return
    is_intact = seen.report.integrity is Integrity.INTACT
    has_new_content = is_intact and await derive_again(learner, credential, seen)
    award = await name_award(learner, credential.id, seen)
    await store_report(
        learner, credential.id, Seen(seen.report, seen.answers, has_new_content=has_new_content)
    )
    await settle_twins(learner, former_award, award)
    await remember(learner, credential.id, seen)
