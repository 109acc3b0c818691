"""A badge of the demonstration by every carrier that fits it."""

from dataclasses import dataclass
from typing import Any

from gql import FileVar

from tests.journeys.person import file
from wallet.demonstration import Delivery, DemoBadge, Demonstration
from wallet.demonstration.badges import json_text, picture_of
from wallet.demonstration.drawing import rasterise
from wallet.documents import open_documents, png, svg


@dataclass(frozen=True, slots=True)
class Carriers:
    """The same badge as an address, a text to paste, and files to upload by their names."""

    address: str
    text: str
    files: dict[str, bytes]

    @property
    def uploads(self) -> list[FileVar]:
        return [file(name, content) for name, content in self.files.items()]


def carriers_of(badge: DemoBadge, demonstration: Demonstration) -> Carriers:
    site = demonstration.issuance.site
    if badge.delivery is Delivery.ADDRESS:
        address = badge.text
        served = demonstration.documents[address.removeprefix(site.url("")).strip("/")].body
    else:
        address, served = site.url(f"badges/{badge.file_name}"), badge.content
    (document,) = open_documents(served)
    text = document.jws.token if document.jws else json_text(document.content or {})
    drawing, keyword, tag = picture_of(badge.award), *_places(document.content or {})
    name = badge.slug
    return Carriers(
        address,
        text,
        {
            f"{name}.jwt" if document.jws else f"{name}.json": text.encode(),
            f"{name}.png": png.bake(rasterise(drawing), text, keyword),
            f"{name}.svg": svg.bake(drawing, text, tag),
        },
    )


def _places(content: Any) -> tuple[str, str]:
    if "credentialSubject" in content or "vc" in content:
        return png.KEYWORD_3, svg.CREDENTIAL
    return png.KEYWORD_2, svg.ASSERTION
