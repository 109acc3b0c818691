"""An address, text or file in; documents, credentials and reports out; no learner, no database."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus
from types import MappingProxyType
from typing import Final

from anyio.to_thread import run_sync

from wallet.credentials.credential import Credential, CredentialError
from wallet.documents.document import Document, DocumentError
from wallet.documents.opening import open_documents
from wallet.intake.gathering import follow, gather
from wallet.network.errors import RefusalCode
from wallet.proofs.analysis import LinkedDataAnalyst
from wallet.proofs.remembering import RememberedSignatures
from wallet.verification.case import Case, KnownIdentities
from wallet.verification.codes import Code
from wallet.verification.finding import Party
from wallet.verification.report import Report
from wallet.verification.sources import Answer, RecordingSources, Sources
from wallet.verification.verify import refuse, verify

_NOT_FETCHED: Final[Mapping[str, str]] = MappingProxyType(
    {
        RefusalCode.ADDRESS_REFUSED: "The wallet does not fetch from private addresses.",
        RefusalCode.SCHEME_REFUSED: "The wallet fetches from https addresses alone.",
        RefusalCode.PORT_REFUSED: "The wallet fetches from the usual ports of the web alone.",
        RefusalCode.HOST_INVALID: "This address names no host on the web.",
        RefusalCode.URL_INVALID: "This is no web address.",
        RefusalCode.TOO_MANY_REDIRECTS: "This address leads on and on to others.",
        RefusalCode.BODY_TOO_LARGE: "What lies at this address is too large for a badge.",
        RefusalCode.MEDIA_TYPE_REFUSED: "What lies at this address is no badge.",
        RefusalCode.BUDGET_SPENT: "This badge needs more documents than the wallet fetches.",
    }
)
"""What stops us from asking, or from taking the answer; asking again does not help."""


@dataclass(frozen=True, slots=True)
class Examined:
    """One credential, looked at the whole way; `answers` is all that was looked up for it."""

    document: Document
    credential: Credential
    report: Report
    answers: tuple[Answer, ...]


@dataclass(frozen=True, slots=True)
class Refused:
    """Something that gave no credential: why, who can mend it, and if trying again may help.

    `code` is a `wallet.verification.codes.Code`, or for an address that gave no document a code
    of `wallet.network`. `report` says the same in the form of a report.
    """

    label: str
    code: str
    message: str
    mender: Party
    retryable: bool
    report: Report


@dataclass(frozen=True, slots=True)
class Intake:
    """The whole way, made once: who answers addresses, who canonicalises, what time it is."""

    sources: Sources
    analyst: LinkedDataAnalyst
    clock: Callable[[], datetime]
    remembered: RememberedSignatures | None = None

    async def documents_at(self, url: str) -> tuple[Document, ...] | Refused:
        """Return the documents that `url` shows, or why there are none."""
        answer = await self.sources.fetch(url, plain_http=True)
        if answer.http_status is None:
            return self._unanswered(url, answer)
        if answer.body and (answer.arrived or answer.http_status == HTTPStatus.GONE):
            return await run_sync(self._opened, answer.body, url)
        return self._unanswered(url, answer)

    def documents_in(self, original: bytes, label: str = "") -> tuple[Document, ...] | Refused:
        """Return the documents in the bytes of a file or text, or why there are none."""
        return self._opened(original, label)

    async def examine(
        self,
        document: Document,
        *,
        known: KnownIdentities | None,
        now: datetime | None = None,
        sources: Sources | None = None,
    ) -> Examined | Refused:
        """Read and judge one document.

        Args:
            document: what was opened.
            known: what the person who asks has proven to own; None where nobody asks.
            now: the moment that the answers are to hold for; this one where left out.
            sources: who answers addresses in place of the usual ones, for an old moment.
        """
        recording = RecordingSources(sources or self.sources)
        moment = self.clock()
        try:
            followed = await follow(document, recording)
            gathered = await gather(followed, recording)
        except (CredentialError, DocumentError) as error:
            return self._refused(document.sha256, error.code, error.message)
        case = Case(
            document=followed,
            credential=gathered.credential,
            linked=gathered.linked,
            sources=recording,
            analyst=self.analyst,
            now=now or moment,
            known=known,
            remembered=self.remembered,
        )
        report = await verify(case, checked_at=moment)
        return Examined(followed, gathered.credential, report, recording.answers)

    def _opened(self, original: bytes, label: str) -> tuple[Document, ...] | Refused:
        try:
            return open_documents(original)
        except DocumentError as error:
            return self._refused(label, error.code, error.message)

    def _refused(self, label: str, code: str, message: str) -> Refused:
        reason = Code[code]
        return Refused(
            label=label,
            code=code,
            message=message,
            mender=reason.mender or Party.LEARNER,
            retryable=reason is Code.HOST_UNREACHABLE,
            report=refuse(reason, message, self.clock()),
        )

    def _unanswered(self, url: str, answer: Answer) -> Refused:
        code, message = _why_nothing_came(answer)
        gone = answer.http_status in {HTTPStatus.GONE, HTTPStatus.NOT_FOUND}
        not_asked = answer.failure in _NOT_FETCHED
        return Refused(
            label=url,
            code=code,
            message=message,
            mender=Party.LEARNER if not_asked else Party.ISSUER,
            retryable=not gone and not not_asked,
            report=refuse(Code.SOURCE_UNREACHABLE, message, self.clock()),
        )


def _why_nothing_came(answer: Answer) -> tuple[str, str]:
    if answer.http_status is None:
        code = answer.failure or "CONNECTION_FAILED"
        if code in _NOT_FETCHED:
            return code, f"{_NOT_FETCHED[code]} Download the badge and bring its file."
        return code, (
            f"No document came from this address ({code}). Check that it opens in a browser, "
            "or download the badge and import the file."
        )
    if answer.http_status == HTTPStatus.GONE:
        return "GONE", "The issuer says that this badge is withdrawn, and shows nothing of it."
    return "HTTP_STATUS", (
        f"The address answers with HTTP status {answer.http_status}. Check that it opens in a "
        "browser without signing in, or download the badge and import the file."
    )
