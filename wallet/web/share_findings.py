"""A report in, every finding in words out."""

from collections import Counter
from dataclasses import dataclass

from wallet.verification.finding import Finding, Outcome
from wallet.verification.messages import CATALOGUES
from wallet.verification.report import Report
from wallet.web.display_text import line
from wallet.web.words import Wording


@dataclass(frozen=True, slots=True)
class FindingView:
    """One finding: what was found, in words; when it was looked at; who can mend it."""

    check: str
    outcome: str
    kind: str
    message: str
    looked_at: str
    mender: str | None


@dataclass(frozen=True, slots=True)
class FindingsView:
    """All findings, and how many there are of each outcome."""

    summary: str
    counts: str
    findings: tuple[FindingView, ...]


def findings_of(report: Report | None, wording: Wording) -> FindingsView | None:
    """Return the findings in the order of the path; None before the first check."""
    if report is None:
        return None
    counts = Counter(finding.outcome for finding in report.findings)
    return FindingsView(
        summary=wording.share.findings(len(report.findings)),
        counts=wording.share.finding_counts(counts),
        findings=tuple(_finding(finding, wording) for finding in report.findings),
    )


def _finding(finding: Finding, wording: Wording) -> FindingView:
    """Return one finding; the mender is named where there is something to mend."""
    words = wording.share
    mendable = finding.outcome in {Outcome.WARN, Outcome.FAIL, Outcome.UNKNOWN}
    party = finding.mender if mendable else None
    return FindingView(
        check=finding.check,
        outcome=words.outcomes[finding.outcome],
        kind=finding.outcome.value.lower(),
        message=line(CATALOGUES[wording.language].message(finding), 600),
        looked_at=words.looked_at[finding.source].format(moment=wording.moment(finding.seen_at)),
        mender=None if party is None else words.mender.format(party=words.parties[party]),
    )
