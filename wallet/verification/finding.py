"""What one check found, and the words it may use for it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class Outcome(StrEnum):
    """What a check found. UNKNOWN is "could not find out": never a pass, never a fail."""

    PASS = "PASS"  # noqa: S105 - an outcome, not a secret
    WARN = "WARN"
    FAIL = "FAIL"
    SKIPPED = "SKIPPED"
    UNKNOWN = "UNKNOWN"


class Party(StrEnum):
    """Who can mend something."""

    LEARNER = "LEARNER"
    ISSUER = "ISSUER"
    WALLET = "WALLET"


class VerificationAnswer(StrEnum):
    """The one answer of the report that a check contributes to."""

    INTEGRITY = "INTEGRITY"
    STANDING = "STANDING"
    TRUST = "TRUST"
    RECIPIENT = "RECIPIENT"
    INFORMATION = "INFORMATION"


class SourceKind(StrEnum):
    """Where what a finding rests on came from."""

    LIVE = "LIVE"
    SNAPSHOT = "SNAPSHOT"
    DOCUMENT = "DOCUMENT"


@dataclass(frozen=True, slots=True)
class Finding:
    """What one check found: for programs in `outcome` and `code`, for people in `message`.

    `code` is the name of a `wallet.verification.codes.Code`, None on PASS. `pointer` is a JSON
    Pointer into the document; `looked_at` the address or place it rests on, seen at `seen_at`
    in `source`. `message` is English; `detail` and `particulars` are what
    `wallet.verification.messages` says it in other languages from.
    """

    check: str
    answer: VerificationAnswer
    outcome: Outcome
    code: str | None
    message: str
    seen_at: datetime
    source: SourceKind = SourceKind.DOCUMENT
    looked_at: str | None = None
    pointer: str | None = None
    mender: Party | None = None
    detail: str = ""
    particulars: Mapping[str, str] = field(default_factory=dict)
