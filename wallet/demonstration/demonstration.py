"""An issuance in, the badges and every document that verification needs of them out."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from types import MappingProxyType
from typing import Any

from wallet.demonstration import awards, open_badges_2
from wallet.demonstration.awards import AWARDS
from wallet.demonstration.badges import DemoBadge, json_text, make_badges, picture_of
from wallet.demonstration.drawing import draw_logo, rasterise
from wallet.demonstration.issuance import Issuance
from wallet.demonstration.issuer import Issuer, academy_of, library_of, university_of
from wallet.demonstration.issuing import RECIPIENT, Issued, Maker, issue
from wallet.demonstration.organisations import LIVING
from wallet.demonstration.pages import (
    achievement_page,
    index_page,
    organisation_page,
    skill_page,
    work_page,
)
from wallet.proofs.contexts import Contexts

WITHDRAWAL_REASON = "Issued before the practical test was taken."
JSON_LD = "application/ld+json"
HTML = "text/html; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Served:
    """What an address answers."""

    body: bytes
    media_type: str
    http_status: HTTPStatus = HTTPStatus.OK

    @property
    def is_page(self) -> bool:
        """Whether it is for people."""
        return self.media_type == HTML


@dataclass(frozen=True, slots=True)
class Demonstration:
    """The badges, and what is served below `/demo`, by path without a leading slash."""

    issuance: Issuance
    badges: tuple[DemoBadge, ...]
    documents: Mapping[str, Served]

    def badge(self, slug: str) -> DemoBadge:
        """Return the badge of this name.

        Raises:
            KeyError: there is none.
        """
        return {badge.slug: badge for badge in self.badges}[slug]


def make_demonstration(
    issuance: Issuance, contexts: Contexts, recipient: str = RECIPIENT
) -> Demonstration:
    """Issue, sign and draw everything, which is about half a second of work.

    It comes out the same each time, but for the one token whose algorithm (ES256) is random.

    Args:
        issuance: keys, origin and moment.
        contexts: those that ship with installed packages are enough.
        recipient: the e-mail address that the badges are for.

    Raises:
        ValueError: a context is not at hand.
    """
    signed = issue(Maker(issuance, contexts, recipient))
    badges = make_badges(signed, issuance)
    documents = dict(
        [
            *_of_academy(signed, issuance),
            *_of_university(signed, issuance),
            *_of_library(signed, issuance),
            *_pictures(),
            *_pages(badges),
            *((f"badges/{b.file_name}", Served(b.content, b.media_type)) for b in badges),
        ]
    )
    return Demonstration(issuance, badges, MappingProxyType(documents))


def _of_academy(signed: Issued, issuance: Issuance) -> Iterator[tuple[str, Served]]:
    academy = academy_of(issuance)
    home = academy.organisation.slug
    yield f"{home}/profile.json", _json(academy.profile_2())
    yield f"{home}/key.json", _json(academy.key_document())
    yield f"{home}/revoked.json", _json(open_badges_2.revocation_list(academy))
    for award in (awards.LASER_CUTTING, awards.MENTORING, awards.PRINTING):
        badge_class = open_badges_2.badge_class(award, academy)
        yield f"{home}/achievements/{award.slug}.json", _json(badge_class)
    hosted = signed.documents[awards.LASER_CUTTING.slug]
    yield f"{home}/assertions/{awards.LASER_CUTTING.slug}.json", _json(hosted)
    left = open_badges_2.withdrawn_assertion(awards.PRINTING, academy, WITHDRAWAL_REASON)
    gone = Served(json_text(left).encode(), JSON_LD, HTTPStatus.GONE)
    yield f"{home}/assertions/{awards.PRINTING.slug}.json", gone


def _of_university(signed: Issued, issuance: Issuance) -> Iterator[tuple[str, Served]]:
    university = university_of(issuance)
    home = university.organisation.slug
    yield f"{home}/did.json", _json(university.did_document(), "application/did+json")
    yield f"{home}/status.json", _json(signed.status_list)
    for award in (awards.DATA_ANALYSIS, awards.LABORATORY, awards.STATISTICS):
        yield _credential(university, award, signed)
    token = signed.tokens[awards.CONVERSATION.slug].encode()
    yield f"{home}/credentials/{awards.CONVERSATION.slug}", Served(token, "application/jwt")


def _of_library(signed: Issued, issuance: Issuance) -> Iterator[tuple[str, Served]]:
    library = library_of(issuance)
    for award in (awards.RESEARCH, awards.FIRST_AID):
        yield _credential(library, award, signed)


def _credential(issuer: Issuer, award: awards.Award, signed: Issued) -> tuple[str, Served]:
    path = f"{issuer.organisation.slug}/credentials/{award.slug}"
    return path, _json(signed.documents[award.slug])


def _pictures() -> Iterator[tuple[str, Served]]:
    for organisation in LIVING:
        logo = draw_logo(symbol=organisation.symbol, palette=organisation.palette)
        yield from _picture(f"{organisation.slug}/logo", logo)
    for award in AWARDS:
        yield from _picture(
            f"{award.organisation.slug}/achievements/{award.slug}", picture_of(award)
        )


def _picture(name: str, drawing: bytes) -> Iterator[tuple[str, Served]]:
    yield f"{name}.svg", Served(drawing, "image/svg+xml")
    yield f"{name}.png", Served(rasterise(drawing), "image/png")


def _pages(badges: tuple[DemoBadge, ...]) -> Iterator[tuple[str, Served]]:
    yield "", Served(index_page(badges), HTML)
    for organisation in LIVING:
        own = [award for award in AWARDS if award.organisation is organisation]
        yield organisation.slug, Served(organisation_page(organisation, own), HTML)
    for award in AWARDS:
        home = award.organisation.slug
        yield f"{home}/achievements/{award.slug}", Served(achievement_page(award), HTML)
        for work in award.works:
            yield f"evidence/{work.slug}", Served(work_page(work, award), HTML)
        for skill in award.skills:
            if skill.url is None:
                yield f"skills/{skill.slug}", Served(skill_page(skill), HTML)


def _json(content: Mapping[str, Any], media_type: str = JSON_LD) -> Served:
    return Served(json_text(content).encode(), media_type)
