"""What a credential says beyond its columns: to the `detail` column and back."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from pydantic import TypeAdapter

from wallet.credentials.credential import (
    Achievement,
    Association,
    Credential,
    Evidence,
    Profile,
    RecipientIdentity,
    Result,
    Text,
)
from wallet.documents.document import Carrier
from wallet.documents.markup import plain
from wallet.languages import UNDETERMINED
from wallet.proofs.disclosure_values import is_base
from wallet.store.columns import searchable

LONGEST_SEARCH_TEXT = 20_000


@dataclass(frozen=True, slots=True)
class Detail:
    """The normalised model as kept; a card is drawn from its own credential's.

    `carriers` and `media_type` are of the document as it came, `shown_media_type` of what its
    words were read from: the JSON or JWS inside, or of a hosted badge the copy at its address.
    `recipients` hold addresses and hashes of them: for the owner alone. `own_sources` are the
    addresses whose snapshots the learner keeps because of it. `for_holder_alone` tells that the
    document holds what nobody else may get: a base proof, from which anybody could show parts.
    """

    issuer: Profile
    achievement: Achievement
    media_type: str
    shown_media_type: str
    carriers: tuple[Carrier, ...] = ()
    types: tuple[str, ...] = ()
    recipients: tuple[RecipientIdentity, ...] = ()
    recipient_name: str | None = None
    name: Text = field(default_factory=dict)
    description: Text = field(default_factory=dict)
    narrative: Text = field(default_factory=dict)
    evidence: tuple[Evidence, ...] = ()
    results: tuple[Result, ...] = ()
    achievements: tuple[Achievement, ...] = ()
    associations: tuple[Association, ...] = ()
    credits_earned: str | None = None
    role: str | None = None
    term: str | None = None
    is_partial: bool = False
    languages: tuple[str, ...] = ()
    own_sources: tuple[str, ...] = ()
    for_holder_alone: bool = False

    @property
    def title(self) -> Text:
        """What a screen calls it: the achievement's name, else the credential's own."""
        return self.achievement.name or self.name


_DETAIL = TypeAdapter(Detail)
_SCALES: Mapping[str, Any] = {"result_descriptions": {"name": None, "required": None}}
_WERE_PLAIN: Mapping[str, Any] = {
    "narrative": None,
    "evidence": dict.fromkeys(("name", "narrative", "description", "genre", "audience")),
    "results": dict.fromkeys(("value", "achieved_level")),
    "achievement": _SCALES,
    "achievements": _SCALES,
}
"""Texts that were kept in one language before, by where they lie."""


def detail_of(
    credential: Credential,
    *,
    carriers: tuple[Carrier, ...],
    media_type: str,
    shown_media_type: str,
    own_sources: tuple[str, ...] = (),
) -> Detail:
    """Return what is kept of a credential that came in these carriers."""
    return Detail(
        issuer=credential.issuer,
        achievement=credential.achievement,
        media_type=media_type,
        shown_media_type=shown_media_type,
        carriers=carriers,
        types=credential.types,
        recipients=credential.recipients,
        recipient_name=credential.recipient_name,
        name=credential.name,
        description=credential.description,
        narrative=credential.narrative,
        evidence=credential.evidence,
        results=credential.results,
        achievements=credential.achievements,
        associations=credential.associations,
        credits_earned=credential.credits_earned,
        role=credential.role,
        term=credential.term,
        is_partial=credential.is_partial,
        languages=credential.languages,
        own_sources=own_sources,
        for_holder_alone=any(is_base(proof.get("proofValue")) for proof in credential.proofs),
    )


def to_column(detail: Detail) -> dict[str, Any]:
    """Return the JSON value that the column keeps."""
    return asdict(detail)


def from_column(value: Mapping[str, Any]) -> Detail:
    """Read what `to_column` wrote, also before members were added.

    Raises:
        pydantic.ValidationError: it is something else, which is a fault of ours.
    """
    return _DETAIL.validate_python(_in_languages(value, _WERE_PLAIN))


def in_languages(said: Any) -> Text:
    """Return a text as kept: by language, and of no language where it was kept before that."""
    if isinstance(said, str):
        return {UNDETERMINED: said} if said else {}
    return dict(said or {})


def _in_languages(value: Any, paths: Mapping[str, Any]) -> Any:
    """Return a value in which the texts at these paths are by language."""
    if isinstance(value, list | tuple):
        return [_in_languages(each, paths) for each in value]
    changed = {
        name: in_languages(value[name]) if inner is None else _in_languages(value[name], inner)
        for name, inner in paths.items()
        if name in value
    }
    return {**value, **changed}


def first_text(text: Text) -> str:
    """Return the text that lists show: the untagged one, else English, else the first."""
    for language in ("und", "en"):
        if text.get(language):
            return plain(text[language]).strip()
    return plain(next(filter(None, text.values()), "")).strip()


def search_text_of(detail: Detail, note: str | None = None) -> str:
    """Return what a search of the wallet looks through: the credential's words, then the note."""
    achievement = detail.achievement
    texts = [
        *achievement.name.values(),
        *detail.name.values(),
        *detail.issuer.name.values(),
        *achievement.description.values(),
        *detail.description.values(),
        *achievement.tags,
        *(alignment.target_name for alignment in achievement.alignments),
        *(text for each in detail.achievements for text in each.name.values()),
        note or "",
    ]
    return searchable("\n".join(dict.fromkeys(filter(None, texts)))[:LONGEST_SEARCH_TEXT])
