"""Reports: the verdict, the four answers and every finding."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import strawberry
from strawberry.types import Info

from wallet.api.calls import call_of
from wallet.api.declaring import Record, Row, asked_with, column, derived, record, relation
from wallet.api.identifiers import Kind
from wallet.api.loading import one
from wallet.api.types.issuers import Language, text_of
from wallet.api.types.node import Node, node_id
from wallet.api.types.refs import CredentialRef
from wallet.api.types.scalars import HTML, URI, URL, DateTime, LanguageTag
from wallet.api.types.texts import html, link, words
from wallet.store.models.credentials import Credential as CredentialRow
from wallet.verification.finding import Finding as Found
from wallet.verification.finding import Outcome, Party, SourceKind, VerificationAnswer
from wallet.verification.messages import Catalogue, catalogue_for
from wallet.verification.report import (
    Integrity,
    NestedKind,
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

    @asked_with("For people, in the caller's language.")
    def message(self, info: Info) -> str:
        """Return what was found in words."""
        return words(_catalogue(info).message(_kept(self.row))) or ""

    @asked_with(
        "Particulars by themselves, in the caller's language where they can be said in it, else in "
        "English; null where there are none."
    )
    def detail(self, info: Info) -> str | None:
        """Return the particulars."""
        return words(_catalogue(info).detail(_kept(self.row))) or None

    @asked_with("Who can mend it, in a sentence; null where nothing is amiss.")
    def hint(self, info: Info) -> str | None:
        """Return whom to turn to."""
        return _catalogue(info).hint(_kept(self.row))

    @asked_with("Language that `message` and `hint` are in.")
    def language(self, info: Info) -> LanguageTag:
        """Return the language."""
        return LanguageTag(_catalogue(info).language)


def _catalogue(info: Info) -> Catalogue:
    return catalogue_for(call_of(info).languages)


def _kept(row: Row) -> Found:
    """Return the finding that is kept as JSON; rows of before there were particulars have none."""
    mender = row["mender"]
    return Found(
        check=row["check"],
        answer=VerificationAnswer(row["answer"]),
        outcome=Outcome(row["outcome"]),
        code=row["code"],
        message=row["message"],
        seen_at=datetime.fromisoformat(row["seen_at"]),
        mender=None if mender is None else Party(mender),
        detail=row.get("detail", ""),
        particulars=row.get("particulars", {}),
    )


def findings_of(row: Row) -> list[Any]:
    """Return the findings that are kept as JSON."""
    return [record(Finding, each) for each in row["findings"]]


@strawberry.type(description="Who made a credential that lies within another one.")
class NestedIssuer(Record):
    """As that credential tells it; its answers tell whether that is shown."""

    identifier: URI | None = derived("Its identifier.", lambda row: words(row["id"]))
    url: URL | None = derived("Website.", lambda row: link(row["url"]))

    @asked_with("Name.")
    def name(self, info: Info, language: Language = strawberry.UNSET) -> str | None:
        """Return the name."""
        return text_of(info, self.row["name"], language)


def _issuer(row: Row) -> Any:
    return None if row["issuer"] is None else record(NestedIssuer, row["issuer"])


@strawberry.type(
    description="What came of a credential that lies within another one. Show what it says only "
    "with its own verdict, whatever that of the whole is."
)
class NestedReport(Record):
    """One entry of a report's `nested`."""

    pointer: str = column("Where it lies in the document, a JSON Pointer.")
    code: str | None = column("What the check of the whole holds against it; null where nothing.")
    identifier: URI | None = derived("Its issuer's identifier of it.", lambda row: words(row["id"]))
    issuer: NestedIssuer | None = derived("Who made it; null where it could not be read.", _issuer)
    verdict: Verdict = column(
        "Its own verdict; that of an endorsement of something else is never good."
    )
    integrity: Integrity = column("Is it as its issuer made it.")
    standing: Standing = column("Does it hold today.")
    trust: TrustAnchor = column("How its issuer is anchored.")
    findings: list[Finding] = derived("What is not in order with it.", findings_of)

    @asked_with("What it is called.")
    def name(self, info: Info, language: Language = strawberry.UNSET) -> str | None:
        """Return the name."""
        return text_of(info, self.row["name"], language)

    @asked_with("Of an endorsement, what it says; safe HTML.")
    def comment(self, info: Info, language: Language = strawberry.UNSET) -> HTML | None:
        """Return the comment."""
        return html(text_of(info, self.row["comment"], language))


def _nested(kind: NestedKind) -> Callable[[Row], list[Any]]:
    return lambda row: [
        record(NestedReport, each) for each in row["nested"] or () if each["kind"] == kind
    ]


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
        "Every check in order, also those skipped.", findings_of, "findings"
    )
    endorsements: list[NestedReport] = derived(
        "What others say of the credential, its issuer or its achievement, each with its own "
        "verdict; 100 at most.",
        _nested(NestedKind.ENDORSEMENT),
        "nested",
    )
    parts_amiss: list[NestedReport] = derived(
        "Of a record, the credentials within that are not in order; 100 at most.",
        _nested(NestedKind.PART),
        "nested",
    )
    credential: CredentialRef | None = relation(
        "Credential.", one(CredentialRow, "credential_id"), "credential_id"
    )
