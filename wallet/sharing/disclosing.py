"""Rows of a link in, what its visitors see out: each credential from its own document.

Where fields are chosen, all that is said is read of the part that they make, and what a check
looked at is told only where the part says it, too: so nothing of the rest can come through.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from json import dumps
from typing import Any
from uuid import UUID

from tortoise.functions import Max

from wallet.credentials.credential import CredentialFormat, Result, ResultDescription
from wallet.jobs.rechecks import being_rechecked
from wallet.sharing.disclosure import level_of
from wallet.sharing.shared import (
    SharedAchievement,
    SharedCredential,
    SharedIssuer,
    SharedResult,
)
from wallet.store.details import Detail, from_column
from wallet.store.models.credentials import Credential, CredentialReport
from wallet.store.models.shares import ShareItem
from wallet.store.reports import report_of
from wallet.verification.finding import Finding, VerificationAnswer
from wallet.verification.report import Integrity, Report

_FIRST_SCALE = 0


async def disclose(items: Sequence[ShareItem]) -> tuple[SharedCredential, ...]:
    """Return the credentials of one link's items, in a bounded number of statements."""
    if not items:
        return ()
    owner_id = items[0].learner_id
    credential_ids = [item.credential_id for item in items]
    reports = await _latest_reports(owner_id, [item.credential for item in items])
    known = await last_known_integrity(owner_id, credential_ids)
    checking = await being_rechecked(owner_id, credential_ids)
    return tuple(
        _shared(
            item,
            reports.get(item.credential_id),
            known.get(item.credential_id),
            checking=item.credential_id in checking,
        )
        for item in items
    )


async def last_known_integrity(
    owner_id: UUID, credential_ids: Sequence[UUID]
) -> dict[UUID, tuple[Integrity, datetime]]:
    """Return for each credential what was last found out of its integrity, and when.

    UNKNOWN does not count: who cannot be reached any more took nothing back.
    """
    rows = (
        await CredentialReport.filter(
            learner_id=owner_id,
            credential_id__in=list(credential_ids),
            integrity__in=[Integrity.INTACT.value, Integrity.BROKEN.value],
            consulted__isnull=True,
        )
        .annotate(last=Max("checked_at"))
        .group_by("credential_id", "integrity")
        .values("credential_id", "integrity", "last")
    )
    known: dict[UUID, tuple[Integrity, datetime]] = {}
    for row in sorted(rows, key=lambda row: row["last"]):
        known[row["credential_id"]] = (Integrity(row["integrity"]), row["last"])
    return known


async def _latest_reports(owner_id: UUID, credentials: list[Credential]) -> dict[UUID, Report]:
    latest = [c.latest_report_id for c in credentials if c.latest_report_id is not None]
    rows = await CredentialReport.filter(learner_id=owner_id, id__in=latest)
    return {row.credential_id: _public(report_of(row)) for row in rows}


def _public(report: Report) -> Report:
    """Leave out what a finding on the recipient looked at: addresses are the owner's."""
    return replace(
        report,
        findings=tuple(
            replace(finding, looked_at=None)
            if finding.answer is VerificationAnswer.RECIPIENT
            else finding
            for finding in report.findings
        ),
    )


def _without_the_rest(report: Report, chosen: Mapping[str, Any]) -> Report:
    """Leave out what findings looked at in what is hidden."""
    said = dumps(chosen["detail"], ensure_ascii=False)
    return replace(report, findings=tuple(_without_sight(each, said) for each in report.findings))


def _without_sight(finding: Finding, said: str) -> Finding:
    at = finding.looked_at
    return replace(finding, detail="", pointer=None, looked_at=at if at and at in said else None)


def _shared(
    item: ShareItem,
    report: Report | None,
    known: tuple[Integrity, datetime] | None,
    *,
    checking: bool,
) -> SharedCredential:
    credential, chosen = item.credential, item.chosen
    detail = from_column(credential.detail if chosen is None else chosen["detail"])
    if chosen is not None and report is not None:
        report = _without_the_rest(report, chosen)
    form = CredentialFormat(credential.format)
    integrity, seen_at = known or (Integrity.UNKNOWN, None)
    return SharedCredential(
        position=item.position,
        level=level_of(form, integrity, item.chosen_level),
        form=form,
        title=detail.title,
        description=detail.achievement.description or detail.description,
        issuer=SharedIssuer(detail.issuer.name, detail.issuer.id, detail.issuer.url),
        achievement=_achievement(detail),
        recipient_name=detail.recipient_name,
        narrative=detail.narrative,
        evidence=detail.evidence,
        results=tuple(_results(detail)),
        image_sha256=credential.image_sha256 if chosen is None or chosen["picture"] else None,
        awarded_at=credential.awarded_at,
        valid_from=credential.valid_from,
        valid_until=credential.valid_until,
        report=report,
        intact_at=seen_at if integrity is Integrity.INTACT else None,
        checking=checking,
        media_type=detail.shown_media_type,
        sha256=credential.shown_sha256 if chosen is None else chosen["sha256"],
        for_holder_alone=chosen is None and detail.for_holder_alone,
        chosen_at=None if chosen is None else datetime.fromisoformat(chosen["at"]),
    )


def _achievement(detail: Detail) -> SharedAchievement:
    achievement = detail.achievement
    return SharedAchievement(
        id=achievement.id,
        name=achievement.name,
        description=achievement.description,
        criteria=achievement.criteria,
        criteria_url=achievement.criteria_url,
        kind=achievement.kind,
        tags=achievement.tags,
        alignments=achievement.alignments,
    )


def _results(detail: Detail) -> list[SharedResult]:
    """Return the results that have a scale; one without would mislead, so it is left out."""
    shown = []
    for result in detail.results:
        scale = _scale_of(result, detail.achievement.result_descriptions)
        if scale is not None:
            shown.append(SharedResult(result.value, result.status, result.achieved_level, scale))
    return shown


def _scale_of(result: Result, scales: tuple[ResultDescription, ...]) -> ResultDescription | None:
    if result.description is None:
        return scales[_FIRST_SCALE] if len(scales) == 1 else None
    return next((scale for scale in scales if scale.id == result.description), None)
