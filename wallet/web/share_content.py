"""A shared credential in, what its issuer says about it out: cleaned, scales with results."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from wallet.credentials.credential import Evidence, ResultDescription, Text
from wallet.documents.markup import html_of, web_link
from wallet.sharing.shared import SharedCredential, SharedResult
from wallet.verification.domains import host_of
from wallet.web.display_text import choose, line, paragraphs
from wallet.web.words import Wording
from wallet.web.words.wording import ShareWords

MOST_SHOWN = 50
"""Of results, evidence, alignments or tags each; the original has them all."""
MOST_NOTES = 4
NOTE_LENGTH = 800
"""Paragraphs and characters of what is said about one piece of evidence."""


@dataclass(frozen=True, slots=True)
class ProseView:
    """A foreign text as clean HTML, and its language where it names one."""

    html: Markup
    language: str | None


@dataclass(frozen=True, slots=True)
class LinkView:
    """A text that leads somewhere, or nowhere where its address is no web address."""

    text: str
    address: str | None
    host: str | None
    note: tuple[str, ...] = ()
    narrative: ProseView | None = None


@dataclass(frozen=True, slots=True)
class ResultView:
    """A grade and its scale."""

    name: str
    value: str
    scale: str


@dataclass(frozen=True, slots=True)
class ContentView:
    """What the issuer says."""

    description: ProseView | None
    criteria: ProseView | None
    criteria_link: LinkView | None
    narrative: ProseView | None
    results: tuple[ResultView, ...]
    evidence: tuple[LinkView, ...]
    alignments: tuple[LinkView, ...]
    tags: tuple[str, ...]


def content_of(item: SharedCredential, wording: Wording, languages: Sequence[str]) -> ContentView:
    """Return what the issuer says in `item`, where it can in one of the `languages`."""
    achievement = item.achievement
    return ContentView(
        description=_prose(achievement.description or item.description, languages),
        criteria=_prose(achievement.criteria, languages),
        criteria_link=_criteria_link(achievement.criteria_url, wording.share),
        narrative=_prose(item.narrative, languages),
        results=tuple(
            _result(result, wording.share, languages) for result in item.results[:MOST_SHOWN]
        ),
        evidence=tuple(
            _evidence(each, wording.share, languages) for each in item.evidence[:MOST_SHOWN]
        ),
        alignments=tuple(
            _link(alignment.target_name, alignment.target_url, alignment.framework)
            for alignment in achievement.alignments[:MOST_SHOWN]
        ),
        tags=tuple(shown for tag in achievement.tags[:MOST_SHOWN] if (shown := line(tag, 60))),
    )


def _prose(text: Text, languages: Sequence[str]) -> ProseView | None:
    """Return a text in Markdown as clean HTML."""
    said = choose(text, languages)
    if said is None:
        return None
    return ProseView(Markup(html_of(said.text)), said.language)  # noqa: S704 -- cleaned


def _link(text: str, address: str | None, *notes: str | None) -> LinkView:
    """Return a text with its address, if that is a web address."""
    usable = web_link(address)
    host = host_of(usable) if usable else None
    shown = line(text) or host or line(address or "")
    return LinkView(shown, usable, host, tuple(line(note) for note in notes if note))


def _criteria_link(address: str | None, words: ShareWords) -> LinkView | None:
    """Return where the criteria are written down, if that is a web address."""
    usable = web_link(address)
    if usable is None:
        return None
    return LinkView(words.criteria_link.format(host=host_of(usable)), usable, None)


def _in_one(text: Text, languages: Sequence[str]) -> str:
    """Return what a text says in the best of the `languages`, nothing where it says nothing."""
    said = choose(text, languages)
    return "" if said is None else said.text


def _evidence(evidence: Evidence, words: ShareWords, languages: Sequence[str]) -> LinkView:
    """Return the learner's work that the issuer points to."""
    said = paragraphs(_in_one(evidence.description, languages))[:MOST_NOTES]
    most = MOST_NOTES * NOTE_LENGTH
    told = {tag: text[:most] for tag, text in evidence.narrative.items()}
    named = _link(_in_one(evidence.name, languages), evidence.url)
    return LinkView(
        named.text or words.evidence_unnamed,
        named.address,
        named.host,
        tuple(line(note, NOTE_LENGTH) for note in said),
        _prose(told, languages),
    )


def _result(result: SharedResult, words: ShareWords, languages: Sequence[str]) -> ResultView:
    """Return a grade and its scale in words."""
    value, level = (_in_one(text, languages) for text in (result.value, result.achieved_level))
    achieved = (value, level, result.status)
    return ResultView(
        name=line(_in_one(result.scale.name, languages)) or words.result_value,
        value=", ".join(line(part) for part in achieved if part),
        scale=_scale(result.scale, words, languages),
    )


def _scale(scale: ResultDescription, words: ShareWords, languages: Sequence[str]) -> str:
    """Return a scale in words; that it is not given is said, too."""
    said = []
    if scale.minimum is not None and scale.maximum is not None:
        said.append(words.scale_range.format(minimum=scale.minimum, maximum=scale.maximum))
    elif scale.minimum is not None:
        said.append(words.scale_minimum.format(minimum=scale.minimum))
    elif scale.maximum is not None:
        said.append(words.scale_maximum.format(maximum=scale.maximum))
    if scale.allowed_values:
        said.append(words.scale_values.format(values=", ".join(scale.allowed_values)))
    required = _in_one(scale.required, languages)
    if required:
        said.append(words.scale_required.format(required=required))
    return line("; ".join(said)) or words.scale_missing
