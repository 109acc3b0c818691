"""What a fresh report means for its holder: two reports in, notifications out.

Within the transaction that stores the report. The import tells what it found by itself, so a
first report notifies of nothing.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from wallet.jobs.due_rechecks import REMINDERS
from wallet.learner.learner import Learner
from wallet.learner.notifying import notify
from wallet.store.models.credentials import Credential, CredentialReport
from wallet.store.models.notifications import NotificationKind
from wallet.verification.report import Integrity, Report, Standing

GONE_AFTER: Final = timedelta(days=3)
"""How long an issuer is silent before it is called gone: servers are down now and then."""
_WITHDRAWN = frozenset({Standing.REVOKED, Standing.SUSPENDED})


@dataclass(frozen=True, slots=True)
class Look:
    """A report beside the one before it, and what the two looks saw besides."""

    report_id: UUID
    before: Report | None
    after: Report
    silent_before: datetime | None = None
    silent_since: datetime | None = None
    keys_before: str | None = None
    keys_now: str | None = None
    has_new_content: bool = False


@dataclass(frozen=True, slots=True)
class _Told:
    """One thing to tell; `about` keeps it from being told twice."""

    kind: NotificationKind
    about: str
    parameters: dict[str, Any]


async def watch(learner: Learner, credential: Credential, look: Look) -> None:
    """Tell the learner what has changed for the better or the worse, each thing once.

    `credential` is as it was before the report, but for what its issuer shows now.
    """
    if look.before is None:
        return
    standing = await _known_standing(learner, credential, look)
    integrity = await _known_integrity(learner, credential, look)
    happened = (
        *_standing_changed(standing, look),
        *_integrity_changed(integrity, look),
        *_ends(credential, look),
        *_silence(look),
        *_shown_otherwise(look),
    )
    for told in happened:
        await notify(
            learner,
            told.kind,
            about=f"{credential.id}:{told.about}",
            now=look.after.checked_at,
            credential_id=credential.id,
            parameters=told.parameters | {"title": credential.title},
        )


async def _known_standing(learner: Learner, credential: Credential, look: Look) -> Standing | None:
    """Return the standing before, as it was last found out."""
    if look.before is not None and look.before.standing is not Standing.UNKNOWN:
        return look.before.standing
    row = await _last_report(learner, credential, look, "standing", Standing.UNKNOWN.value)
    return None if row is None else Standing(row.standing)


async def _known_integrity(
    learner: Learner, credential: Credential, look: Look
) -> Integrity | None:
    if look.before is not None and look.before.integrity is not Integrity.UNKNOWN:
        return look.before.integrity
    row = await _last_report(learner, credential, look, "integrity", Integrity.UNKNOWN.value)
    return None if row is None else Integrity(row.integrity)


async def _last_report(
    learner: Learner, credential: Credential, look: Look, answer: str, unknown: str
) -> CredentialReport | None:
    rows = CredentialReport.filter(
        learner_id=learner.id, credential_id=credential.id, consulted__isnull=True
    )
    told = rows.exclude(id=look.report_id).exclude(**{answer: unknown})
    return await told.order_by("-checked_at", "-id").first()


def _standing_changed(before: Standing | None, look: Look) -> Iterator[_Told]:
    now, about = look.after.standing, str(look.report_id)
    if before is None or before is now:
        return
    if now is Standing.REVOKED:
        yield _Told(NotificationKind.REVOKED, f"REVOKED:{about}", {})
    elif now is Standing.SUSPENDED:
        yield _Told(NotificationKind.SUSPENDED, f"SUSPENDED:{about}", {})
    elif now is Standing.EXPIRED and before not in _WITHDRAWN:
        yield _Told(NotificationKind.EXPIRED, f"EXPIRED:{about}", {})
    elif now is Standing.CURRENT and before in _WITHDRAWN:
        yield _Told(NotificationKind.REINSTATED, f"REINSTATED:{about}", {})


def _integrity_changed(before: Integrity | None, look: Look) -> Iterator[_Told]:
    if before is Integrity.INTACT and look.after.integrity is Integrity.BROKEN:
        yield _Told(NotificationKind.INTEGRITY_LOST, f"INTEGRITY_LOST:{look.report_id}", {})


def _ends(credential: Credential, look: Look) -> Iterator[_Told]:
    """Say that it ends soon: the shortest reminder that is due, each once for each end."""
    end, now = credential.valid_until, look.after.checked_at
    if end is None or look.after.standing is not Standing.CURRENT or end <= now:
        return
    due = [before for before in REMINDERS if end - now <= before]
    if due:
        reminder = due[-1]
        yield _Told(
            NotificationKind.EXPIRING_SOON,
            f"EXPIRING_SOON:{end.isoformat()}:{reminder.days}",
            {"valid_until": end.isoformat()},
        )


def _silence(look: Look) -> Iterator[_Told]:
    """Say that an issuer is gone once it was silent for long, and when such a one is back."""
    now = look.after.checked_at
    if look.silent_since is not None and now - look.silent_since >= GONE_AFTER:
        since = look.silent_since.isoformat()
        yield _Told(NotificationKind.ISSUER_GONE, f"ISSUER_GONE:{since}", {"since": since})
    began, before = look.silent_before, look.before
    answers_again = began is not None and look.silent_since is None
    if answers_again and began and before and before.checked_at - began >= GONE_AFTER:
        since = began.isoformat()
        yield _Told(NotificationKind.ISSUER_BACK, f"ISSUER_BACK:{since}", {"since": since})


def _shown_otherwise(look: Look) -> Iterator[_Told]:
    if look.keys_before and look.keys_now and look.keys_before != look.keys_now:
        yield _Told(NotificationKind.KEY_ROTATED, f"KEY_ROTATED:{look.report_id}", {})
    if look.has_new_content:
        yield _Told(NotificationKind.NEW_VERSION, f"NEW_VERSION:{look.report_id}", {})
