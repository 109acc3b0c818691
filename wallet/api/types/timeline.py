"""A credential's history: each report that said something else than the one before it."""

from collections.abc import Mapping
from typing import Any, Generic, TypeVar

import strawberry
from strawberry.types import Info

from wallet.api.calls import call_of
from wallet.api.declaring import Record, Row, asked_with, column, derived, record, relation
from wallet.api.identifiers import Kind
from wallet.api.loading import one
from wallet.api.types.issuers import Language
from wallet.api.types.node import Node, node_id
from wallet.api.types.refs import ReportRef
from wallet.api.types.scalars import DateTime
from wallet.learner.wording import wording_for
from wallet.store.models.credentials import CredentialReport
from wallet.verification.codes import Code
from wallet.verification.finding import Outcome
from wallet.verification.report import (
    Integrity,
    RecipientBinding,
    Standing,
    TrustAnchor,
    Verdict,
)

Answer = TypeVar("Answer")


@strawberry.type(description="One answer of two reports, one after the other.")
class Transition(Record, Generic[Answer]):
    """An answer before and after; both are the same where something else changed."""

    before: Answer | None = column("In the report before; null where this is the first.")
    after: Answer = column("In this one.")


@strawberry.type(description="What a check remarked in one of two reports and not in the other.")
class TimelineRemark(Record):
    """A remark of `before`, in the words of its code."""

    check: str = column("Name of the check, e.g. status.revocation.")
    code: str = column("Stable code for programs, e.g. REVOKED.")
    outcome: Outcome = column("Outcome.")
    message: str = derived("For people.", lambda row: _sentence(row["code"]))


def _sentence(code: str) -> str:
    return Code[code].sentence if code in Code.__members__ else code


def _transition(name: str) -> Any:
    def made(row: Row) -> Any:
        before: Mapping[str, Any] = row["before"] or {}
        return record(Transition, {"before": before.get(name), "after": row[name]})

    return made


def _remarks(name: str) -> Any:
    def made(row: Row) -> list[Any]:
        before: Mapping[str, Any] = row["before"] or {}
        return [record(TimelineRemark, each) for each in before.get(name, ())]

    return made


@strawberry.type(description="A check of a credential that found something new.")
class TimelineEntry(Record, Node):
    """A row of `wallet.store.models.credentials.CredentialReport` that is a change."""

    id: strawberry.ID = node_id(Kind.TIMELINE_ENTRY)
    at: DateTime = column("When it was found.", "checked_at")
    confirmed_at: DateTime = column("When it was last found to be so still.")
    verdict: Transition[Verdict] = derived("Verdict.", _transition("verdict"), "before", "verdict")
    integrity: Transition[Integrity] = derived(
        "Is it as its issuer made it.", _transition("integrity"), "before", "integrity"
    )
    standing: Transition[Standing] = derived(
        "Does it hold.", _transition("standing"), "before", "standing"
    )
    trust: Transition[TrustAnchor] = derived(
        "How its issuer is anchored.", _transition("trust"), "before", "trust"
    )
    recipient: Transition[RecipientBinding] = derived(
        "Is it this learner's.", _transition("recipient"), "before", "recipient"
    )
    appeared: list[TimelineRemark] = derived(
        "Remarks that were not made before.", _remarks("appeared"), "before"
    )
    gone: list[TimelineRemark] = derived(
        "Remarks that are made no more.", _remarks("gone"), "before"
    )
    report: ReportRef | None = relation("The report.", one(CredentialReport, "id"), "id")

    @asked_with(
        "What changed, in words.",
        "before", "integrity", "standing", "trust", "recipient",
    )  # fmt: skip
    def summary(self, info: Info, language: Language = strawberry.UNSET) -> str:
        """Return a sentence for each answer that changed."""
        words = wording_for([*([language] if language else []), *call_of(info).languages]).timeline
        row, before = self.row, self.row["before"]
        said = {
            "integrity": words.integrity[Integrity(row["integrity"])],
            "standing": words.standing[Standing(row["standing"])],
            "trust": words.trust[TrustAnchor(row["trust"])],
            "recipient": words.recipient[RecipientBinding(row["recipient"])],
        }
        if before is None:
            return " ".join((words.first, said["integrity"], said["standing"]))
        changed = [sentence for name, sentence in said.items() if before[name] != row[name]]
        return " ".join(changed) or words.other
