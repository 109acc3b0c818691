"""A verification report to its row and back."""

from dataclasses import asdict, fields, replace
from itertools import islice
from typing import Any
from uuid import UUID

from pydantic import TypeAdapter

from wallet.store.models.credentials import Credential, CredentialReport
from wallet.store.shortening import shortened
from wallet.verification.changes import Change
from wallet.verification.codes import Code
from wallet.verification.finding import Finding, Outcome
from wallet.verification.report import (
    Integrity,
    NestedKind,
    NestedReport,
    RecipientBinding,
    Report,
    Standing,
    TrustAnchor,
    Verdict,
)

MOST_NESTED = 100
"""Credentials within one that its report is kept with."""
MOST_AMISS = 10
"""Findings that each of them is kept with."""
_FINDINGS = TypeAdapter(tuple[Finding, ...])
_MEMBERS = tuple(member.name for member in fields(Finding))
_AMISS = frozenset({Outcome.WARN, Outcome.FAIL, Outcome.UNKNOWN})


def row_of(learner_id: UUID, credential_id: UUID, report: Report) -> CredentialReport:
    """Return the row, not yet saved, of a report that confirms the one before."""
    return CredentialReport(
        learner_id=learner_id,
        credential_id=credential_id,
        checked_at=report.checked_at,
        as_of=report.as_of,
        fresh_until=report.fresh_until,
        findings=plain_findings(report),
        nested=nested_of(report),
        **answers_of(report),
    )


def plain_findings(report: Report) -> list[dict[str, Any]]:
    """Return the findings as JSON keeps them."""
    return [_plain(finding) for finding in report.findings]


def answers_of(report: Report) -> dict[str, str]:
    """Return the verdict and the four answers by column, as credentials repeat them."""
    return {
        "verdict": report.verdict.value,
        "integrity": report.integrity.value,
        "standing": report.standing.value,
        "trust": report.trust.value,
        "recipient": report.recipient.value,
    }


def before_of(change: Change) -> dict[str, Any]:
    """Return what a row keeps of what its report changed."""
    return asdict(change)


def nested_of(report: Report) -> list[dict[str, Any]]:
    """Return what is kept of the credentials within: endorsements, and parts that are amiss.

    A part is a credential of its own in the wallet, with reports of its own.
    """
    kept = (
        each
        for each in report.nested
        if each.kind is NestedKind.ENDORSEMENT or each.code is not None
    )
    return [_nested(each) for each in islice(kept, MOST_NESTED)]


def _nested(nested: NestedReport) -> dict[str, Any]:
    said, report = shortened(replace(nested, report=None)), nested.report
    amiss = () if report is None else (f for f in report.findings if f.outcome in _AMISS)
    return {
        "kind": said.kind.value,
        "pointer": said.pointer,
        "code": said.code,
        "id": said.id,
        "name": dict(said.name),
        "issuer": None if said.issuer is None else asdict(said.issuer),
        "comment": dict(said.comment),
        "verdict": nested.verdict.value,
        "integrity": (Integrity.UNKNOWN if report is None else report.integrity).value,
        "standing": (Standing.UNKNOWN if report is None else report.standing).value,
        "trust": (TrustAnchor.NONE if report is None else report.trust).value,
        "findings": [_plain(finding) for finding in islice(amiss, MOST_AMISS)],
    }


def report_of(row: CredentialReport) -> Report:
    """Return the report that a row keeps; of the credentials within it, the row alone tells."""
    return Report(
        verdict=Verdict(row.verdict),
        integrity=Integrity(row.integrity),
        standing=Standing(row.standing),
        trust=TrustAnchor(row.trust),
        recipient=RecipientBinding(row.recipient),
        findings=_FINDINGS.validate_python(row.findings),
        checked_at=row.checked_at,
        as_of=row.as_of,
        fresh_until=row.fresh_until,
    )


async def differs_from_its_host(credential: Credential) -> bool:
    """Tell whether the copy that was brought says something else than the one at its address.

    By the latest report; where there is none, nothing speaks for the copy.
    """
    row = await CredentialReport.get_or_none(
        learner_id=credential.learner_id, id=credential.latest_report_id
    )
    return row is None or report_of(row).says(Code.COPY_DIFFERS)


def _plain(finding: Finding) -> dict[str, Any]:
    said = {name: getattr(finding, name) for name in _MEMBERS}
    return said | {"seen_at": finding.seen_at.isoformat(), "particulars": {**finding.particulars}}
