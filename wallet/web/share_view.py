"""An open link in, what its page shows out: every sentence chosen, nothing left to the template."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from markupsafe import Markup

from wallet.documents.markup import web_link
from wallet.sharing.disclosure import DisclosureLevel
from wallet.sharing.shared import OpenedShare, SharedCredential
from wallet.verification.report import Integrity
from wallet.web.credential_state import (
    State,
    Tone,
    issuer_confirmed,
    issuer_domain,
    state_of,
    tone_of,
)
from wallet.web.display_text import Said, choose, line, paragraphs
from wallet.web.originals import has_file, original_types
from wallet.web.share_answers import AnswerView, answers_of, origin_sentence
from wallet.web.share_content import ContentView, content_of
from wallet.web.share_findings import FindingsView, findings_of
from wallet.web.words import Wording


@dataclass(frozen=True, slots=True)
class IssuerView:
    """Who issued it: the name that it gives itself, and beside it the domain, in ASCII.

    `proven` tells that it was found to be from there; there is a `site` only then.
    """

    name: Said
    domain: str | None
    site: str | None
    proven: bool

    @property
    def called(self) -> str:
        """What sentences call it: what was checked, where there is that."""
        return self.domain or line(self.name.text, 80)


@dataclass(frozen=True, slots=True)
class CredentialView:
    """One credential on the page."""

    anchor: str
    name: Said
    has_image: bool
    image_path: str
    issuer: IssuerView
    state: State
    tone: Tone
    headline: str
    sentence: Markup
    checked: str
    checking: bool
    can_check_again: bool
    recipient_name: str | None
    dates: tuple[tuple[str, str, datetime | None], ...]
    answers: tuple[AnswerView, ...]
    content: ContentView
    believable: bool
    findings: FindingsView | None
    downloads: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class ShareView:
    """The whole page; `path` is the link's own address within this site."""

    path: str
    url: str
    title: str
    message: tuple[str, ...]
    prepared_by: str
    facts: tuple[str, ...]
    gone: str | None
    credentials: tuple[CredentialView, ...]
    checking: bool
    is_covered: bool


def view_of(
    share: OpenedShare,
    *,
    url: str,
    path: str,
    now: datetime,
    wording: Wording,
    languages: Sequence[str] = (),
) -> ShareView:
    """Return what the page of `share` shows at `now`; `path` lies under our own site.

    `languages` are those that the visitor reads, best first: what issuers write may be had in
    more of them than our own words.
    """
    words = wording.share
    read, wallet = (*languages, wording.language), urlsplit(url).netloc
    credentials = tuple(
        credential_view(item, path, now, wording, read, wallet) for item in share.items
    )
    facts = [
        words.count(len(share.items)),
        words.shared_on.format(date=wording.date(share.created_at)),
    ]
    if share.expires_at is not None:
        facts.append(words.open_until.format(date=wording.date(share.expires_at)))
    return ShareView(
        path=path,
        url=url,
        title=line(share.title) or words.kicker,
        message=paragraphs(share.message or ""),
        prepared_by=_prepared_by(share, wording),
        facts=tuple(facts),
        gone=words.gone(share.gone) if share.gone else None,
        credentials=credentials,
        checking=any(item.checking for item in share.items),
        is_covered=share.is_covered,
    )


def _prepared_by(share: OpenedShare, wording: Wording) -> str:
    """Say whose it is, as far as genuine credentials disclose one name and no other."""
    names = {line(item.recipient_name or "") for item in share.items}
    genuine = all(item.level.gives_document for item in share.items)
    if len(names) != 1 or not genuine or not any(names):
        return wording.share.prepared_anonymously
    return wording.share.prepared_by.format(name=names.pop())


def credential_view(  # noqa: PLR0917 - what, where, when, and in whose words
    item: SharedCredential,
    path: str,
    now: datetime,
    wording: Wording,
    languages: Sequence[str],
    wallet: str,
) -> CredentialView:
    """Return one credential as the page shows it; without a `path` it is on no link."""
    issuer = _issuer(item, wording, languages)
    state = state_of(item)
    said = wording.share.states[state]
    called = Markup("<strong>{}</strong>").format(issuer.called)
    day = _date_of(state, item, wording)
    origin = origin_sentence(item, called, wording, wallet)
    return CredentialView(
        anchor=f"credential-{item.position + 1}",
        name=_name(item, languages) or Said(wording.share.untitled),
        has_image=item.image_sha256 is not None,
        image_path=f"{path}/image/{item.position}",
        issuer=issuer,
        state=state,
        tone=tone_of(item),
        headline=said.headline.format(issuer=issuer.called, date=day),
        sentence=Markup(said.sentence).format(issuer=called, date=day, origin=origin),  # noqa: S704 -- our words; format escapes
        checked=_checked(item, now, wording),
        checking=item.checking,
        can_check_again=bool(path),
        recipient_name=line(item.recipient_name) if item.recipient_name else None,
        dates=_dates(item, wording),
        answers=answers_of(item, issuer.called, wording),
        content=content_of(item, wording, languages),
        believable=item.report is None or item.report.integrity is not Integrity.BROKEN,
        findings=findings_of(item.report, wording),
        downloads=_downloads(item, path, wording),
    )


def _issuer(item: SharedCredential, wording: Wording, languages: Sequence[str]) -> IssuerView:
    """Return the issuer; its domain is where it is anchored, not what it says of itself."""
    name = choose(item.issuer.name, languages) or Said(wording.share.unnamed_issuer)
    proven = issuer_confirmed(item)
    return IssuerView(
        name=Said(line(name.text), name.language),
        domain=issuer_domain(item),
        site=web_link(item.issuer.url or item.issuer.id) if proven else None,
        proven=proven,
    )


def _name(item: SharedCredential, languages: Sequence[str]) -> Said | None:
    """Return what the credential is called."""
    said = choose(item.achievement.name, languages) or choose(item.title, languages)
    return None if said is None else Said(line(said.text), said.language)


def _date_of(state: State, item: SharedCredential, wording: Wording) -> str:
    """Return the day that the headline of `state` speaks of."""
    days: dict[State, Sequence[datetime | None]] = {
        State.NOT_YET_VALID: (item.valid_from,),
        State.ONCE_GENUINE: (item.intact_at,),
    }
    named = next((day for day in days.get(state, (item.valid_until,)) if day), None)
    return wording.share.questions.unknown_day if named is None else wording.date(named)


def _checked(item: SharedCredential, now: datetime, wording: Wording) -> str:
    """Say when it was checked, and how long ago that is."""
    if item.report is None:
        return wording.share.never_checked
    at = item.report.checked_at
    return wording.share.checked.format(moment=wording.moment(at), age=wording.age(now - at))


def _dates(
    item: SharedCredential, wording: Wording
) -> tuple[tuple[str, str, datetime | None], ...]:
    """Return the days that the issuer gives: label, words, machine-readable."""
    words = wording.share
    given = (
        (words.awarded_on, item.awarded_at),
        (words.issued_on, item.valid_from),
        (words.valid_until, item.valid_until),
    )
    dates = [(label, wording.date(day), day) for label, day in given if day is not None]
    if len(dates) > 1 and dates[0][1] == dates[1][1] and item.awarded_at and item.valid_from:
        del dates[0]
    if item.valid_until is None:
        return (*dates, (words.valid_until, words.no_end, None))
    return tuple(dates)


def _downloads(item: SharedCredential, path: str, wording: Wording) -> tuple[tuple[str, str], ...]:
    """Return what may be taken away: label and path."""
    words, downloads = wording.share, []
    if item.gives_document:
        kind = "JSON" if original_types(item)[0].endswith("json") else "JWT"
        labels = {
            DisclosureLevel.ORIGINAL: words.download_signed,
            DisclosureLevel.ISSUER_SUBSET: words.download_subset,
            DisclosureLevel.WALLET_EXCERPT: words.download_excerpt,
        }
        label = labels.get(item.level, words.download_hosted)
        downloads.append((label.format(kind=kind), f"{path}/vc/{item.position}"))
    if has_file(item):
        downloads.append((words.download_file, f"{path}/file/{item.position}"))
    return tuple(downloads)
