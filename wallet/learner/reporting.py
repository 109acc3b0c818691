"""A fresh report into a credential's history: what it changed, who is told, when to look again.

Within the caller's transaction, after `take_turns`, so that a report, the notification that it
gives rise to and the date of the next look are there together or not at all.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from tortoise import timezone

from wallet.jobs.due_rechecks import Situation, next_recheck, status_holds_until
from wallet.learner.learner import Learner
from wallet.learner.watching import Look, watch
from wallet.store.models.credentials import Credential, CredentialReport
from wallet.store.reports import answers_of, before_of, report_of, row_of
from wallet.verification.changes import change_between, is_silent
from wallet.verification.published_keys import keys_seen
from wallet.verification.report import Report
from wallet.verification.sources import Answer

MOST_REPORTS: Final = 400
"""Kept of one credential; of an issuer that is now here, now gone, the middle is forgotten."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A report and what came with it; `has_new_content` where its issuer shows other words."""

    report: Report
    answers: tuple[Answer, ...] = ()
    has_new_content: bool = False


async def store_report(learner: Learner, credential_id: UUID, seen: Seen) -> None:
    """Add a report to a credential's history and repeat its answers on the credential.

    One that says the same as the one before confirms it, and takes its place.
    """
    own = Credential.filter(learner_id=learner.id, id=credential_id)
    credential = await own.get()
    former = await CredentialReport.get_or_none(
        learner_id=learner.id, id=credential.latest_report_id
    )
    before = None if former is None else report_of(former)
    row = await _add(learner, credential_id, former, seen.report)
    silent_since = _silent_since(credential, seen.report)
    keys = None if silent_since is not None else keys_seen(seen.answers)
    look = Look(
        report_id=row.id,
        before=before,
        after=seen.report,
        silent_before=credential.silent_since,
        silent_since=silent_since,
        keys_before=credential.keys_sha256,
        keys_now=keys,
        has_new_content=seen.has_new_content,
    )
    situation = Situation(
        valid_from=credential.valid_from,
        valid_until=credential.valid_until,
        silent_since=silent_since,
        until=status_holds_until(seen.answers),
    )
    await own.update(
        latest_report_id=row.id,
        recheck_due_at=next_recheck(credential_id, seen.report, situation),
        silent_since=silent_since,
        keys_sha256=keys or credential.keys_sha256,
        updated_at=timezone.now(),
        **answers_of(seen.report),
    )
    await watch(learner, credential, look)


async def _add(
    learner: Learner, credential_id: UUID, former: CredentialReport | None, report: Report
) -> CredentialReport:
    row = row_of(learner.id, credential_id, report)
    change = None if former is None else change_between(report_of(former), report)
    if former is None or change is not None:
        row.confirmed_at = report.checked_at
        row.before = None if change is None else before_of(change)
        await row.save(force_create=True)
        if former is not None:
            await _thin_out(learner, credential_id)
        return row
    await row.save(force_create=True)
    if former.confirmed_at is None:
        await former.delete()
    begun = CredentialReport.filter(
        learner_id=learner.id, credential_id=credential_id, confirmed_at__isnull=False
    )
    first = await begun.order_by("-checked_at", "-id").first().only("id")
    if first is not None:
        await CredentialReport.filter(learner_id=learner.id, id=first.id).update(
            confirmed_at=report.checked_at
        )
    return row


async def _thin_out(learner: Learner, credential_id: UUID) -> None:
    """Forget the oldest reports but the first, beyond what is kept of one credential."""
    history = CredentialReport.filter(
        learner_id=learner.id, credential_id=credential_id, consulted__isnull=True
    )
    excess = await history.count() - MOST_REPORTS
    if excess > 0:
        oldest = history.order_by("checked_at", "id").offset(1).limit(excess)
        ids = await oldest.values_list("id", flat=True)
        await CredentialReport.filter(learner_id=learner.id, id__in=list(ids)).delete()


def _silent_since(credential: Credential, report: Report) -> datetime | None:
    if not is_silent(report):
        return None
    since: datetime | None = credential.silent_since
    return since or report.checked_at
