"""Two reports on one credential in, what the later one changed out."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from wallet.verification.finding import Finding, Outcome
from wallet.verification.report import (
    Integrity,
    RecipientBinding,
    Report,
    Standing,
    TrustAnchor,
    Verdict,
)

_QUIET = frozenset({Outcome.PASS, Outcome.SKIPPED})
_UNREACHABLE = frozenset(
    {
        "SOURCE_UNREACHABLE",
        "DID_UNRESOLVED",
        "KEY_URL_UNREACHABLE",
        "HOST_UNREACHABLE",
        "STATUS_UNREACHABLE",
    }
)


@dataclass(frozen=True, slots=True)
class Remark:
    """What one check has to say beyond "in order": its code, one outcome for each code."""

    check: str
    code: str
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class Change:
    """The answers of the report before, and the remarks that appeared or went since."""

    verdict: Verdict
    integrity: Integrity
    standing: Standing
    trust: TrustAnchor
    recipient: RecipientBinding
    appeared: tuple[Remark, ...]
    gone: tuple[Remark, ...]


def change_between(before: Report, after: Report) -> Change | None:
    """Return what `after` says otherwise than `before`; None where it confirms it.

    Wording, moments and addresses do not count: they differ from one honest look to the next.
    """
    earlier, later = _remarks(before.findings), _remarks(after.findings)
    if _answers(before) == _answers(after) and earlier == later:
        return None
    return Change(
        verdict=before.verdict,
        integrity=before.integrity,
        standing=before.standing,
        trust=before.trust,
        recipient=before.recipient,
        appeared=tuple(remark for remark in later if remark not in earlier),
        gone=tuple(remark for remark in earlier if remark not in later),
    )


def is_silent(report: Report) -> bool:
    """Tell whether something that the report needed did not answer."""
    return any(finding.code in _UNREACHABLE for finding in report.findings)


def _answers(report: Report) -> tuple[Any, ...]:
    return (
        report.verdict,
        report.integrity,
        report.standing,
        report.trust,
        report.recipient,
    )


def _remarks(findings: Iterable[Finding]) -> tuple[Remark, ...]:
    return tuple(
        Remark(finding.check, finding.code, finding.outcome)
        for finding in findings
        if finding.code is not None and finding.outcome not in _QUIET
    )
