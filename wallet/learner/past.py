"""A credential as of an earlier moment: judged by today's code on what was seen until then.

Nothing is asked of the network. What no snapshot answers is in doubt, and every finding that
rests on one says so, and when it was seen.
"""

from asyncio import Semaphore
from asyncio import timeout as deadline
from dataclasses import dataclass, field, replace
from datetime import datetime
from hashlib import sha256
from typing import Any, Final
from uuid import UUID

from anyio.to_thread import run_sync
from limits import RateLimitItem, RateLimitItemPerMinute

from wallet.accounts.addresses import proven
from wallet.accounts.rate_limits import RateLimits
from wallet.intake.examining import Examined, Refused
from wallet.learner.examiner import Examiner
from wallet.learner.keeping import kept, take_turns
from wallet.learner.learner import Learner
from wallet.learner.presenting import in_presentation
from wallet.network import Wanted
from wallet.store import snapshots
from wallet.store.connection import transaction
from wallet.store.identifiers import PUBLIC
from wallet.store.models.credentials import Credential, CredentialReport
from wallet.store.reports import row_of
from wallet.user_errors import InvalidError, LimitReachedError, NotFoundError
from wallet.verification.case import KnownIdentities
from wallet.verification.checks import CHECKS
from wallet.verification.codes import Code
from wallet.verification.finding import SourceKind
from wallet.verification.sources import Answer, no_answer

NOT_SEEN: Final = "NOT_SEEN"
"""Why there is no answer: by that moment nobody had looked."""
WINDOWS: Final[tuple[RateLimitItem, ...]] = (
    RateLimitItemPerMinute(30, 1, "past-reports-of-account"),
)
MOST_KEPT: Final = 20
"""Reports of earlier moments kept of one credential, so that asking again costs nothing."""
_AT_ONCE: Final = 2
_SECONDS: Final = 10.0
_POLICY: Final = sha256(" ".join((*CHECKS, *Code.__members__)).encode()).hexdigest()
"""Differs once the rules do, as far as that is told by their names."""


@dataclass(frozen=True, slots=True)
class PastReports:
    """What works them out, a few at a time; `examiner` asks nothing of the network by itself."""

    examiner: Examiner
    limits: RateLimits
    slots: Semaphore = field(default_factory=lambda: Semaphore(_AT_ONCE))


@dataclass(frozen=True, slots=True)
class _PastSources:
    """Answers addresses as the learner's own and the public snapshots had them at a moment."""

    learner_id: UUID
    moment: datetime

    async def fetch(
        self, url: str, *, plain_http: bool = False, wanted: Wanted = Wanted.DOCUMENT
    ) -> Answer:
        """Answer `url` with what was seen last; the recording around it minds `plain_http`."""
        del plain_http, wanted
        seen = [
            answer
            for owner in (self.learner_id, PUBLIC)
            if (answer := await snapshots.as_of(owner, url, self.moment)) is not None
        ]
        if not seen:
            nothing = no_answer(url, NOT_SEEN, self.moment)
            return replace(nothing, origin=SourceKind.SNAPSHOT)
        return max(seen, key=lambda answer: answer.fetched_at)


async def past_report(
    learner: Learner, credential_id: UUID, moment: datetime, past: PastReports, now: datetime
) -> UUID:
    """Return the id of the report on a credential as of `moment`, worked out where it must be.

    Raises:
        NotFoundError: no such credential.
        InvalidError: the moment is still to come, or the document is not kept.
        LimitReachedError: too many were asked for, or this one takes too long.
    """
    if moment > now:
        raise InvalidError("Ask about a moment that has passed.", ("as_of",))
    credential = await Credential.get_or_none(learner_id=learner.id, id=credential_id)
    if credential is None:
        raise NotFoundError("There is no such credential.", ("credential_id",))
    emails = await proven(learner.id)
    known = await _kept_before(learner, credential, moment, emails)
    if known is not None:
        return known
    await past.limits.count(WINDOWS, str(learner.id))
    try:
        async with deadline(_SECONDS), past.slots:
            seen = await _examine(learner, credential, moment, past, emails)
    except TimeoutError as error:
        raise LimitReachedError("This takes too long now. Try again later.") from error
    return await _keep(learner, credential, moment, seen, emails)


async def _examine(
    learner: Learner,
    credential: Credential,
    moment: datetime,
    past: PastReports,
    emails: tuple[str, ...],
) -> Examined | Refused:
    original = await kept(learner, credential.document_sha256)
    documents = () if original is None else await run_sync(past.examiner.documents_in, original)
    if isinstance(documents, Refused) or len(documents) != 1:
        raise InvalidError("The credential's document cannot be opened any more.")
    return await past.examiner.examine(
        await in_presentation(learner, documents[0], credential.presentation_sha256),
        known=KnownIdentities(emails=emails),
        now=moment,
        sources=_PastSources(learner.id, moment),
    )


async def _kept_before(
    learner: Learner, credential: Credential, moment: datetime, emails: tuple[str, ...]
) -> UUID | None:
    """Return the report that was worked out before, if it would come out the same now."""
    rows = _worked_out(learner, credential).filter(as_of=moment)
    for row in await rows.order_by("-id").limit(1):
        addresses = row.consulted["addresses"]
        if row.consulted["version"] == await _version(
            learner, credential, addresses, moment, emails
        ):
            return UUID(str(row.id))
    return None


async def _keep(
    learner: Learner,
    credential: Credential,
    moment: datetime,
    seen: Examined | Refused,
    emails: tuple[str, ...],
) -> UUID:
    answers = () if isinstance(seen, Refused) else seen.answers
    addresses = sorted({snapshots.digest_of(answer.url) for answer in answers})
    row = row_of(learner.id, credential.id, replace(seen.report, as_of=moment))
    async with transaction():
        await take_turns(learner)
        if not await Credential.exists(learner_id=learner.id, id=credential.id):
            raise NotFoundError("There is no such credential.", ("credential_id",))
        version = await _version(learner, credential, addresses, moment, emails)
        row.consulted = {"addresses": addresses, "version": version}
        await _worked_out(learner, credential).filter(as_of=moment).delete()
        await row.save(force_create=True)
        newest = _worked_out(learner, credential).order_by("-id").limit(MOST_KEPT)
        ids = await newest.values_list("id", flat=True)
        await _worked_out(learner, credential).exclude(id__in=list(ids)).delete()
    return row.id


async def _version(
    learner: Learner,
    credential: Credential,
    addresses: list[str],
    moment: datetime,
    emails: tuple[str, ...],
) -> str:
    seen = await snapshots.version((learner.id, PUBLIC), addresses, moment)
    parts = (_POLICY, credential.document_sha256, seen, *sorted(emails))
    return sha256("\x00".join(parts).encode()).hexdigest()


def _worked_out(learner: Learner, credential: Credential) -> Any:
    return CredentialReport.filter(
        learner_id=learner.id, credential_id=credential.id, consulted__isnull=False
    )
