"""An address, text or file in; documents, credentials and reports out; no learner, no database."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from http import HTTPStatus
from types import MappingProxyType
from typing import Final

from wallet.credentials.credential import Credential, CredentialError
from wallet.documents.document import Document, DocumentError
from wallet.documents.opening import open_documents
from wallet.intake.finding import (
    Choosing,
    Found,
    Tried,
    Unfound,
    find,
    is_busy,
    is_in_doubt,
    seconds_to_wait,
)
from wallet.intake.gathering import follow, gather
from wallet.intake.registries import Registries
from wallet.network.errors import RefusalCode
from wallet.platforms import recognise
from wallet.platforms.platform import Choice, Obstacle, ObstacleCode
from wallet.proofs.analysis import LinkedDataAnalyst
from wallet.proofs.remembering import RememberedSignatures
from wallet.verification.case import Case, KnownIdentities
from wallet.verification.codes import Code
from wallet.verification.finding import Party
from wallet.verification.history import History
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
    of `wallet.network` or `wallet.platforms`. `report` says the same in the form of a report.
    `needs_learner` tells that the learner can go on from here, by what the message says or by
    taking some of the `choices`, which may be a part of all there are. `tried` are the addresses
    that were asked; `retry_after` are seconds, where a site names them.
    """

    label: str
    code: str
    message: str
    mender: Party
    retryable: bool
    report: Report
    needs_learner: bool = False
    choices: tuple[Choice, ...] = ()
    has_all_choices: bool = True
    tried: tuple[Tried, ...] = ()
    retry_after: int | None = None


@dataclass(frozen=True, slots=True)
class Intake:
    """The whole way, made once: who answers addresses, who canonicalises, what time it is.

    `registries` are the lists of known issuers, None where there are none; `history` tells what
    addresses said before, None where nothing of it is kept.
    """

    sources: Sources
    analyst: LinkedDataAnalyst
    clock: Callable[[], datetime]
    registries: Registries | None = None
    history: History | None = None
    remembered: RememberedSignatures | None = None

    async def documents_at(self, url: str) -> tuple[Document, ...] | Refused:
        """Return the documents that `url` shows, or why there are none."""
        found = await self.find(url)
        return found if isinstance(found, Refused) else found.documents

    async def find(self, url: str) -> Found | Refused:
        """Go the way of the platform that `url` belongs to; return what it has there, or why not.

        What is personal in the address is neither asked nor kept.
        """
        sources = RecordingSources(self.sources)
        recognised = recognise(url)
        if recognised is None:
            return self._unanswered(url, await sources.fetch(url, plain_http=True))
        found = await find(recognised, sources)
        label = recognised.address.url
        match found:
            case Found():
                return found
            case Choosing():
                return self._choosing(label, found)
            case Unfound():
                return self._unfound(label, found)

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
            known_issuers=await self.registries.known() if self.registries else None,
            history=self.history,
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

    def _choosing(self, label: str, found: Choosing) -> Refused:
        number = len(found.choices)
        message = (
            f"This page shows {number} badge{'s' if number > 1 else ''}"
            f"{'' if found.is_complete else ' and more'}. Choose the ones to import."
        )
        asked = self._needs_learner(label, Obstacle(ObstacleCode.CHOICE_NEEDED, message), ())
        return replace(asked, choices=found.choices, has_all_choices=found.is_complete)

    def _unfound(self, label: str, found: Unfound) -> Refused:
        """Say why there is nothing: what another time may mend, then what its platform says.

        A single address that was asked speaks for itself.
        """
        for answer in found.answers:
            if is_busy(answer):
                return self._busy(label, answer, found.tried)
        for answer in found.answers:
            if _may_change(answer) or answer.http_status == HTTPStatus.GONE:
                return replace(self._unanswered(label, answer), tried=found.tried)
        if found.obstacle is not None:
            return self._needs_learner(label, found.obstacle, found.tried)
        if len(found.answers) == 1:
            if found.refused is not None:
                return self._refused(label, found.refused.code, found.refused.message)
            if not found.answers[0].arrived or not found.answers[0].body:
                return self._unanswered(label, found.answers[0])
        asked = "; ".join(f"{each.address} {each.said}" for each in found.tried)
        message = f"No badge was found. {asked}. Download the badge, and bring its file."
        nowhere = Obstacle(ObstacleCode.NO_DOCUMENT_FOUND, message)
        return self._needs_learner(label, nowhere, found.tried)

    def _needs_learner(self, label: str, obstacle: Obstacle, tried: tuple[Tried, ...]) -> Refused:
        return Refused(
            label=label,
            code=obstacle.code,
            message=obstacle.message,
            mender=Party.LEARNER,
            retryable=False,
            report=refuse(Code.SOURCE_NEEDS_LEARNER, obstacle.message, self.clock()),
            needs_learner=True,
            tried=tried,
        )

    def _busy(self, label: str, answer: Answer, tried: tuple[Tried, ...]) -> Refused:
        seconds = seconds_to_wait(answer)
        again = "later" if seconds is None else f"in {max(1, round(seconds / 60))} minutes"
        message = f"The site has too many visitors and asks us to come back. Try again {again}."
        return Refused(
            label=label,
            code=ObstacleCode.PLATFORM_BUSY,
            message=message,
            mender=Party.ISSUER,
            retryable=True,
            report=refuse(Code.SOURCE_UNREACHABLE, message, self.clock()),
            tried=tried,
            retry_after=seconds,
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


def _may_change(answer: Answer) -> bool:
    """Tell whether an address may say more another time: what our rules refuse never does."""
    return is_in_doubt(answer) and answer.failure not in _NOT_FETCHED


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
