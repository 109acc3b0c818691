"""The organisations that issue the demonstration's badges. None of them exists."""

from dataclasses import dataclass
from enum import StrEnum

from wallet.demonstration.drawing import Palette


class Anchoring(StrEnum):
    """What an organisation's id is: a web address, a DID on the web, or a bare key."""

    PROFILE = "PROFILE"
    DID_WEB = "DID_WEB"
    DID_KEY = "DID_KEY"


@dataclass(frozen=True, slots=True)
class Organisation:
    """An issuer, without its keys and addresses."""

    slug: str
    name: str
    description: str
    email: str
    anchoring: Anchoring
    symbol: str
    frame: str
    palette: Palette


UNIVERSITY = Organisation(
    slug="riverbend",
    name="Example University of Riverbend",
    description=(
        "A fictional university on a fictional river. It teaches data, language and laboratory "
        "practice, and issues Open Badges 3.0 under a DID on its own site."
    ),
    email="badges@riverbend.example",
    anchoring=Anchoring.DID_WEB,
    symbol="river",
    frame="hexagon",
    palette=Palette(deep="#12355b", bright="#2e86ab", accent="#ffc857"),
)
ACADEMY = Organisation(
    slug="northwind",
    name="Northwind Makers' Academy",
    description=(
        "A fictional open workshop where people learn to make things safely. It has issued "
        "Open Badges 2.0 since it opened its doors."
    ),
    email="hello@northwind.example",
    anchoring=Anchoring.PROFILE,
    symbol="compass",
    frame="scallop",
    palette=Palette(deep="#5f1a37", bright="#d1495b", accent="#ffd166"),
)
LIBRARY = Organisation(
    slug="harbour-lane",
    name="Harbour Lane Community Library",
    description=(
        "A fictional neighbourhood library with evening courses. It has no server of its own, "
        "so its id is its key."
    ),
    email="courses@harbour-lane.example",
    anchoring=Anchoring.DID_KEY,
    symbol="lighthouse",
    frame="octagon",
    palette=Palette(deep="#0b4f4a", bright="#1f9e89", accent="#ffe08a"),
)
CAMP = Organisation(
    slug="lakeside",
    name="Lakeside Summer Code Camp",
    description="A fictional summer camp that closed, and whose site went with it.",
    email="team@vanished.example",
    anchoring=Anchoring.PROFILE,
    symbol="lake",
    frame="disc",
    palette=Palette(deep="#3b2a6b", bright="#7b5cd6", accent="#9bf6c4"),
)

LIVING = (UNIVERSITY, ACADEMY, LIBRARY)
"""Those whose documents are served."""
