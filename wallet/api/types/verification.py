"""Reports: the verdict, the four answers and every finding."""

from datetime import datetime
from typing import Any

import strawberry

from wallet.api.declaring import Record, Row, column, derived, record, relation
from wallet.api.identifiers import Kind
from wallet.api.loading import one
from wallet.api.types.node import Node, node_id
from wallet.api.types.refs import CredentialRef
from wallet.api.types.scalars import URI, DateTime
from wallet.api.types.texts import words
from wallet.store.models.credentials import Credential as CredentialRow
from wallet.verification.finding import Outcome, Party, SourceKind, VerificationAnswer
from wallet.verification.report import (
    Integrity,
    RecipientBinding,
    Standing,
    TrustAnchor,
    Verdict,
)


@strawberry.type(description="What one check found.")
class Finding(Record):
    """One entry of a report's `findings`."""

    answer: VerificationAnswer = column("Answer that it contributes to.")
    check: str = column("Name of the check, e.g. proof.signature.")
    code: str | None = column("Stable code for programs, e.g. SIGNATURE_INVALID; null on PASS.")
    message: str = derived("For people.", lambda row: words(row["message"]))
    outcome: Outcome = column("Outcome.")
    pointer: str | None = column("Where in the document, a JSON Pointer.")
    looked_at: URI | None = derived(
        "Address or place that it rests on.", lambda row: words(row["looked_at"])
    )
    seen_at: DateTime = derived(
        "When what it rests on was looked up.", lambda row: datetime.fromisoformat(row["seen_at"])
    )
    source: SourceKind = column("Where that came from.")
    who_can_mend: Party | None = derived(
        "Who can mend it; null where nothing is amiss.", lambda row: row["mender"]
    )


def _findings(row: Row) -> list[Any]:
    return [record(Finding, each) for each in row["findings"]]


@strawberry.type(description="One run of all checks on one credential.")
class VerificationReport(Record, Node):
    """A row of `wallet.store.models.credentials.CredentialReport`."""

    id: strawberry.ID = node_id(Kind.VERIFICATION_REPORT)
    as_of: DateTime = column("Moment that the answers hold for.")
    checked_at: DateTime = column("When it ran.")
    fresh_until: DateTime = column("How long it stays fresh.")
    verdict: Verdict = column("Verdict.")
    integrity: Integrity = column("Is it as its issuer made it.")
    standing: Standing = column("Does it hold today.")
    trust: TrustAnchor = column("How its issuer is anchored.")
    recipient: RecipientBinding = column("Is it this learner's.")
    findings: list[Finding] = derived(
        "Every check in order, also those skipped.", _findings, "findings"
    )
    credential: CredentialRef | None = relation(
        "Credential.", one(CredentialRow, "credential_id"), "credential_id"
    )
