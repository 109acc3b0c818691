"""An issuance in, the ten badges of the demonstration's learner out, each in its carrier.

Genuine all of them when they were made. Since then one has expired, two were withdrawn, one
issuer has disappeared, and one badge was tampered with.
"""

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass
from enum import StrEnum
from json import dumps
from typing import Any

from wallet.demonstration import awards, open_badges_2
from wallet.demonstration.awards import Award
from wallet.demonstration.drawing import draw_badge, rasterise
from wallet.demonstration.issuance import Issuance
from wallet.demonstration.issuer import Issuer, academy_of, camp_of
from wallet.demonstration.issuing import Issued
from wallet.documents import png, svg

FORGED_RESULT = "98"


class Delivery(StrEnum):
    """How a badge gets to the learner."""

    ADDRESS = "ADDRESS"
    TEXT = "TEXT"
    FILE = "FILE"


@dataclass(frozen=True, slots=True)
class DemoBadge:
    """One badge as a learner holds it in hand.

    `content` is the file, the text to paste or the address (all text is UTF-8); `file_name` what
    it is called where it is downloaded; `shows` one sentence on what there is to see in it.
    """

    award: Award
    delivery: Delivery
    content: bytes
    media_type: str
    file_name: str
    shows: str

    @property
    def slug(self) -> str:
        """What the badge is called in addresses."""
        return self.award.slug

    @property
    def text(self) -> str:
        """The content of an address or a text."""
        return self.content.decode()


def tampered(credential: Mapping[str, Any]) -> dict[str, Any]:
    """Return a signed credential with a better result than was signed."""
    forged = deepcopy(dict(credential))
    forged["credentialSubject"]["result"][0]["value"] = FORGED_RESULT
    return forged


def make_badges(signed: Issued, issuance: Issuance) -> tuple[DemoBadge, ...]:
    """Return the badges of the demonstration's learner."""
    academy, camp = academy_of(issuance), camp_of()
    return (
        _address(
            awards.LASER_CUTTING,
            open_badges_2.assertion_url(awards.LASER_CUTTING, academy),
            "Open Badges 2.0, not signed: its issuer vouches for it by showing it.",
        ),
        _baked_png(
            awards.MENTORING,
            signed.tokens[awards.MENTORING.slug],
            png.KEYWORD_2,
            "Open Badges 2.0, signed (RS256), inside a PNG picture.",
        ),
        _baked_svg(
            awards.DATA_ANALYSIS,
            json_text(signed.documents[awards.DATA_ANALYSIS.slug]),
            "Open Badges 3.0 with a result, signed (eddsa-rdfc-2022), inside an SVG picture.",
        ),
        _json(
            awards.RESEARCH,
            signed.documents[awards.RESEARCH.slug],
            Delivery.TEXT,
            "Open Badges 3.0 on VC 1.1, signed (Ed25519Signature2020) by a bare key.",
        ),
        _token(
            awards.CONVERSATION,
            signed.tokens[awards.CONVERSATION.slug],
            "Open Badges 3.0 as a signed token (VC-JWT, ES256).",
        ),
        _baked_png(
            awards.LABORATORY,
            json_text(signed.documents[awards.LABORATORY.slug]),
            png.KEYWORD_3,
            "Withdrawn by its issuer: its bit in the status list is set.",
        ),
        _json(
            awards.PRINTING,
            signed.documents[awards.PRINTING.slug],
            Delivery.FILE,
            "Withdrawn by its issuer: its address answers 410 Gone.",
        ),
        _json(
            awards.FIRST_AID,
            signed.documents[awards.FIRST_AID.slug],
            Delivery.FILE,
            "Genuine, but expired.",
        ),
        _baked_png(
            awards.CODE_CAMP,
            json_text(_whole(signed.documents[awards.CODE_CAMP.slug], awards.CODE_CAMP, camp)),
            png.KEYWORD_2,
            "Its issuer has disappeared, so nobody can say if it is genuine.",
        ),
        _json(
            awards.STATISTICS,
            tampered(signed.documents[awards.STATISTICS.slug]),
            Delivery.FILE,
            "Tampered with: somebody improved the mark after it was signed.",
        ),
    )


def picture_of(award: Award) -> bytes:
    """Return the award's picture as SVG."""
    organisation = award.organisation
    return draw_badge(
        frame=organisation.frame,
        symbol=award.symbol,
        palette=organisation.palette,
        stars=award.stars,
    )


def json_text(content: Mapping[str, Any]) -> str:
    """Return a document as JSON that people can read."""
    return dumps(content, ensure_ascii=False, indent=2)


def _whole(assertion: Mapping[str, Any], award: Award, issuer: Issuer) -> dict[str, Any]:
    """Return an assertion with its badge class and issuer in it, as thoughtful bakers wrote it."""
    badge = open_badges_2.badge_class(award, issuer) | {"issuer": issuer.profile_2()}
    return {**assertion, "badge": badge}


def _address(award: Award, url: str, shows: str) -> DemoBadge:
    return DemoBadge(
        award, Delivery.ADDRESS, url.encode(), "text/plain", f"{award.slug}.txt", shows
    )


def _token(award: Award, token: str, shows: str) -> DemoBadge:
    return DemoBadge(
        award, Delivery.TEXT, token.encode(), "application/jwt", f"{award.slug}.jwt", shows
    )


def _json(award: Award, content: Mapping[str, Any], delivery: Delivery, shows: str) -> DemoBadge:
    return DemoBadge(
        award,
        delivery,
        json_text(content).encode(),
        "application/json",
        f"{award.slug}.json",
        shows,
    )


def _baked_png(award: Award, payload: str, keyword: str, shows: str) -> DemoBadge:
    baked = png.bake(rasterise(picture_of(award)), payload, keyword)
    return DemoBadge(award, Delivery.FILE, baked, "image/png", f"{award.slug}.png", shows)


def _baked_svg(award: Award, payload: str, shows: str) -> DemoBadge:
    baked = svg.bake(picture_of(award), payload, svg.CREDENTIAL)
    return DemoBadge(award, Delivery.FILE, baked, "image/svg+xml", f"{award.slug}.svg", shows)
