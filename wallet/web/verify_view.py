"""What anybody brought and what came of it in, what the page shows of it out.

A credential is shown by the same words as on a link's page; what it says of its recipient's work
is in the file that the visitor has.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from wallet.documents.markup import plain
from wallet.intake.examining import Examined
from wallet.sharing.disclosure import level_of
from wallet.sharing.shared import SharedAchievement, SharedCredential, SharedIssuer
from wallet.sharing.verifying import Verified
from wallet.verification.report import Integrity
from wallet.web.display_text import line
from wallet.web.share_view import CredentialView, credential_view
from wallet.web.words import Wording


@dataclass(frozen=True, slots=True)
class InputView:
    """One input: its credentials, and what is said where there is none or not all of them."""

    label: str
    credentials: tuple[CredentialView, ...]
    remarks: tuple[str, ...]


def inputs_view(
    verified: Sequence[Verified], *, now: datetime, wording: Wording, languages: Sequence[str]
) -> tuple[InputView, ...]:
    """Return what the page shows at `now` of everything that was brought."""
    shown, position = [], 0
    for one in verified:
        cards = []
        for result in one.results:
            if isinstance(result, Examined):
                item = shared_of(result, position)
                read = (*languages, wording.language)
                cards.append(credential_view(item, "", now, wording, read, ""))
                position += 1
        shown.append(InputView(line(one.label, 200), tuple(cards), _remarks(one, wording)))
    return tuple(shown)


def _remarks(one: Verified, wording: Wording) -> tuple[str, ...]:
    words = wording.verify
    said = [
        words.refused.format(message=line(plain(result.message), 400))
        for result in one.results
        if not isinstance(result, Examined)
    ]
    if one.left_out:
        said.append(words.left_out.format(number=one.left_out))
    if one.is_unfinished:
        said.append(words.unfinished)
    return tuple(said)


def shared_of(examined: Examined, position: int) -> SharedCredential:
    """Return a credential that was brought as the page of a link would get it."""
    said, report = examined.credential, examined.report
    achievement, issuer = said.achievement, said.issuer
    return SharedCredential(
        position=position,
        level=level_of(said.format, report.integrity),
        form=said.format,
        title=said.title,
        description=achievement.description or said.description,
        issuer=SharedIssuer(issuer.name, issuer.id, issuer.url),
        achievement=SharedAchievement(
            id=achievement.id,
            name=achievement.name,
            description=achievement.description,
            criteria=achievement.criteria,
            criteria_url=achievement.criteria_url,
            kind=achievement.kind,
            tags=(),
            alignments=(),
        ),
        recipient_name=said.recipient_name,
        narrative={},
        evidence=(),
        results=(),
        image_sha256=None,
        awarded_at=said.awarded_at,
        valid_from=said.valid_from,
        valid_until=said.valid_until,
        report=report,
        intact_at=report.checked_at if report.integrity is Integrity.INTACT else None,
        checking=False,
        media_type=examined.document.media_type,
        sha256=examined.document.sha256,
        for_holder_alone=True,
    )
