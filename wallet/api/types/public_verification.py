"""What came of verifying without an account: the reports of everywhere, none of them kept."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import strawberry
from strawberry.types import Info

from wallet.api.declaring import Record, Row, asked_with, column, derived, record
from wallet.api.types.issuers import Language, text_of
from wallet.api.types.scalars import URI, DateTime
from wallet.api.types.texts import words
from wallet.api.types.verification import Finding, findings_of
from wallet.credentials.credential import CredentialFormat
from wallet.intake.examining import Examined, Refused
from wallet.sharing.verifying import Verified
from wallet.store.reports import answers_of, plain_findings
from wallet.verification.report import Integrity, RecipientBinding, Standing, TrustAnchor, Verdict


@strawberry.type(description="What came of one credential that somebody brought.")
class PublicVerification(Record):
    """A credential or a refusal, with the report that its learner would get."""

    format: CredentialFormat | None = column("Form that it came in; null where it is none.")
    refusal_code: str | None = column("Why there is no credential; null where there is one.")
    issuer_identifier: URI | None = derived(
        "Identifier of who made it, as it says.", lambda row: words(row["issuer_id"])
    )
    sha256: str | None = column("Digest of the document; null where there is none.")
    checked_at: DateTime = derived(
        "When it was checked.", lambda row: datetime.fromisoformat(row["checked_at"])
    )
    verdict: Verdict = column("Verdict.")
    integrity: Integrity = column("Is it as its issuer made it.")
    standing: Standing = column("Does it hold today.")
    trust: TrustAnchor = column("How its issuer is anchored.")
    recipient: RecipientBinding = column("Always NOT_CHECKED: nobody in particular asks.")
    findings: list[Finding] = derived(
        "Every check in order, also those skipped.", findings_of, "findings"
    )

    @asked_with("What it is called.")
    def name(self, info: Info, language: Language = strawberry.UNSET) -> str | None:
        """Return the name."""
        return text_of(info, self.row["name"], language)

    @asked_with("Who made it, as it says.")
    def issuer_name(self, info: Info, language: Language = strawberry.UNSET) -> str | None:
        """Return the issuer's name."""
        return text_of(info, self.row["issuer_name"], language)


def _results(row: Row) -> list[Any]:
    return [record(PublicVerification, each) for each in row["results"]]


@strawberry.type(description="What came of one source that somebody brought.")
class PubliclyVerifiedSource(Record):
    """An address or a text."""

    label: str = derived("The address, or the text's place.", lambda row: words(row["label"]) or "")
    left_out_count: int = column("Credentials in it that are too many to be looked at.")
    is_unfinished: bool = column("Whether it took too long to look at everything.")
    results: list[PublicVerification] = derived("A credential or a refusal each.", _results)


def rows_of(verified: Sequence[Verified]) -> list[dict[str, object]]:
    """Return the rows of what was verified."""
    return [
        {
            "label": one.label,
            "left_out_count": one.left_out,
            "is_unfinished": one.is_unfinished,
            "results": [_row(result) for result in one.results],
        }
        for one in verified
    ]


def _row(result: Examined | Refused) -> dict[str, object]:
    report = result.report
    said = result.credential if isinstance(result, Examined) else None
    return {
        "format": None if said is None else said.format.value,
        "refusal_code": result.code if isinstance(result, Refused) else None,
        "name": {} if said is None else said.title,
        "issuer_name": {} if said is None else said.issuer.name,
        "issuer_id": None if said is None else said.issuer.id,
        "sha256": result.document.sha256 if isinstance(result, Examined) else None,
        "checked_at": report.checked_at.isoformat(),
        "findings": plain_findings(report),
        **answers_of(report),
    }
