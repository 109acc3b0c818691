# ruff: noqa: S704 -- `Markup` is made of our own words, and its `format` escapes what it fills in
"""A shared credential in, the four questions of an employer and their answers out."""

from dataclasses import dataclass
from datetime import datetime

from markupsafe import Markup

from wallet.credentials.credential import Securing
from wallet.sharing.disclosure import DisclosureLevel
from wallet.sharing.shared import SharedCredential
from wallet.verification.finding import Finding, Outcome
from wallet.verification.report import (
    Integrity,
    RecipientBinding,
    Report,
    Standing,
    TrustAnchor,
)
from wallet.web.credential_state import State, Tone, finding_for, issuer_confirmed, state_of
from wallet.web.words import Wording
from wallet.web.words.wording import AnswerWords, QuestionWords

_TRUST_TONES = {
    TrustAnchor.REGISTERED: Tone.GENUINE,
    TrustAnchor.DOMAIN: Tone.NEUTRAL,
    TrustAnchor.KEY_ONLY: Tone.UNKNOWN,
    TrustAnchor.NONE: Tone.UNKNOWN,
}


@dataclass(frozen=True, slots=True)
class AnswerView:
    """One question, its short answer, what that means, and how it looks."""

    question: str
    answer: str
    meaning: str
    tone: Tone


def answers_of(item: SharedCredential, issuer: str, wording: Wording) -> tuple[AnswerView, ...]:
    """Return the answers about `item`; `issuer` is what the page calls who made it."""
    words = wording.share.questions
    return (
        _origin(item, issuer, wording),
        _standing(item, wording),
        _trust(item, issuer, words),
        _recipient(item, words),
    )


def origin_sentence(
    item: SharedCredential, issuer: Markup, wording: Wording, wallet: str
) -> Markup:
    """Say in a sentence who signed or showed what, as `reference/verification.md` D.3 words it.

    `wallet` is what we call ourselves.
    """
    words, report = wording.share.origins, item.report
    if item.level is DisclosureLevel.UNVERIFIED or report is None:
        return Markup(words.unverified).format(issuer=issuer)
    if item.level is DisclosureLevel.WALLET_EXCERPT:
        hosted = item.form.securing is Securing.HOSTED
        said = words.excerpt_hosted if hosted else words.excerpt
        when = _moment(item.intact_at, wording)
        return Markup(said).format(issuer=issuer, wallet=wallet, moment=when)
    if item.level is DisclosureLevel.ISSUER_SUBSET:
        return _subset_sentence(item, report, issuer, wording)
    if report.integrity is not Integrity.INTACT:
        return Markup(words.once).format(issuer=issuer, moment=_moment(item.intact_at, wording))
    if item.level is DisclosureLevel.ORIGINAL_HOSTED:
        seen = finding_for(report, Outcome.PASS, "issuer.hosting_scope")
        at = report.checked_at if seen is None else seen.seen_at
        return Markup(words.hosted).format(issuer=issuer, moment=wording.moment(at))
    said = words.signed if issuer_confirmed(item) else words.self_signed
    return Markup(said).format(issuer=issuer)


def _subset_sentence(
    item: SharedCredential, report: Report, issuer: Markup, wording: Wording
) -> Markup:
    """Say who signed the items shown."""
    words = wording.share.origins
    if report.integrity is not Integrity.INTACT:
        at = _moment(item.intact_at, wording)
        return Markup(words.subset_once).format(issuer=issuer, moment=at)
    said = words.subset if issuer_confirmed(item) else words.subset_self_signed
    return Markup(said).format(issuer=issuer)


def _origin(item: SharedCredential, issuer: str, wording: Wording) -> AnswerView:
    """Answer who made it."""
    words, report = wording.share.questions, item.report
    said, tone = words.origin_unknown, Tone.UNKNOWN
    if report is None:
        said = words.origin_not_checked
    elif report.integrity is Integrity.BROKEN:
        said, tone = _broken_origin(state_of(item), words), Tone.REFUSED
    elif item.level is DisclosureLevel.UNVERIFIED:
        pass
    elif item.level is DisclosureLevel.WALLET_EXCERPT:
        said, tone = words.excerpt, Tone.NEUTRAL
    elif report.integrity is Integrity.UNKNOWN:
        said = words.once_intact
    elif not issuer_confirmed(item):
        said, tone = words.self_signed, Tone.NEUTRAL
    else:
        hosted = item.level is DisclosureLevel.ORIGINAL_HOSTED
        subset = item.level is DisclosureLevel.ISSUER_SUBSET
        signed = words.subset if subset else words.signed
        said, tone = (words.hosted if hosted else signed), Tone.GENUINE
    return _view(words.origin, said, tone, issuer=issuer, moment=_moment(item.intact_at, wording))


def _broken_origin(state: State, words: QuestionWords) -> AnswerWords:
    """Answer who made what is not as its issuer made it; a fault of form accuses nobody."""
    if state is State.UNSIGNED:
        return words.origin_unknown
    return words.origin_malformed if state is State.MALFORMED else words.origin_broken


def _standing(item: SharedCredential, wording: Wording) -> AnswerView:
    """Answer whether it holds today."""
    words, report = wording.share.questions, item.report
    if report is None:
        return _view(words.standing, words.standing_unknown, Tone.UNKNOWN)
    if report.integrity is Integrity.BROKEN:
        return _view(words.standing, words.standing_void, Tone.UNKNOWN)
    match report.standing:
        case Standing.CURRENT:
            return _current(item, report, words)
        case Standing.EXPIRED:
            return _view(
                words.standing, words.expired, Tone.REMARK, date=_day(item.valid_until, wording)
            )
        case Standing.NOT_YET_VALID:
            return _view(
                words.standing,
                words.not_yet_valid,
                Tone.REMARK,
                date=_day(item.valid_from, wording),
            )
        case Standing.SUSPENDED:
            return _view(words.standing, words.suspended, Tone.REFUSED)
        case Standing.REVOKED:
            return _view(words.standing, words.withdrawn, Tone.REFUSED)
        case Standing.UNKNOWN:
            return _view(words.standing, words.standing_unknown, Tone.UNKNOWN)


def _trust(item: SharedCredential, issuer: str, words: QuestionWords) -> AnswerView:
    """Answer how the issuer is anchored; a name on something unproven is anchored in nothing."""
    report = item.report
    if report is None or item.level is DisclosureLevel.UNVERIFIED:
        return _view(words.trust, words.trust_unproven, Tone.UNKNOWN)
    tone = _TRUST_TONES[report.trust]
    view = _view(words.trust, words.trust_answers[report.trust], tone, issuer=issuer)
    if finding_for(report, Outcome.WARN, "issuer.name") is None:
        return view
    return AnswerView(
        view.question, view.answer, f"{view.meaning} {words.confusable_name}", Tone.REMARK
    )


def _recipient(item: SharedCredential, words: QuestionWords) -> AnswerView:
    """Answer whose it is; whom an altered document names tells nothing."""
    report = item.report
    if report is not None and report.integrity is Integrity.BROKEN:
        return _view(words.recipient, words.recipient_void, Tone.UNKNOWN)
    binding = RecipientBinding.NOT_CHECKED if report is None else report.recipient
    tone = Tone.UNKNOWN
    if binding is RecipientBinding.MATCHED:
        tone = Tone.NEUTRAL if item.level is DisclosureLevel.UNVERIFIED else Tone.GENUINE
    return _view(words.recipient, words.recipient_answers[binding], tone)


def _asked_at(report: Report) -> datetime | None:
    """Return when the status was asked for; None where there was none to ask."""
    asked: list[Finding] = [
        finding
        for finding in report.findings
        if finding.check.startswith("status.") and finding.outcome in {Outcome.PASS, Outcome.WARN}
    ]
    return min((finding.seen_at for finding in asked), default=None)


def _current(item: SharedCredential, report: Report, words: QuestionWords) -> AnswerView:
    """Answer that it holds; "yes", in green, only where it is what its issuer made."""
    meaning = words.current_meaning(_asked_at(report), item.valid_until)
    if item.level is DisclosureLevel.UNVERIFIED:
        return AnswerView(words.standing, words.current_unconfirmed, meaning, Tone.NEUTRAL)
    return AnswerView(words.standing, words.current, meaning, Tone.GENUINE)


def _view(question: str, said: AnswerWords, tone: Tone, **filled: str) -> AnswerView:
    """Fill an answer in."""
    return AnswerView(question, said.answer.format(**filled), said.meaning.format(**filled), tone)


def _moment(at: datetime | None, wording: Wording) -> str:
    """Write a moment that may not be known."""
    return wording.share.questions.unknown_day if at is None else wording.moment(at)


def _day(at: datetime | None, wording: Wording) -> str:
    """Write a day that may not be known."""
    return wording.share.questions.unknown_day if at is None else wording.date(at)
