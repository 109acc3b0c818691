"""Findings in, the one report out: four answers and the verdict that follows from two."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from wallet.credentials.credential import Profile, Text
from wallet.verification.codes import Code
from wallet.verification.finding import Finding, Outcome, VerificationAnswer


class Integrity(StrEnum):
    """Is it as its issuer made it."""

    INTACT = "INTACT"
    BROKEN = "BROKEN"
    UNKNOWN = "UNKNOWN"


class Standing(StrEnum):
    """Does it hold today."""

    CURRENT = "CURRENT"
    EXPIRED = "EXPIRED"
    NOT_YET_VALID = "NOT_YET_VALID"
    SUSPENDED = "SUSPENDED"
    REVOKED = "REVOKED"
    UNKNOWN = "UNKNOWN"


class TrustAnchor(StrEnum):
    """How its issuer is anchored."""

    REGISTERED = "REGISTERED"
    DOMAIN = "DOMAIN"
    KEY_ONLY = "KEY_ONLY"
    NONE = "NONE"


class RecipientBinding(StrEnum):
    """Is it this learner's."""

    MATCHED = "MATCHED"
    UNPROVEN = "UNPROVEN"
    NOT_NAMED = "NOT_NAMED"
    NOT_CHECKED = "NOT_CHECKED"


class Verdict(StrEnum):
    """The answers in a word: a function of integrity and standing only."""

    VERIFIED = "VERIFIED"
    VERIFIED_WITH_WARNINGS = "VERIFIED_WITH_WARNINGS"
    INCOMPLETE = "INCOMPLETE"
    NOT_VERIFIED = "NOT_VERIFIED"


class NestedKind(StrEnum):
    """What a credential within another one is to it."""

    PART = "PART"
    ENDORSEMENT = "ENDORSEMENT"


@dataclass(frozen=True, slots=True)
class NestedReport:
    """What came of a credential that lies within the one that was checked.

    `pointer` is where it lies, `code` what the check of the whole holds against it, None where
    nothing. `report` is its own, None where no credential could be read there. The rest is what
    it says, to be shown with its own answers alone: of an endorsement, `comment` is its text.
    """

    kind: NestedKind
    pointer: str
    code: str | None
    report: "Report | None"
    id: str | None = None
    name: Text = field(default_factory=dict)
    issuer: Profile | None = None
    comment: Text = field(default_factory=dict)

    @property
    def verdict(self) -> Verdict:
        """The verdict of its own report; an endorsement of something else is none of this."""
        if self.report is None:
            return Verdict.NOT_VERIFIED
        misplaced = (
            self.kind is NestedKind.ENDORSEMENT
            and self.code is not None
            and self.report.verdict is not Verdict.INCOMPLETE
        )
        return Verdict.NOT_VERIFIED if misplaced else self.report.verdict


@dataclass(frozen=True, slots=True)
class Report:
    """One run of all checks on one credential.

    The answers hold for the moment `as_of`; the run was at `checked_at`, and a new one is worth
    its while from `fresh_until` on. `findings` are in the order of the path, skipped ones too;
    `nested` are the credentials within it that were looked at.
    """

    verdict: Verdict
    integrity: Integrity
    standing: Standing
    trust: TrustAnchor
    recipient: RecipientBinding
    findings: tuple[Finding, ...]
    checked_at: datetime
    as_of: datetime
    fresh_until: datetime
    nested: tuple[NestedReport, ...] = ()

    def says(self, code: Code) -> bool:
        """Tell whether one of the findings carries this code."""
        return any(finding.code == code.name for finding in self.findings)


_BROKEN_STANDING = (
    ("REVOKED", Standing.REVOKED),
    ("SUSPENDED", Standing.SUSPENDED),
    ("EXPIRED", Standing.EXPIRED),
    ("DATES_INVERTED", Standing.EXPIRED),
    ("NOT_YET_VALID", Standing.NOT_YET_VALID),
)
_RECIPIENTS = {
    "RECIPIENT_UNPROVEN": RecipientBinding.UNPROVEN,
    "RECIPIENT_NOT_NAMED": RecipientBinding.NOT_NAMED,
}
_HELD = (Outcome.PASS, Outcome.WARN)
_UNBROKEN_STANDING = (Standing.CURRENT, Standing.UNKNOWN)
_DECISIVE = (VerificationAnswer.INTEGRITY, VerificationAnswer.STANDING)
_ANCHORING_CHECKS = ("proof.signature", "issuer.hosting_scope")


def integrity_of(findings: Iterable[Finding]) -> Integrity:
    """Return whether it is as its issuer made it.

    Silence is no pass: without a signature or a hosting that held, the answer is UNKNOWN.
    """
    asked = [finding for finding in findings if finding.answer is VerificationAnswer.INTEGRITY]
    outcomes = {finding.outcome for finding in asked}
    if Outcome.FAIL in outcomes:
        return Integrity.BROKEN
    if Outcome.UNKNOWN in outcomes:
        return Integrity.UNKNOWN
    held = any(f.outcome in _HELD for f in asked if f.check in _ANCHORING_CHECKS)
    return Integrity.INTACT if held else Integrity.UNKNOWN


def standing_of(findings: Iterable[Finding]) -> Standing:
    """Return whether it holds; UNKNOWN where nothing that could be believed was asked."""
    asked = [finding for finding in findings if finding.answer is VerificationAnswer.STANDING]
    failed = [finding.code for finding in asked if finding.outcome is Outcome.FAIL]
    for code, standing in _BROKEN_STANDING if failed else ():
        if code in failed:
            return standing
    outcomes = [finding.outcome for finding in asked if finding.outcome is not Outcome.SKIPPED]
    if failed or not outcomes or Outcome.UNKNOWN in outcomes:
        return Standing.UNKNOWN
    return Standing.CURRENT


def recipient_of(findings: Iterable[Finding]) -> RecipientBinding:
    """Return whether it is this learner's."""
    for finding in findings:
        if finding.answer is VerificationAnswer.RECIPIENT:
            if finding.outcome is Outcome.SKIPPED:
                return RecipientBinding.NOT_CHECKED
            return _RECIPIENTS.get(finding.code or "", RecipientBinding.MATCHED)
    return RecipientBinding.NOT_CHECKED


def verdict_of(integrity: Integrity, standing: Standing, findings: Iterable[Finding]) -> Verdict:
    """Return the verdict of design section 5; trust and recipient have no part in it."""
    if integrity is Integrity.BROKEN or standing not in _UNBROKEN_STANDING:
        return Verdict.NOT_VERIFIED
    if integrity is Integrity.UNKNOWN or standing is Standing.UNKNOWN:
        return Verdict.INCOMPLETE
    for finding in findings:
        if finding.outcome is Outcome.WARN and finding.answer in _DECISIVE:
            return Verdict.VERIFIED_WITH_WARNINGS
    return Verdict.VERIFIED
